import { dateOrNone } from '../../model/dates-parse.ts'
import { broken } from './lines.ts'

/** What a cell holds, for telling what a spreadsheet made of it from what a person did. */
export type CellType = 'text' | 'list' | 'number' | 'boolean' | 'date' | 'url'

/**
 * Whether a cell says what it said: as it was, or as a spreadsheet writes it when it saves the file, unasked. These drop
 * zeros in front, write long numbers with an exponent or round them, and write dates in a way of their own.
 */
export const isSame = (was: string, cell: string, type: CellType): 'same' | 'mangled' | undefined => {
  const [one, other] = [broken(was), broken(cell)]
  if (one === other) return 'same'
  return isMangled(one.trim(), other.trim(), type) ? 'mangled' : undefined
}

function isMangled(was: string, cell: string, type: CellType): boolean {
  if (type === 'boolean') return was.toLowerCase() === cell.toLowerCase()
  if (type === 'number') return was !== '' && cell !== '' && Number(was) === Number(cell)
  if (type === 'date' && was !== '' && cell !== '') {
    const [one, other] = [dateOrNone(was), dateOrNone(cell)]
    if (one?.status === 'known' && other?.status === 'known' && one.earliest === other.earliest && one.latest === other.latest) return true
  }
  if (!/^\d+$/.test(was)) return false
  if (was.startsWith('0') && cell === was.replace(/^0+(?=.)/, '')) return true
  const exponent = /^\d(?:\.(\d+))?E\+?\d+$/i.exec(cell)
  if (exponent !== null) return Number(was).toExponential(exponent[1]?.length ?? 0) === Number(cell).toExponential(exponent[1]?.length ?? 0)
  return was.length > 15 && /^\d+$/.test(cell) && cell === was.slice(0, 15).padEnd(was.length, '0')
}
