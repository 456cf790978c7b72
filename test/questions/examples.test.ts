import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import t from 'tap'
import { PUBLIC } from '../../src/model/audience.ts'
import type { GraphStore } from '../../src/graph/port.ts'
import { openRemembered } from '../../src/kept/directory/remembered.ts'
import type { Remembered } from '../../src/kept/remembered.ts'
import { examples, examplesAnew } from '../../src/questions/examples.ts'
import { folder, smallCity, vocabulary } from '../fixture.ts'

const ANSWERED = ['哪些組織連結社會局與文化局？']

/** The archive as another process opens it: nothing of it is in memory. `read` says which of its methods were asked. */
function anew(store: GraphStore): { readonly graph: GraphStore; readonly read: Set<string> } {
  const read = new Set<string>()
  return { read, graph: new Proxy(store, { get: (target, key: keyof GraphStore & string) => { read.add(key); return target[key] } }) }
}

/** Until the file says something else. */
async function written(before: Remembered, was: unknown): Promise<unknown> {
  for (;;) {
    const now = await before.read()
    if (JSON.stringify(now) !== JSON.stringify(was)) return now
    await setTimeout(5)
  }
}

t.test('what was worked out before the service was started is told at once, and no name is read for it', async (t) => {
  const { store, scribe } = await smallCity(t)
  const before = openRemembered(join(await folder(t), 'remembered', 'examples.json'))
  t.same(await examples({ graph: anew(store).graph, vocabulary, before }, PUBLIC), ANSWERED)
  const first = await written(before, undefined)

  const { graph, read } = anew(store)
  t.same(await examples({ graph, vocabulary, before }, PUBLIC), ANSWERED)
  t.same([...read], ['sequence'])

  scribe.entity('Organization', '後來的協會')
  await scribe.commit()
  const later = anew(store)
  t.same(await examples({ graph: later.graph, vocabulary, before }, PUBLIC), ANSWERED)
  t.ok(later.read.has('find'), 'the log has moved: what was answered then may not be now')
  t.notSame(await written(before, first), first)
})

t.test('once the names are read, it is what the archive answers that counts', async (t) => {
  const { store } = await smallCity(t)
  const before = openRemembered(join(await folder(t), 'examples.json'))
  const wrong = { sequence: await store.sequence(), examples: ['誰也答不出來的問題？'] }
  await before.write(wrong)
  const { graph } = anew(store)
  t.same(await examplesAnew({ graph, vocabulary, before }, PUBLIC), ANSWERED)
  t.same(await examples({ graph, vocabulary, before }, PUBLIC), ANSWERED)
  await written(before, wrong)
})

t.test('a file that cannot be read is as good as none', async (t) => {
  const { store } = await smallCity(t)
  const path = join(await folder(t), 'examples.json')
  await writeFile(path, '{"sequence": 1, "examp')
  const before = openRemembered(path)
  t.same(await examples({ graph: anew(store).graph, vocabulary, before }, PUBLIC), ANSWERED)
  await written(before, undefined)
})
