import { badInput } from '../../../model/errors.ts'
import type { SearchArguments } from '../../../questions/search.ts'
import type { Query } from '../../call.ts'

/** What an address asks the search: `/search?q=…&kind=Organization&from=1990&to=1999&type=…&place=…&collection=…&within=ID&sort=date&after=…` */
export interface Given {
  readonly text: string
  readonly kinds: readonly string[]
  readonly from?: number
  readonly to?: number
  readonly types: readonly string[]
  readonly places: readonly string[]
  readonly collections: readonly string[]
  readonly within: readonly string[]
  readonly sort: string
  readonly after?: string
}

/** How lists are called in addresses. */
export const LISTS = { kinds: 'kind', types: 'type', places: 'place', collections: 'collection', within: 'within' } as const
export type List = keyof typeof LISTS

/** @throws BAD_USER_INPUT for a year that is none */
export function givenIn(parameters: URLSearchParams): Given {
  const list = (name: string): string[] => [...new Set(parameters.getAll(name).filter((text) => text !== ''))].slice(0, 100)
  const [from, to, after] = [yearIn(parameters, 'from'), yearIn(parameters, 'to'), parameters.get('after') ?? '']
  return {
    text: (parameters.get('q') ?? '').trim(), sort: parameters.get('sort') ?? '',
    kinds: list('kind'), types: list('type'), places: list('place'), collections: list('collection'), within: list('within'),
    ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }), ...(after === '' ? {} : { after }),
  }
}

function yearIn(parameters: URLSearchParams, name: string): number | undefined {
  const text = (parameters.get(name) ?? '').trim()
  if (text === '') return undefined
  if (!/^-?\d{1,4}$/.test(text)) throw badInput(name, `${name}：年份要寫西元的數字，例如 1998 (a year, as 1998)`)
  return Number(text)
}

/** The reverse; without the place in the list, which no other search shares. */
export const queryOf = ({ text, kinds, from, to, types, places, collections, within, sort }: Given): Query =>
  ({ q: text, kind: kinds, from, to, type: types, place: places, collection: collections, within, sort })

/** As a search is kept and watched: what is not asked is not said, so that the same search reads the same. */
export function argumentsOf({ text, kinds, from, to, types, places, collections, within, sort }: Given): SearchArguments {
  const lists = Object.entries({ kinds, types, places, collections, within }).filter(([, list]) => list.length > 0)
  return { text, ...Object.fromEntries(lists), ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }), ...(sort === '' || sort === 'relevance' ? {} : { sort }) }
}

export const isNarrowed = ({ kinds, from, to, types, places, collections, within }: Given): boolean =>
  from !== undefined || to !== undefined || [kinds, types, places, collections, within].some((list) => list.length > 0)
