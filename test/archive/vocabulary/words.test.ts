import t from 'tap'
import { addWord, changeWord } from '../../../src/archive/vocabulary/change.ts'
import { termOf, word, words } from '../../../src/archive/vocabulary/words.ts'
import { newId } from '../../../src/model/ids.ts'
import type { Family } from '../../../src/model/terms.ts'
import { vocabulary as seed } from '../../fixture.ts'
import { EVERYBODY } from '../contribute/town.ts'
import { by, onEach, refused, type Place } from './town.ts'

const inTwo = (text: string, en = text): { 'zh-Hant': string; en: string } => ({ 'zh-Hant': text, en })

const LENDS = { role: 'connecting', forward: inTwo('借給', 'lends to'), backward: inTwo('借自', 'borrows from'), from: ['Organization'], to: ['Organization', 'Place'] }
const NUMBER = { label: inTwo('門牌', 'House number'), kinds: ['Organization', 'Place'], value: 'text' }

const version = async ({ ports }: Place, family: Family, code: string): Promise<string> => word(await ports.graph.vocabulary(), family, code).version

await onEach(t, 'a librarian adds a relation type and a field, and they are used at once', async (t, place) => {
  const { town, ports } = place
  const librarian = await town.someone('librarian')
  const actor = await town.as(librarian)
  const added = await addWord(ports, actor, { ...by(), family: 'relation', code: 'LENDS_TO', definition: LENDS })
  t.match(added, { family: 'relation', code: 'LENDS_TO', standing: 'added', word: { ...LENDS, symmetric: false } })
  t.match(await addWord(ports, actor, { ...by(), family: 'field', code: 'houseNumber', definition: NUMBER }), { standing: 'added' })
  const { role: _, ...without } = LENDS
  t.match(await addWord(ports, actor, { ...by(), family: 'relation', code: 'GIVES_TO', definition: { ...without, forward: inTwo('送給', 'gives to'), backward: inTwo('來自', 'got from') } }), { word: { role: 'connecting' } }, 'unless it says otherwise')
  await town.write(librarian, [
    { entity: { id: 'new:1', kind: 'Organization', names: [{ text: '北村' }], fields: [{ code: 'houseNumber', values: ['7'] }], audience: EVERYBODY, state: 'published' } },
    { entity: { id: 'new:2', kind: 'Organization', names: [{ text: '南村' }], audience: EVERYBODY, state: 'published' } },
    { entity: { id: 'new:3', kind: 'Work', names: [{ text: '村史' }], audience: EVERYBODY, state: 'published' } },
    { relation: { id: 'new:4', type: 'LENDS_TO', from: 'new:1', to: 'new:2', audience: EVERYBODY, state: 'published' } },
    { evidence: { relation: 'new:4', source: 'new:3', audience: EVERYBODY, state: 'published' } },
  ])
  t.match((await ports.graph.heads([(await termOf(ports.graph, 'relation', 'LENDS_TO'))!.id], { signedIn: false, protocols: new Set() })).size, 1, 'a term is for everyone')
  t.same(words(await ports.graph.vocabulary(), 'relation').slice(-2).map(({ code }) => code).sort(), ['GIVES_TO', 'LENDS_TO'])
})

await onEach(t, 'who may, and what is wrong with a word, is said by its part', async (t, { town, ports }) => {
  const librarian = await town.as(await town.someone('librarian'))
  const add = (definition: object, code = 'LENDS_TO', actor: typeof librarian | undefined = librarian, family: Family = 'relation'): Promise<unknown> => addWord(ports, actor, { ...by(), family, code, definition: definition as Readonly<Record<string, unknown>> })
  t.match(await refused(add(LENDS, 'LENDS_TO', await town.as(await town.someone('contributor')))), { code: 'FORBIDDEN' })
  t.match(await refused(addWord(ports, undefined, { ...by(), family: 'relation', code: 'LENDS_TO', definition: LENDS })), { code: 'UNAUTHENTICATED' })
  for (const [field, definition, code, family] of [
    ['forward.en', { ...LENDS, forward: { 'zh-Hant': '借給' } }], ['from', { ...LENDS, from: [] }], ['from.0', { ...LENDS, from: ['City'] }], ['role', { ...LENDS, role: 'loose' }], ['code', LENDS, 'lends'], ['code', LENDS, 'FUNDS'],
    ['forward', { ...LENDS, forward: inTwo('委託') }], ['definition', { ...LENDS, colour: 'red' }], ['value', { ...NUMBER, value: 'colour' }, 'houseNumber', 'field'], ['label', { ...NUMBER, label: inTwo('地址') }, 'houseNumber', 'field'], ['code', NUMBER, 'HouseNumber', 'field'],
  ] as [string, object, string?, Family?][]) t.match(await refused(add(definition, code, librarian, family)), { code: 'BAD_USER_INPUT', details: { field } }, `${field} ${code ?? ''}`)
  t.match(await refused(addWord(ports, librarian, { ...by(), reason: ' ', family: 'relation', code: 'LENDS_TO', definition: LENDS })), { details: { field: 'reason' } })
  t.same((await ports.graph.vocabulary()).relations, seed.relations)
})

