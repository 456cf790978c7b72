import fc from 'fast-check'
import type { SearchDocument, SearchQuery } from '../../../src/search/port.ts'
import type { SearchCases } from './cases.ts'
import { ELDERS, entity, id, NOBODYS, OPEN, passage, SIGNED_IN, VIEWERS } from './documents.ts'
import { facetsOf, Oracle } from './oracle.ts'

/** Few words, so that they meet. None is part of another, nor of two others side by side. */
const WORDS = ['知識', '社會', '學習', '臺灣', '台灣', '城市', '茶', 'city', 'OECD', '2012', '图书', '圖書', '里山']

const words = (most: number): fc.Arbitrary<string> => fc.array(fc.constantFrom(...WORDS), { maxLength: most }).map((all) => all.join('，'))
const facets = fc.record({ year: fc.integer({ min: 1990, max: 1993 }), type: fc.constantFrom('book', 'film'), place: fc.constantFrom('臺北', '花蓮'), collection: fc.uniqueArray(fc.constantFrom('甲', '乙'), { maxLength: 2 }) }, { requiredKeys: [] })
const clearance = fc.constantFrom(OPEN, OPEN, OPEN, SIGNED_IN, ELDERS, NOBODYS)
const owner = fc.nat(5)

const document: fc.Arbitrary<SearchDocument> = fc.oneof(
  fc.tuple(owner, words(2), words(4), fc.record({ names: fc.array(words(2), { maxLength: 2 }), clearance, facets })).map(([n, name, text, rest]) => entity(n, name, text, rest)),
  fc.tuple(owner, fc.nat(3), words(2), words(8), fc.record({ clearance, facets })).map(([n, number, name, text, rest]) => passage(n, number, name, text, rest)),
)
const change = fc.record({ put: fc.uniqueArray(document, { maxLength: 12, selector: ({ id }) => id }), drop: fc.array(fc.oneof(document.map(({ id }) => id), document.map(({ id }) => id.split(':')[0]!)), { maxLength: 2 }), dropEntities: fc.array(owner.map(id), { maxLength: 1 }) })

const part = fc.tuple(fc.constantFrom('', '', '', '-', '「'), fc.constantFrom(...WORDS)).map(([sign, word]) => (sign === '「' ? `「${word}」` : sign + word))
const query: fc.Arbitrary<SearchQuery> = fc.record({
  text: fc.array(part, { minLength: 1, maxLength: 5 }).map((parts) => parts.join(' ， ')),
  kinds: fc.constant(['Work' as const]), years: fc.tuple(fc.option(fc.constant(1991), { nil: undefined }), fc.option(fc.constant(1992), { nil: undefined })), types: fc.constant(['book']),
  places: fc.constant(['臺北']), collections: fc.constant(['甲']), within: fc.uniqueArray(owner.map(id), { minLength: 1, maxLength: 3 }),
}, { requiredKeys: ['text'] }).map(({ text, ...filters }) => ({ text, ...Object.fromEntries(Object.entries(filters).slice(0, 1)) }))

export const random: SearchCases = {
  'what is found, how many, and what the facets say is as if every document were looked at': async (t, store) => {
    let sequence = 0
    await fc.assert(fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 3 }), fc.array(query, { minLength: 1, maxLength: 6 }), async (changes, queries) => {
      const oracle = new Oracle()
      // one store for all runs: a rebuild empties it
      await store.rebuild((async function* () {})(), ++sequence)
      for (const { put, drop, dropEntities } of changes) {
        await store.apply({ put, drop, dropEntities }, ++sequence)
        oracle.apply(put, drop, dropEntities)
      }
      for (const query of queries) {
        for (const [name, viewer] of Object.entries(VIEWERS)) {
          const wanted = oracle.found(query, viewer)
          const { total, hits, facets } = await store.search({ ...query, first: 100, passages: 100 }, viewer)
          const said = `${name}: ${JSON.stringify(query)}`
          const found = hits.flatMap(({ passages }) => passages.map(({ document }) => document)).sort()
          if (JSON.stringify(found) !== JSON.stringify(wanted.map(({ id }) => id).sort())) throw new Error(`${said} finds ${found.join(' ')} instead of ${wanted.map(({ id }) => id).join(' ')}`)
          if (total !== new Set(wanted.map(({ entity }) => entity)).size) throw new Error(`${said} counts ${total}`)
          const told = Object.entries(facets).flatMap(([facet, values]) => values.map(({ value, count }) => `${facet} ${value} ${count}`)).sort()
          if (JSON.stringify(told) !== JSON.stringify(facetsOf(wanted))) throw new Error(`${said} has the facets ${told.join(', ')} instead of ${facetsOf(wanted).join(', ')}`)
        }
      }
    }), { numRuns: Number(process.env['SEARCH_RUNS'] ?? 40) })
    t.equal((await store.status()).sequence, sequence)
  },
}
