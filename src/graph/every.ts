import type { Page, PageRequest } from './port.ts'

/**
 * A whole list, page by page, each read when the one before has been dealt with.
 * @param read one page
 * @param first items of a page
 */
export async function* pages<T>(read: (page: PageRequest) => Promise<Page<T>>, first: number): AsyncGenerator<readonly T[]> {
  for (let after: string | undefined; ;) {
    const page = await read({ first, ...(after === undefined ? {} : { after }) })
    yield page.items
    if (!page.hasNextPage) return
    after = page.endCursor
  }
}

/** The same, item by item. Where there are hundreds of thousands, take `pages`: every step here waits. */
export async function* every<T>(read: (page: PageRequest) => Promise<Page<T>>, first: number): AsyncGenerator<T> {
  for await (const items of pages(read, first)) yield* items
}
