import type { Id } from '../model/ids.ts'

/** Read at once. */
const FIRST = 500

/** All accounts or members, in their order, a page at a time. @param idOf the id that the next page begins after */
export async function* every<T>(read: (page: { readonly first: number; readonly after?: Id }) => Promise<readonly T[]>, idOf: (one: T) => Id): AsyncGenerator<T> {
  for (let after: Id | undefined; ;) {
    const page = await read({ first: FIRST, ...(after === undefined ? {} : { after }) })
    yield* page
    if (page.length < FIRST) return
    after = idOf(page.at(-1)!)
  }
}
