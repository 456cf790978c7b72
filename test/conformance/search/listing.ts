import { PUBLIC } from '../../../src/model/audience.ts'
import { TOTAL_LIMIT, type SearchDocument, type SearchQuery } from '../../../src/search/port.ts'
import type { SearchCases } from './cases.ts'
import { entity, id, names, passage } from './documents.ts'

const BOOKS: readonly SearchDocument[] = [
  entity(1, '社區大學', '社區大學的學習', { facets: { year: 1998, type: 'school', place: '臺北' } }),
  passage(2, 0, '學習的城市', '城市裡的學習', { facets: { year: 2012, type: 'book', place: '臺北', collection: ['成人教育', '城市'] } }),
  passage(2, 1, '學習的城市', '學習與社會。其他的話很多，說的是別的事情，而且說得很長很長。', { facets: { year: 2012, type: 'book', place: '臺北', collection: ['成人教育', '城市'] } }),
  passage(2, 2, '學習的城市', '別的', { facets: { year: 2012, type: 'book', place: '臺北' } }),
  passage(3, 0, '鄉村的學習', '鄉村裡的學習', { facets: { year: 1995, type: 'book', place: '花蓮', collection: ['成人教育'] } }),
  passage(4, 0, '學習筆記', '學習', { kind: 'Entry', facets: { place: '花蓮' } }),
  entity(5, '無關', '無關'),
]

export const listing: SearchCases = {
  'the passages of one entity are one hit': async (t, store) => {
    await store.apply({ put: BOOKS, drop: [] }, 1)
    const { total, hits } = await store.search({ text: '學習' }, PUBLIC)
    t.equal(total, 4)
    const book = hits.find(({ entity }) => entity.id === id(2))!
    t.same(book.entity, { id: id(2), name: '學習的城市', kind: 'Work' })
    t.ok(book.passages.every(({ score }, i) => i === 0 || score <= book.passages[i - 1]!.score), 'best first')
    t.same(book.passages.map(({ document }) => document)[0], `${id(1_000_002)}:0`)
    t.same(book.passages[0]!.locator, { page: '1' })
    const one = await store.search({ text: '學習', passages: 1 }, PUBLIC)
    t.ok(one.hits.every(({ passages }) => passages.length === 1))
    t.ok(hits.every(({ score }, i) => i === 0 || score <= hits[i - 1]!.score))
  },
  'facets count entities; filters narrow hits, total and facets': async (t, store) => {
    await store.apply({ put: BOOKS, drop: [] }, 1)
    const all = await store.search({ text: '學習' }, PUBLIC)
    t.same(all.facets, {
      kind: [{ value: 'Work', count: 2 }, { value: 'Entry', count: 1 }, { value: 'Organization', count: 1 }],
      year: [{ value: '1995', count: 1 }, { value: '1998', count: 1 }, { value: '2012', count: 1 }],
      type: [{ value: 'book', count: 2 }, { value: 'school', count: 1 }],
      place: [{ value: '臺北', count: 2 }, { value: '花蓮', count: 2 }],
      collection: [{ value: '成人教育', count: 2 }, { value: '城市', count: 1 }],
    })
    const filters: Readonly<Record<string, readonly [Omit<SearchQuery, 'text'>, number[]]>> = {
      kinds: [{ kinds: ['Work', 'Entry'] }, [2, 3, 4]], years: [{ years: [1996, 2012] }, [1, 2]], until: [{ years: [undefined, 1998] }, [1, 3]], since: [{ years: [2000, undefined] }, [2]],
      types: [{ types: ['book', 'film'] }, [2, 3]], places: [{ places: ['花蓮'] }, [3, 4]], collections: [{ collections: ['城市'] }, [2]], within: [{ within: [id(3), id(5)] }, [3]],
      several: [{ places: ['花蓮'], types: ['book'] }, [3]], nothing: [{ types: ['film'] }, []],
    }
    for (const [what, [filter, wanted]] of Object.entries(filters)) {
      const { hits, total, facets } = await store.search({ text: '學習', ...filter }, PUBLIC)
      t.same(hits.map(({ entity }) => entity.id).sort(), wanted.map(id), what)
      t.equal(total, wanted.length, what)
      t.equal(facets.kind!.reduce((sum, { count }) => sum + count, 0), wanted.length, what)
    }
  },
  'pages go on where the last one ended, in every order': async (t, store) => {
    const many = Array.from({ length: 23 }, (_, i) => entity(i, `${'一二三四五六七八九十'[i % 10]}號學習中心${i}`, `學習${'。其他'.repeat(i % 7)}`, { facets: i % 3 === 0 ? {} : { year: 1990 + (i % 5) } }))
    await store.apply({ put: many, drop: [] }, 1)
    for (const sort of ['relevance', 'date', 'name'] as const) {
      const whole = await store.search({ text: '學習', sort, first: 100 }, PUBLIC)
      t.equal(whole.hits.length, 23)
      t.notOk(whole.hasNextPage)
      const pages: string[] = []
      let after: string | undefined
      for (let turn = 0; turn < 10; turn++) {
        const page = await store.search({ text: '學習', sort, first: 5, ...(after === undefined ? {} : { after }) }, PUBLIC)
        pages.push(...page.hits.map(({ entity }) => entity.id))
        t.equal(page.total, 23)
        after = page.endCursor
        if (!page.hasNextPage) break
      }
      t.same(pages, whole.hits.map(({ entity }) => entity.id), sort)
    }
  },
  'sorted by date newest first, by name in the order of strokes': async (t, store) => {
    await store.apply({ put: BOOKS, drop: [] }, 1)
    t.same((await store.search({ text: '學習', sort: 'date' }, PUBLIC)).hits.map(({ entity }) => entity.id), [2, 1, 3, 4].map(id))
    const towns = ['龍山學習', '臺南學習', '一般學習', '台北學習', '中山學習'].map((name, i) => entity(10 + i, name, ''))
    await store.apply({ put: towns, drop: BOOKS.map(({ id }) => id) }, 2)
    t.same(names(await store.search({ text: '學習', sort: 'name' }, PUBLIC)), ['一般學習', '中山學習', '台北學習', '臺南學習', '龍山學習'])
  },
  'a total stops at its limit': async (t, store) => {
    await store.apply({ put: Array.from({ length: TOTAL_LIMIT + 20 }, (_, i) => entity(i, `中心${i}`, '學習')), drop: [] }, 1)
    const { total, hits, hasNextPage } = await store.search({ text: '學習', first: 3 }, PUBLIC)
    t.equal(total, TOTAL_LIMIT)
    t.equal(hits.length, 3)
    t.ok(hasNextPage)
  },
}
