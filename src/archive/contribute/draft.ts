import { badInput } from '../../model/errors.ts'
import type { ArchiveRecord, ContentRecord, Correction, EntityRecord, EvidenceRecord, Name, Passage, RecordInput, RelationRecord, StoredFile } from '../../model/records.ts'
import type { Vocabulary } from '../../model/vocabulary.ts'
import type { Received } from '../files/receipt.ts'
import type { ContentInput, EntityInput, EvidenceInput, RelationInput } from './input.ts'
import { passagesOf } from './passages.ts'
import { checkAddress, valuesOf } from './values.ts'

/** The parts of a record that come from what was sent, over what stands; whose it is and who reads it come on top. */
type Parts<T extends ArchiveRecord> = Omit<Extract<RecordInput, { type: T['type'] }>, 'id' | 'state' | 'audience' | 'by'>

const given = <T extends object>(parts: { readonly [K in keyof T]?: T[K] | null | undefined }): Partial<T> =>
  Object.fromEntries(Object.entries(parts).filter(([, value]) => value != null)) as Partial<T>

/** Absent: as it was; empty: taken away. */
const text = <K extends string>(key: K, sent: string | null | undefined, before: string | undefined): { readonly [key in K]?: string } => {
  const value = sent == null ? before : sent.trim() === '' ? undefined : sent
  return (value === undefined ? {} : { [key]: value }) as { readonly [key in K]?: string }
}

/**
 * @param seen what whoever sends it sees of the names: sources hidden from them are not there, and stay where the name
 *   does
 */
export function entityParts({ kind, names, identifiers, fields }: EntityInput, before: EntityRecord | undefined, seen: readonly Name[], vocabulary: Vocabulary, field: string): Parts<EntityRecord> {
  if (before === undefined && kind == null) throw badInput(`${field}.kind`, '請寫是哪一種 (say which kind)')
  if (before === undefined && names == null) throw badInput(`${field}.names`, '至少要有一個名稱 (at least one name)')
  names?.forEach(({ text }, i) => {
    if (!seen.some((name) => name.text === text)) checkName(text, `${field}.names[${i}].text`)
  })
  return {
    type: 'entity',
    kind: (kind ?? before!.kind) as EntityRecord['kind'],
    names: names == null ? before!.names : withHiddenSources(names.map((name) => given(name) as Name), before?.names ?? [], seen),
    identifiers: identifiers == null ? before?.identifiers ?? [] : identifiers.map(({ scheme, value }) => ({ scheme, value })),
    fields: valuesOf(fields, before?.fields ?? {}, vocabulary, `${field}.fields`),
  }
}

/** A name shows something, and nothing in it hides or turns round what is beside it. @throws BAD_USER_INPUT */
function checkName(text: string, field: string): void {
  if (!/[\p{L}\p{N}\p{P}\p{S}]/u.test(text)) throw badInput(field, '名稱裡沒有看得到的字 (a name has something to be seen)')
  if (/[\p{Cc}\u202A-\u202E\u2066-\u2069]/u.test(text)) throw badInput(field, '名稱裡有看不見的控制字元，請重新打一次 (there are control characters in the name: type it anew)')
}

function withHiddenSources(names: readonly Name[], before: readonly Name[], seen: readonly Name[]): Name[] {
  const hidden = before.filter(({ source }, i) => source !== undefined && seen[i]?.source === undefined)
  return names.map((name) => {
    const same = hidden.find(({ text: words, language, sort }) => words === name.text && language === (name.language ?? 'zh-Hant') && sort === (name.sort ?? 'official'))
    return name.source !== undefined || same === undefined ? name : { ...name, source: same.source }
  })
}

export function relationParts({ type, from, to, start, end, qualifiers, standing, standingReason }: RelationInput, before: RelationRecord | undefined, vocabulary: Vocabulary, field: string): Parts<RelationRecord> {
  for (const [name, value, was] of [['type', type, before?.relation], ['from', from, before?.from], ['to', to, before?.to]] as const) {
    if (value == null && was === undefined) throw badInput(`${field}.${name}`, `關係需要 ${name} (a relation needs ${name})`)
  }
  return {
    type: 'relation', relation: type ?? before!.relation, from: from ?? before!.from, to: to ?? before!.to,
    ...text('start', start, before?.start), ...text('end', end, before?.end),
    qualifiers: valuesOf(qualifiers, before?.qualifiers ?? {}, vocabulary, `${field}.qualifiers`),
    standing: (standing ?? before?.standing ?? 'normal') as RelationRecord['standing'],
    ...text('standingReason', standingReason, before?.standingReason),
  }
}

/**
 * Whoever edits a piece of evidence has looked at it: it is checked again. How it got here stays; where it is within a
 * text read by the service stays only while nobody says another place.
 */
