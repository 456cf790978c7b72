import { badInput } from '../../model/errors.ts'
import type { ArchiveRecord, ContentRecord, EntityRecord, EvidenceRecord, FieldValue, Passage, RecordInput, RelationRecord } from '../../model/records.ts'
import type { Vocabulary } from '../../model/vocabulary.ts'
import type { Received } from '../files/receipt.ts'
import type { ContentInput, EntityInput, EvidenceInput, FieldInput, RelationInput } from './input.ts'

/** The parts of a record that come from what was sent, over what stands; whose it is and who reads it come on top. */
type Parts<T extends ArchiveRecord> = Omit<Extract<RecordInput, { type: T['type'] }>, 'id' | 'state' | 'audience' | 'by'>

const given = <T extends object>(parts: { readonly [K in keyof T]?: T[K] | null | undefined }): Partial<T> =>
  Object.fromEntries(Object.entries(parts).filter(([, value]) => value != null)) as Partial<T>

/** Absent: as it was; empty: taken away. */
const text = <K extends string>(key: K, sent: string | null | undefined, before: string | undefined): { readonly [key in K]?: string } => {
  const value = sent == null ? before : sent.trim() === '' ? undefined : sent
  return (value === undefined ? {} : { [key]: value }) as { readonly [key in K]?: string }
}

export function entityParts({ kind, names, identifiers, fields }: EntityInput, before: EntityRecord | undefined, vocabulary: Vocabulary, field: string): Parts<EntityRecord> {
  if (before === undefined && kind == null) throw badInput(`${field}.kind`, '請寫是哪一種 (say which kind)')
  if (before === undefined && names == null) throw badInput(`${field}.names`, '至少要有一個名稱 (at least one name)')
  return {
    type: 'entity',
    kind: (kind ?? before!.kind) as EntityRecord['kind'],
    names: names == null ? before!.names : names.map((name) => given(name) as EntityRecord['names'][number]),
    identifiers: identifiers == null ? before?.identifiers ?? [] : identifiers.map(({ scheme, value }) => ({ scheme, value })),
    fields: valuesOf(fields, before?.fields ?? {}, vocabulary, `${field}.fields`),
  }
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

/** Whoever edits a piece of evidence has looked at it: it is checked again. By hand, whatever found it first. */
export function evidenceParts({ relation, source, locator, quote, stance, attested }: EvidenceInput, before: EvidenceRecord | undefined, field: string): Parts<EvidenceRecord> {
  for (const [name, value, was] of [['relation', relation, before?.relation], ['source', source, before?.source]] as const) {
    if (value == null && was === undefined) throw badInput(`${field}.${name}`, `憑據需要 ${name} (evidence needs ${name})`)
  }
  return {
    type: 'evidence', relation: relation ?? before!.relation, source: source ?? before!.source,
    locator: locator == null ? before?.locator ?? {} : given<EvidenceRecord['locator']>(locator) as EvidenceRecord['locator'],
    ...text('quote', quote, before?.quote), stance: (stance ?? before?.stance ?? 'supports') as EvidenceRecord['stance'],
    method: before?.method ?? 'hand',
    ...given({ confidence: before?.confidence, rule: before?.rule }),
    ...text('attested', attested, before?.attested),
  }
}

/** @param received gives the file of a receipt, or throws */
export function contentParts({ entity, order, text: words, files, place, licence, labels }: ContentInput, before: ContentRecord | undefined, received: (receipt: string, field: string) => Received, field: string): Parts<ContentRecord> {
  if (entity == null && before === undefined) throw badInput(`${field}.entity`, '請寫是誰的內容 (say which entity it belongs to)')
  if (words != null && before?.original !== undefined) throw badInput(`${field}.text`, '這段文字是從檔案讀來的，不能改寫；請加更正 (this text was read from a file and stays as read: add a correction)')
  return {
    type: 'content', entity: entity ?? before!.entity, order: order ?? before?.order ?? 0,
    passages: words == null ? before?.passages ?? [] : passagesOf(words),
    ...given({
      files: files == null ? before?.files : files.length === 0 ? undefined : filesOf(files, before, received, `${field}.files`),
      place: place == null ? before?.place : placeOf(place),
      labels: labels == null ? before?.labels : labels.length === 0 ? undefined : labels,
      original: before?.original, textSha256: before?.textSha256,
    }),
    ...text('licence', licence, before?.licence),
    corrections: before?.corrections ?? [],
  }
}

function filesOf(files: NonNullable<ContentInput['files']>, before: ContentRecord | undefined, received: (receipt: string, field: string) => Received, field: string): NonNullable<ContentRecord['files']> {
  return files.map(({ receipt, number, caption, alternative }, i) => {
    const at = `${field}[${i}]`
    if ((receipt == null) === (number == null)) throw badInput(at, '每個檔案要有上傳的收據，或是已有檔案的號碼 (each file has the receipt of an upload, or the number of one that is there)')
    const stored = receipt == null ? before?.files?.[number! - 1] : received(receipt, `${at}.receipt`)
    if (stored === undefined) throw badInput(`${at}.number`, `沒有第 ${number} 個檔案 (there is no such file)`)
    const was = receipt == null ? before!.files![number! - 1]! : {} as { caption?: string; alternative?: string }
    const { caption: _, alternative: __, ...file } = stored as NonNullable<ContentRecord['files']>[number]
    return { ...file, ...text('caption', caption, was.caption), ...text('alternative', alternative, was.alternative) }
  })
}

function placeOf({ address, coordinates, note }: NonNullable<ContentInput['place']>): ContentRecord['place'] {
  const place = { ...text('address', address, undefined), ...text('coordinates', coordinates, undefined), ...text('note', note, undefined) }
  return Object.keys(place).length === 0 ? undefined : place
}

/** Paragraphs, with their places in the text as it was sent. */
function passagesOf(words: string): Passage[] {
  const passages: Passage[] = []
  for (const { 0: paragraph, index } of words.matchAll(/\S(?:.|\n(?!\s*\n))*/g)) {
    const kept = paragraph.trimEnd()
    passages.push({ text: kept, offset: [index, index + kept.length] })
  }
  return passages
}

function valuesOf(sent: readonly FieldInput[] | null | undefined, before: Readonly<Record<string, FieldValue>>, vocabulary: Vocabulary, field: string): Record<string, FieldValue> {
  const values = { ...before }
  for (const [i, { code, values: written }] of (sent ?? []).entries()) {
    // what is no field is refused by the same rule as for everybody (`model/commit.ts`); here only its form
    const type = vocabulary.fields.get(code)?.value ?? (written.length > 1 ? 'list' : 'text')
    if (written.length === 0) delete values[code]
    else values[code] = typed(type, written, `${field}[${i}].values`)
  }
  return values
}

function typed(type: string, written: readonly string[], field: string): FieldValue {
  if (type === 'list') return [...written]
  if (written.length > 1) throw badInput(field, '這個欄位只能有一個值 (this field has one value)')
  const [one] = written as [string]
  if (type === 'number') {
    if (one.trim() === '' || !Number.isFinite(Number(one))) throw badInput(field, `「${one}」不是數字 (is not a number)`)
    return Number(one)
  }
  if (type === 'boolean') {
    if (one !== 'true' && one !== 'false') throw badInput(field, '請寫 true 或 false (true or false)')
    return one === 'true'
  }
  return one
}
