import { PUBLIC } from '../../../src/model/audience.ts'
import type { SearchCases } from './cases.ts'
import { ELDERS, entity, id, names, NOBODYS, passage, SIGNED_IN, VIEWERS } from './documents.ts'

const SHOWN = [
  entity(1, '部落大學', '部落的教育', { facets: { place: '花蓮', year: 2001 } }),
  entity(2, '社區大學', '社區的教育', { facets: { place: '臺北', year: 1998 } }),
  passage(3, 0, '部落的故事', '祖先的故事，教育孩子。', { facets: { type: 'book' } }),
  entity(4, '教育資料館', '', { names: ['資料館'] }),
]

/** Many, and made to weigh: common words grow rarer or more common, names nearer, groups and facets larger. */
const HIDDEN = [
  ...Array.from({ length: 30 }, (_, i) => entity(100 + i, `部落教育會${i}`, '部落部落的故事', { clearance: ELDERS, facets: { place: '花蓮', year: 1950, type: 'secret', collection: ['禁忌'] } })),
  ...Array.from({ length: 10 }, (_, i) => passage(3, 100 + i, '部落的故事', '祖靈的祕密與教育', { clearance: ELDERS })),
  entity(200, '社區大學堂', '社區', { clearance: NOBODYS }),
  entity(201, '資料館管', '', { clearance: SIGNED_IN, names: ['教育資料官'] }),
  passage(1, 7, '部落大學', '部落大學的教育祕密'.repeat(20), { clearance: ELDERS }),
]

const QUERIES = ['教育', '部落', '部落 故事', '社區教育', '祕密', '資料館', '「祖先的故事」', '教育 -社區', '教育資科館', '部落大血', '祖靈', 'secret']

export const viewers: SearchCases = {
  'everyone is answered as by an index without what is hidden from them': async (t, store, open) => {
    const plain = await open()
    await plain.apply({ put: SHOWN, drop: [] }, 1)
    await store.apply({ put: [...HIDDEN.slice(0, 20), ...SHOWN, ...HIDDEN.slice(20)], drop: [] }, 1)
    for (const text of QUERIES) {
      for (const sort of ['relevance', 'date', 'name'] as const) t.same(await store.search({ text, sort }, PUBLIC), await plain.search({ text, sort }, PUBLIC), `${text} by ${sort}`)
      for (const filter of [{ places: ['花蓮'] }, { years: [1900, 1999] as const }, { types: ['secret'] }, { collections: ['禁忌'] }, { within: [id(3), id(100)] }]) {
        t.same(await store.search({ text, ...filter }, PUBLIC), await plain.search({ text, ...filter }, PUBLIC), `${text} ${JSON.stringify(filter)}`)
      }
    }
    for (const text of ['部', '部落', '社區大學', '資料', '教育', '管']) t.same(await store.suggest(text, PUBLIC), await plain.suggest(text, PUBLIC), `${text}…`)
  },
  'what comes, changes and goes hidden moves nothing either': async (t, store) => {
    await store.apply({ put: SHOWN, drop: [] }, 1)
    const ask = async (): Promise<unknown> => Promise.all([...QUERIES.map((text) => store.search({ text }, PUBLIC)), store.suggest('部', PUBLIC)])
    const before = await ask()
    await store.apply({ put: HIDDEN, drop: [] }, 2)
    t.same(await ask(), before)
    await store.apply({ put: HIDDEN.slice(0, 5).map((document) => ({ ...document, text: '教育教育' })), drop: HIDDEN.slice(5, 9).map(({ id }) => id) }, 3)
    t.same(await ask(), before)
  },
  'whoever may read it finds it': async (t, store) => {
    await store.apply({ put: [...SHOWN, ...HIDDEN], drop: [] }, 1)
    t.equal((await store.search({ text: '祖靈' }, PUBLIC)).total, 0)
    t.same(names(await store.search({ text: '祖靈' }, VIEWERS['elder']!)), ['部落的故事'])
    t.ok((await store.search({ text: '祖靈', passages: 20 }, VIEWERS['elder']!)).hits[0]!.passages.every(({ text }) => text.includes('祖靈')))
    t.same((await store.suggest('資料館管', VIEWERS['signed in']!)).map(({ entity }) => entity.id), [id(201)])
    t.same(await store.suggest('資料館管', PUBLIC), [])
    t.same(names(await store.search({ text: '「社區大學堂」' }, VIEWERS['elder']!)), [], 'what is nobody\'s')
    t.same(names(await store.search({ text: '「社區大學堂」' }, VIEWERS['whole']!)), ['社區大學堂'])
  },
  'a document that becomes readable, or stops being so, does so at once': async (t, store) => {
    const [open, closed] = [passage(3, 0, '故事', '祖先'), passage(3, 0, '故事', '祖先', { clearance: ELDERS })]
    await store.apply({ put: [closed], drop: [] }, 1)
    t.equal((await store.search({ text: '祖先' }, PUBLIC)).total, 0)
    await store.apply({ put: [open], drop: [] }, 2)
    t.equal((await store.search({ text: '祖先' }, PUBLIC)).total, 1)
    await store.apply({ put: [closed], drop: [] }, 3)
    t.same(await store.search({ text: '祖先' }, PUBLIC).then(({ total, hits, facets }) => [total, hits.length, facets.kind]), [0, 0, []])
  },
}
