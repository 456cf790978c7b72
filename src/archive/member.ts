import type { Audience } from '../model/audience.ts'
import type { Head } from '../model/changeset.ts'
import type { Id } from '../model/ids.ts'
import { bareKey, legalForm, nameKey } from '../model/names.ts'
import { readersOf } from '../model/readers.ts'
import { displayName, type EntityRecord, type Kind } from '../model/records.ts'
import { seatOf } from '../model/seat.ts'
import { DATASET, ROW } from './identity.ts'
import { CODE, plain, UNIT } from './unit.ts'

/** An entity as joining sees it: what it is called, and what could forbid that it is another. */
export interface Member {
  readonly id: Id
  readonly kind: Kind
  readonly name: string
  /** Two that share none are never compared: `name:Organization:…` (without legal form), `unit:…`, `code:…`. */
  readonly keys: readonly string[]
  /** Why it may not be joined by rule, whatever its name. */
  readonly apart?: string
  readonly form?: string
  /** Which of its keys is its own full name as a unit; the others (終身教育科) may be those of more than one. */
  readonly unit?: string
  readonly city?: string
  readonly district?: string
  readonly identifiers: ReadonlyMap<string, ReadonlySet<string>>
  /** Who reads it, in the state it is in. */
  readonly audience: Audience
  /** The register it was read from. */
  readonly register?: string
  /** Merged into another: by one of the rules here, or by a person (or something else that is not ours to undo). */
  readonly merged?: { readonly into: Id; readonly byRule: boolean }
}

/** What a merge by rule says in its `rule`; a person's has none. */
export const RULES = { name: 'import:same-name', unit: 'import:same-unit' } as const
export const isOurs = (rule: string | undefined): boolean => rule === RULES.name || rule === RULES.unit

/** Schemes that do not tell bodies apart: they say where an entity was read, or are its keys. */
const NO_PROOF = new Set([ROW, DATASET, UNIT])

/** Whether it is a living entity. */
export const isMember = (head: Head): boolean => head.type === 'entity' && (head.state === 'published' || head.state === 'proposed') && head.record?.type === 'entity'

/** @returns undefined for what is no living entity */
export function memberOf(head: Head): Member | undefined {
  if (!isMember(head)) return undefined
  const record = head.record as EntityRecord
  const official = record.names.find(({ sort }) => sort === 'official')
  const units = record.identifiers.filter(({ scheme }) => scheme === UNIT).map(({ value }) => value)
  const identifiers = new Map<string, Set<string>>()
  for (const { scheme, value } of record.identifiers) {
    // two numbers of one register are two bodies to it
    const own = scheme === ROW ? /^([^/]+\/[A-Z][a-z]+)#(.*)$/su.exec(value) : null
    if (own !== null) identifiers.set(own[1]!, new Set([own[2]!]))
    else if (!NO_PROOF.has(scheme)) identifiers.set(scheme, (identifiers.get(scheme) ?? new Set()).add(value))
  }
  const name = displayName(record.names)
  const legal = legalForm(official?.text ?? name)
  const form = legal?.form ?? (typeof record.fields.legalForm === 'string' ? record.fields.legalForm : undefined)
  const { district } = record.fields
  const seat = typeof district === 'string' ? seatOf(district) : {}
  const register = record.identifiers.find(({ scheme }) => scheme === ROW)?.value.split('/')[0]
  const unit = official === undefined ? undefined : ownUnit(units, official.text)
  const apart = apartOf(record.kind, name, units.length > 0)
  return {
    id: head.id, kind: record.kind, name, identifiers, audience: readersOf(head), ...seat,
    keys: [
      ...(official === undefined ? [] : [`name:${record.kind}:${keyOf(record.kind, official.text, legal !== undefined)}`]),
      ...units.map((unit) => `unit:${unit}`),
      // a cell with only a code names its unit by it
      ...(units.length > 0 || official === undefined ? [...(identifiers.get(CODE) ?? [])].map((code) => `code:${code}`) : []),
    ],
    ...(form === undefined ? {} : { form }),
    ...(register === undefined ? {} : { register }),
    ...(unit === undefined ? {} : { unit: `unit:${unit}` }),
    ...(apart === undefined ? {} : { apart }),
    ...(head.mergedInto === undefined ? {} : { merged: { into: head.mergedInto, byRule: isOurs(head.mergeRule) } }),
  }
}

/** The longest of them that its name ends with. */
function ownUnit(units: readonly string[], name: string): string | undefined {
  const text = plain(name)
  return units.filter((unit) => text.endsWith(unit.slice(unit.indexOf('/') + 1))).sort((a, b) => b.length - a.length)[0]
}

/** The key under which names of this kind compare. A name without legal form and closing bracket has nothing to strip. */
const keyOf = (kind: Kind, name: string, formed: boolean): string =>
  (kind === 'Organization' && (formed || /[\p{Pe}>＞]\s*$/u.test(name)) ? bareKey(name) : nameKey(name))

/** 文化局, 圖書館, 客家事務委員會: every city has one. Names with a place before them do not match. */
const OFFICE = /^(?!.*[市縣省國])(?:.{1,4}[局處科課署廳]|.{0,3}(?:室|公所)|.{2,6}事務委員會|(?:圖書|美術|動物|博物|體育|文化|天文|紀念)[館園]|文化中心|聯合醫院|衛生所|社會福利服務中心)$/u

function apartOf(kind: Kind, name: string, unit: boolean): string | undefined {
  if (kind !== 'Organization') return `${kind} 不自動合併 (only organizations are joined by rule)`
  // what stood there is lost: 對?面劇坊
  if (/[?？\uFFFD□]/u.test(name)) return '名稱有缺字 (a character of the name is lost)'
  if (!unit && OFFICE.test(name)) return '各地都有的單位名 (every city has a unit of this name)'
  return undefined
}