export function evidenceParts({ relation, source, locator, quote, stance, attested }: EvidenceInput, before: EvidenceRecord | undefined, field: string): Parts<EvidenceRecord> {
  for (const [name, value, was] of [['relation', relation, before?.relation], ['source', source, before?.source]] as const) {
    if (value == null && was === undefined) throw badInput(`${field}.${name}`, `憑據需要 ${name} (evidence needs ${name})`)
  }
  if (locator?.url != null && locator.url !== before?.locator.url) checkAddress(locator.url, `${field}.locator.url`)
  return {
    type: 'evidence', relation: relation ?? before!.relation, source: source ?? before!.source,
    locator: locator == null ? before?.locator ?? {} : given<EvidenceRecord['locator']>(locator) as EvidenceRecord['locator'],
    ...text('quote', quote, before?.quote), stance: (stance ?? before?.stance ?? 'supports') as EvidenceRecord['stance'],
    method: before?.method ?? 'hand',
    ...given({ confidence: before?.confidence, rule: before?.rule, captured: copyOf(before, locator) }),
    ...text('attested', attested, before?.attested),
  }
}

/** A copy is of one address: evidence from another has none. */
const copyOf = (before: EvidenceRecord | undefined, locator: EvidenceInput['locator']): EvidenceRecord['captured'] =>
  (locator == null || locator.url === before?.captured?.url ? before?.captured : undefined)

/**
 * @param received gives the file of a receipt, or throws
 * @param proposed files whose numbers follow those that it has
 */
export function contentParts({ entity, order, text: words, files, place, licence, labels, contentWarning, corrections }: ContentInput, before: ContentRecord | undefined, received: (receipt: string, field: string) => Received, field: string, proposed: readonly StoredFile[] = []): Parts<ContentRecord> {
  if (entity == null && before === undefined) throw badInput(`${field}.entity`, '請寫是誰的內容 (say which entity it belongs to)')
  if (words != null && before?.original !== undefined) throw badInput(`${field}.text`, '這段文字是從檔案讀來的，不能改寫；請加更正 (this text was read from a file and stays as read: add a correction)')
  const passages = words == null ? before?.passages ?? [] : passagesOf(words, `${field}.text`)
  return {
    type: 'content', entity: entity ?? before!.entity, order: order ?? before?.order ?? 0, passages,
    ...given({
      files: files == null ? before?.files : files.length === 0 ? undefined : filesFrom(files, [...(before?.files ?? []), ...proposed], received, `${field}.files`),
      place: place == null ? before?.place : placeOf(place),
      labels: labels == null ? before?.labels : labels.length === 0 ? undefined : labels,
      contentWarning: contentWarning == null ? before?.contentWarning : contentWarning.length === 0 ? undefined : contentWarning,
      original: before?.original, textSha256: before?.textSha256,
    }),
    ...text('licence', licence, before?.licence),
    corrections: corrections == null ? before?.corrections ?? [] : corrections.map((one, i) => correctionOf(one, passages, `${field}.corrections[${i}]`)),
  }
}

function filesFrom(files: NonNullable<ContentInput['files']>, there: readonly StoredFile[], received: (receipt: string, field: string) => Received, field: string): NonNullable<ContentRecord['files']> {
  return files.map(({ receipt, number, caption, alternative }, i) => {
    const at = `${field}[${i}]`
    if ((receipt == null) === (number == null)) throw badInput(at, '每個檔案要有上傳的收據，或是已有檔案的號碼 (each file has the receipt of an upload, or the number of one that is there)')
    const stored = receipt == null ? there[number! - 1] : received(receipt, `${at}.receipt`)
    if (stored === undefined) throw badInput(`${at}.number`, `沒有第 ${number} 個檔案 (there is no such file)`)
    const was = receipt == null ? there[number! - 1]! : {} as { caption?: string; alternative?: string }
    const { caption: _, alternative: __, ...file } = stored as NonNullable<ContentRecord['files']>[number]
    return { ...file, ...text('caption', caption, was.caption), ...text('alternative', alternative, was.alternative) }
  })
}

function placeOf({ address, coordinates, note }: NonNullable<ContentInput['place']>): ContentRecord['place'] {
  const place = { ...text('address', address, undefined), ...text('coordinates', coordinates, undefined), ...text('note', note, undefined) }
  return Object.keys(place).length === 0 ? undefined : place
}

/** @throws BAD_USER_INPUT where the words do not stand there */
function correctionOf({ start, end, was, becomes, note }: NonNullable<ContentInput['corrections']>[number], passages: readonly Passage[], field: string): Correction {
  const home = passages.find(({ offset }) => offset[0] <= start && end <= offset[1])
  if (home === undefined || start > end || home.text.slice(start - home.offset[0], end - home.offset[0]) !== was) throw badInput(`${field}.was`, `這個位置沒有「${was}」 (these words do not stand there)`)
  return { offset: [start, end], was, becomes, ...text('note', note, undefined) }
}
