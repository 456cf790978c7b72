import { dateOrNone } from '../model/dates-parse.ts'
import { checkOrder, parseInterval } from '../model/dates.ts'
import { ArchiveError } from '../model/errors.ts'
import type { FieldValue, Identifier, Name } from '../model/records.ts'
import type { Vocabulary } from '../model/vocabulary.ts'
import { columnOf, holds, quoted, valuesOf, writtenIn } from './cell.ts'
import type { EntityDraft, Reading, RelationDraft, Remark } from './draft.ts'
import { columnsOfCell, type CellMapping, type EntityMapping, type Mapping, type RelationMapping } from './mapping.ts'
import type { Row } from './table.ts'
import { CODE, isFull, UNIT, unitOf } from './unit.ts'
import type { Value } from './value.ts'

/** No name, key or identifier may be longer (records.ts); what is, is not one. */
const LONGEST = 900

class Rejection extends Error {
  readonly remark: Remark
  constructor(remark: Remark) {
    super(remark.reason)
    this.remark = remark
  }
}

/**
 * What a row says, by the mapping alone: pure, and the same for every archive.
 * @returns undefined for a row that the mapping passes over
 */
export function readerOf(mapping: Mapping, vocabulary: Vocabulary): (row: Row) => Reading | undefined {
  const roles = Object.entries(mapping.entities)
  return (row) => {
    if (holds(mapping.skip, row)) return undefined
    const warnings: Remark[] = []
    try {
      if (row.uneven !== undefined) checkEven(row, warnings)
      const values = new Map<string, readonly Value[]>()
      for (const [role, entity] of roles) values.set(role, holds(entity.skip, row) ? [] : namesOf(role, entity, row))
      const others = (role: string): readonly Value[] => values.get(role) ?? []
      const entities: EntityDraft[] = []
      const relations: RelationDraft[] = []
      const keys = new Map<string, string[]>()
      for (const [role, entity] of roles) {
        const reader = new EntityReader(vocabulary, role, entity, row, others, warnings)
        keys.set(role, others(role).map((value) => reader.read(value, others(role).length > 1, entities, relations)))
      }
      for (const relation of mapping.relations) relations.push(...related(mapping, relation, row, keys, others, warnings))
      return { row: row.number, entities, relations, warnings }
    } catch (error) {
      if (error instanceof Rejection) return { row: row.number, entities: [], relations: [], warnings, rejected: error.remark }
      throw error
    }
  }
}

function checkEven(row: Row, warnings: Remark[]): void {
  const { cells, columns, lost } = row.uneven!
  const remark = { row: row.number, column: '', reason: `有 ${cells} 格，標題有 ${columns} 欄 (the row has ${cells} cells, the heading ${columns})`, cell: lost.join(',') }
  // cells beyond the heading mean that some stand in the wrong column
  if (lost.length > 0) throw new Rejection(remark)
  if (cells < columns) warnings.push(remark)
}

function namesOf(role: string, entity: EntityMapping, row: Row): readonly Value[] {
  const values = valuesOf(entity.name, row, undefined, () => [])
  const refuse = (reason: string): never => { throw new Rejection({ row: row.number, column: columnOf(entity.name), reason, cell: writtenIn(entity.name, row).slice(0, 200) }) }
  if (values.length === 0 && !entity.optional) refuse(`沒有名稱 (no name for ${role})`)
  for (const value of values) {
    if (value.unread !== undefined) refuse(`名稱讀不出 (name cannot be read): ${value.unread}`)
    if (value.text.length > LONGEST) refuse(`名稱有 ${value.text.length} 字 (a name of ${value.text.length} characters)`)
  }
  return values
}

/** Reads one entity of the mapping in one row, with those it belongs to. */
class EntityReader {
  readonly #vocabulary; readonly #role; readonly #entity; readonly #row; readonly #others; readonly #warnings

  constructor(vocabulary: Vocabulary, role: string, entity: EntityMapping, row: Row, others: (role: string) => readonly Value[], warnings: Remark[]) {
    this.#vocabulary = vocabulary; this.#role = role; this.#entity = entity; this.#row = row; this.#others = others; this.#warnings = warnings
  }

