import type { SearchQuery } from '../port.ts'
import { exact } from './keys.ts'

/** A text in a filter. */
export const quoted = (value: string): string => JSON.stringify(value.toWellFormed())
/** An empty list asks for nothing, and gets it. */
const among = (field: string, values: readonly string[] | undefined): string[] =>
  values === undefined ? [] : [values.length === 0 ? `${field} = nothing` : `${field} IN [${values.map(quoted).join(', ')}]`]

/** The filters of a query, behind who may see what. */
export function filterOf(cleared: string, { kinds, types, places, collections, within, years }: SearchQuery): string {
  const [from, to] = years ?? []
  return [
    cleared,
    ...among('kind', kinds),
    ...among('type', types?.map(exact)),
    ...among('place', places?.map(exact)),
    ...among('collection', collections?.map(exact)),
    ...among('entity', within),
    // what has no year is left out as soon as years are asked for
    ...(years === undefined ? [] : ['year EXISTS']),
    ...(from === undefined ? [] : [`year >= ${from}`]),
    ...(to === undefined ? [] : [`year <= ${to}`]),
  ].join(' AND ')
}
