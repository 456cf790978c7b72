import t from 'tap'
import type { GraphStore } from '../../src/graph/port.ts'
import { PUBLIC } from '../../src/model/audience.ts'
import { namesSeen } from '../../src/questions/resolve-index.ts'
import { namesIn } from '../../src/questions/resolve-sentence.ts'
import { smallCity, vocabulary } from '../fixture.ts'

/** The store, and how many pages of entities it was asked for. */
function counting(store: GraphStore): { graph: GraphStore; pages: () => number } {
  let pages = 0
  const graph = new Proxy(store, {
    get(target, name: keyof GraphStore) {
      const own = target[name] as unknown
      if (typeof own !== 'function') return own
      return (...given: unknown[]) => {
        if (name === 'find') pages++
        return Reflect.apply(own, target, given) as unknown
      }
    },
  })
  return { graph, pages: () => pages }
}

t.test('names that were read before anybody asked are not read again by whoever asks, nor by those who ask meanwhile', async (t) => {
  const { store } = await smallCity(t)
  const { graph, pages } = counting(store)
  const asking = { graph, vocabulary, viewer: PUBLIC }
  const reading = namesSeen(asking)
  const asked = namesIn(asking, '社會局與文化局有什麼關係？')
  await reading
  const read = pages()
  t.ok(read > 0)
  t.same((await asked).map(({ text }) => text), ['社會局', '文化局'])
  t.same((await namesIn(asking, '松山基金會在哪裡？')).map(({ text }) => text), ['松山基金會'])
  t.equal(pages(), read)
})

t.test('what is written afterwards is read, and nothing else', async (t) => {
  const { store, scribe } = await smallCity(t)
  const { graph, pages } = counting(store)
  const asking = { graph, vocabulary, viewer: PUBLIC }
  await namesSeen(asking)
  const read = pages()
  scribe.entity('Organization', '大龍峒讀書會')
  await scribe.commit()
  t.same((await namesIn(asking, '大龍峒讀書會辦了什麼？')).map(({ text }) => text), ['大龍峒讀書會'])
  t.equal(pages(), read)
})
