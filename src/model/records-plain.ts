import { isId as isIdText } from './ids.ts'

/**
 * Whether a record is so plain that the schemas would take it as it is: every default given, nothing but
 * ordinary values. An import writes hundreds of thousands of such; the schemas need ten times as long to say the
 * same. False says nothing: then the schemas decide.
 */
export function isPlain(input: unknown, { kinds, states, sorts, stances, methods, standings }: Words): boolean {
  if (typeof input !== 'object' || input === null) return false
  const record = input as Readonly<Record<string, unknown>>
  if (!isId(record.id) || !states.has(record.state) || !isAudience(record.audience)) return false
  switch (record.type) {
    case 'entity':
      return hasOnly(record, ENTITY) && kinds.has(record.kind)
        && isList(record.names, 1, 200, (name) => hasOnly(name, NAME) && isText(name.text, 1_000) && isText(name.language, 35) && sorts.has(name.sort))
        && isList(record.identifiers, 0, 200, (one) => hasOnly(one, IDENTIFIER) && isText(one.scheme, 64) && isText(one.value, 1_000))
        && isValues(record.fields)
    case 'relation':
      return hasOnly(record, RELATION) && typeof record.relation === 'string' && TYPE.test(record.relation) && isId(record.from) && isId(record.to)
        && isDate(record.start) && isDate(record.end) && isValues(record.qualifiers) && standings.has(record.standing)
    case 'evidence':
      return hasOnly(record, EVIDENCE) && isId(record.relation) && isId(record.source) && isLocator(record.locator)
        && (record.quote === undefined || isText(record.quote, 20_000)) && isDate(record.attested) && stances.has(record.stance) && methods.has(record.method)
    default:
      return false
  }
}

/** The closed lists of `records.ts`. */
export interface Words {
  readonly kinds: ReadonlySet<unknown>
  readonly states: ReadonlySet<unknown>
  readonly sorts: ReadonlySet<unknown>
  readonly stances: ReadonlySet<unknown>
  readonly methods: ReadonlySet<unknown>
  readonly standings: ReadonlySet<unknown>
}

const ENVELOPE = ['id', 'type', 'state', 'audience']
const ENTITY = new Set([...ENVELOPE, 'kind', 'names', 'identifiers', 'fields'])
const RELATION = new Set([...ENVELOPE, 'relation', 'from', 'to', 'start', 'end', 'qualifiers', 'standing'])
const EVIDENCE = new Set([...ENVELOPE, 'relation', 'source', 'locator', 'quote', 'stance', 'method', 'attested'])
const NAME = new Set(['text', 'language', 'sort'])
const IDENTIFIER = new Set(['scheme', 'value'])
const AUDIENCE = new Set(['mode', 'protocols'])
const TYPE = /^[A-Z][A-Z0-9_]{0,62}$/

const isId = (value: unknown): boolean => typeof value === 'string' && isIdText(value)

type Plain = Readonly<Record<string, unknown>>

function hasOnly(value: unknown, keys: ReadonlySet<string>): value is Plain {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  // an undefined value is a key that zod drops: not plain
  for (const key in value) if (!keys.has(key) || (value as Plain)[key] === undefined) return false
  return true
}

const isText = (value: unknown, most: number): boolean => typeof value === 'string' && value.length > 0 && value.length <= most
const isDate = (value: unknown): boolean => value === undefined || isText(value, 200)

function isList(value: unknown, least: number, most: number, isItem: (item: Plain) => boolean): boolean {
  if (!Array.isArray(value) || value.length < least || value.length > most) return false
  for (const item of value) if (!isItem(item as Plain)) return false
  return true
}

function isValues(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  for (const key in value) {
    const field = (value as Plain)[key]
    if (!(isText(field, 20_000) || typeof field === 'boolean' || (typeof field === 'number' && Number.isFinite(field)))) return false
  }
  return true
}

/** A register's: a row and nothing else. */
function isLocator(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  for (const key in value) if (key !== 'row' || !Number.isSafeInteger((value as Plain)[key])) return false
  return true
}

function isAudience(value: unknown): boolean {
  if (!hasOnly(value, AUDIENCE) || (value.mode !== 'all' && value.mode !== 'any') || !Array.isArray(value.protocols) || value.protocols.length > 50) return false
  for (const protocol of value.protocols) if (typeof protocol !== 'string') return false
  return true
}
