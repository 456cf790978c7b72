import { PUBLIC } from '../../../src/model/audience.ts'
import type { SearchCases } from './cases.ts'
import { entity, id, passage } from './documents.ts'

const NAMES = [
  entity(1, '臺北市立美術館', '', { names: ['北美館', 'Taipei Fine Arts Museum'] }), entity(2, '台北市政府文化局'), entity(3, '美術協會'),
  entity(4, '陳美', '', { kind: 'Person' }), entity(5, '美術', '', { kind: 'Concept' }), passage(3, 0, '美術協會', '話'), passage(3, 1, '美術協會', '話'), entity(6, '美術學會'),
]

export const suggesting: SearchCases = {
  'a name is suggested by its beginning, in either script, by alias and by the beginning of a word within': async (t, store) => {
    await store.apply({ put: NAMES, drop: [] }, 1)
    const ids = async (text: string): Promise<string[]> => (await store.suggest(text, PUBLIC)).map(({ entity }) => entity.id)
    for (const text of ['臺北市', '台北', '台 北 市']) t.same((await ids(text)).sort(), [id(1), id(2)], text)
    t.same(await store.suggest('北美', PUBLIC), [{ entity: { id: id(1), name: '臺北市立美術館', kind: 'Organization' }, matched: '北美館' }])
    t.same(await ids('taipei f'), [id(1)])
    t.same(await ids('fine arts'), [id(1)])
    t.same(await ids('美术馆'), [id(1)])
    t.same(await ids('文化'), [id(2)])
    for (const text of ['', '？', '紅']) t.same(await ids(text), [], text)
  },
  'what is the name comes first, then what is best known': async (t, store) => {
    await store.apply({ put: NAMES, drop: [] }, 1)
    t.same((await store.suggest('美術', PUBLIC)).map(({ entity }) => entity.id).slice(0, 3), [id(5), id(3), id(6)])
    t.same((await store.suggest('美術', PUBLIC, { first: 1 })).map(({ entity }) => entity.id), [id(5)])
    t.same((await store.suggest('美術', PUBLIC, { kinds: ['Organization'] })).map(({ entity }) => entity.id).slice(0, 2), [id(3), id(6)])
    t.same(await store.suggest('美術', PUBLIC, { kinds: ['Place'] }), [])
  },
}
