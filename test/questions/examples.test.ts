import { join } from 'node:path'
import t from 'tap'
import { PUBLIC } from '../../src/model/audience.ts'
import type { GraphStore } from '../../src/graph/port.ts'
import { openKeptExamples } from '../../src/kept/directory/examples.ts'
import { examples, examplesAnew } from '../../src/questions/examples.ts'
import { folder, smallCity, vocabulary } from '../fixture.ts'

const ANSWERED = ['哪些組織連結社會局與文化局？']
/** Milliseconds in which no name is read. */
const NONE = 0

/** The archive as another process opens it: nothing of it is in memory. `read` says which of its methods were asked. */
function anew(store: GraphStore): { readonly graph: GraphStore; readonly read: Set<string> } {
  const read = new Set<string>()
  return { read, graph: new Proxy(store, { get: (target, key: keyof GraphStore & string) => { read.add(key); return target[key] } }) }
}

t.test('what was worked out before the service was started is told at once, and no name is read for it', async (t) => {
  const { store, scribe } = await smallCity(t)
  const kept = openKeptExamples(join(await folder(t), 'archive', 'examples.json'))
  t.equal(await kept.at(await store.sequence()), undefined, 'nothing is known yet')
  t.same(await examplesAnew({ graph: anew(store).graph, vocabulary, kept }, PUBLIC), ANSWERED)

  const { graph, read } = anew(store)
  t.same(await examples({ graph, vocabulary, kept }, PUBLIC, NONE), ANSWERED)
  t.same([...read], ['sequence'])

  scribe.entity('Organization', '後來的協會')
  await scribe.commit()
  t.equal(await kept.at(await store.sequence()), undefined, 'the log has moved: what was answered then may not be now')
  t.same(await examplesAnew({ graph, vocabulary, kept }, PUBLIC), ANSWERED)
  t.same(await kept.at(await store.sequence()), ANSWERED)
})

t.test('once the names are read, it is what the archive answers that counts', async (t) => {
  const { store } = await smallCity(t)
  const kept = openKeptExamples(join(await folder(t), 'examples.json'))
  await kept.keep(await store.sequence(), ['誰也答不出來的問題？'])
  const { graph } = anew(store)
  t.same(await examplesAnew({ graph, vocabulary, kept }, PUBLIC), ANSWERED)
  t.same(await examples({ graph, vocabulary, kept }, PUBLIC, NONE), ANSWERED)
})
