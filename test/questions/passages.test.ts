import { join } from 'node:path'
import t from 'tap'
import { follow } from '../../src/archive/indexing.ts'
import { EVERYONE, PUBLIC } from '../../src/model/audience.ts'
import { newId } from '../../src/model/ids.ts'
import { passagesKind } from '../../src/questions/passages.ts'
import { openSqliteSearch } from '../../src/search/sqlite/index.ts'
import { emptyStore, folder, Scribe, vocabulary } from '../fixture.ts'

t.test('what something is: who defines it, then passages that do, then those that only speak of it', async (t) => {
  const graph = await emptyStore(t)
  const search = await openSqliteSearch({ path: join(await folder(t), 'search.sqlite') })
  t.teardown(() => search.close())
  const scribe = new Scribe(graph)
  const [book, other] = [scribe.entity('Work', '學習城市論'), scribe.entity('Work', '河流志')]
  const concept = scribe.entity('Concept', '樂齡學習')
  scribe.relate('DEFINES', scribe.entity('Person', '王小明'), concept, { quote: '五十五歲以上的學習', qualifiers: { about: '五十五歲以上者的學習' } })
  scribe.relate('MENTIONS', other, concept)
  await scribe.commit()
  const write = (entity: string, texts: readonly string[]) => graph.commit({
    id: newId(), actor: 't', reason: 't', origin: 'cli',
    operations: [{ op: 'put', base: null, record: { id: newId(), type: 'content', entity, order: 0, state: 'published', audience: EVERYONE, passages: texts.map((text, i) => ({ text, offset: [i * 100, i * 100 + text.length], page: String(i + 1) })) } as never }],
  })
  await write(book, ['本市推廣樂齡學習，樂齡學習的據點很多，樂齡學習人人可來。', '先說背景。所謂「樂齡學習」，是為高齡者安排的學習活動。後面再談。'])
  await write(other, ['潮水漲到廟前。'])
  await follow({ graph, search })
  const asking = { graph, vocabulary, viewer: PUBLIC, search }

  const answer = await passagesKind.answer(asking, { of: '樂齡學習' })
  t.match(answer.rows[0], { relations: [{ type: 'DEFINES', from: { name: '王小明' } }] })
  t.match(answer.rows[1], { cells: { work: { id: book } }, passages: [{ work: { id: book }, text: /所謂「樂齡學習」/, locator: { page: '2' } }] }, 'a definition before what only names it more often')
  t.match(answer.rows[2], { passages: [{ locator: { page: '1' } }] })
  t.equal(answer.total, 3)
  const speaking = await passagesKind.answer(asking, { of: '樂齡學習', where: true })
  t.match(speaking, { title: '哪裡談到「樂齡學習」？', text: '有 4 處談到「樂齡學習」。', put: { arguments: { where: true } } })
  t.match(speaking.rows.map(({ relations }) => relations?.[0]?.type), ['DEFINES', 'MENTIONS', undefined, undefined], 'what only mentions it, too')
  t.match(await passagesKind.answer(asking, { of: '樂齡學習', where: true, in: book }), { title: '在「學習城市論」裡，哪裡談到「樂齡學習」？', total: 2, rows: [{ passages: [{ work: { id: book } }] }, { passages: [{ work: { id: book } }] }], put: { arguments: { in: book } } })
  t.match(await passagesKind.answer(asking, { of: '樂齡學習', where: true, in: '河流志' }), { total: 1, rows: [{ relations: [{ type: 'MENTIONS' }] }] })
  await t.rejects(passagesKind.answer(asking, { of: '樂齡學習', in: concept }), { code: 'BAD_USER_INPUT', details: { field: 'in' } })
  t.match(await passagesKind.answer(asking, { of: concept }), { title: '什麼是「樂齡學習」？', put: { arguments: { of: concept } }, total: 3 }, 'by id, too')
  t.match(await passagesKind.answer(asking, { of: '乐龄学习', first: 1 }), { total: 3, hasNextPage: true, rows: { length: 1 } }, 'Simplified finds Traditional')
  t.match(await passagesKind.answer(asking, { of: '樂透號碼' }), { total: 0, rows: [] })
  t.match(await passagesKind.answer({ graph, vocabulary, viewer: PUBLIC }, { of: '樂齡學習' }), { total: 1, notes: [/沒有全文索引/] })
  await t.rejects(passagesKind.answer(asking, { of: ' ' }), { code: 'BAD_USER_INPUT', details: { field: 'of' } })
})
