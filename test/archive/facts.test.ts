import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import t from 'tap'
import { loadFacts } from '../../src/archive/facts.ts'
import { revertBatch } from '../../src/archive/history/revert.ts'
import { PUBLIC } from '../../src/model/audience.ts'
import { emptyStore, folder, vocabulary } from '../fixture.ts'
import { statements } from './partition.ts'

const FACTS = `
source: book
entities:
  - {key: book, kind: Work, names: [{text: 某書}], fields: {workType: book}}
  - {key: society, kind: Organization, names: [{text: 某學會}, {text: 學會, sort: short}]}
  - {key: lin, kind: Person, names: [{text: 林某}]}
  - {key: plan, kind: Programme, names: [{text: 某計畫}]}
relations:
  - {type: HOLDS_POST, from: lin, to: society, qualifiers: {post: 秘書長}, start: '1999', evidence: [{page: '4', quote: 某學會秘書長林某, note: 頁碼由分頁推得}, {page: 序, quote: 林某}]}
  - {type: HOLDS_POST, from: lin, to: society, qualifiers: {post: 理事}, evidence: [{page: '5'}]}
  - {type: PARTICIPATES_IN, from: society, to: plan, state: proposed, evidence: [{page: '6', stance: mentions}]}
`

async function shelf(t: { teardown(fn: () => unknown): void }) {
  const graph = await emptyStore(t)
  const file = join(await folder(t), 'some-book.yaml')
  const load = async (text: string, dryRun = false) => {
    await writeFile(file, text)
    return loadFacts({ graph, vocabulary }, { file, dryRun })
  }
  return { graph, load }
}

t.test('facts become entities and relations, each with its pages', async (t) => {
  const { graph, load } = await shelf(t)
  t.match(await load(FACTS, true), { entities: { new: 4 }, relations: { new: 3 }, batch: undefined })
  t.equal(await graph.sequence(), 0)
  t.match(await load(FACTS), { entities: { new: 4 }, relations: { new: 3 }, parts: 1 })
  const [society] = (await graph.find({ keys: ['某学会'] }, PUBLIC)).items
  const posts = (await graph.relations(society!.id, { types: ['HOLDS_POST'] }, PUBLIC)).items
  t.same(posts.map(({ qualifiers }) => qualifiers.post).sort(), ['理事', '秘書長'])
  const secretary = posts.find(({ qualifiers }) => qualifiers.post === '秘書長')!
  t.match(secretary, { start: '1999', from: { name: '林某' } })
  t.same(secretary.evidence.map(({ source, locator, method }) => [source.name, locator.page, method]).sort(), [['某書', '4', 'hand'], ['某書', '序', 'hand']])
  t.equal((await graph.relations(society!.id, { types: ['PARTICIPATES_IN'] }, PUBLIC)).items.length, 0)
  t.match((await graph.relations(society!.id, { types: ['PARTICIPATES_IN'], includeProposed: true }, PUBLIC)).items, [{ state: 'proposed', evidence: [{ stance: 'mentions' }] }])
})

t.test('facts that would put a concept below itself are refused, with the way round, also against what the archive says', async (t) => {
  const { graph, load } = await shelf(t)
  const concepts = (steps: string): string => `
source: book
entities:
  - {key: book, kind: Work, names: [{text: 某書}]}
  - {key: a, kind: Concept, names: [{text: 甲}]}
  - {key: b, kind: Concept, names: [{text: 乙}]}
relations:
${steps.split(' ').map((step) => `  - {type: NARROWER, from: ${step[0]}, to: ${step[1]}, evidence: [{page: '1'}]}`).join('\n')}
`
  for (const dryRun of [true, false]) await t.rejects(load(concepts('ab ba'), dryRun), { code: 'BAD_USER_INPUT', message: /some-book\.yaml.*一圈：乙 › 甲 › 乙/ })
  t.equal(await graph.sequence(), 0)
  t.match(await load(concepts('ab')), { relations: { new: 1 } })
  await t.rejects(load(concepts('ba')), { code: 'BAD_USER_INPUT' })
  t.match(await load(concepts('ab')), { relations: { new: 0, unchanged: 1 } })
})

t.test('again nothing; an edit of the file changes what it edits; undone it is gone', async (t) => {
  const { graph, load } = await shelf(t)
  const { batch } = await load(FACTS)
  t.match(await load(FACTS), { parts: 0, entities: { unchanged: 4 }, relations: { unchanged: 3 } })
  const before = await statements(graph)
  const edited = await load(FACTS.replace("start: '1999'", "start: '1998'").replace('頁碼由分頁推得', '頁碼印在書上').replace('workType: book', 'workType: book, pages: 頁一'))
  t.match(edited, { entities: { changed: 1 }, relations: { changed: 1 } })
  await revertBatch(graph, edited.batch!)
  t.same(await statements(graph), before)
  await revertBatch(graph, batch!)
  t.same((await graph.statistics(PUBLIC)).entities, {})
  t.match(await load(FACTS), { entities: { new: 0, changed: 4 } }, 'the same entities come back')
  t.same((await statements(graph)).filter((line) => !line.includes('withdrawn')), before)
})

t.test('what is wrong with a file is said with its place', async (t) => {
  const { load } = await shelf(t)
  const wrong: [string, string, RegExp][] = [
    ['source: book', 'source: other', /source 「other」/],
    ['kind: Person', 'kind: Human', /entities\.2\.kind/],
    ['type: HOLDS_POST', 'type: KNOWS', /relations\.0\.type 「KNOWS」/],
    ['from: society', 'from: nobody', /relations\.2 names 「nobody」/],
    ['workType: book', 'colour: red', /entities\.0\.fields\.colour/],
    ["evidence: [{page: '5'}]", 'evidence: []', /relations\.1\.evidence/],
    ['key: lin', 'key: book', /entities\.2\.key 「book」/],
    ['relations:', 'relations: [', /some-book\.yaml/],
  ]
  for (const [from, to, message] of wrong) await t.rejects(load(FACTS.replace(from, to)), { code: 'BAD_USER_INPUT', message })
})

t.test('a part in a file of its own uses the keys of the whole', async (t) => {
  const graph = await emptyStore(t)
  const file = join(await folder(t), 'some-book.yaml')
  const part = join(dirname(file), 'some-book', 'models.yaml')
  await mkdir(dirname(part))
  const load = () => loadFacts({ graph, vocabulary }, { file })
  await writeFile(file, FACTS.replace('source: book', 'source: book\nparts: [some-book/models.yaml]'))
  await t.rejects(load(), { code: 'BAD_USER_INPUT', message: /models\.yaml cannot be read/ })
  await writeFile(part, "entities: [{key: idea, kind: Concept, names: [{text: 某概念}]}]\nrelations: [{type: PROPOSES, from: lin, to: idea, evidence: [{page: '7'}]}]")
  t.match(await load(), { entities: { new: 5 }, relations: { new: 4 }, parts: 1 })
  t.match(await load(), { entities: { unchanged: 5 }, relations: { unchanged: 4 } })
  const [idea] = (await graph.find({ keys: ['某概念'] }, PUBLIC)).items
  t.match((await graph.relations(idea!.id, {}, PUBLIC)).items, [{ type: 'PROPOSES', from: { name: '林某' }, evidence: [{ source: { name: '某書' }, locator: { page: '7' } }] }])
  await writeFile(part, 'entities: [{key: book, kind: Concept, names: [{text: 某概念}]}]')
  await t.rejects(load(), { message: /key 「book」 is there twice/ })
  await writeFile(part, 'source: book')
  await t.rejects(load(), { message: /models\.yaml/ })
})
