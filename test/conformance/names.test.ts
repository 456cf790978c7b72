import t from 'tap'
import { duplicates } from '../../src/archive/duplicates.ts'
import { EVERYONE, PUBLIC, type Viewer } from '../../src/model/audience.ts'
import type { Operation } from '../../src/model/changeset.ts'
import { newId } from '../../src/model/ids.ts'
import type { Kind } from '../../src/model/records.ts'
import { namesIn } from '../../src/questions/resolve-sentence.ts'
import { resolve } from '../../src/questions/resolve.ts'
import { vocabulary } from '../fixture.ts'
import { associations, units } from '../generate/names.ts'
import { stores } from './stores.ts'

// What is like a name is found by what a store answers to `find`, `entities` and `replay`: on every store the same.

const ELDER: Viewer = { signedIn: true, protocols: new Set(['elders']) }
const ELDERS = { mode: 'all', protocols: ['elders'] } as const

const put = (kind: Kind, text: string, audience: typeof EVERYONE = EVERYONE): Operation & { op: 'put' } =>
  ({ op: 'put', base: null, record: { id: newId(), type: 'entity', kind, state: 'published', audience, names: [{ text }] } })

t.test('every store finds the same names alike, before and after a change', async (t) => {
  const names = [...units(), ...associations().slice(0, 400)]
  const records = [...names.map((name, i) => put('Organization', name, i % 5 === 0 ? ELDERS : EVERYONE)), ...['董欣孜', '董欣玟', '林振春'].map((name) => put('Person', name))]
  const [first, second] = [newId(), newId()]
  const [kept, merged, added] = [records[2]!.record.id, records[1]!.record.id, put('Organization', '臺北市立新美術館')]
  const answers: unknown[] = []
  for (const { name, make } of await stores(t)) {
    const { store, close } = await make()
    t.teardown(close)
    await store.commit({ id: first, actor: 'test', reason: '測試', origin: 'cli', operations: records })
    const found: unknown[] = []
    const ask = async (): Promise<void> => {
      for (const viewer of [PUBLIC, ELDER]) {
        const asking = { graph: store, vocabulary, viewer }
        for (const asked of ['北美館', '新工處', '林振春教授', '台北市客家協會', '停管處', '董欣孜']) found.push(await resolve(asking, asked, { alike: true }))
        found.push(await namesIn(asking, '停管處與台北市立圖書館、 林 振 春 的關係'), (await duplicates(asking, { first: 50 })).items)
      }
    }
    await ask()
    await store.commit({ id: second, actor: 'test', reason: '測試', origin: 'cli', operations: [{ op: 'merge', id: merged, into: kept, base: 1 }, added] })
    await ask()
    answers.push(found)
    t.same(found, answers[0], name)
    t.ok(found.every((some) => Array.isArray(some)) && found.some((some) => (some as unknown[]).length > 0), 'and finds some')
  }
})
