import t from 'tap'
import type { AudienceInput } from '../../../src/archive/access/audiences.ts'
import { branches } from '../../../src/archive/vocabulary/concepts.ts'
import { troubles } from '../../../src/archive/vocabulary/integrity.ts'
import type { Id } from '../../../src/model/ids.ts'
import { EVERYBODY, type Town } from '../contribute/town.ts'
import { onEach, refused } from './town.ts'

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

await onEach(t, 'several preferred labels in one language are listed', async (t, { town, ports }) => {
  const librarian = await town.someone('librarian')
  const names = [{ text: '終身學習' }, { text: '終生學習' }, { text: 'lifelong learning', language: 'en' }, { text: '活到老學到老', sort: 'variant' }]
  await town.write(librarian, [{ entity: { kind: 'Concept', names, audience: EVERYBODY, state: 'published' } }])
  t.match((await troubles({ graph: ports.graph, viewer: (await town.as(librarian)).viewer })).items, [{ what: 'labels', language: 'zh-hant', concepts: [{ name: '終身學習' }] }])
})
