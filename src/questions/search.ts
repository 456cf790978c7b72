import { abandonable } from '../graph/abandonable.ts'
import { badInput, unavailable } from '../model/errors.ts'
import { isId } from '../model/ids.ts'
import { nameKey } from '../model/names.ts'
import type { Kind } from '../model/records.ts'
import type { SearchQuery, SearchResult, SearchStore, Suggestion } from '../search/port.ts'
import { kindsOf, notTooLong, whole } from './arguments.ts'
import type { Asking } from './context.ts'
import { namesSeen } from './resolve-index.ts'
import { entityNamed } from './resolve.ts'

export interface SearchArguments {
  readonly text: string
  readonly kinds?: readonly string[] | null
  /** Years, either side left out: from and to. */
  readonly from?: number | null
  readonly to?: number | null
  readonly types?: readonly string[] | null
  readonly places?: readonly string[] | null
  readonly collections?: readonly string[] | null
  /** Ids or names: only in the text of these. */
  readonly within?: readonly string[] | null
  readonly sort?: string | null
  readonly first?: number | null
  readonly after?: string | null
  readonly passages?: number | null
}

const SORTS = ['relevance', 'date', 'name'] as const

/**
 * What is found under these words, best first, as this viewer may see it.
 * @throws BAD_USER_INPUT; UNAVAILABLE while the index cannot be reached
 */
export async function search(asking: Asking, args: SearchArguments): Promise<SearchResult> {
  const text = args.text.trim()
  if (text === '') throw badInput('text', 'text: 請輸入要找的字 (words to look for are needed)')
  notTooLong('text', text)
  const sort = (args.sort ?? 'relevance') as (typeof SORTS)[number]
  if (!SORTS.includes(sort)) throw badInput('sort', `sort is ${SORTS.join(', ')}, not 「${args.sort}」`)
  const within = await Promise.all((args.within ?? []).map(async (name) => (isId(name) ? name : (await entityNamed(asking, name, 'within')).id)))
  const lists = { types: args.types, places: args.places, collections: args.collections, within }
  const query: SearchQuery = {
    text, sort, first: whole('first', args.first, 20, 1, 100), passages: whole('passages', args.passages, 3, 1, 20),
    ...(args.kinds?.length ? { kinds: kindsOf(args.kinds, []) } : {}),
    ...(args.from == null && args.to == null ? {} : { years: yearsOf(args) }),
    ...Object.fromEntries(Object.entries(lists).filter(([, list]) => list?.length)),
    ...(args.after == null || args.after === '' ? {} : { after: args.after }),
  }
  return abandonable(() => indexOf(asking).search(query, asking.viewer), asking.signal)
}

function yearsOf({ from, to }: SearchArguments): readonly [number | undefined, number | undefined] {
  if (from != null && to != null && from > to) throw badInput('to', `to: ${to} 早於 ${from} (is before from)`)
  return [from ?? undefined, to ?? undefined]
}

/** Names that begin so, as one types. */
export async function suggest(asking: Asking, text: string, options: { kinds?: readonly string[] | null; first?: number | null } = {}): Promise<Suggestion[]> {
  notTooLong('text', text)
  if (text.trim() === '') return []
  const kinds = options.kinds?.length ? { kinds: kindsOf(options.kinds, []) as readonly Kind[] } : {}
  return indexOf(asking).suggest(text, asking.viewer, { ...kinds, first: whole('first', options.first, 10, 1, 50) })
}

/** A single character stands in too many names. */
const LEAST_HELD = 2

/** Names that begin so, then those that have the words in them elsewhere: 紀州庵 for 市定古蹟紀州庵及新館. */
export async function suggestHolding(asking: Asking, text: string, options: { kinds?: readonly string[] | null; first: number }): Promise<Suggestion[]> {
  const begun = await suggest(asking, text, options)
  const key = nameKey(text)
  if (begun.length >= options.first || key.length < LEAST_HELD) return begun
  const holding = (await namesSeen(asking)).near(text, { first: options.first * 2 })
    .filter(({ entity, matched }) => nameKey(matched).includes(key) && (!options.kinds?.length || options.kinds.includes(entity.kind)) && !begun.some((one) => one.entity.id === entity.id))
  return [...begun, ...holding.map(({ entity, matched }) => ({ entity, matched }))].slice(0, options.first)
}

function indexOf({ search }: Asking): SearchStore {
  if (search === undefined) throw unavailable('全文檢索 (search)')
  return search
}
