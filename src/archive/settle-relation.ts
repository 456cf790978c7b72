import type { Audience } from '../model/audience.ts'
import type { Id } from '../model/ids.ts'
import type { EvidenceRecord, FieldValue, RelationRecord } from '../model/records.ts'
import type { EvidenceDraft, RelationDraft } from './draft.ts'
import type { Kept } from './settle-entity.ts'
import { same, threeWay } from './three-way.ts'

export interface RelationSaid {
  readonly id: Id
  readonly draft: RelationDraft
  readonly from: Id
  readonly to: Id
  readonly evidence: readonly EvidenceSaid[]
}

export interface EvidenceSaid {
  readonly id: Id
  readonly draft: EvidenceDraft
  readonly source: Id
}

export function newRelation({ id, draft, from, to }: RelationSaid, audience: Audience): RelationRecord {
  return {
    id, type: 'relation', state: draft.proposed ? 'proposed' : 'published', audience, relation: draft.type, from, to, qualifiers: { ...draft.qualifiers }, standing: 'normal',
    ...(draft.start === undefined ? {} : { start: draft.start }), ...(draft.end === undefined ? {} : { end: draft.end }),
  }
}

export const isSaid = (record: RelationRecord, { draft }: RelationSaid): boolean =>
  record.start === draft.start && record.end === draft.end && same(record.qualifiers, draft.qualifiers)

/** The relation with what the register says by now; what a person has written stays. */
export function changedRelation(record: RelationRecord, { draft }: RelationSaid, said: RelationRecord | undefined): { record: RelationRecord; kept: Kept[] } {
  const kept: Kept[] = []
  const settle = <T>(field: string, now: T | undefined, says: T | undefined, before: T | undefined): T | undefined => {
    const outcome = threeWay(now, says, before)
    if (outcome.kept !== undefined) kept.push([field, outcome.kept])
    return outcome.value
  }
  const start = settle('start', record.start, draft.start, said?.start)
  const end = settle('end', record.end, draft.end, said?.end)
  const qualifiers: Record<string, FieldValue> = {}
  for (const name of new Set([...Object.keys(record.qualifiers), ...Object.keys(draft.qualifiers)])) {
    // what the register never said is a person's
    const value = name in draft.qualifiers || (said !== undefined && name in said.qualifiers)
      ? settle(`qualifiers.${name}`, record.qualifiers[name], draft.qualifiers[name], said?.qualifiers[name])
      : record.qualifiers[name]
    if (value !== undefined) qualifiers[name] = value
  }
  const { start: _, end: __, ...rest } = record
  return { record: { ...rest, qualifiers, ...(start === undefined ? {} : { start }), ...(end === undefined ? {} : { end }) }, kept }
}

export function evidenceRecord({ id, draft, source }: EvidenceSaid, relation: Id, audience: Audience): EvidenceRecord {
  return {
    id, type: 'evidence', state: 'published', audience, relation, source, locator: draft.locator, stance: draft.stance ?? 'supports', method: draft.method,
    ...(draft.confidence === undefined ? {} : { confidence: draft.confidence }), ...(draft.quote === undefined ? {} : { quote: draft.quote }), ...(draft.attested === undefined ? {} : { attested: draft.attested }),
  }
}

/** A row or an offset that moved says the same: the row's number is that of the edition the evidence names in `attested`. */
export function saysSame(record: EvidenceRecord, { draft, source }: EvidenceSaid): boolean {
  const place = ({ row: _, offset: __, ...rest }: EvidenceRecord['locator']): unknown => rest
  return record.source === source && record.quote === draft.quote && record.stance === (draft.stance ?? 'supports') && same(place(record.locator), place(draft.locator))
}

/** Whether it also stands where it stood in the text. */
export const standsSame = (record: EvidenceRecord, { draft }: EvidenceSaid): boolean => same(record.locator.offset, draft.locator.offset)
