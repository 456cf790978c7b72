import type { ArchiveRecord, EntityRecord, Name } from '../../model/records.ts'
import type { Vocabulary } from '../../model/vocabulary.ts'
import type { EntityInput, FieldInput, RelationInput } from '../contribute/input.ts'
import { cellOf, isEditable, partsOf, sortOf, type Key } from './columns.ts'
import { valuesIn } from './lines.ts'
import { isSame, type CellType } from './same.ts'

/** A cell that somebody changed in the sheet, and somebody else in the archive. */
export interface CellConflict {
  readonly column: Key
  /** As it was exported; absent where the version that was exported is not there any more. */
  readonly base?: string
  readonly theirs: string
  readonly now: string
}

export interface Merged {
  /** Cells that are to change. */
  readonly changed: ReadonlyMap<Key, string>
  readonly conflicts: readonly CellConflict[]
  /** Cells that are not as they were exported, and which a spreadsheet alone may have changed. */
  readonly mangled: number
}

export const typeOf = (key: Key, { fields }: Vocabulary): CellType => {
  const [part, name] = partsOf(key)
  if (part === 'names' || part === 'identifiers') return 'list'
  if (part === 'start' || part === 'end') return 'date'
  return part === 'fields' || part === 'qualifiers' ? fields.get(name)?.value ?? 'text' : 'text'
}

/**
 * Cell by cell: what was changed in the sheet alone is taken; what was changed in the archive alone stays; what was
 * changed on both sides is told, and left.
 * @param base the record as it was exported
 * @param theirs the cells of the sheet
 */
export function merged(base: ArchiveRecord | undefined, theirs: ReadonlyMap<Key, string>, now: ArchiveRecord, vocabulary: Vocabulary): Merged {
  const changed = new Map<Key, string>()
  const conflicts: CellConflict[] = []
  let mangled = 0
  for (const [column, cell] of theirs) {
    if (!isEditable(column)) continue
    const type = typeOf(column, vocabulary)
    const stands = cellOf(now, column)
    const was = base === undefined ? undefined : cellOf(base, column)
    const since = was === undefined ? undefined : isSame(was, cell, type)
    if (since === 'mangled') mangled++
    if (since !== undefined || isSame(stands, cell, type) !== undefined) continue
    if (was === stands) changed.set(column, cell)
    else conflicts.push({ column, ...(was === undefined ? {} : { base: was }), theirs: cell, now: stands })
  }
  return { changed, conflicts, mangled }
}

/** What is to be written for the cells of an entity; of a new one, of nothing before. */
export function entityCells(changed: ReadonlyMap<Key, string>, now: EntityRecord | undefined, vocabulary: Vocabulary): Pick<EntityInput, 'names' | 'identifiers' | 'fields'> {
  let names: NonNullable<EntityInput['names']> | undefined
  let identifiers: NonNullable<EntityInput['identifiers']> | undefined
  const fields: FieldInput[] = []
  for (const [key, cell] of changed) {
    const [part, name] = partsOf(key)
    if (part === 'names') names = renamed(names ?? now?.names ?? [], name, valuesIn(cell))
    else if (part === 'identifiers') {
      const others: NonNullable<EntityInput['identifiers']> = identifiers ?? now?.identifiers ?? []
      identifiers = [...others.filter(({ scheme }) => scheme !== name), ...valuesIn(cell).map((value) => ({ scheme: name, value }))]
    } else if (part === 'fields') fields.push({ code: name, values: written(cell, typeOf(key, vocabulary)) })
  }
  return { ...(names === undefined ? {} : { names }), ...(identifiers === undefined ? {} : { identifiers }), ...(fields.length === 0 ? {} : { fields }) }
}

export function relationCells(changed: ReadonlyMap<Key, string>, vocabulary: Vocabulary): Pick<RelationInput, 'start' | 'end' | 'standing' | 'standingReason' | 'qualifiers'> {
  const qualifiers: FieldInput[] = []
  const parts: Record<string, string> = {}
  for (const [key, cell] of changed) {
    const [part, name] = partsOf(key)
    if (part === 'qualifiers') qualifiers.push({ code: name, values: written(cell, typeOf(key, vocabulary)) })
    else if (['start', 'end', 'standing', 'standingReason'].includes(part)) parts[part] = cell
  }
  return { ...parts, ...(qualifiers.length === 0 ? {} : { qualifiers }) }
}

const written = (cell: string, type: CellType): readonly string[] =>
  (type === 'list' ? valuesIn(cell) : cell.trim() === '' ? [] : [type === 'boolean' ? cell.trim().toLowerCase() : cell])

type Named = Pick<Name, 'text'> & { readonly language?: string | null; readonly sort?: string | null }

/**
 * Names of one sort and language as a cell has them: those that are there stay with their dates and sources, where they
 * stand; of as many lines as before, one that is new is the old one in its place, put right.
 */
function renamed<T extends Named>(names: readonly T[], which: string, texts: readonly string[]): (T | Named)[] {
  const [sort, language] = sortOf(which)
  const is = (name: Named): boolean => (name.sort ?? 'official') === sort && (name.language ?? 'zh-Hant') === language
  const before = names.filter(is)
  const gone = before.filter(({ text }) => !texts.includes(text))
  const fresh = texts.filter((text) => !before.some((name) => name.text === text))
  const isInPlace = gone.length === fresh.length
  const after = texts.flatMap((text, i): (T | Named)[] => {
    const kept = before.filter((name) => name.text === text)
    if (kept.length > 0) return texts.indexOf(text) === i ? kept : []
    const old = isInPlace ? gone[fresh.indexOf(text)] : undefined
    return [old === undefined ? { text, sort, language } : { ...old, text }]
  })
  const at = names.findIndex(is)
  const others = names.filter((name) => !is(name))
  const place = at < 0 ? others.length : names.slice(0, at).filter((name) => !is(name)).length
  return [...others.slice(0, place), ...after, ...others.slice(place)]
}
