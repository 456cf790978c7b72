import { countUndecodable } from '../model/encoding.ts'
import type { Vocabulary } from '../model/vocabulary.ts'
import { columnOf, holds, valuesOf, writtenIn } from './cell.ts'
import type { EntityDraft, Reading, RelationDraft, Remark } from './draft.ts'
import type { EntityMapping, Mapping } from './mapping.ts'
import { EntityReader } from './read-entity.ts'
import { RelationReader } from './read-relation.ts'
import { LONGEST, Rejection } from './rejection.ts'
import type { Row } from './row.ts'
import type { Value } from './value.ts'

/**
 * What a row says, by the mapping alone: pure, and the same for every archive.
 * @returns a function that gives undefined for a row that the mapping passes over
 */
export function readerOf(mapping: Mapping, vocabulary: Vocabulary): (row: Row) => Reading | undefined {
  const roles = Object.entries(mapping.entities).map(([role, entity]) => ({ role, entity, reader: new EntityReader(mapping.dataset, vocabulary, role, entity) }))
  const relationReaders = mapping.relations.map((relation) => new RelationReader(mapping, relation))
  return (row) => {
    if (holds(mapping.skip, row)) return undefined
    const warnings: Remark[] = []
    try {
      if (row.uneven !== undefined) checkEven(row, warnings)
      if (row.undecodable !== undefined) warnings.push({ row: row.number, column: '', reason: `有 ${row.undecodable} 個字無法解讀 (${row.undecodable} characters could not be decoded)`, cell: Object.values(row.cells).find((cell) => countUndecodable(cell) > 0)!.slice(0, 200) })
      const values = new Map<string, readonly Value[]>()
      for (const { role, entity } of roles) values.set(role, holds(entity.skip, row) ? [] : namesOf(role, entity, row))
      const others = (role: string): readonly Value[] => values.get(role) ?? []
      const entities: EntityDraft[] = []
      const relations: RelationDraft[] = []
      const keys = new Map<string, string[]>()
      for (const { role, reader } of roles) {
        const named = others(role)
        keys.set(role, named.map((value) => reader.read({ row, value, shared: named.length > 1, others, warnings }, entities, relations)))
      }
      for (const reader of relationReaders) reader.read(row, keys, others, warnings, relations)
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