await onEach(t, 'sent again it is added once; of two at once one is told', async (t, { town, ports, second }) => {
  const [mei, bao] = [await town.as(await town.someone('librarian')), await town.as(await town.someone('librarian'))]
  const sending = { ...by(), family: 'relation', code: 'LENDS_TO', definition: LENDS } as const
  const first = await addWord(ports, mei, sending)
  t.same(await addWord(ports, mei, sending), first)
  t.match(await refused(addWord(ports, bao, { ...sending, ...by() })), { code: 'BAD_USER_INPUT', details: { field: 'code' } })
  const other = await second()
  const both = await Promise.allSettled([[ports, mei], [other, bao]].map(([where, who]) => addWord(where as typeof ports, who as typeof mei, { ...by(), family: 'field', code: 'houseNumber', definition: NUMBER })))
  t.same(both.map(({ status }) => status).sort(), ['fulfilled', 'rejected'])
  t.match(both.find(({ status }) => status === 'rejected'), { reason: { code: /BAD_USER_INPUT|CONFLICT/ } })
  t.equal((await ports.graph.scan('term', mei.viewer)).items.length, 2)
})

await onEach(t, 'a change is against what was seen, and is told to who came second', async (t, place) => {
  const { town, ports, second } = place
  const actor = await town.as(await town.someone('librarian'))
  await addWord(ports, actor, { ...by(), family: 'relation', code: 'LENDS_TO', definition: LENDS })
  const seen = await version(place, 'relation', 'LENDS_TO')
  const change = (where: typeof ports, forward: string, at = seen): Promise<unknown> => changeWord(where, actor, { ...by(), family: 'relation', code: 'LENDS_TO', version: at, change: { forward: inTwo(forward) } })
  await change(await second(), '出借給')
  t.match(await refused(change(ports, '暫借給')), { code: 'CONFLICT', details: { current: { version: await version(place, 'relation', 'LENDS_TO') } } })
  await change(ports, '暫借給', await version(place, 'relation', 'LENDS_TO'))
  t.match(await refused(changeWord(ports, actor, { ...by(), family: 'relation', code: 'NONE', version: seen, change: {} })), { code: 'NOT_FOUND' })
  t.same((await town.ports.graph.history((await termOf(ports.graph, 'relation', 'LENDS_TO'))!.id, actor.viewer)).items.map(({ record }) => record?.type === 'term' && (record.definition['forward'] as Record<string, unknown>)['zh-Hant']), ['暫借給', '出借給', '借給'], 'its history is its versions')
})

