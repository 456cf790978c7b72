import type { EntityRef, WalkFilter } from '../../graph/port.ts'
import { badInput } from '../../model/errors.ts'
import type { Id } from '../../model/ids.ts'
import type { Kind } from '../../model/records.ts'
import type { Asking } from '../context.ts'
import { Directed } from '../directed.ts'
import { sorted } from '../sorted.ts'
import { MOST_RELATIONS, ofTypes } from './filter.ts'

export const WORKS: readonly Kind[] = ['Work', 'Entry', 'Collection']
/** Who may have written one: a body may be an author. */
export const MAKERS: readonly Kind[] = ['Person', 'Organization']
/** Book, part, chapter, section. */
const DEPTH = 3

/**
 * W(x) of docs/questions.md: what x wrote, or x itself, with its parts, in the order of ids.
 * @throws BAD_USER_INPUT (`field`) where x is neither a work nor somebody who could write one
 */
export async function worksOf(asking: Asking, walk: WalkFilter, x: EntityRef, field: string): Promise<Id[]> {
  if (WORKS.includes(x.kind)) return withParts(asking, walk, [x.id])
  if (!MAKERS.includes(x.kind)) throw badInput(field, `「${x.name}」不是著作，也不是人或組織 (is neither a work nor a person or body)`)
  const network = await networkAround(asking, walk, ['AUTHORED'], [x.id], 1)
  const place = network.place(x.id)
  return withParts(asking, walk, place === undefined ? [] : network.out(place).map((w) => network.id(w)))
}

export async function networkAround(asking: Asking, walk: WalkFilter, types: readonly string[], ids: readonly Id[], hops: number): Promise<Directed> {
  return Directed.of(await asking.graph.project({ ...ofTypes(walk, types), around: { ids, hops }, most: MOST_RELATIONS }, asking.viewer, asking.signal), asking.signal)
}

async function withParts(asking: Asking, walk: WalkFilter, works: readonly Id[]): Promise<Id[]> {
  if (works.length === 0) return []
  const network = await networkAround(asking, walk, ['PART_OF'], works, DEPTH)
  const found = new Set(works)
  let wholes = works
  for (let depth = 0; depth < DEPTH && wholes.length > 0; depth++) {
    wholes = wholes.flatMap((whole) => {
      const place = network.place(whole)
      return place === undefined ? [] : network.in(place).filter((part) => WORKS.includes(network.kind(part))).map((part) => network.id(part))
    }).filter((id) => !found.has(id))
    for (const id of wholes) found.add(id)
  }
  const all = [...found]
  return Array.from(await sorted(all.length, (x, y) => (all[x]! < all[y]! ? -1 : 1), asking.signal), (place) => all[place]!)
}
