import { boundsOf, UNKNOWN_BOUNDS } from '../model/dates.ts'
import type { Id } from '../model/ids.ts'
import { displayName, type ContentRecord, type EntityRecord, type EvidenceRecord, type Identifier, type Kind, type Name, type RelationRecord } from '../model/records.ts'
import { withoutSources } from './reading.ts'
import type { ContentView, EntityRef, EntityView, EvidenceView, IndexableContent, IndexableEntity, RelationView } from './port.ts'

/** What a reader is shown, put together in the same way by both stores. */

export interface Whole<T> {
  readonly version: number
  readonly record: T
}

export const refOf = (record: EntityRecord): EntityRef => ({ id: record.id, name: displayName(record.names), kind: record.kind })

/**
 * @param own the survivor
 * @param merged what was merged into it, directly or by a chain, that the viewer sees and that is at
 *   least as public (`weakest` of its chain, `model/edge.ts`) as the survivor; in the order of ids
 */
export function entityView(own: Whole<EntityRecord>, merged: readonly Whole<EntityRecord>[]): EntityView {
  const { record } = own
  const view = { id: record.id, name: displayName(record.names), kind: record.kind as Kind, version: own.version, state: record.state }
  if (merged.length === 0) return { ...view, names: record.names, identifiers: record.identifiers, fields: record.fields, merged: [] }
  const all = [record, ...merged.map((one) => one.record)]
  return {
    ...view,
    names: single(all.flatMap((one) => one.names), nameText),
    identifiers: single(all.flatMap((one) => one.identifiers), identifierText),
    // what the survivor does not say itself, in the order of ids: the first that says it is right
    fields: Object.assign({}, ...all.map((one) => one.fields).reverse()) as EntityRecord['fields'],
    merged: merged.map((one) => refOf(one.record)),
  }
}

/** Two names are shown as one when text, language, sort and dates agree; their sources may differ. */
const nameText = ({ text, language, sort, from, to }: Name): string => JSON.stringify([text, language, sort, from, to])
const identifierText = ({ scheme, value }: Identifier): string => `${scheme} ${value}`

function single<T>(items: readonly T[], text: (item: T) => string): T[] {
  const first = new Map<string, T>()
  for (const item of items) {
    const key = text(item)
    if (!first.has(key)) first.set(key, item)
  }
  return [...first.values()]
}

/** @param source the survivor of the source */
export function evidenceView(record: EvidenceRecord, source: EntityRef): EvidenceView {
  const { id, locator, quote, stance, method, confidence, attested, rule, captured, unchecked, state } = record
  return {
    id, source, locator,
    ...(quote === undefined ? {} : { quote }),
    stance, method,
    ...(confidence === undefined ? {} : { confidence }),
    ...(attested === undefined ? {} : { attested }),
    ...(rule === undefined ? {} : { rule }),
    ...(captured === undefined ? {} : { captured: { at: captured.at, mediaType: captured.mediaType, bytes: captured.bytes, url: captured.url } }),
    unchecked: unchecked === true,
    state,
  }
}

/**
 * @param ends the survivors
 * @param recorded the ends as recorded
 * @param evidence what the viewer is shown of it, in the order of ids
 * @param keepers the announced protocols that keep each of the rest from them
 */
export function relationView({ version, record }: Whole<RelationRecord>, ends: Ends, recorded: Ends, evidence: readonly EvidenceView[], keepers: Iterable<readonly string[]> = []): RelationView {
  const { id, relation, state, start, end, qualifiers, standing, standingReason } = record
  const moved = ends.from.id !== recorded.from.id || ends.to.id !== recorded.to.id
  return {
    id, version, type: relation, from: ends.from, to: ends.to,
    ...(moved ? { recorded } : {}),
    state,
    ...(start === undefined ? {} : { start }),
    ...(end === undefined ? {} : { end }),
    bounds: start === undefined && end === undefined ? UNKNOWN_BOUNDS : boundsOf(start, end),
    qualifiers, standing,
    ...(standingReason === undefined ? {} : { standingReason }),
    disputed: evidence.some((piece) => piece.stance === 'disputes'),
    evidence,
    keptBy: evidence.length > 0 ? NOBODY_KEEPS : [...new Set([...keepers].flat())].sort(),
  }
}

const NOBODY_KEEPS: readonly string[] = []

export interface Ends {
  readonly from: EntityRef
  readonly to: EntityRef
}

/** @param entity the survivor of the entity it belongs to */
export function contentView({ version, record }: Whole<ContentRecord>, entity: EntityRef): ContentView {
  const { id, state, order, passages, original, textSha256, corrections, files, place, licence, labels, contentWarning } = record
  return {
    id, entity, version, state, order, passages,
    ...(original === undefined ? {} : { original }),
    ...(textSha256 === undefined ? {} : { textSha256 }),
    corrections,
    ...(files === undefined ? {} : { files }),
    ...(place === undefined ? {} : { place }),
    ...(licence === undefined ? {} : { licence }),
    ...(labels === undefined ? {} : { labels }),
    ...(contentWarning === undefined ? {} : { contentWarning }),
  }
}

/** @param together the entity itself first, then what was merged into it and shares its readers and its state, in the order of ids */
export function indexableEntity(indexed: Pick<IndexableEntity, 'id' | 'entity' | 'state' | 'clearance'>, together: readonly EntityRecord[]): IndexableEntity {
  const [own, ...merged] = together.map((record) => ({ version: 0, record: withoutSources(record, () => false) }))
  const { names, identifiers, fields } = entityView(own!, merged)
  return { type: 'entity', ...indexed, names, identifiers, fields }
}

export const indexableContent = (indexed: Pick<IndexableContent, 'id' | 'entity' | 'state' | 'clearance'>, { order, passages, corrections }: ContentRecord): IndexableContent =>
  ({ type: 'content', ...indexed, order, passages, corrections })

/** For keyset pages and answers: ids compare as text. */
export const byId = (x: { readonly id: Id }, y: { readonly id: Id }): number => (x.id < y.id ? -1 : x.id > y.id ? 1 : 0)
