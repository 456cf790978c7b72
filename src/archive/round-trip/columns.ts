import { badInput } from '../../model/errors.ts'
import { KINDS, NAME_SORTS, type ArchiveRecord, type EntityRecord, type FieldValue, type RelationRecord } from '../../model/records.ts'
import type { Vocabulary } from '../../model/vocabulary.ts'
import { broken, linesOf } from './lines.ts'

/**
 * What a column of a sheet holds, by its key: `id`, `version`, `names.official.zh-Hant`, `identifiers.統一編號`,
 * `fields.address`, `start`, `qualifiers.about`. The heading says it to people and ends in the key.
 */
export type Key = string

const SORTS: Readonly<Record<(typeof NAME_SORTS)[number], string>> = { official: '名稱', short: '簡稱', former: '舊名', translated: '譯名', romanised: '拼音', variant: '別名' }
const FIXED: Readonly<Record<Key, string>> = {
  id: '編號', version: '版本', kind: '種類', type: '關係', state: '狀態', from: '從（編號）', fromName: '從', to: '到（編號）', toName: '到', start: '開始', end: '結束', standing: '採信', standingReason: '不採信的原因',
}
/** Told, and never changed from a sheet. */
const TOLD: ReadonlySet<Key> = new Set(['id', 'version', 'kind', 'type', 'state', 'from', 'fromName', 'to', 'toName'])
/** In relations. */
const PARTS = ['start', 'end', 'standing', 'standingReason'] as const

export const isEditable = (key: Key): boolean => !TOLD.has(key)

/** Which part of what it is a column of, and which one there: `fields`, `address`. */
export function partsOf(key: Key): readonly [part: string, name: string] {
  const cut = key.indexOf('.')
  return cut < 0 ? [key, ''] : [key.slice(0, cut), key.slice(cut + 1)]
}

/** A sort of name, and its language. */
export function sortOf(name: string): readonly [sort: string, language: string] {
  const cut = name.indexOf('.')
  return [name.slice(0, cut), name.slice(cut + 1)]
}

/** `地址［fields.address］` */
export const headingOf = (key: Key, vocabulary: Vocabulary): string => `${labelOf(key, vocabulary)}［${key.replace(/[%[\]［］\s]/gu, encodeURIComponent)}］`

function labelOf(key: Key, { fields }: Vocabulary): string {
  const [part, name] = partsOf(key)
  if (part === 'fields') return fields.get(name)?.label['zh-Hant'] ?? name
  if (part === 'names') {
    const [sort, language] = sortOf(name)
    return `${SORTS[sort as keyof typeof SORTS]}${language === 'zh-Hant' ? '' : `（${language}）`}`
  }
  return name === '' ? FIXED[key] ?? key : name
}

/** @returns the key in a heading; undefined for a column that somebody added for themselves. @throws BAD_USER_INPUT for what looks like one and is none */
export function keyIn(heading: string, { fields }: Vocabulary): Key | undefined {
  const written = /[［[]([^[\]［］]+)[\]］]\s*$/u.exec(heading)?.[1]
  if (written === undefined) return undefined
  const key = decoded(written)
  const [part, name] = partsOf(key)
  const [sort, language] = part === 'names' ? sortOf(name) : ['', '']
  const isKnown = name === '' ? Object.hasOwn(FIXED, key)
    : part === 'names' ? (NAME_SORTS as readonly string[]).includes(sort) && language !== ''
    : part === 'fields' ? fields.has(name) : part === 'identifiers' || part === 'qualifiers'
  if (!isKnown) throw badInput('file', `欄位「${heading}」看不懂：方括號裡的字請照匯出時的樣子 (this column is not known: leave what stands in brackets as it was exported)`)
  return key
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** The columns in which these records say something, in one order for every set. */
export function keysOf(records: readonly ArchiveRecord[], { fields }: Vocabulary): Key[] {
  const entities = records.filter((record) => record.type === 'entity')
  if (entities.length > 0 || records.length === 0) {
    const names = new Set(['official.zh-Hant', ...entities.flatMap((one) => one.names.map(({ sort, language }) => `${sort}.${language}`))])
    const schemes = new Set(entities.flatMap(({ identifiers }) => identifiers.map(({ scheme }) => scheme)))
    const codes = new Set(entities.flatMap((one) => Object.keys(one.fields)))
    const rank = (name: string): number => (NAME_SORTS as readonly string[]).indexOf(sortOf(name)[0])
    return [
      'id', 'version', 'kind', 'state',
      ...[...names].sort((x, y) => rank(x) - rank(y) || (x < y ? -1 : 1)).map((name) => `names.${name}`),
      ...[...schemes].sort().map((scheme) => `identifiers.${scheme}`),
      ...[...fields.keys()].filter((code) => codes.has(code)).map((code) => `fields.${code}`),
    ]
  }
  const qualifiers = new Set(records.flatMap((one) => (one.type === 'relation' ? Object.keys(one.qualifiers) : [])))
  return ['id', 'version', 'type', 'state', 'from', 'fromName', 'to', 'toName', ...PARTS, ...[...qualifiers].sort().map((name) => `qualifiers.${name}`)]
}

/** What stands in a cell; empty where the record does not say it. */
export function cellOf(record: ArchiveRecord, key: Key): string {
  const [part, name] = partsOf(key)
  if (record.type === 'entity') return entityCell(record, part, name)
  return record.type === 'relation' ? relationCell(record, part, name) : ''
}

function entityCell(record: EntityRecord, part: string, name: string): string {
  switch (part) {
    case 'id':
    case 'kind':
    case 'state': return record[part]
    case 'names': return linesOf(record.names.filter(({ sort, language }) => `${sort}.${language}` === name).map(({ text }) => text))
    case 'identifiers': return linesOf(record.identifiers.filter(({ scheme }) => scheme === name).map(({ value }) => value))
    case 'fields': return valueCell(record.fields[name])
    default: return ''
  }
}

function relationCell(record: RelationRecord, part: string, name: string): string {
  switch (part) {
    case 'id':
    case 'state':
    case 'from':
    case 'to': return record[part]
    case 'type': return record.relation
    case 'qualifiers': return valueCell(record.qualifiers[name])
    case 'start':
    case 'end':
    case 'standing':
    case 'standingReason': return broken(record[part] ?? '')
    default: return ''
  }
}

const valueCell = (value: FieldValue | undefined): string => (value === undefined ? '' : Array.isArray(value) ? linesOf(value.map(String)) : broken(String(value)))

/** A kind as somebody writes it in a row of their own: by its code or its label. */
export function kindIn(cell: string, { kinds }: Vocabulary): string | undefined {
  const wanted = cell.trim()
  return KINDS.find((kind) => kind === wanted || kinds.get(kind)?.['zh-Hant'] === wanted)
}
