import t from 'tap'
import type { AudienceInput } from '../../../src/archive/access/audiences.ts'
import { branches } from '../../../src/archive/vocabulary/concepts.ts'
import { troubles } from '../../../src/archive/vocabulary/integrity.ts'
import { changeMany } from '../../../src/archive/bulk/bulk.ts'
import { propose } from '../../../src/archive/contribute/propose.ts'
import { merge } from '../../../src/archive/merge/merge.ts'
import { mergePreview } from '../../../src/archive/merge/preview.ts'
import { settle } from '../../../src/archive/review/settle.ts'
import { pages } from '../../../src/graph/every.ts'
import { WHOLE } from '../../../src/model/audience.ts'
import type { Id } from '../../../src/model/ids.ts'
import { desk } from '../desk.ts'
import { EVERYBODY, type Town } from '../contribute/town.ts'
import { by, onEach, refused } from './town.ts'

/** Concepts by their names, and what joins them: `上 > 下` narrower, `甲 ~ 乙` related. */
async function write(town: Town, account: Id, known: Map<string, Id>, joined: readonly string[], audience: AudienceInput = EVERYBODY): Promise<Id[]> {
  const names = [...new Set(joined.flatMap((one) => one.split(/ [>~] /)))].filter((name) => !known.has(name))
  const source = known.get('書')
  const written = await town.write(account, [
    ...(source === undefined ? [{ entity: { id: 'new:s', kind: 'Work', names: [{ text: '書' }], audience: EVERYBODY, state: 'published' } } as const] : []),
    ...names.map((name, i) => ({ entity: { id: `new:c${i}`, kind: 'Concept', names: [{ text: name }], audience, state: 'published' } }) as const),
    ...joined.filter((one) => / [>~] /.test(one)).flatMap((one, i) => {
      const [from, to] = one.split(/ [>~] /).map((name) => known.get(name) ?? `new:c${names.indexOf(name)}`)
      return [
        { relation: { id: `new:r${i}`, type: one.includes(' > ') ? 'NARROWER' : 'RELATED_TO', from: from!, to: to!, audience, state: 'published' } } as const,
        { evidence: { relation: `new:r${i}`, source: source ?? 'new:s', audience, state: 'published' } } as const,
      ]
    }),
  ])
  const ids = written.records.map(({ id }) => id)
  if (source === undefined) known.set('書', ids.shift()!)
  for (const name of names) known.set(name, ids.shift()!)
  return ids.filter((_, i) => i % 2 === 0)
}

await onEach(t, 'the tree begins with what has nothing broader, and counts what the viewer sees', async (t, { town, ports }) => {
  const village = await town.community('北村')
  const silent = await town.protocol(village, '耆老')
  const [librarian, elder] = [await town.someone('librarian'), village.steward]
  const known = new Map<string, Id>()
  await write(town, librarian, known, ['學習 > 社會學習', '學習 > 終身學習', '終身學習 > 樂齡學習', '社會學習 > 樂齡學習', '終身學習 ~ 學習型城市', '孤單'])
  await write(town, elder, known, ['樂齡學習 > 獵人學校', '學習 > 祕法'], { mode: 'all', protocols: [silent] })
  const seen = async (account: Id, of?: string): Promise<unknown> => {
    const page = await branches({ graph: ports.graph, viewer: (await town.as(account)).viewer }, of === undefined ? undefined : known.get(of)!)
    return page.items.map(({ concept, narrower, below, broader, related }) => [concept.name, narrower, below, broader.length, related.length])
  }
  t.same(await seen(librarian), [['學習', 2, 3, 0, 0], ['學習型城市', 0, 0, 0, 1], ['孤單', 0, 0, 0, 0]])
  t.same(await seen(librarian, '學習'), [['社會學習', 1, 1, 1, 0], ['終身學習', 1, 1, 1, 1]])
  t.same(await seen(librarian, '終身學習'), [['樂齡學習', 0, 0, 2, 0]])
  t.same(await seen(elder), [['學習', 3, 5, 0, 0], ['學習型城市', 0, 0, 0, 1], ['孤單', 0, 0, 0, 0]])
  t.same(await seen(elder, '樂齡學習'), [['獵人學校', 0, 0, 1, 0]])
  t.match(await refused(seen(librarian, '祕法')), { code: 'NOT_FOUND' })
  t.match(await refused(seen(librarian, '書')), { code: 'BAD_USER_INPUT' })
  const names: string[] = []
  for (let after: string | undefined; ;) {
    const page = await branches({ graph: ports.graph, viewer: (await town.as(librarian)).viewer }, undefined, { first: 2, ...(after === undefined ? {} : { after }) })
    names.push(...page.items.map(({ concept }) => concept.name))
    t.equal(page.total, 3)
    if (!page.hasNextPage) break
    after = page.endCursor
  }
  t.same(names, ['學習', '學習型城市', '孤單'])
})

