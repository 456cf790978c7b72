import type { Id } from '../../model/ids.ts'
import type { EvidenceRecord, RelationRecord } from '../../model/records.ts'
import type { EntityRef, EvidenceView, RelationView } from '../port.ts'
import { evidenceView, relationView } from '../views.ts'
import { recordOf } from './bodies.ts'
import { KIND_CODES } from './codes.ts'
import type { Reader } from './reader.ts'
import type { Sight } from './viewers.ts'

type Row = [
  key: number, id: Id, version: number, state: number, audience: number, body: string, changed: number,
  fromId: Id, fromName: string, fromKind: number, fromChanged: number,
  toId: Id, toName: string, toKind: number, toChanged: number,
  fromRecorded: number | null, toRecorded: number | null,
]

const VIEWS = `SELECT r.key, r.id, r.version, r.state, r.audience, text, r.changed,
    f.id, f.name, f.kind, f.changed, t.id, t.name, t.kind, t.changed,
    nullif(from_recorded, from_node), nullif(to_recorded, to_node)
  FROM json_each(?) CROSS JOIN relation AS r ON r.key = value JOIN payload ON operation = r.payload
    JOIN entity AS f ON f.node = from_node JOIN entity AS t ON t.node = to_node`

type EvidenceRow = [relation: number, id: Id, state: number, audience: number, clearance: number, body: string, sourceId: Id, sourceName: string, sourceKind: number, sourceChanged: number]

/** By the index on (relation, id), so in the order of ids within a relation. */
const EVIDENCE = `SELECT relation, e.id, e.state, e.audience, e.clearance, text, s.id, s.name, s.kind, s.changed
  FROM json_each(?) CROSS JOIN evidence AS e ON relation = value JOIN payload ON operation = e.payload JOIN entity AS s ON s.node = source
  WHERE shown <> 0 ORDER BY e.id`

const REFS = 'SELECT node, id, name, kind, changed FROM entity WHERE node IN (SELECT value FROM json_each(?))'

const SOURCES = `SELECT e.relation, e.source, e.clearance, r.changed
  FROM json_each(?) CROSS JOIN relation AS r ON r.key = value LEFT JOIN evidence AS e ON e.relation = r.key AND shown <> 0`

export interface Viewed {
  readonly views: Map<number, RelationView>
  /** The newest sequence that changed anything of what is shown. */
  readonly changed: number
}

/**
 * Views of relations by key, with the evidence this viewer is shown. Within a reading.
 * @param keys of relations that the viewer is cleared for and that are published or proposed
 */
export function relationViews(reader: Reader, sight: Sight, keys: readonly number[]): Viewed {
  const views = new Map<number, RelationView>()
  if (keys.length === 0) return { views, changed: 0 }
  const wanted = JSON.stringify(keys)
  const rows = reader.connection.rows<Row>(VIEWS, wanted)
  let changed = 0
  const evidence = new Map<number, EvidenceView[]>()
  for (const [relation, id, state, audience, clearance, body, sourceId, sourceName, sourceKind, sourceChanged] of reader.connection.rows<EvidenceRow>(EVIDENCE, wanted)) {
    if (!sight.may(clearance)) continue
    if (sourceChanged > changed) changed = sourceChanged
    const view = evidenceView(recordOf<EvidenceRecord>(reader, 'evidence', id, state, audience, body)!, { id: sourceId, name: sourceName, kind: KIND_CODES[sourceKind]! })
    const pieces = evidence.get(relation)
    if (pieces === undefined) evidence.set(relation, [view])
    else pieces.push(view)
  }
  const recorded = recordedEnds(reader, rows)
  for (const [key, id, version, state, audience, body, at, fromId, fromName, fromKind, fromChanged, toId, toName, toKind, toChanged, fromRecorded, toRecorded] of rows) {
    changed = Math.max(changed, at, fromChanged, toChanged)
    const record = recordOf<RelationRecord>(reader, 'relation', id, state, audience, body)!
    const from = { id: fromId, name: fromName, kind: KIND_CODES[fromKind]! }
    const to = { id: toId, name: toName, kind: KIND_CODES[toKind]! }
    const ends = { from: fromRecorded === null ? from : recorded.get(fromRecorded)!, to: toRecorded === null ? to : recorded.get(toRecorded)! }
    views.set(key, relationView({ version, record }, { from, to }, ends, evidence.get(key) ?? []))
  }
  return { views, changed }
}

/** Ends that a merge changed, by node. */
function recordedEnds(reader: Reader, rows: readonly Row[]): ReadonlyMap<number, EntityRef> {
  const nodes = rows.flatMap((row) => [row[15], row[16]].filter((node) => node !== null))
  return nodes.length === 0 ? new Map() : refsOf(reader, nodes).refs
}

/** Entities by node, as others mention them, and the newest sequence that changed one of them. */
export function refsOf(reader: Reader, nodes: readonly number[]): { readonly refs: ReadonlyMap<number, EntityRef>; readonly changed: number } {
  const refs = new Map<number, EntityRef>()
  let changed = 0
  for (const [node, id, name, kind, at] of reader.connection.rows<[number, Id, string | null, number, number]>(REFS, JSON.stringify(nodes))) {
    if (name !== null) refs.set(node, { id, name, kind: KIND_CODES[kind]! })
    if (at > changed) changed = at
  }
  return { refs, changed }
}

/** The sources (survivors, by node) whose evidence this viewer is shown, by relation; and what changed last. */
export function sourcesOf(reader: Reader, sight: Sight, keys: readonly number[]): { readonly value: ReadonlyMap<number, readonly number[]>; readonly changed: number } {
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
