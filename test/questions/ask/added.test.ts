import t from 'tap'
import { ask } from '../../../src/questions/ask.ts'
import { EVERYONE, PUBLIC } from '../../../src/model/audience.ts'
import { newId } from '../../../src/model/ids.ts'
import type { GraphStore } from '../../../src/graph/port.ts'
import { smallCity } from '../../fixture.ts'

const inTwo = (han: string, en: string): object => ({ 'zh-Hant': han, en })

async function add(store: GraphStore, code: string, definition: object): Promise<void> {
  const record = { id: newId(), type: 'term', state: 'published', audience: EVERYONE, vocabulary: 'relation', code, definition: { role: 'connecting', from: ['Organization'], to: ['Organization', 'Person'], ...definition } } as const
  await store.commit({ id: newId(), actor: 'test', reason: '測試', origin: 'cli', operations: [{ op: 'put', base: null, record: record as never }] })
}

t.test('what was added to the vocabulary is asked for by its labels, from either end', async (t) => {
  const { store, ids, scribe } = await smallCity(t)
  const asked = async (question: string): Promise<readonly [string | undefined, unknown]> => {
    const { reading, answer } = await ask({ graph: store, vocabulary: await store.vocabulary(), viewer: PUBLIC }, question)
    return [reading?.put.name, answer?.rows.map(({ cells }) => Object.values(cells)[0]).map((cell) => (cell as { id?: string } | null)?.id)]
  }
  const before = await asked('社會局借給誰？')
  await add(store, 'LENDS_TO', { forward: inTwo('借給', 'lends to'), backward: inTwo('借自', 'borrows from') })
  await add(store, 'TWINNED_WITH', { forward: inTwo('結為姊妹', 'is twinned with'), backward: inTwo('結為姊妹', 'is twinned with'), symmetric: true })
  await add(store, 'MINDS', { forward: inTwo('主管', 'minds'), backward: inTwo('有', 'has') })
  scribe.relate('LENDS_TO', ids.social, ids.shared)
  scribe.relate('TWINNED_WITH', ids.culture, ids.second)
  await scribe.commit()
  t.not(before[1], [ids.shared])
  t.same(await asked('社會局借給誰？'), ['related', [ids.shared]])
  t.same(await asked('臺北市愛鄉協會借自誰？'), ['related', [ids.social]])
  t.same(await asked('松山基金會跟誰結為姊妹？'), ['related', [ids.culture]])
  const { reading } = await ask({ graph: store, vocabulary: await store.vocabulary(), viewer: PUBLIC }, '社會局主管哪些單位？')
  t.match(reading?.put.arguments, { types: ['SUPERVISES:out'] }, 'a word that is taken keeps its meaning')
})
