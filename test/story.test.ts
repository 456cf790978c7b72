import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import t, { type Test } from 'tap'
import { openReceipts } from '../src/archive/files/receipt.ts'
import { importTable } from '../src/archive/import.ts'
import { readMapping } from '../src/archive/mapping.ts'
import { openDerived } from '../src/blobs/derived.ts'
import { openDirectory } from '../src/blobs/directory/index.ts'
import { openSqliteJobs } from '../src/jobs/sqlite/index.ts'
import type { GraphStore } from '../src/graph/port.ts'
import { WHOLE } from '../src/model/audience.ts'
import { newId } from '../src/model/ids.ts'
import { served } from './api/people.ts'
import { stores } from './conformance/stores.ts'
import { folder, vocabulary } from './fixture.ts'

// One neighbourhood's work, from the first protocol to an export, over the wire as a browser would do it. What each
// step promises by itself is tested where it is made; here it is shown that they fit together, and that nothing that
// was there before is lost.

const ROWS = 4_000
const REGISTER = `
dataset: {key: story, title: 團體名冊, publisher: 某市政府, licence: 政府資料開放授權條款－第1版}
entities:
  body: {kind: Organization, name: {column: 名稱}, key: [編號]}
  office: {kind: Organization, name: {text: 社會局}, unit: {within: 某市政府}}
relations:
  - {type: REGISTERED_WITH, from: body, to: office}
`

interface Person { readonly cookie: string; readonly id: string }

/** The service on a socket, and how people speak to it. */
async function open(t: Test, graph: GraphStore): Promise<{ ask: (person: Person | undefined, query: string, variables?: object) => Promise<any>; refused: (person: Person | undefined, query: string, variables?: object) => Promise<string>; upload: (person: Person, name: string, bytes: Buffer) => Promise<string>; get: (person: Person | undefined, path: string) => Promise<Response>; someone: (role: 'contributor' | 'librarian' | 'reader', login: string) => Promise<Person> }> {
  const at = await folder(t)
  const jobs = await openSqliteJobs({ path: join(at, 'jobs.sqlite') })
  t.teardown(() => jobs.close())
  const service = await served(t, { graph, files: { blobs: openDirectory(join(at, 'blobs')), derived: openDerived(join(at, 'derived')), jobs, receipts: await openReceipts(join(at, 'key')) } })
  const address = await service.app.listen({ host: '127.0.0.1', port: 0 })
  const headersOf = (person: Person | undefined): Record<string, string> => ({ 'x-requested-with': 'fangzhi', ...(person === undefined ? {} : { cookie: person.cookie }) })
  const answer = async (person: Person | undefined, query: string, variables: object = {}): Promise<any> =>
    (await fetch(`${address}/graphql`, { method: 'POST', headers: { ...headersOf(person), 'content-type': 'application/json' }, body: JSON.stringify({ query, variables }) })).json()
  return {
    someone: async (role, login) => service.someone(role, login),
    ask: async (person, query, variables) => {
      const { data, errors } = await answer(person, query, variables)
      t.equal(errors?.[0]?.message, undefined)
      return data
    },
    refused: async (person, query, variables) => String((await answer(person, query, variables)).errors?.[0]?.extensions?.code),
    upload: async (person, name, bytes) => {
      const form = new FormData()
      form.set('file', new Blob([Uint8Array.from(bytes)], { type: 'image/jpeg' }), name)
      const response = await fetch(`${address}/files`, { method: 'POST', headers: headersOf(person), body: form })
      t.equal(response.status, 201)
      return ((await response.json()) as { receipt: string }).receipt
    },
    get: (person, path) => fetch(address + path, { headers: headersOf(person) }),
  }
}

const key = (): string => `story-${newId()}`

