import type { EdgeRow, GroundRow, Loader, NodeRow } from '../adjacency/types.ts'
import { NO_KIND } from './codes.ts'
import { Connection } from './connection.ts'

/** Rows fetched at once: stepping one by one from JavaScript costs twice the time. */
const CHUNK = 8_192

const NODES = 'SELECT node, id, coalesce(kind, ?1), node FROM entity WHERE node > ?2 ORDER BY node LIMIT ?3'
/** By the index of changes, so in time that grows with what changed only. */
const CHANGED_NODES = 'SELECT node, id, coalesce(kind, ?1), changed FROM entity WHERE (changed, node) > (?4, ?2) ORDER BY changed, node LIMIT ?3'

const EDGES = `SELECT key, type, from_node, to_node, level, deprecated, clearance, start_earliest, end_latest, 0
  FROM relation WHERE level <> 0 AND key > ?1 ORDER BY key LIMIT ?2`
/** One that is gone may have lost its type and its ends with its payload. */
const CHANGED_EDGES = `SELECT key, coalesce(type, 0), coalesce(from_node, 0), coalesce(to_node, 0), level, deprecated, clearance, start_earliest, end_latest, changed
  FROM relation WHERE (changed, key) > (?3, ?1) ORDER BY changed, key LIMIT ?2`

/** The stance is in the words of the record only; its quotation marks are escaped there, so that no quote can be taken for it. */
const SUPPORTING = `shown <> 0 AND instr(text, '"stance":"disputes"') = 0`
const GROUNDS = `SELECT e.key, relation, source, clearance FROM evidence AS e JOIN payload ON operation = e.payload WHERE e.key > ?1 AND ${SUPPORTING} ORDER BY e.key LIMIT ?2`
const GROUNDS_OF = `SELECT e.key, relation, source, clearance
  FROM json_each(?) CROSS JOIN evidence AS e ON relation = value JOIN payload ON operation = e.payload WHERE ${SUPPORTING}`

/** No key is as high. */
const LAST = Number.MAX_SAFE_INTEGER

type NodeColumns = [node: number, id: string, kind: number, changed: number]
type GroundColumns = [key: number, edge: number, source: number, clearance: number]
type EdgeColumns = [key: number, type: number, from: number, to: number, level: number, deprecated: number, clearance: number, start: number, end: number, changed: number]

/** Reads the file for the adjacency, in a worker thread: one transaction from `open` to `close`. */
export function open(path: string): Loader {
  const connection = new Connection(path, { readOnly: true })
  connection.exec('PRAGMA mmap_size = 1073741824; BEGIN')
  const newest = connection.row<[number]>('SELECT coalesce(max(sequence), 0) FROM changeset')![0]
  return {
    sequence: () => newest,
    *nodes(after): Iterable<NodeRow> {
      const rows = after === 0
        ? chunks<NodeColumns>(-1, 0, (node) => connection.rows(NODES, NO_KIND, node, CHUNK))
        : chunks<NodeColumns>(LAST, after, (node, changed) => connection.rows(CHANGED_NODES, NO_KIND, node, CHUNK, changed))
      for (const [node, id, kind] of rows) yield { node, id, kind }
    },
    *edges(after): Iterable<EdgeRow> {
      const rows = after === 0
        ? chunks<EdgeColumns>(0, 0, (key) => connection.rows(EDGES, key, CHUNK))
        : chunks<EdgeColumns>(LAST, after, (key, changed) => connection.rows(CHANGED_EDGES, key, CHUNK, changed))
      for (const [edge, type, from, to, level, deprecated, clearance, startEarliest, endLatest] of rows) {
        yield { edge, type, from, to, level, deprecated, clearance, startEarliest, endLatest }
      }
    },
    *grounds(edges): Iterable<GroundRow> {
      const rows = edges === undefined
        ? chunks<GroundColumns>(0, 0, (key) => connection.rows(GROUNDS, key, CHUNK))
        : inParts(edges, (some) => connection.rows<GroundColumns>(GROUNDS_OF, JSON.stringify(some)))
      for (const [, edge, source, clearance] of rows) yield { edge, source, clearance }
    },
    close: () => connection.close(),
  }
}

function* inParts<R>(keys: readonly number[], fetch: (some: readonly number[]) => R[]): Generator<R> {
  for (let at = 0; at < keys.length; at += CHUNK) yield* fetch(keys.slice(at, at + CHUNK))
}

/** All rows, by their first column (a key) and their last (when they changed), after which the next are fetched. */
function* chunks<R extends [number, ...unknown[]]>(key: number, changed: number, fetch: (key: number, changed: number) => R[]): Generator<R> {
  for (;;) {
    const rows = fetch(key, changed)
    yield* rows
    if (rows.length < CHUNK) return
    const last = rows.at(-1)!
    key = last[0]
    changed = last.at(-1) as number
  }
}
