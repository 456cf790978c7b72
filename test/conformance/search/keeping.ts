import { PUBLIC } from '../../../src/model/audience.ts'
import { ANALYSIS } from '../../../src/search/text/index.ts'
import type { SearchCases } from './cases.ts'
import { each, entity, id, names, passage } from './documents.ts'

const FEW = [entity(1, '社會局', '福利'), entity(2, '文化局', '藝術'), passage(3, 0, '年報', '福利與藝術'), passage(3, 1, '年報', '福利')]

export const keeping: SearchCases = {
  'an empty index answers nothing and follows the log up to nothing': async (t, store) => {
    t.same(await store.status(), { sequence: 0, documents: 0, analysis: ANALYSIS })
    t.equal((await store.search({ text: '福利' }, PUBLIC)).total, 0)
    t.same(await store.suggest('社', PUBLIC), [])
    await store.health()
  },
  'what was applied is found when it is answered, and applying it again does no harm': async (t, store) => {
    await store.apply({ put: FEW, drop: [] }, 7)
    t.same(await store.status(), { sequence: 7, documents: 4, analysis: ANALYSIS })
    const once = await store.search({ text: '福利' }, PUBLIC)
    t.equal(once.total, 2)
    await store.apply({ put: FEW, drop: ['nobody'] }, 7)
    t.same(await store.search({ text: '福利' }, PUBLIC), once)
    t.same(await store.status(), { sequence: 7, documents: 4, analysis: ANALYSIS })
    await store.apply({ put: [], drop: [] }, 9)
    t.equal((await store.status()).sequence, 9)
  },
  'a document put again is another': async (t, store) => {
    await store.apply({ put: FEW, drop: [] }, 1)
    await store.apply({ put: [entity(1, '衛生局', '健康')], drop: [] }, 2)
    t.same(names(await store.search({ text: '福利' }, PUBLIC)), ['年報'])
    t.same(names(await store.search({ text: '健康' }, PUBLIC)), ['衛生局'])
    t.same((await store.suggest('社會', PUBLIC)).length, 0)
    t.same((await store.suggest('衛生', PUBLIC)).map(({ matched }) => matched), ['衛生局'])
    t.equal((await store.status()).documents, 4)
  },
  'dropping a content drops its passages, and what is put in the same change stays': async (t, store) => {
    await store.apply({ put: [...FEW, passage(4, 0, '別的書', '福利')], drop: [] }, 1)
    const content = FEW[2]!.id.split(':')[0]!
    await store.apply({ put: [passage(3, 0, '年報', '健康')], drop: [content] }, 2)
    t.equal((await store.status()).documents, 4)
    t.same(names(await store.search({ text: '健康' }, PUBLIC)), ['年報'])
    t.same(names(await store.search({ text: '福利' }, PUBLIC)).sort(), ['別的書', '社會局'])
  },
  'documents are dropped by id, or with their entity; what is put in the same change stays': async (t, store) => {
    await store.apply({ put: FEW, drop: [] }, 1)
    await store.apply({ put: [], drop: [id(2), FEW[3]!.id] }, 2)
    t.equal((await store.status()).documents, 2)
    t.equal((await store.search({ text: '文化局' }, PUBLIC)).total, 0)
    await store.apply({ put: [passage(3, 5, '年報', '新的藝術')], drop: [], dropEntities: [id(3), id(99)] }, 3)
    t.equal((await store.status()).documents, 2)
    t.same((await store.search({ text: '藝術', passages: 9 }, PUBLIC)).hits.flatMap(({ passages }) => passages.map(({ text }) => text)), ['新的藝術'])
    t.same(names(await store.search({ text: '福利' }, PUBLIC)), ['社會局'])
  },
  'an index is built beside the live one, which answers and takes changes meanwhile': async (t, store) => {
    await store.apply({ put: FEW, drop: [] }, 1)
    let asked = 0
    async function* slowly(): AsyncGenerator<ReturnType<typeof entity>> {
      for (let i = 0; i < 250; i++) {
        if (i % 100 === 50) {
          t.equal((await store.search({ text: '福利' }, PUBLIC)).total, 2, 'the old one')
          t.equal((await store.search({ text: '中心' }, PUBLIC)).total, 0, 'nothing of the new one')
          asked++
        }
        yield entity(i, `中心${i}`, '健康')
      }
    }
    await store.rebuild(slowly(), 5)
    t.equal(asked, 2)
    t.same(await store.status(), { sequence: 5, documents: 250, analysis: ANALYSIS })
    t.equal((await store.search({ text: '福利' }, PUBLIC)).total, 0)
    t.equal((await store.search({ text: '中心' }, PUBLIC)).total, 250)
    await store.apply({ put: FEW, drop: [] }, 6)
    t.equal((await store.search({ text: '福利' }, PUBLIC)).total, 2, 'and the new one takes changes')
    await store.rebuild(each(FEW), 8)
    t.same(await store.status(), { sequence: 8, documents: 4, analysis: ANALYSIS })
  },
  'a rebuild that fails leaves the live index as it was': async (t, store) => {
    await store.apply({ put: FEW, drop: [] }, 3)
    async function* broken(): AsyncGenerator<ReturnType<typeof entity>> {
      for (let i = 0; i < 120; i++) yield entity(i, '中心', '')
      throw new Error('the archive went away')
    }
    await t.rejects(store.rebuild(broken(), 9), /went away/)
    t.same(await store.status(), { sequence: 3, documents: 4, analysis: ANALYSIS })
    t.equal((await store.search({ text: '福利' }, PUBLIC)).total, 2)
    await store.rebuild(each(FEW.slice(0, 1)), 10)
    t.same(await store.status(), { sequence: 10, documents: 1, analysis: ANALYSIS })
  },
  'it keeps by which changeset it stands, and a rebuild may set it back': async (t, store) => {
    await store.apply({ put: FEW, drop: [] }, 7, { anchor: 'seven' })
    t.match(await store.status(), { sequence: 7, anchor: 'seven' })
    await store.apply({ put: [], drop: [] }, 7, { from: 7 })
    t.match(await store.status(), { sequence: 7, anchor: 'seven' })
    await store.apply({ put: [], drop: [] }, 3, { anchor: 'three' })
    t.match(await store.status(), { sequence: 7, anchor: 'seven' })
    await store.rebuild(each(FEW.slice(0, 1)), 2, 'two')
    t.same(await store.status(), { sequence: 2, anchor: 'two', documents: 1, analysis: ANALYSIS })
  },
  'changes read at another sequence than the index is at are refused': async (t, store) => {
    await store.apply({ put: FEW, drop: [] }, 7, { from: 0 })
    await t.rejects(store.apply({ put: [entity(9, '教育局', '福利')], drop: [id(1)] }, 9, { from: 6 }), { code: 'CONFLICT' })
    t.same(await store.status(), { sequence: 7, documents: 4, analysis: ANALYSIS })
  },
}
