import type { Id } from '../../model/ids.ts'
import type { EvidenceRecord, RelationRecord } from '../../model/records.ts'
import type { EntityRef, EvidenceView, RelationView } from '../port.ts'
import { evidenceView, relationView } from '../views.ts'
import { STATE_CODES } from './codes.ts'
import type { Reader } from './reader.ts'
import type { Mention } from './refs.ts'
import type { Sight } from './viewers.ts'
import type { Part } from './walked.ts'

/** A relation as it is shown, but for words. Every column costs a tenth of a microsecond, and a page has hundreds. */
export type RelationRow = readonly [key: number, id: Id, version: number, state: number, changed: number, from: number, to: number, body: string]

/** Of `relation AS r` and its payload. */
export const RELATION_COLUMNS = 'r.key, r.id, r.version, r.state, r.changed, from_node, to_node, text'

const BY_KEY = `SELECT ${RELATION_COLUMNS} FROM json_each(?) CROSS JOIN relation AS r ON r.key = value JOIN payload ON operation = r.payload`

type EvidenceRow = [relation: number, id: Id, state: number, clearance: number, source: number, body: string]

/** By the index on (relation, id), so in the order of ids within a relation. */
const EVIDENCE = `SELECT relation, e.id, e.state, e.clearance, source, text
  FROM json_each(?) CROSS JOIN evidence AS e ON relation = value JOIN payload ON operation = e.payload WHERE shown <> 0`

const SOURCES = `SELECT e.relation, e.source, e.clearance, r.changed
  FROM json_each(?) CROSS JOIN relation AS r ON r.key = value LEFT JOIN evidence AS e ON e.relation = r.key AND shown <> 0`

export interface Viewed {
  /** In the order of the rows. */
  readonly views: readonly RelationView[]
  /** The newest sequence that changed anything of what is shown. */
  readonly changed: number
}

export const relationRows = (reader: Reader, keys: readonly number[]): RelationRow[] =>
  keys.length === 0 ? [] : reader.connection.rows<RelationRow>(BY_KEY, JSON.stringify(keys))

/**
 * Views of relations with the evidence this viewer is shown. Within a reading.
 * @param rows of relations that the viewer is cleared for and that are published or proposed
 */
export function relationViews(reader: Reader, sight: Sight, rows: readonly RelationRow[], withEvidence = true): Viewed {
  if (rows.length === 0) return { views: [], changed: 0 }
  const { refs } = reader
  const pieces = withEvidence ? reader.connection.rows<EvidenceRow>(EVIDENCE, JSON.stringify(rows.map((row) => row[0]))).filter((piece) => sight.may(piece[3])) : []
  refs.fetch(mentioned(rows, pieces))
  let changed = 0
  const said = ({ ref, changed: at }: Mention): EntityRef => {
    if (at > changed) changed = at
    return ref
  }
  const evidence = new Map<number, EvidenceView[]>()
  for (const [relation, id, state, , source, body] of pieces) {
    const view = evidenceView(wordsOf<EvidenceRecord>(id, state, body), said(refs.get(source)!))
    const others = evidence.get(relation)
    if (others === undefined) evidence.set(relation, [view])
    else others.push(view)
  }
  const views = rows.map(([key, id, version, state, at, from, to, body]) => {
    if (at > changed) changed = at
    const record = wordsOf<RelationRecord>(id, state, body)
    const [start, end] = [refs.get(from)!, refs.get(to)!]
    const ends = { from: said(start), to: said(end) }
    const recorded = { from: said(refs.recorded(record.from, start)), to: said(refs.recorded(record.to, end)) }
    return relationView({ version, record }, ends, recorded, evidence.get(key) ?? [])
  })
  return { views, changed }
}

/** What views need of a record: not its audience, which a reader is not told. */
function wordsOf<T extends RelationRecord | EvidenceRecord>(id: Id, state: number, body: string): T {
  const record = JSON.parse(body) as { id: Id; state: string }
  record.id = id
  record.state = STATE_CODES[state]!
  return record as T
}

function mentioned(rows: readonly RelationRow[], pieces: readonly EvidenceRow[]): Set<number> {
  const nodes = new Set<number>()
  for (const row of rows) nodes.add(row[5]).add(row[6])
  for (const piece of pieces) nodes.add(piece[4])
  return nodes
}

/** The sources (survivors, by node) whose evidence this viewer is shown, by relation; and what changed last. */
export function sourcesOf(reader: Reader, sight: Sight, keys: readonly number[]): Part<ReadonlyMap<number, readonly number[]>> {
  const value = new Map<number, number[]>()
  let changed = 0
  for (const [relation, source, clearance, at] of reader.connection.rows<[number, number | null, number | null, number]>(SOURCES, JSON.stringify(keys))) {
    if (at > changed) changed = at
    if (source === null || !sight.may(clearance!)) continue
    const sources = value.get(relation)
    if (sources === undefined) value.set(relation, [source])
    else sources.push(source)
  }
  return { value, changed }
}
