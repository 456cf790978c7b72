import { Turns } from '../graph/turns.ts'
import type { Asking } from './context.ts'

/** Reads that go out together: a store beyond a network is asked for several at once, the embedded one answers each at once. */
const AT_ONCE = 8

/** What is read for each of these, in their order, some at a time and in turns with others' work. */
export async function together<T, R>({ signal }: Pick<Asking, 'signal'>, all: readonly T[], read: (one: T) => Promise<R>): Promise<R[]> {
  const [found, turns]: [R[], Turns] = [[], new Turns(signal)]
  for (let at = 0; at < all.length; at += AT_ONCE) {
    await turns.next()
    found.push(...await Promise.all(all.slice(at, at + AT_ONCE).map((one) => {
      signal?.throwIfAborted()
      return read(one)
    })))
  }
  return found
}
