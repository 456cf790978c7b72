import t from 'tap'
import { newest } from '../../src/archive/newest.ts'
import type { GraphStore } from '../../src/graph/port.ts'
import { EVERYONE } from '../../src/model/audience.ts'
import type { Operation } from '../../src/model/changeset.ts'
import { newId, type Id } from '../../src/model/ids.ts'
import type { Kind, RecordInput, State } from '../../src/model/records.ts'
import { emptyStore } from '../fixture.ts'

const ELDERS = { mode: 'all', protocols: ['elders'] } as const

/** Writes one entity at a time, each at a day of its own. */
class Diary {
  readonly #store: GraphStore
  #day = Date.UTC(2020, 0, 1)

  constructor(store: GraphStore) {
    this.#store = store
  }

  async write(names: readonly string[], { id = newId(), kind = 'Organization', state = 'published', base = null, open = true, batch = false }: { id?: Id; kind?: Kind; state?: State; base?: number | null; open?: boolean; batch?: boolean } = {}): Promise<Id> {
    this.#day += 86_400_000
    const operations = names.map((text, i): Operation => ({ op: 'put', base, record: { id: i === 0 ? id : newId(), type: 'entity', kind, state, audience: open ? EVERYONE : ELDERS, names: [{ text }] } as RecordInput }))
    await this.#store.commit({ id: newId(), actor: 'test', reason: '測試', origin: 'cli', at: this.#day, operations, ...(batch ? { batch: { id: newId(), title: '匯入', part: 1, last: true } } : {}) })
    return id
  }
}

const told = async (store: GraphStore, first = 10): Promise<string[]> => (await newest(store, first)).map(({ entity, at }) => `${entity.name} ${new Date(at).toISOString().slice(0, 10)}`)

t.test('newest first, each when it was published and never again', async (t) => {
  const store = await emptyStore(t)
  const diary = new Diary(store)
  t.same(await told(store), [])
  const first = await diary.write(['愛鄉協會'])
  const draft = await diary.write(['讀書會'], { state: 'draft' })
  t.same(await told(store), ['愛鄉協會 2020-01-02'])
  await diary.write(['愛鄉協進會'], { id: first, base: 1 })
  await diary.write(['松山讀書會'], { id: draft, base: 1 })
  t.same(await told(store), ['松山讀書會 2020-01-05', '愛鄉協進會 2020-01-02'])
  t.same(await told(store, 1), ['松山讀書會 2020-01-05'])
})

t.test('of an import the works it brought are told, not each of its rows', async (t) => {
  const store = await emptyStore(t)
  const diary = new Diary(store)
  await diary.write(['甲會', '乙會'], { batch: true })
  await diary.write(['社會團體名冊'], { kind: 'Work', batch: true })
  await diary.write(['丙會'])
  t.same(await told(store), ['丙會 2020-01-04', '社會團體名冊 2020-01-03'])
})

t.test('what is hidden takes no place, tells no time, and is new on the day it is opened', async (t) => {
  const [store, without] = [await emptyStore(t), await emptyStore(t)]
  const [diary, plain] = [new Diary(store), new Diary(without)]
  await diary.write(['甲會'])
  await plain.write(['甲會'])
  const hidden = await diary.write(['祕密社'], { open: false })
  // the day passes all the same
  await plain.write(['另有一篇'], { state: 'draft' })
  for (let i = 0; i < 60; i++) await diary.write([`祕密${i}`], { open: false })
  t.same(await told(store, 2), await told(without, 2))
  await diary.write(['開放社'], { id: hidden, base: 1 })
  t.match(await told(store, 2), [/^開放社 2020-03-0\d$/, '甲會 2020-01-02'])
})

t.test('closed and opened again is not new', async (t) => {
  const store = await emptyStore(t)
  const diary = new Diary(store)
  const id = await diary.write(['甲會'])
  await diary.write(['乙會'])
  await diary.write(['甲會'], { id, base: 1, open: false })
  t.same(await told(store), ['乙會 2020-01-03'])
  await diary.write(['甲會'], { id, base: 2 })
  t.same(await told(store), ['乙會 2020-01-03', '甲會 2020-01-02'])
})

t.test('the list is followed as the log grows, whoever asks at once', async (t) => {
  const store = await emptyStore(t)
  const diary = new Diary(store)
  for (let i = 0; i < 50; i++) {
    await diary.write([`第${i}會`])
    const [one, other] = await Promise.all([told(store, 3), told(store, 3)])
    t.same(one, other)
    t.equal(one[0]!.split(' ')[0], `第${i}會`)
    t.equal(one.length, Math.min(3, i + 1))
  }
})
