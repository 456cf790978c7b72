import type { Audience } from '../model/audience.ts'
import type { Id } from '../model/ids.ts'
import type { EntityRecord, FieldValue, Identifier, Name } from '../model/records.ts'
import type { EntityDraft } from './draft.ts'
import { same, threeWay, type Outcome } from './three-way.ts'

/** Everything one part of an import says of an entity. */
export interface EntitySaid {
  readonly id: Id
  readonly draft: EntityDraft
  readonly names: Name[]
  readonly identifiers: Identifier[]
  /** What the register says of a field; undefined where its cell is blank. */
  readonly fields: Map<string, FieldValue | undefined>
  /** From rows that only repeat: they fill what is empty and change nothing. */
  readonly fills: Map<string, FieldValue>
}

export function addNames(names: Name[], more: readonly Name[]): void {
  for (const name of more) if (!names.some(({ text, sort }) => text === name.text && sort === name.sort)) names.push(name)
}

export function addIdentifiers(identifiers: Identifier[], more: readonly Identifier[]): void {
  for (const one of more) if (!identifiers.some(({ scheme, value }) => scheme === one.scheme && value === one.value)) identifiers.push(one)
}

export function newEntity({ id, draft, names, identifiers, fields, fills }: EntitySaid, audience: Audience): EntityRecord {
  const given = [...fields, ...[...fills].filter(([code]) => fields.get(code) === undefined)].filter((field): field is [string, FieldValue] => field[1] !== undefined)
  return { id, type: 'entity', state: draft.proposed ? 'proposed' : 'published', audience, kind: draft.kind, names, identifiers, fields: Object.fromEntries(given) }
}

/** True when the record is as the register says: nothing to do, and no history to look into. */
export function isAsSaid(record: EntityRecord, { names, identifiers, fields, fills }: EntitySaid): boolean {
  return names.every((name) => record.names.some(({ text }) => text === name.text))
    && identifiers.every((one) => record.identifiers.some(({ scheme, value }) => scheme === one.scheme && value === one.value))
    && [...fields].every(([code, value]) => same(record.fields[code], value))
    && [...fills.keys()].every((code) => record.fields[code] !== undefined)
}

/** Field and why what the register says of it was not taken. */
export type Kept = readonly [field: string, why: NonNullable<Outcome<unknown>['kept']>]

/**
 * The record with what the register says by now. What a person has written stays.
 * @param said the record as the register's last import left it
 */
export function changedEntity(record: EntityRecord, says: EntitySaid, said: EntityRecord | undefined): { record: EntityRecord; kept: Kept[]; blank: string[] } {
  const kept: Kept[] = []
  const blank: string[] = []
  const fields = { ...record.fields }
  for (const [code, value] of says.fields) {
    const outcome = threeWay(record.fields[code], value, said?.fields[code])
    if (outcome.kept !== undefined && value !== undefined) kept.push([`fields.${code}`, outcome.kept])
    // a blank cell takes nothing away before the last row is read: another row may say it
    if (outcome.value === undefined && fields[code] !== undefined) blank.push(code)
    else if (outcome.value !== undefined) fields[code] = outcome.value
  }
  for (const [code, value] of says.fills) fields[code] ??= value
  const names = namesOf(record, says.names, said, kept)
  return { record: { ...record, names, identifiers: identifiersOf(record, says.identifiers, said), fields }, kept, blank }
}

/** A new official name makes a former one of the register's old one, under which others may know it. */
function namesOf(record: EntityRecord, says: readonly Name[], said: EntityRecord | undefined, kept: Kept[]): Name[] {
  const lacking = says.filter((name) => !record.names.some(({ text }) => text === name.text))
  const unsaid = lacking.filter((name) => !(said?.names ?? []).some(({ text }) => text === name.text))
  if (unsaid.length < lacking.length) kept.push(['names', 'hand'])
  if (unsaid.length === 0) return record.names
  const replaced = unsaid.some(({ sort }) => sort === 'official')
  const isReplaced = (name: Name): boolean => replaced && name.sort === 'official' && !says.some(({ text }) => text === name.text) && (said?.names ?? []).some((old) => old.sort === 'official' && old.text === name.text)
  const now = record.names.map((name): Name => (isReplaced(name) ? { ...name, sort: 'former' } : name))
  return [...unsaid.filter(({ sort }) => sort === 'official'), ...now, ...unsaid.filter(({ sort }) => sort !== 'official')]
}

function identifiersOf(record: EntityRecord, says: readonly Identifier[], said: EntityRecord | undefined): Identifier[] {
  const has = (list: readonly Identifier[], one: Identifier): boolean => list.some(({ scheme, value }) => scheme === one.scheme && value === one.value)
  const gone = (said?.identifiers ?? []).filter((one) => !has(says, one) && says.some(({ scheme }) => scheme === one.scheme))
  const fresh = says.filter((one) => !has(record.identifiers, one) && !has(said?.identifiers ?? [], one))
  return [...record.identifiers.filter((one) => !has(gone, one)), ...fresh]
}
