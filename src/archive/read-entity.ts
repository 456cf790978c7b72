import { dateOrNone } from '../model/dates-parse.ts'
import type { FieldValue, Identifier, Name } from '../model/records.ts'
import type { Vocabulary } from '../model/vocabulary.ts'
import { columnOf, quoted, valuesOf, writtenIn, type Marks } from './cell.ts'
import type { EntityDraft, RelationDraft, Remark } from './draft.ts'
import { ROW } from './identity.ts'
import { columnsOfCell, type CellMapping, type EntityMapping, type FieldMapping, type Mapping } from './mapping.ts'
import { LONGEST, Rejection } from './rejection.ts'
import type { Row } from './row.ts'
import { CODE, isFull, UNIT, unitOf } from './unit.ts'
import type { Value } from './value.ts'

/** One value of the entity's name in one row. */
interface Sight {
  readonly row: Row
  readonly value: Value
  /** The cell named several, so that what other columns say is of none of them. */
  readonly shared: boolean
  readonly others: Marks
  readonly warnings: Remark[]
}

/** Reads one entity of the mapping, with those it belongs to. */
export class EntityReader {
  readonly #dataset; readonly #role; readonly #entity
  readonly #fields: readonly { readonly code: string; readonly cell: FieldMapping; readonly type: string }[]
  readonly #covers: readonly string[]
  readonly #identifiers: readonly (readonly [string, CellMapping])[]

  constructor(dataset: Mapping['dataset'], vocabulary: Vocabulary, role: string, entity: EntityMapping) {
    this.#dataset = dataset
    this.#role = role
    this.#entity = entity
    const cells = entity.district === undefined ? entity.fields : { ...entity.fields, district: { ...entity.district, otherwise: 'note' } }
    this.#fields = Object.entries(cells).map(([code, cell]) => ({ code, cell, type: vocabulary.fields.get(code)!.value }))
    this.#covers = [...new Set(this.#fields.flatMap(({ code, cell }) => [code, cell.otherwise]))]
    this.#identifiers = [...Object.entries(entity.identifiers), ...(entity.unit?.code === undefined ? [] : [[CODE, entity.unit.code] as const])]
  }

  /** @returns the key; pushes the drafts */
  read(sight: Sight, entities: EntityDraft[], relations: RelationDraft[]): string {
    const key = this.#key(sight)
    entities.push(this.#draft(sight, key, this.#role, this.#fieldsOf(sight), this.#covers))
    this.#parents(sight, key, entities, relations)
    return key
  }

  /** What it belongs to (附設, a department), and what that belongs to. */
  #parents({ row, value, others, warnings }: Sight, key: string, entities: EntityDraft[], relations: RelationDraft[]): void {
    const { parent: tie, kind, name, proposed } = this.#entity
    if (tie === undefined) return
    const above = value.parent ?? (tie.root === undefined || tie.root === value.text ? undefined : { text: tie.root, marks: {} })
    if (above === undefined) return
    const sight = { row, value: above, shared: true, others, warnings }
    const aboveKey = `${kind}/${above.text}`
    entities.push(this.#draft(sight, aboveKey, `${this.#role}.parent`, {}, []))
    const [from, to] = tie.is === 'from' ? [aboveKey, key] : [key, aboveKey]
    relations.push({
      key: `${tie.relation}|${from}|${to}`, type: tie.relation, from, to, qualifiers: {}, proposed, row: row.number,
      evidence: [evidenceOf(new Set(columnsOfCell(name)), row, this.#dataset.edition)],
    })
    this.#parents(sight, aboveKey, entities, relations)
  }

  #key({ row, value, shared, others }: Sight): string {
    const { key, kind, name } = this.#entity
    if (key === undefined || shared) return `${kind}/${value.text}`
    const parts = key.map((cell) => valuesOf(cell, row, value, others).map(({ text }) => text).join(' '))
    if (parts.every((part) => part === '')) throw new Rejection({ row: row.number, column: key.map(columnOf).join(' + '), reason: `沒有可以辨認的欄位 (nothing to know ${this.#role} by)`, cell: writtenIn(name, row) })
    // # marks a key the register itself gives: two of them are two bodies, whatever their names
    return `${kind}#${parts.join('|').slice(0, LONGEST)}`
  }

  #draft(sight: Sight, key: string, role: string, fields: EntityDraft['fields'], covers: readonly string[]): EntityDraft {
    const { row, value, shared, others } = sight
    const { kind, name, names: more, unit, proposed } = this.#entity
    // 文化局 is what a register calls it; a list of units gives it its name
    const sort = unit !== undefined && !unit.lists && name.sort === 'official' && !isFull(unit.within, value.text) ? 'short' : name.sort
    const names: Name[] = [{ text: value.text, language: name.language, sort }]
    for (const cell of more) {
      if (shared && columnsOfCell(cell).length > 0) continue
      for (const { text, unread } of valuesOf(cell, row, value, others)) {
        if (unread === undefined && text.length <= LONGEST && !names.some((known) => known.text === text)) names.push({ text, language: cell.language, sort: cell.sort })
      }
    }
    // every entity says where it was read
    const identifiers: Identifier[] = [{ scheme: ROW, value: `${this.#dataset.key}/${key}`.slice(0, 1_000) }]
    if (unit !== undefined) for (const text of new Set(names.map((known) => unitOf(unit.within, known.text)))) identifiers.push({ scheme: UNIT, value: text })
    this.#addIdentifiers(sight, identifiers)
    return { key, role, kind, names, identifiers, fields, covers, proposed, row: row.number }
  }

  #addIdentifiers(sight: Sight, identifiers: Identifier[]): void {
    for (const [scheme, cell] of this.#identifiers) {
      if (sight.shared && columnsOfCell(cell).length > 0) continue
      for (const { text, unread } of valuesOf(cell, sight.row, sight.value, sight.others)) {
        if (unread === undefined && text.length <= LONGEST) identifiers.push({ scheme, value: text })
        else warn(sight, cell, unread ?? '太長 (too long)')
      }
    }
  }

