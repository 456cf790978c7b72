import type { EntityView } from '../graph/port.ts'
import { Turns } from '../graph/turns.ts'
import type { Id } from '../model/ids.ts'
import type { NameLookup } from '../model/names/index.ts'
import type { Kind } from '../model/records.ts'
import { whole } from './arguments.ts'
import type { Asking } from './context.ts'
import { namesSeen } from './resolve-index.ts'
import { sorted } from './sorted.ts'

/** All of one kind, as a reader sees them, a page at a time. */
export interface NamesListed {
  readonly items: readonly EntityView[]
  readonly total: number
  readonly page: number
  readonly pages: number
  /** False where there are too many to be sorted: then they stand in the order in which they came. */
  readonly byStrokes: boolean
}

/** Names sorted by strokes; of 50,000 it takes about a second, in turns with others' work, after each change of the archive. */
const MOST_SORTED = 50_000
const strokes = new Intl.Collator('zh-Hant-u-co-stroke')

interface Order {
  readonly sequence: number
  readonly ids: readonly Id[]
  readonly byStrokes: boolean
}
/** Lookups belong to one viewer each, so an order does, too. */
const kept = new WeakMap<NameLookup, Map<Kind, Order>>()

/**
 * The entities of a kind by the strokes of their names (臺 as 台).
 * @param size on a page, default 100
 * @throws BAD_USER_INPUT (`page`)
 */
export async function namesListed(asking: Asking, kind: Kind, { page = 1, size = 100 }: { readonly page?: number | null; readonly size?: number } = {}): Promise<NamesListed> {
  const { ids, byStrokes } = await orderOf(asking, kind)
  const pages = Math.max(1, Math.ceil(ids.length / size))
  const at = whole('page', page, 1, 1, pages)
  const slice = ids.slice((at - 1) * size, at * size)
  const views = await asking.graph.entities(slice, asking.viewer)
  return { items: slice.flatMap((id) => views.get(id) ?? []), total: ids.length, page: at, pages, byStrokes }
}

async function orderOf(asking: Asking, kind: Kind): Promise<Order> {
  const [lookup, sequence] = [await namesSeen(asking), await asking.graph.sequence()]
  const all = kept.get(lookup) ?? new Map<Kind, Order>()
  kept.set(lookup, all)
  const known = all.get(kind)
  if (known?.sequence === sequence) return known
  const [found, turns]: [{ readonly id: Id; readonly key: string }[], Turns] = [[], new Turns(asking.signal)]
  for (const bearer of lookup.bearers()) {
    if (turns.isOver) await turns.next()
    if (bearer.kind === kind) found.push({ id: bearer.id, key: bearer.name.replaceAll('臺', '台') })
  }
  const byStrokes = found.length <= MOST_SORTED
  const ids = byStrokes ? [...await sorted(found.length, (x, y) => strokes.compare(found[x]!.key, found[y]!.key) || (found[x]!.id < found[y]!.id ? -1 : 1), asking.signal)].map((place) => found[place]!.id) : found.map(({ id }) => id)
  const order = { sequence, ids, byStrokes }
  all.set(kind, order)
  return order
}
