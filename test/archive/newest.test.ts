import t from 'tap'
import { newest } from '../../src/archive/newest.ts'
import type { GraphStore } from '../../src/graph/port.ts'
import { EVERYONE } from '../../src/model/audience.ts'
import type { Operation } from '../../src/model/changeset.ts'
import { newId, type Id } from '../../src/model/ids.ts'
import type { Kind, RecordInput, State } from '../../src/model/records.ts'
import type { Remembered } from '../../src/kept/remembered.ts'
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

const told = async (store: GraphStore, first = 10, before?: Remembered): Promise<string[]> => (await newest(store, first, before)).map(({ entity, at }) => `${entity.name} ${new Date(at).toISOString().slice(0, 10)}`)

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

/** The archive as another process opens it; `read` counts the changesets that are read. */
function anew(store: GraphStore): { readonly graph: GraphStore; readonly read: () => number } {
  let count = 0
  const changeset: GraphStore['changeset'] = (key) => { count++; return store.changeset(key) }
  async function* replay(after?: number): ReturnType<GraphStore['replay']> {
    for await (const one of store.replay(after)) { count++; yield one }
  }
  return { graph: { ...store, changeset, replay }, read: () => count }
}

/** In memory, as a file would have it. */
function memory(): Remembered & { written: object | undefined } {
  const one = { written: undefined as object | undefined, read: async () => structuredClone(one.written), write: async (said: object) => { one.written = structuredClone(said) } }
  return one
}

t.test('the next start reads of the log what has come since, and tells the same', async (t) => {
  const store = await emptyStore(t)
  const diary = new Diary(store)
  for (let i = 0; i < 20; i++) await diary.write([`第${i}會`], { batch: i < 10, open: i % 3 !== 0 })
  const before = memory()
  const all = await told(store)
  t.same(await told(anew(store).graph, 10, before), all)

  const again = anew(store)
  t.same(await told(again.graph, 10, before), all)
  t.equal(again.read(), 1, 'whether it is the same log')

  await diary.write(['後來的會'])
  const later = anew(store)
  t.same(await told(later.graph, 11, before), [...await told(store, 1), ...all])
  t.equal(later.read(), 2)
})

t.test('what is remembered of another log is nothing', async (t) => {
  const [one, other] = [await emptyStore(t), await emptyStore(t)]
  const [diary, plain] = [new Diary(one), new Diary(other)]
  for (const name of ['甲會', '乙會', '丙會']) await diary.write([name])
  await plain.write(['另一個檔案庫的會'])
  const before = memory()
  await told(anew(one).graph, 10, before)
  t.same(await told(anew(other).graph, 10, before), await told(other), 'a shorter one')
  await told(anew(one).graph, 10, before)
  for (const name of ['丁會', '戊會', '己會']) await plain.write([name])
  t.same(await told(anew(other).graph, 10, before), await told(other), 'a longer one')
})

t.test('of many things those at the end of the log are remembered, and the others read again where they are needed', async (t) => {
  const store = await emptyStore(t)
  const diary = new Diary(store)
  const names = Array.from({ length: 150 }, (_, i) => `第${i}會`)
  await diary.write(['最早的會'])
  await diary.write(names)
  await diary.write(names.map((name) => `${name}之友`))
  const before = memory()
  t.equal((await told(anew(store).graph, 301, before)).length, 301)
  t.same(await told(anew(store).graph, 301, before), await told(store, 301))
})