  /** @returns the key; pushes the drafts. `shared`: the cell named several, so what other columns say is of neither. */
  read(value: Value, shared: boolean, entities: EntityDraft[], relations: RelationDraft[]): string {
    const key = this.#key(value, shared)
    const { fields, covers } = this.#fields(value, shared)
    entities.push({ ...this.#named(value, shared), key, role: this.#role, fields, covers })
    this.#parents(value, key, entities, relations)
    return key
  }

  /** What it belongs to (附設, a department), and what that belongs to. */
  #parents(value: Value, key: string, entities: EntityDraft[], relations: RelationDraft[]): void {
    const { parent: tie, kind, name } = this.#entity
    if (tie === undefined) return
    const above = value.parent ?? (tie.root === undefined || tie.root === value.text ? undefined : { text: tie.root, marks: {} })
    if (above === undefined) return
    const aboveKey = `${kind}/${above.text}`
    entities.push({ ...this.#named(above, true), key: aboveKey, role: `${this.#role}.parent`, fields: {}, covers: [] })
    const [from, to] = tie.is === 'from' ? [aboveKey, key] : [key, aboveKey]
    relations.push({
      key: `${tie.relation}|${from}|${to}`, type: tie.relation, from, to, qualifiers: {}, proposed: this.#entity.proposed, row: this.#row.number,
      evidence: [evidenceOf(columnsOfCell(name), this.#row)],
    })
    this.#parents(above, aboveKey, entities, relations)
  }

  #key(value: Value, shared: boolean): string {
    const { key, kind, name } = this.#entity
    if (key === undefined || shared) return `${kind}/${value.text}`
    const parts = key.map((cell) => this.#values(cell, value).map(({ text }) => text).join(' '))
    if (parts.every((part) => part === '')) throw new Rejection({ row: this.#row.number, column: key.map(columnOf).join(' + '), reason: `沒有可以辨認的欄位 (nothing to know ${this.#role} by)`, cell: writtenIn(name, this.#row) })
    return `${kind}/${parts.join('|').slice(0, LONGEST)}`
  }

  #values(cell: CellMapping, value: Value): readonly Value[] {
    return valuesOf(cell, this.#row, value, this.#others)
  }

  #named(value: Value, shared: boolean): Omit<EntityDraft, 'key' | 'role' | 'fields' | 'covers'> {
    const { kind, name, names: more, identifiers, unit, proposed } = this.#entity
    // 文化局 is what a register calls it; a list of units gives it its name
    const sort = unit !== undefined && !unit.lists && name.sort === 'official' && !isFull(unit.within, value.text) ? 'short' : name.sort
    const names: Name[] = [{ text: value.text, language: name.language, sort }]
    for (const cell of more) {
      if (shared && columnsOfCell(cell).length > 0) continue
      for (const { text, unread } of this.#values(cell, value)) {
        if (unread === undefined && text.length <= LONGEST && !names.some((known) => known.text === text)) names.push({ text, language: cell.language, sort: cell.sort })
      }
    }
    return { kind, names, identifiers: this.#identifiers(value, shared, identifiers, names), proposed, row: this.#row.number }
  }

  #identifiers(value: Value, shared: boolean, cells: EntityMapping['identifiers'], names: readonly Name[]): Identifier[] {
    const { unit } = this.#entity
    const found = unit === undefined ? [] : [...new Set(names.map(({ text }) => unitOf(unit.within, text)))].map((text) => ({ scheme: UNIT, value: text }))
    const read = (scheme: string, cell: CellMapping): void => {
      if (shared && columnsOfCell(cell).length > 0) return
      for (const { text, unread } of this.#values(cell, value)) {
        if (unread === undefined && text.length <= LONGEST) found.push({ scheme, value: text })
        else this.#warn(cell, unread ?? '太長 (too long)')
      }
    }
    for (const [scheme, cell] of Object.entries(cells)) read(scheme, cell)
    if (unit?.code !== undefined) read(CODE, unit.code)
    return found
  }

  #fields(value: Value, shared: boolean): { fields: Record<string, FieldValue>; covers: string[] } {
    const fields: Record<string, FieldValue> = {}
    const covers = new Set<string>()
    const { district, fields: cells } = this.#entity
    for (const [code, cell] of Object.entries(district === undefined ? cells : { ...cells, district: { ...district, otherwise: 'note' } })) {
      covers.add(code).add(cell.otherwise)
      if (shared && columnsOfCell(cell).length > 0) continue
      const values = this.#values(cell, value)
      if (values.length === 0) continue
      const unread = values.find((one) => one.unread !== undefined)?.unread ?? this.#misfit(code, values)
      if (unread === undefined) fields[code] = this.#typed(code, values)
      else fields[cell.otherwise] = [fields[cell.otherwise], `${columnOf(cell)}：${this.#warn(cell, unread)}`].filter((text) => text !== undefined).join('；')
    }
    return { fields, covers: [...covers] }
  }

  #misfit(code: string, values: readonly Value[]): string | undefined {
    const type = this.#vocabulary.fields.get(code)?.value
    if (type === 'date' && values.some(({ text }) => dateOrNone(text) === undefined)) return '不是日期 (not a date)'
    if (type === 'number' && values.some(({ text }) => !Number.isFinite(Number(text)))) return '不是數字 (not a number)'
    return undefined
  }

  #typed(code: string, values: readonly Value[]): FieldValue {
    const type = this.#vocabulary.fields.get(code)?.value
    if (type === 'list') return values.map(({ text }) => text)
    if (type === 'number') return Number(values[0]!.text)
    if (type === 'boolean') return !/^(?:0|false|no|否|無)$/i.test(values[0]!.text)
    return values.map(({ text }) => (type === 'date' ? dateOrNone(text)!.edtf : text)).join('、').slice(0, 20_000)
  }

  #warn(cell: CellMapping, reason: string): string {
    const written = writtenIn(cell, this.#row)
    this.#warnings.push({ row: this.#row.number, column: columnOf(cell), reason, cell: written })
    return written
  }
}

const evidenceOf = (columns: Iterable<string>, row: Row): RelationDraft['evidence'][number] => {
  const quote = quoted(columns, row).slice(0, 20_000)
  return { key: '', locator: { row: row.number }, ...(quote === '' ? {} : { quote }), method: 'register' }
}

function related(mapping: Mapping, relation: RelationMapping, row: Row, keys: ReadonlyMap<string, readonly string[]>, others: (role: string) => readonly Value[], warnings: Remark[]): RelationDraft[] {
  if (holds(relation.skip, row)) return []
  const froms = keys.get(relation.from)!
  const tos = keys.get(relation.to)!
  if (froms.length === 0 || tos.length === 0) return []
  const ends = [mapping.entities[relation.from]!.name, mapping.entities[relation.to]!.name]
  const told = [relation.start, relation.end, relation.interval, ...Object.values(relation.qualifiers)].filter((cell) => cell !== undefined)
  const columns = [...ends, ...told].flatMap((cell) => columnsOfCell(cell))
  const period = periodOf(relation, row, others, warnings)
  return froms.flatMap((from, i) => tos.flatMap((to, j): RelationDraft[] => {
    if (from === to) return []
    const qualifiers: Record<string, FieldValue> = { ...period.asWritten }
    for (const [name, cell] of Object.entries(relation.qualifiers)) {
      // a mark of one end belongs to the value that has it
      const own = cell.of === relation.from ? others(relation.from)[i] : cell.of === relation.to ? others(relation.to)[j] : undefined
      const text = valuesOf(own === undefined ? cell : { ...cell, of: undefined }, row, own, others).map((value) => value.text).join('、')
      if (text !== '') qualifiers[name] = text.slice(0, 20_000)
    }
    const apart = relation.key.map((name) => String(name === 'start' ? (period.start ?? '') : name === 'end' ? (period.end ?? '') : (qualifiers[name] ?? '')))
    return [{
      key: [relation.type, from, to, ...apart].join('|'), type: relation.type, from, to, qualifiers,
      ...(period.start === undefined ? {} : { start: period.start }), ...(period.end === undefined ? {} : { end: period.end }),
      proposed: relation.proposed, row: row.number, evidence: [evidenceOf(columns, row)],
    }]
  }))
}

/** Start and end in EDTF; what cannot be read stays as written, among the qualifiers. */
function periodOf(relation: RelationMapping, row: Row, others: (role: string) => readonly Value[], warnings: Remark[]): { start?: string; end?: string; asWritten: Record<string, string> } {
  const period: { start?: string; end?: string; asWritten: Record<string, string> } = { asWritten: {} }
  const read = (cell: CellMapping | undefined, name: string, take: (text: string) => void): void => {
    if (cell === undefined) return
    const value = valuesOf(cell, row, undefined, others)[0]
    if (value === undefined) return
    try {
      if (value.unread === undefined) return take(value.text)
    } catch (error) {
      if (!(error instanceof ArchiveError)) throw error
    }
    const written = writtenIn(cell, row)
    warnings.push({ row: row.number, column: columnOf(cell), reason: '不是日期或期間，照原文保留 (not a date or period; kept as written)', cell: written })
    period.asWritten[name] = written
  }
  const side = (name: 'start' | 'end') => (text: string): void => {
    const { edtf, status } = dateOf(text)
    if (status !== 'unknown') period[name] = edtf
  }
  read(relation.start, 'startAsWritten', side('start'))
  read(relation.end, 'endAsWritten', (text) => {
    const start = period.start
    side('end')(text)
    try {
      checkOrder(start, period.end)
    } catch (error) {
      delete period.end
      throw error
    }
  })
  read(relation.interval, 'periodAsWritten', (text) => { Object.assign(period, parseInterval(text)) })
  return period
}

function dateOf(text: string): { edtf: string; status: string } {
  const date = dateOrNone(text)
  if (date === undefined) throw new ArchiveError('BAD_USER_INPUT', text)
  return date
}
