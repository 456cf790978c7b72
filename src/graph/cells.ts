import type { Cell } from './answer.ts'
import type { EntityRef } from './shown.ts'

export const entitiesIn = (cell: Cell): readonly EntityRef[] =>
  cell === null || typeof cell === 'string' || typeof cell === 'number' ? [] : isList(cell) ? cell : [cell]

/** As people read it: names, and numbers with at most four places that mean something. */
export function textOf(cell: Cell): string {
  if (cell === null) return ''
  if (typeof cell === 'string') return cell
  if (typeof cell === 'number') return Number.isInteger(cell) ? String(cell) : String(Number(cell.toPrecision(4)))
  return entitiesIn(cell).map(({ name }) => name).join('、')
}

const isList = (cell: EntityRef | readonly EntityRef[]): cell is readonly EntityRef[] => Array.isArray(cell)