await onEach(t, 'no concept is written below itself, nor related to one above or below it; the way round is named', async (t, { town }) => {
  const librarian = await town.someone('librarian')
  const known = new Map<string, Id>()
  const links = await write(town, librarian, known, ['甲 > 乙', '乙 > 丙', '甲 ~ 丁'])
  const put = (...joined: string[]): Promise<unknown> => write(town, librarian, known, joined)
  t.match(await refused(put('丙 > 甲')), { code: 'BAD_USER_INPUT', message: /丙 › 甲 › 乙 › 丙/ })
  t.match(await refused(put('丙 > 新', '新 > 甲')), { code: 'BAD_USER_INPUT', message: /一圈/ })
  t.match(await refused(put('甲 ~ 丙')), { code: 'BAD_USER_INPUT', message: /甲 › 乙 › 丙/ })
  t.match(await refused(put('丙 ~ 甲')), { code: 'BAD_USER_INPUT', message: /甲 › 乙 › 丙/ })
  t.match(await refused(put('丙 > 丁')), { code: 'BAD_USER_INPUT', message: /甲 › 乙 › 丙 › 丁/ })
  await put('丁 > 戊')
  const [first, second] = links
  const turned = async (): Promise<unknown> => town.write(librarian, [{ relation: { id: first!, version: await town.version(librarian, first!), from: known.get('乙')!, to: known.get('甲')! } }])
  await turned()
  t.match(await refused(put('甲 > 乙')), { code: 'BAD_USER_INPUT', message: /一圈/ })
  await town.write(librarian, [{ relation: { id: second!, version: await town.version(librarian, second!), start: '2001' } }])
  await town.write(librarian, [
    { withdraw: { id: first!, version: await town.version(librarian, first!), reason: '反了' } },
    { relation: { type: 'NARROWER', from: known.get('甲')!, to: known.get('乙')!, audience: EVERYBODY, state: 'proposed' } },
  ])
})

await onEach(t, 'what is hidden neither refuses nor tells; whoever sees it finds listed what came about, and the tree is whole', async (t, { town, ports }) => {
  const village = await town.community('北村')
  const within = { mode: 'all', protocols: [await town.protocol(village, '耆老')] } as const
  const [librarian, elder] = [await town.someone('librarian'), village.steward]
  const known = new Map<string, Id>()
  await write(town, librarian, known, ['甲 > 乙', '丙 > 戊', '丁'])
  await write(town, elder, known, ['乙 > 丁', '甲 ~ 戊'], within)
  t.match(await refused(write(town, elder, known, ['丁 > 甲'], within)), { message: /丁 › 甲 › 乙 › 丁/ })
  const listed = async (account: Id): Promise<unknown> => (await troubles({ graph: ports.graph, viewer: (await town.as(account)).viewer })).items.map(({ what, concepts }) => [what, concepts.map(({ name }) => name).join(' ')])
  const top = async (account: Id): Promise<string[]> => (await branches({ graph: ports.graph, viewer: (await town.as(account)).viewer }, undefined)).items.map(({ concept }) => concept.name)
  t.same([await listed(librarian), await listed(elder)], [[], []])
  await write(town, librarian, known, ['丁 > 甲', '甲 > 丙'])
  t.same([await listed(librarian), await top(librarian)], [[], ['丁']])
  t.same([await listed(elder), await top(elder)], [[['circle', '甲 乙 丁 甲'], ['related', '甲 丙 戊']], ['甲']])
})

await onEach(t, 'concepts are not merged where a circle would come of it: the preview says so; what is hidden neither refuses nor tells', async (t, { town, ports }) => {
  const village = await town.community('北村')
  const within = { mode: 'all', protocols: [await town.protocol(village, '耆老')] } as const
  const [librarian, elder] = [await town.someone('librarian'), village.steward]
  const known = new Map<string, Id>()
  await write(town, librarian, known, ['甲 > 乙', '乙 > 丙', '丁 ~ 丙', '戊'])
  await write(town, elder, known, ['丙 > 戊'], within)
  const asked = async (one: string, other: string) => ({ id: known.get(one)!, into: known.get(other)!, version: await town.version(librarian, known.get(one)!) })
  const merging = async (one: string, other: string): Promise<unknown> => merge(town.ports, await town.as(librarian), { ...await asked(one, other), ...by() })
  const preview = async (account: Id, one: string, other: string): Promise<readonly string[]> => (await mergePreview(town.ports, { ...await town.as(account), role: 'librarian' }, known.get(one)!, known.get(other)!)).obstacles
  t.match(await preview(librarian, '丙', '甲'), [/一圈：甲 › 乙 › 甲/])
  t.match(await refused(merging('丙', '甲')), { code: 'BAD_USER_INPUT', message: /甲 › 乙 › 甲/ })
  t.match(await refused(town.write(librarian, [{ merge: await asked('丙', '甲') }])), { code: 'BAD_USER_INPUT', details: { field: 'operations[0].merge.into' } })
  t.match(await preview(librarian, '丁', '甲'), [/相關的概念：甲 › 乙 › 丙/])
  t.match(await refused(propose(town.ports, await town.as(librarian), { key: by().key, words: '併', operations: [{ merge: await asked('丁', '甲') }] })), { code: 'BAD_USER_INPUT' })
  t.same(await preview(librarian, '乙', '甲'), [], 'what joins the two is set aside')
  t.match(await preview(elder, '戊', '甲'), [/甲 › 乙 › 丙 › 甲/])
  t.same(await preview(librarian, '戊', '甲'), [])
  const { records: [waits] } = await propose(town.ports, await town.as(await town.someone()), { key: by().key, words: '同一個', operations: [{ merge: await asked('丙', '戊') }] })
  await merging('戊', '甲')
  const listed = async (account: Id): Promise<unknown> => (await troubles({ graph: ports.graph, viewer: (await town.as(account)).viewer })).items.flatMap(({ what, concepts }) => (what === 'circle' ? [concepts.map(({ name }) => name).join(' ')] : []))
  t.same([await listed(librarian), await listed(elder)], [[], ['甲 乙 丙 甲']])
  t.match(await refused(settle(town.ports.graph, await town.as(librarian), { ids: [waits!.id], decision: 'accept' })), { code: 'BAD_USER_INPUT' }, 'nor by accepting it later')
})

