import type { Head } from '../../model/changeset.ts'
import { NOBODY } from '../../model/clearance.ts'
import { UNKNOWN_BOUNDS } from '../../model/dates.ts'
import { edgeOf, evidenceClearance, isShown, LEVELS, type Level, type Support } from '../../model/edge.ts'
import type { Id } from '../../model/ids.ts'
import type { EvidenceRecord, RelationRecord } from '../../model/records.ts'
import { evidenceReading, relationReading } from '../reading.ts'
import type { Chain, Projecting } from './projecting.ts'
import type { EvidenceRow, RelationRow, Row } from './rows.ts'
import type { Drawn } from './writes.ts'

/** A relation's node and those of its evidence as they should be. */
export interface Projected {
  readonly relation: RelationRow
  readonly evidence: readonly EvidenceRow[]
}

/** A piece of evidence with the chain of its source. */
interface Piece extends Support {
  readonly chain: Chain | undefined
}

interface About {
  readonly head: Head
  readonly ends: readonly [readonly Head[], readonly Head[]]
  readonly level: Level
}

/** @param pieces ids of everything that may be evidence on it */
export function relationRows(projecting: Projecting, id: Id, pieces: Iterable<Id>): Projected {
  const head = projecting.current(id)!
  const record = head.record as RelationRecord | null
  const from = record === null ? undefined : projecting.chain(record.from)
  const to = record === null ? undefined : projecting.chain(record.to)
  const ends = [from?.heads ?? [], to?.heads ?? []] as const
  const supports = [...pieces].map((piece) => pieceOf(projecting, piece)).filter(({ evidence }) => (evidence.record as EvidenceRecord | null)?.relation === id)
  const edge = edgeOf(head, ...ends, supports)
  const level = edge?.level ?? LEVELS.none
  const { words } = projecting.work
  const { startEarliest, endLatest } = edge?.bounds ?? UNKNOWN_BOUNDS
  return {
    relation: {
      ...projecting.headRow(head),
      type: record?.relation ?? null, from: edge?.from ?? null, to: edge?.to ?? null,
      fromRecorded: record === null || edge?.from === record.from ? null : record.from, toRecorded: record === null || edge?.to === record.to ? null : record.to,
      level, deprecated: edge?.deprecated === true ? true : null,
      clearance: words.number(edge?.clearance ?? NOBODY), reading: words.number(relationReading(head, ...ends, supports)),
      startEarliest, endLatest,
    },
    evidence: supports.map((piece) => evidenceRow(projecting, piece, { head, ends, level })),
  }
}

/** Evidence that is about nothing: its payload is gone, or a draft names a relation that is not there. */
export const strayRow = (projecting: Projecting, id: Id): EvidenceRow => evidenceRow(projecting, pieceOf(projecting, id), undefined)

function pieceOf(projecting: Projecting, id: Id): Piece {
  const evidence = projecting.current(id)!
  const record = evidence.record as EvidenceRecord | null
  const chain = record === null ? undefined : projecting.chain(record.source)
  return { evidence, source: chain?.heads ?? [], chain }
}

function evidenceRow(projecting: Projecting, piece: Piece, about: About | undefined): EvidenceRow {
  const { evidence, chain } = piece
  const record = evidence.record as EvidenceRecord | null
  const { words } = projecting.work
  return {
    ...projecting.headRow(evidence),
    relation: record?.relation ?? null, sourceRecorded: record?.source ?? null, source: chain === undefined || chain.survivor === record!.source ? null : chain.survivor,
    shown: about !== undefined && isShown(piece, about.level) ? about.level : LEVELS.none,
    clearance: words.number(chain === undefined ? NOBODY : evidenceClearance(piece)),
    reading: words.number(about === undefined ? NOBODY : evidenceReading(piece, about.head, ...about.ends)),
  }
}

/** Added to the level of the relationship where its relation is deprecated: few questions walk it, and all look at the level. */
export const DEPRECATED = 2

/** The relationship that stands for a relation; none for what no question walks, because it is not public at all. */
export function drawn(row: Pick<RelationRow, 'id' | 'type' | 'from' | 'to' | 'level'> & Partial<RelationRow> | undefined): Drawn | undefined {
  if (row === undefined || row.level === LEVELS.none) return undefined
  const { id, type, from, to, clearance, startEarliest, endLatest } = row
  const level = row.level + (row.deprecated === true ? DEPRECATED : 0)
  return { id, type: type!, from: from!, to: to!, properties: { level, clearance, startEarliest, endLatest, id } }
}

/** Writes a relation's node and relationship, those of its evidence, and the counts. */
export function writeRelation(projecting: Projecting, { relation, evidence }: Projected): void {
  const { work, touched } = projecting
  const before = projecting.before(relation.id) as RelationRow | undefined
  if (before?.level === LEVELS.published) work.tally.add('relation', before.type!, before.clearance, -1)
  if (relation.level === LEVELS.published) work.tally.add('relation', relation.type!, relation.clearance, 1)
  if (before === undefined) work.writes.create('Relation', relation)
  else if (touched.has(relation.id)) work.writes.replace('Relation', relation)
  else patch(projecting, 'Relation', before, relation)
  redraw(projecting, drawn(before), drawn(relation))
  for (const row of evidence) writeEvidence(projecting, row)
}

export function writeEvidence(projecting: Projecting, row: EvidenceRow): void {
  const { work, touched } = projecting
  const before = projecting.before(row.id) as EvidenceRow | undefined
  if (before?.shown === LEVELS.published) work.tally.add('evidence', '', before.reading, -1)
  if (row.shown === LEVELS.published) work.tally.add('evidence', '', row.reading, 1)
  if (before === undefined) work.writes.create('Evidence', row)
  else if (touched.has(row.id)) work.writes.replace('Evidence', row)
  else patch(projecting, 'Evidence', before, row)
}

/** A whole register can hang on one source: what stays as it is, payloads above all, is not written again. */
export function patch({ work }: Projecting, label: string, before: Row, after: Row): void {
  const changed = differing(before, after)
  if (changed.length > 0) work.writes.patch(label, after.id, Object.fromEntries(changed.map((key) => [key, after[key as keyof Row] ?? null])))
}

function redraw({ work }: Projecting, before: Drawn | undefined, after: Drawn | undefined): void {
  if (before !== undefined && after !== undefined && before.type === after.type && before.from === after.from && before.to === after.to) {
    if (differing(before.properties, after.properties).length > 0) work.writes.redraw(after)
    return
  }
  if (before !== undefined) work.writes.erase(before)
  if (after !== undefined) work.writes.draw(after)
}

/** Properties that are not the same; an absent one is null. (The list of places is the same one where nothing was written.) */
const differing = (x: object, y: object): string[] =>
  [...new Set([...Object.keys(x), ...Object.keys(y)])].filter((key) => ((x as Record<string, unknown>)[key] ?? null) !== ((y as Record<string, unknown>)[key] ?? null))