for (const { name, make } of await stores(t)) {
  t.test(`${name}: what a neighbourhood knows, from the first story to the export`, async (t) => {
    const { store: graph, close } = await make()
    t.teardown(close)
    const { ask, refused, upload, get, someone } = await open(t, graph)
    const [steward, worker, librarian, scholar, stranger] = [await someone('librarian', 'steward'), await someone('contributor', 'worker'), await someone('librarian', 'librarian'), await someone('contributor', 'scholar'), await someone('reader', 'stranger')]

    t.comment('a community with two protocols, one of which nobody else knows of')
    const { foundCommunity: { id: community } } = await ask(steward, 'mutation { foundCommunity(name: "北里", contact: "北里辦公室") { id } }')
    await ask(steward, 'mutation ($group: ID!) { setMember(group: $group, who: "worker", role: contributor) { role } }', { group: community })
    const protocol = async (label: string, shown: string): Promise<string> =>
      (await ask(steward, 'mutation ($protocol: ProtocolInput!) { makeProtocol(protocol: $protocol) { id inForce } }', { protocol: { name: label, owners: [community], kind: 'strict', shown } })).makeProtocol.id
    const [neighbours, elders] = [await protocol('鄰居', 'announced'), await protocol('耆老', 'silent')]
    t.not(neighbours, elders)

    t.comment('an entry with a photograph that knows where it was taken')
    const photograph = await sharp({ create: { width: 64, height: 48, channels: 3, background: '#844' } })
      .withExif({ IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '25/1 2/1 0/1', GPSLongitudeRef: 'E', GPSLongitude: '121/1 33/1 0/1' } }).jpeg().toBuffer()
    const receipt = await upload(worker, '石獅子.jpg', photograph)
    const ENTER = 'mutation ($key: String!, $entry: EntryInput!) { enter(key: $key, entry: $entry) { entry records { id type state version } } }'
    const sending = key()
    const told = { title: '慈祐宮前的兩隻石獅子', when: '民國45年', story: '廟口的石獅子由王阿水捐的。\n\n颱風那年沉到河裡，里民又撈起來。', toldBy: [{ words: '前里長' }], files: [{ receipt, caption: '石獅子', alternative: '廟前的一對石獅' }], audience: { protocols: [elders] }, state: 'proposed' }
    const { enter: { entry, records } } = await ask(worker, ENTER, { key: sending, entry: told })
    t.strictSame((await ask(worker, ENTER, { key: sending, entry: told })).enter.entry, entry, 'sent twice, it is there once')
    const text = records.filter(({ type }: { type: string }) => type === 'content')
    t.ok(text.length > 0)

    t.comment('the librarian may not see it, and finds no trace')
    const TRACE = 'query ($id: ID!) { entity(id: $id) { id } record(id: $id) { id } entities(name: "慈祐宮前的兩隻石獅子") { items { id } } queue(first: 50) { items { id } } archive { entities { kind count } } }'
    const trace = async (): Promise<any> => ask(librarian, TRACE, { id: entry })
    t.match(await trace(), { entity: null, record: null, entities: { items: [] }, queue: { items: [] } })
    t.strictSame(await trace(), await ask(librarian, TRACE, { id: newId() }), 'as of what was never there')

    t.comment('the steward returns it once, with words; the worker says it anew')
    const SETTLE = 'mutation ($key: String!, $ids: [ID!]!, $decision: Decision!, $words: String) { settle(key: $key, ids: $ids, decision: $decision, words: $words) { batch records outcomes { id left { code message } } } }'
    t.match((await ask(steward, '{ queue(first: 10) { items { id title state mayDecide } } }')).queue.items.filter(({ id }: { id: string }) => id === entry), [{ title: told.title, state: 'proposed', mayDecide: true }])
    t.equal(await refused(librarian, SETTLE, { key: key(), ids: [entry], decision: 'accept' }), 'NOT_FOUND')
    await ask(steward, SETTLE, { key: key(), ids: [entry], decision: 'return', words: '請補上是哪一年的颱風' })
    const MINE = '{ myContributions(first: 10) { items { id state version decision { state by words } } } }'
    const [mine] = (await ask(worker, MINE)).myContributions.items.filter(({ id }: { id: string }) => id === entry)
    t.match(mine, { state: 'returned', decision: { state: 'returned', by: 'steward的名字', words: '請補上是哪一年的颱風' } })
    const WRITE = 'mutation ($key: String!, $reason: String!, $operations: [WriteInput!]!) { write(key: $key, reason: $reason, operations: $operations) { records { id state version } } }'
    const version = async (person: Person, id: string): Promise<string> => (await ask(person, 'query ($id: ID!) { record(id: $id) { version } }', { id })).record.version
    const again = [{ entity: { id: entry, version: await version(worker, entry), fields: [{ code: 'note', values: ['民國52年葛樂禮颱風'] }], state: 'proposed' } }]
    for (const { id } of text) if ((await ask(worker, 'query ($id: ID!) { record(id: $id) { state } }', { id })).record.state === 'returned') again.push({ content: { id, version: await version(worker, id), state: 'proposed' } } as never)
    await ask(worker, WRITE, { key: key(), reason: '補上年份', operations: again })
    t.match(await ask(steward, SETTLE, { key: key(), ids: [entry], decision: 'accept' }), { settle: { outcomes: [{ id: entry, left: null }] } })
    const PAGE = 'query ($id: ID!) { entity(id: $id) { id name contents(first: 10) { items { id passages { text } files { name address } } } history { items { by reason } } } }'
    const page = (await ask(worker, PAGE, { id: entry })).entity
    t.match(page, { name: told.title })
    const [picture] = page.contents.items.flatMap(({ files }: { files: { address: string }[] | null }) => files ?? [])
    const shown = Buffer.from(await (await get(worker, picture.address)).arrayBuffer())
    t.equal((await sharp(shown).metadata()).exif, undefined, 'it no longer says where')
    t.equal((await get(librarian, picture.address)).status, 404)
    t.match(await trace(), { entity: null, record: null, entities: { items: [] } })

    t.comment('a register of four thousand, brought in by the librarian')
    const file = join(await folder(t), 'register.csv')
    await writeFile(file, `編號,名稱\n${Array.from({ length: ROWS }, (_, i) => `${i + 1},第${i + 1}號協會`).join('\n')}\n`)
    const report = await importTable({ graph, vocabulary }, { file, mapping: readMapping(REGISTER, vocabulary), actor: librarian.id })
    t.match(report, { rows: { read: ROWS }, relations: { new: ROWS } })
    const [batch] = await graph.batches()
    const named = async (person: Person | undefined, text: string): Promise<{ id: string; version: string }> => (await ask(person, 'query ($name: String!) { entities(name: $name, first: 1) { items { id version } } }', { name: text })).entities.items[0]
    const [one, other] = [await named(undefined, '第7號協會'), await named(undefined, '第8號協會')]

    t.comment('a scholar reads a public work, and a highlighted passage becomes a proposed relation')
    const made = await ask(librarian, WRITE, { key: key(), reason: '收錄', operations: [
      { entity: { id: 'new:1', kind: 'Work', names: [{ text: '里誌' }], state: 'published', audience: { protocols: ['everyone'] } } },
      { content: { entity: 'new:1', text: '第7號協會與第8號協會合辦廟會。', state: 'published', audience: { protocols: ['everyone'] } } },
    ] })
    const [work, passage] = made.write.records.map(({ id }: { id: string }) => id)
    const RELATE = 'mutation ($key: String!, $content: ID!, $passage: QuotationInput!, $from: RelationEndInput!, $to: RelationEndInput!) { relateFromPassage(key: $key, content: $content, passage: $passage, type: "PARTNERS_WITH", from: $from, to: $to) { records { id type state } } }'
    const { relateFromPassage: { records: stated } } = await ask(scholar, RELATE, { key: key(), content: passage, passage: { exact: '第7號協會與第8號協會合辦廟會' }, from: { name: one.id }, to: { name: other.id } })
    const relation = stated.find(({ type }: { type: string }) => type === 'relation').id
    t.equal(await refused(scholar, SETTLE, { key: key(), ids: [relation], decision: 'accept' }), 'FORBIDDEN')
    await ask(librarian, SETTLE, { key: key(), ids: [relation], decision: 'accept' })
    const seenRelation = (await ask(undefined, 'query ($id: ID!) { relation(id: $id) { state from { id } to { id } evidence { quote work { id name } } } }', { id: relation })).relation
    t.match(seenRelation, { state: 'published', evidence: [{ quote: '第7號協會與第8號協會合辦廟會', work: { id: work, name: '里誌' } }] })

    t.comment('two bodies are merged, looked at, and parted again')
    const MERGE = 'mutation ($key: String!, $id: ID!, $into: ID!, $version: String!) { merge(key: $key, id: $id, into: $into, version: $version, reason: "改名") { changeset } }'
    const third = await named(undefined, '第9號協會')
    t.match((await ask(librarian, 'query ($id: ID!, $into: ID!) { mergePreview(id: $id, into: $into) { obstacles moves { count } } }', { id: third.id, into: other.id })).mergePreview, { obstacles: [], moves: { count: 1 } })
    await ask(librarian, MERGE, { key: key(), id: third.id, into: other.id, version: await version(librarian, third.id) })
    t.equal((await ask(undefined, 'query ($id: ID!) { entity(id: $id) { id } }', { id: third.id })).entity.id, other.id)

    t.comment('a collection, and what each reader sees of it')
    const CREATE = 'mutation ($key: String!, $add: [MemberInput!]!) { createCollection(key: $key, manner: manual, name: "廟口", add: $add, audience: { protocols: ["everyone"] }, state: published) { records { id type } } }'
    const { createCollection: { records: shelf } } = await ask(steward, CREATE, { key: key(), add: [{ item: entry, reason: '里民說的' }, { item: one.id, reason: '辦廟會' }] })
    const collection = shelf.find(({ type }: { type: string }) => type === 'collection').id
    const totals: number[] = []
    for (const person of [worker, undefined, stranger]) totals.push((await ask(person, 'query ($id: ID!) { collection(id: $id) { total } }', { id: collection })).collection.total)
    t.strictSame(totals, [2, 1, 1])

    await ask(librarian, 'mutation ($key: String!, $id: ID!, $version: String!) { unmerge(key: $key, id: $id, version: $version, reason: "不是同一個", apart: true) { changeset } }', { key: key(), id: third.id, version: await version(librarian, third.id) })
    t.equal((await ask(undefined, 'query ($id: ID!) { entity(id: $id) { id } }', { id: third.id })).entity.id, third.id)

    t.comment('the import is undone: what people did with it since is named, and stays')
    const undone = (await ask(librarian, 'mutation ($id: ID!) { revert(id: $id, reason: "名冊拿錯了") { batch operations held obstacles { id why } } }', { id: batch!.id })).revert
    t.ok(undone.operations > ROWS)
    t.ok(undone.obstacles.length > 0)
    t.equal((await ask(undefined, 'query ($id: ID!) { relation(id: $id) { state } }', { id: relation })).relation.state, 'published', 'what the scholar found stands')
    t.equal((await ask(undefined, '{ entities(name: "第3999號協會") { items { id } } }')).entities.items.length, 0)

    t.comment('at the end everybody takes away what is theirs to see, and history shows every state between')
    const csv = await (await get(undefined, `/answers/related?of=${one.id}&format=csv`)).text()
    t.match(csv, /第8號協會/)
    t.notMatch(csv, /石獅子/)
    const states = (await ask(worker, 'query ($id: ID!) { history(id: $id, first: 50) { items { by reason version } } }', { id: entry })).history.items
    t.ok(states.length >= 4, 'proposed, returned, proposed anew, published')
    const whole = await graph.history(entry, WHOLE, { first: 50 })
    t.strictSame(whole.items.map(({ state }) => state).reverse(), ['proposed', 'returned', 'proposed', 'published'])
    const merged = (await graph.history(third.id, WHOLE, { first: 50 })).items.map(({ op }) => op).reverse()
    t.ok(['put', 'merge', 'unmerge'].every((op, i) => merged.indexOf(op as never) >= 0 && (i === 0 || merged.indexOf(op as never) > 0)))
    t.same((await graph.reproject({ check: true })).differences, [])
  })
}
