import { dateOrNone } from '../model/dates-parse.ts'
import { checkOrder, parseInterval } from '../model/dates.ts'
import { ArchiveError } from '../model/errors.ts'
import type { FieldValue } from '../model/records.ts'
import { columnOf, holds, valuesOf, writtenIn, type Marks } from './cell.ts'
import type { RelationDraft, Remark } from './draft.ts'
import { columnsOfCell, type CellMapping, type Mapping, type RelationMapping } from './mapping.ts'
import { evidenceOf } from './read-entity.ts'
import type { Row } from './row.ts'

interface Period {
  start?: string
  end?: string
  /** What could not be read, by the name of its qualifier. */
  readonly asWritten: Record<string, string>
}

/** Reads one relation of the mapping: between each of its `from` and each of its `to` in a row. */
export class RelationReader {
  readonly #relation
  readonly #edition
  readonly #qualifiers
  /** The columns that say so: they are quoted. */
  readonly #columns: ReadonlySet<string>

  constructor({ dataset, entities }: Mapping, relation: RelationMapping) {
    this.#relation = relation
    this.#edition = dataset.edition
    this.#qualifiers = Object.entries(relation.qualifiers)
    const cells = [entities[relation.from]!.name, entities[relation.to]!.name, relation.start, relation.end, relation.interval, ...Object.values(relation.qualifiers)]
    this.#columns = new Set(cells.flatMap((cell) => (cell === undefined ? [] : columnsOfCell(cell))))
  }

  read(row: Row, keys: ReadonlyMap<string, readonly string[]>, others: Marks, warnings: Remark[], relations: RelationDraft[]): void {
    const { type, from, to, skip, key, proposed } = this.#relation
    const [froms, tos] = [keys.get(from)!, keys.get(to)!]
    if (froms.length === 0 || tos.length === 0 || holds(skip, row)) return
    const { start, end, asWritten } = periodOf(this.#relation, row, others, warnings)
    const evidence = [evidenceOf(this.#columns, row, this.#edition)]
    for (const [i, one] of froms.entries()) {
      for (const [j, other] of tos.entries()) {
        if (one === other) continue
        const qualifiers = { ...asWritten, ...this.#qualifiersOf(row, others, i, j) }
        const apart = key.map((name) => String(name === 'start' ? (start ?? '') : name === 'end' ? (end ?? '') : (qualifiers[name] ?? '')))
        relations.push({
          key: [type, one, other, ...apart].join('|'), type, from: one, to: other, qualifiers, proposed, row: row.number, evidence,
          ...(start === undefined ? {} : { start }), ...(end === undefined ? {} : { end }),
        })
      }
    }
  }

  #qualifiersOf(row: Row, others: Marks, i: number, j: number): Record<string, FieldValue> {
    const { from, to } = this.#relation
    const qualifiers: Record<string, FieldValue> = {}
    for (const [name, cell] of this.#qualifiers) {
      // a mark of one end belongs to the value that has it
      const own = cell.of === from ? others(from)[i] : cell.of === to ? others(to)[j] : undefined
      const text = valuesOf(own === undefined ? cell : { ...cell, of: undefined }, row, own, others).map((value) => value.text).join('、')
      if (text !== '') qualifiers[name] = text.slice(0, 20_000)
    }
    return qualifiers
  }
}

/** Start and end in EDTF; what cannot be read stays as written, among the qualifiers. */
function periodOf(relation: RelationMapping, row: Row, others: Marks, warnings: Remark[]): Period {
  const period: Period = { asWritten: {} }
  const read = (cell: CellMapping | undefined, name: string, take: (text: string) => boolean): void => {
    if (cell === undefined) return
    const value = valuesOf(cell, row, undefined, others)[0]
    if (value === undefined || (value.unread === undefined && take(value.text))) return
    const written = writtenIn(cell, row)
    warnings.push({ row: row.number, column: columnOf(cell), reason: '不是日期或期間，照原文保留 (not a date or period; kept as written)', cell: written })
    period.asWritten[name] = written
  }
  const side = (name: 'start' | 'end') => (text: string): boolean => {
    const date = dateOrNone(text)
    if (date === undefined) return false
    if (date.status === 'unknown') return true
    const then = { ...period, [name]: date.edtf }
    if (attempt(() => { checkOrder(then.start, then.end) }) === undefined) return false
    period[name] = date.edtf
    return true
  }
  read(relation.start, 'startAsWritten', side('start'))
  read(relation.end, 'endAsWritten', side('end'))
  read(relation.interval, 'periodAsWritten', (text) => {
    const interval = attempt(() => parseInterval(text))
    Object.assign(period, interval)
    return interval !== undefined
  })
  return period
}

/** @returns undefined for what is refused (null for what returns nothing) */
function attempt<T>(work: () => T): T | null | undefined {
  try {
    return work() ?? null
  } catch (error) {
    if (error instanceof ArchiveError) return undefined
    throw error
  }
}