await onEach(t, 'a kind or a direction that is used is not lost, as far as who changes it sees; what is hidden stands all the same', async (t, place) => {
  const { town, ports } = place
  const village = await town.community('北村')
  const silent = await town.protocol(village, '耆老')
  const [librarian, elder] = [await town.someone('librarian'), village.steward]
  const actor = await town.as(librarian)
  await addWord(ports, actor, { ...by(), family: 'relation', code: 'LENDS_TO', definition: LENDS })
  await addWord(ports, actor, { ...by(), family: 'field', code: 'houseNumber', definition: NUMBER })
  const within = { mode: 'all', protocols: [silent] } as const
  const written = await town.write(elder, [
    { entity: { id: 'new:1', kind: 'Organization', names: [{ text: '獵會' }], fields: [{ code: 'houseNumber', values: ['7'] }], audience: within, state: 'published' } },
    { entity: { id: 'new:2', kind: 'Place', names: [{ text: '獵寮' }], audience: within, state: 'published' } },
    { entity: { id: 'new:3', kind: 'Entry', names: [{ text: '獵場記' }], audience: within, state: 'published' } },
    { relation: { id: 'new:4', type: 'LENDS_TO', from: 'new:1', to: 'new:2', audience: within, state: 'published' } },
    { evidence: { relation: 'new:4', source: 'new:3', audience: within, state: 'published' } },
  ])
  const change = async (family: Family, code: string, parts: object): Promise<unknown> => changeWord(ports, actor, { ...by(), family, code, version: await version(place, family, code), change: parts as Readonly<Record<string, unknown>> })
  await change('relation', 'LENDS_TO', { to: ['Organization'] })
  await change('field', 'houseNumber', { kinds: ['Place'] })
  const [body, , , link] = written.records
  await town.write(elder, [
    { relation: { id: link!.id, version: await town.version(elder, link!.id), start: '1950' } },
    { entity: { id: body!.id, version: await town.version(elder, body!.id), fields: [{ code: 'houseNumber', values: ['8'] }] } },
  ])
  await change('relation', 'LENDS_TO', { to: ['Organization', 'Place'] })
  await change('field', 'houseNumber', { kinds: ['Organization', 'Place'] })
  for (const { id } of written.records) {
    const [head] = (await ports.graph.heads([id], (await town.as(elder)).viewer)).values()
    await ports.graph.commit({ id: newId(), actor: 'test', reason: '公開', origin: 'cli', operations: [{ op: 'put', base: head!.version, record: { ...head!.record!, audience: { mode: 'all', protocols: ['everyone'] } } }] })
  }
  t.match(await refused(change('relation', 'LENDS_TO', { to: ['Organization'] })), { code: 'BAD_USER_INPUT', details: { field: 'to' } })
  t.match(await refused(change('relation', 'LENDS_TO', { from: ['Place'] })), { code: 'BAD_USER_INPUT', details: { field: 'from' } })
  t.match(await refused(change('field', 'houseNumber', { kinds: ['Place'] })), { code: 'BAD_USER_INPUT', details: { field: 'kinds' } })
  t.match(await refused(change('field', 'houseNumber', { value: 'number' })), { code: 'BAD_USER_INPUT', details: { field: 'value' } })
  await change('relation', 'LENDS_TO', { from: ['Organization', 'Person'], role: 'structural', symmetric: true })
  t.match(await refused(change('relation', 'LENDS_TO', { symmetric: false, from: ['Place'], to: ['Organization'] })), { code: 'BAD_USER_INPUT' }, 'a direction')
  await change('relation', 'LENDS_TO', { retired: true })
  t.match(await refused(addWord(ports, actor, { ...by(), family: 'relation', code: 'LENDS_TO', definition: LENDS })), { code: 'BAD_USER_INPUT', details: { field: 'code' } })
  t.match(await refused(town.write(librarian, [{ relation: { type: 'LENDS_TO', from: body!.id, to: written.records[1]!.id, audience: EVERYBODY, state: 'proposed' } }])), { code: 'BAD_USER_INPUT' })
  await change('relation', 'LENDS_TO', { retired: null })
})

await onEach(t, 'what came with the archive is called otherwise, explained and opened to more kinds, and stays what it is', async (t, place) => {
  const { town, ports } = place
  const actor = await town.as(await town.someone('librarian'))
  const change = async (family: Family, code: string, parts: object): Promise<any> => changeWord(ports, actor, { ...by(), family, code, version: await version(place, family, code), change: parts as Readonly<Record<string, unknown>> })
  const { from } = seed.relations.get('SUPERVISES')!
  t.match(await change('relation', 'SUPERVISES', { forward: inTwo('督導', 'oversees'), from: [...from, 'Person'], note: null }), { standing: 'changed', word: { forward: { 'zh-Hant': '督導' }, from: [...from, 'Person'] } })
  t.match(await change('field', 'telephone', { label: inTwo('聯絡電話') }), { word: { personal: true } })
  for (const [family, code, parts, field] of [
    ['relation', 'SUPERVISES', { retired: true }, 'retired'], ['relation', 'SUPERVISES', { symmetric: true }, 'symmetric'], ['relation', 'SUPERVISES', { to: ['Place'] }, 'to'],
    ['field', 'telephone', { personal: null }, 'personal'], ['field', 'telephone', { value: 'list' }, 'value'], ['field', 'telephone', { kinds: ['Person'] }, 'kinds'], ['field', 'licence', { codes: null }, 'codes'], ['field', 'note', { codes: 'labels' }, 'codes'],
  ] as [Family, string, object, string][]) t.match(await refused(change(family, code, parts)), { code: 'BAD_USER_INPUT', details: { field } }, `${code} ${field}`)
})
