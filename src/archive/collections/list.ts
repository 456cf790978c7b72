import { cursor } from '../../graph/log.ts'
import { every } from '../../graph/every.ts'
import type { Page, PageRequest } from '../../graph/port.ts'
import { isId, type Id } from '../../model/ids.ts'
import { heldBy } from './nesting.ts'
import type { Shelves } from './ports.ts'
import { isShelf, type Shelf } from './records-of.ts'
import { shown, type CollectionView } from './view.ts'

export interface Listing extends PageRequest {
  /** Also drafts and what is proposed, as far as the reader sees them. */
  readonly includeProposed?: boolean
  /** Only those that are pictures. */
  readonly pictures?: boolean
}

/** Gone through at a time. */
const SLICE = 50
/** In a list, what a question gives is counted up to here. */
const MOST_ASKED = 200

/** The collections that have something to show to the reader, in the order of ids. */
export async function collections(shelves: Shelves, { includeProposed = false, pictures = false, ...page }: Listing = {}): Promise<Page<CollectionView>> {
  const { graph, viewer } = shelves
  return listed(shelves, every((next) => graph.scan('collection', viewer, next.after === undefined && page.after !== undefined ? { ...next, after: page.after } : next), SLICE), page, ({ state, record }) => (includeProposed || state === 'published') && (!pictures || record.looking !== undefined))
}

/**
 * The collections in which somebody put this, or what was merged into it: by hand, in an exhibit, or frozen. What gives it by
 * a question today is found by asking.
 * @returns none for what the reader cannot see
 */
export async function collectionsOf(shelves: Shelves, id: Id, { includeProposed = false, ...page }: Listing = {}): Promise<Page<CollectionView>> {
  const { graph, viewer } = shelves
  if (!isId(id) || !(await graph.heads([id], viewer)).has(id)) return { items: [], hasNextPage: false }
  const view = (await graph.entities([id], viewer)).get(id)
  const group = view === undefined ? [id] : [...new Set([id, view.id, ...view.merged.map((one) => one.id)])]
  const found = new Map<Id, Shelf>()
  for (const one of group) {
    for await (const head of every((next) => graph.naming(one, ['collection'], viewer, next.after === undefined && page.after !== undefined ? { ...next, after: page.after } : next), SLICE)) {
      if (isShelf(head) && heldBy(head.record).includes(one)) found.set(head.id, head)
    }
  }
  return listed(shelves, [...found.values()].sort((x, y) => (x.id < y.id ? -1 : 1)), page, ({ state }) => includeProposed || state === 'published')
}

async function listed(shelves: Shelves, heads: AsyncIterable<Shelf | Parameters<typeof isShelf>[0]> | Iterable<Shelf>, { first = 20 }: PageRequest, fits: (head: Shelf) => boolean): Promise<Page<CollectionView>> {
  const items: CollectionView[] = []
  for await (const head of heads) {
    if (!isShelf(head) || !fits(head)) continue
    const view = await shown(shelves, head, MOST_ASKED)
    if (view === undefined) continue
    if (items.length === first) return { items, endCursor: cursor(items.at(-1)!.id), hasNextPage: true }
    items.push(view)
  }
  const last = items.at(-1)
  return { items, ...(last === undefined ? {} : { endCursor: cursor(last.id) }), hasNextPage: false }
}