  #fieldsOf(sight: Sight): Record<string, FieldValue> {
    const fields: Record<string, FieldValue> = {}
    for (const { code, cell, type } of this.#fields) {
      if (sight.shared && columnsOfCell(cell).length > 0) continue
      const values = valuesOf(cell, sight.row, sight.value, sight.others)
      if (values.length === 0) continue
      const typed = values.find(({ unread }) => unread !== undefined)?.unread === undefined ? typedAs(type, values.map(({ text }) => text)) : undefined
      if (typed !== undefined) fields[code] = typed
      else {
        const kept = `${columnOf(cell)}：${warn(sight, cell, values.find(({ unread }) => unread !== undefined)?.unread ?? `不是${type === 'date' ? '日期' : '數字'} (not a ${type})`)}`
        fields[cell.otherwise] = fields[cell.otherwise] === undefined ? kept : `${String(fields[cell.otherwise])}；${kept}`
      }
    }
    return fields
  }
}

/** @returns undefined where the text is none of that type */
function typedAs(type: string, texts: readonly string[]): FieldValue | undefined {
  if (type === 'list') return [...texts]
  if (type === 'boolean') return !/^(?:0|false|no|否|無)$/i.test(texts[0]!)
  if (type === 'number') return Number.isFinite(Number(texts[0])) ? Number(texts[0]) : undefined
  if (type !== 'date') return texts.join('、').slice(0, 20_000)
  const dates = texts.map((text) => dateOrNone(text)?.edtf)
  return dates.includes(undefined) ? undefined : dates.join('、')
}

/** @returns the cell as written */
function warn({ row, warnings }: Sight, cell: CellMapping, reason: string): string {
  const written = writtenIn(cell, row)
  warnings.push({ row: row.number, column: columnOf(cell), reason, cell: written })
  return written
}

/** The row as evidence; `edition` is when the register attests it. */
export function evidenceOf(columns: ReadonlySet<string>, row: Row, edition: string | undefined): RelationDraft['evidence'][number] {
  const quote = quoted(columns, row).slice(0, 20_000)
  return { key: '', locator: { row: row.number }, ...(quote === '' ? {} : { quote }), method: 'register', ...(edition === undefined ? {} : { attested: edition }) }
}
