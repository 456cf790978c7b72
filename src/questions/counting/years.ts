import type { EntityView } from '../../graph/port.ts'
import { yearOfDay } from '../../model/dates.ts'
import { dateOrNone, type ParsedDate } from '../../model/dates-parse.ts'
import type { Kind } from '../../model/records.ts'

/** The fields that say when something began, by kind; the first that is given. A person's birth is nobody's founding. */
const FIELDS: Readonly<Partial<Record<Kind, readonly string[]>>> = {
  Organization: ['foundedOn'], Programme: ['foundedOn', 'startedOn'], Event: ['startedOn'],
  Work: ['issued'], Collection: ['foundedOn', 'issued'], Entry: ['recordedOn'],
}

/** @returns undefined for what is not known to have been founded at any time */
export function foundedOf({ kind, fields }: Pick<EntityView, 'kind' | 'fields'>): ParsedDate | undefined {
  const written = FIELDS[kind]?.map((code) => fields[code]).find((value) => value !== undefined)
  const date = typeof written === 'string' || typeof written === 'number' ? dateOrNone(String(written)) : undefined
  return date?.status === 'known' ? date : undefined
}

/** EDTF's signs for uncertain and approximate. */
export const isDoubtful = ({ edtf }: ParsedDate): boolean => /[?~%]/.test(edtf)

/** The years it may fall into; null on a side that is open. */
export function yearsOf({ earliest, latest }: ParsedDate): readonly [from: number | null, to: number | null] {
  return [yearOf(earliest), yearOf(latest)]
}

/** Days far beyond what a calendar is good for are taken as none. */
function yearOf(day: number): number | null {
  const year = yearOfDay(day)
  return Number.isNaN(year) ? null : year
}