await onEach(t, 'with many at once the step that closes a circle is left, with the way round', async (t, { town }) => {
  const librarian = await town.someone('librarian')
  const known = new Map<string, Id>()
  await write(town, librarian, known, ['甲 > 乙', '丙'])
  const relate = { type: 'NARROWER', other: known.get('甲')!, direction: 'out', source: known.get('書')!, quote: '甲' } as const
  const report = await changeMany(town.ports, await town.as(librarian), { ...by(), choice: { entities: { ids: [known.get('乙')!, known.get('丙')!] } }, change: { relate } })
  t.match(report, { changed: 1, refused: 1, refusals: [{ id: known.get('乙'), reason: /一圈/ }] })
})

await onEach(t, 'a row of a table that would close a circle goes to the rejected, with the way round, also where another row began it', async (t, { town }) => {
  const { graph } = town.ports
  const village = await town.community('北村')
  const within = { mode: 'all', protocols: [await town.protocol(village, '耆老')] } as const
  const librarian = await town.someone('librarian')
  const MAPPING = `
dataset: {key: thesaurus, title: 詞表, publisher: 圖書館, licence: CC0}
entities:
  above: {kind: Concept, name: 上}
  below: {kind: Concept, name: 下}
relations:
  - {type: NARROWER, from: above, to: below}
`
  const d = await desk(t, graph)
  const run = (rows: string, more: object = {}) => d.run([], { csv: `上,下\n${rows}`, text: MAPPING, ...more })
  for (const dryRun of [true, false]) {
    const report = await run('甲,乙\n乙,丙\n丙,甲\n丙,丁\n丁,乙\n', { dryRun, partSize: 2 })
    t.match(report.rejected.list, [{ row: 4, reason: /一圈：丙 › 甲 › 乙 › 丙/ }, { row: 6, reason: /丁 › 乙 › 丙 › 丁/ }])
    t.equal(report.relations.new, 3)
  }
  const concepts = async (): Promise<Map<string, Id>> => new Map((await Array.fromAsync(pages((page) => graph.find({ kinds: ['Concept'] }, WHOLE, page), 50))).flat().map(({ name, id }) => [name, id]))
  t.same((await run('甲,乙\n乙,丙\n丙,甲\n丙,丁\n丁,乙\n')).relations.new, 0, 'the same again changes nothing')
  t.match((await run('丁,甲\n')).rejected.list, [{ row: 2, reason: /丁 › 甲 › 乙 › 丙 › 丁/ }], 'nor against what the archive says')
  const known = await concepts()
  known.set('書', (await town.write(librarian, [{ entity: { kind: 'Work', names: [{ text: '書' }], audience: EVERYBODY, state: 'published' } }])).records[0]!.id)
  await write(town, village.steward, known, ['丁 > 戊'], within)
  await write(town, librarian, known, ['己'])
  await write(town, village.steward, known, ['戊 > 己'], within)
  t.same((await run('己,甲\n')).rejected.list.map(({ row }) => row), [], 'what the readers of an import do not see refuses nothing')
})

await onEach(t, 'several preferred labels in one language are listed', async (t, { town, ports }) => {
  const librarian = await town.someone('librarian')
  const names = [{ text: '終身學習' }, { text: '終生學習' }, { text: 'lifelong learning', language: 'en' }, { text: '活到老學到老', sort: 'variant' }]
  await town.write(librarian, [{ entity: { kind: 'Concept', names, audience: EVERYBODY, state: 'published' } }])
  t.match((await troubles({ graph: ports.graph, viewer: (await town.as(librarian)).viewer })).items, [{ what: 'labels', language: 'zh-hant', concepts: [{ name: '終身學習' }] }])
})
