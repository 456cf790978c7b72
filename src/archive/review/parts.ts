import type { FieldDifference } from '../../model/difference.ts'
import { badInput } from '../../model/errors.ts'
import { checkRecord, type ArchiveRecord, type EntityRecord, type Name, type ProposalRecord } from '../../model/records.ts'
import { same } from '../three-way.ts'

/** By part: a key of the payload, `fields.CODE` or `qualifiers.CODE`; null takes it away. */
export type Changes = NonNullable<ProposalRecord['changes']>

/** Parts that stand by themselves; `fields.address` is one of these. */
const NESTED: readonly string[] = ['fields', 'qualifiers']

/** What a record says, part by part. */
export function partsOf(record: ArchiveRecord): Map<string, unknown> {
  const { id: _, type: __, state: ___, audience: ____, by: _____, ...payload } = record
  return new Map(Object.entries(payload).flatMap(([key, value]): [string, unknown][] =>
    (value === undefined ? [] : NESTED.includes(key) ? Object.entries(value as object).map(([code, one]) => [`${key}.${code}`, one]) : [[key, value]])))
}

export function changesBetween(before: ArchiveRecord, after: ArchiveRecord): Changes {
  const [was, is] = [partsOf(before), partsOf(after)]
  const changed = [...new Set([...was.keys(), ...is.keys()])].filter((part) => !same(was.get(part), is.get(part)))
  return Object.fromEntries(changed.map((part) => [part, (is.get(part) ?? null) as Changes[string]]))
}

/**
 * The record with these parts changed. A name keeps its source where none is given: whoever proposed the names may not
 * see it.
 * @throws BAD_USER_INPUT where the outcome is no record
 */
export function changed(record: ArchiveRecord, changes: Changes): ArchiveRecord {
  const parts = partsOf(record)
  for (const [part, value] of Object.entries(changes)) {
    if (value === null) parts.delete(part)
    else parts.set(part, part === 'names' && record.type === 'entity' ? withSources(value as unknown as Name[], record) : value)
  }
  const { id, type, state, audience, by } = record
  const payload: Record<string, unknown> = Object.fromEntries(NESTED.filter((key) => key in record).map((key) => [key, {}]))
  for (const [part, value] of parts) {
    const [key, code] = nestedIn(part)
    if (code === undefined) payload[key] = value
    else payload[key] = { ...(payload[key] as object), [code]: value }
  }
  return checkRecord({ id, type, state, audience, ...(by === undefined ? {} : { by }), ...payload })
}

function nestedIn(part: string): [string, string?] {
  const key = NESTED.find((nested) => part.startsWith(`${nested}.`))
  return key === undefined ? [part] : [key, part.slice(key.length + 1)]
}

function withSources(names: readonly Name[], { names: before }: EntityRecord): Name[] {
  return names.map((name) => {
    const was = before.find(({ text, language, sort, source }) => source !== undefined && text === name.text && language === (name.language ?? 'zh-Hant') && sort === (name.sort ?? 'official'))
    return name.source !== undefined || was === undefined ? name : { ...name, source: was.source }
  })
}

/** Only these of the changes. @throws BAD_USER_INPUT for a part that is not among them, and for none */
export function chosenOf(changes: Changes, parts: readonly string[] | undefined): Changes {
  if (parts === undefined) return changes
  const unknown = parts.find((part) => !Object.hasOwn(changes, part))
  if (unknown !== undefined) throw badInput('parts', `這項提議沒有改「${unknown}」；它改了 ${Object.keys(changes).join('、')} (the proposal does not change this part)`)
  if (parts.length === 0) throw badInput('parts', '請選要採納哪些部分；都不要就退回或不採納 (choose the parts to accept)')
  return Object.fromEntries(Object.entries(changes).filter(([part]) => parts.includes(part)))
}

/** Numbers of versions count what is hidden. */
const UNTOLD: readonly string[] = ['base', 'version']

/** What a new record says, part by part, for a screen: as the difference from nothing. */
export const written = (record: ArchiveRecord): FieldDifference[] =>
  [...partsOf(record)].flatMap(([field, after]) => (UNTOLD.includes(field) ? [] : { field, after }))
