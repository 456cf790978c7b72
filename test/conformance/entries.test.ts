import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import t, { type Test } from 'tap'
import { capture, CAPTURE } from '../../src/archive/capture/capture.ts'
import { capturedCopy } from '../../src/archive/capture/captured.ts'
import { capturer } from '../../src/archive/capture/capturer.ts'
import { enter } from '../../src/archive/entries/enter.ts'
import type { EntryInput } from '../../src/archive/entries/input.ts'
import { contribute, contributors, endWorkshop, makeWorkshop, uploaderOf, workshops } from '../../src/archive/entries/workshops.ts'
import { sweepFiles } from '../../src/archive/files/sweep.ts'
import { redact } from '../../src/archive/redact.ts'
import { openDerived } from '../../src/blobs/derived.ts'
import { openDirectory } from '../../src/blobs/directory/index.ts'
import { openSqliteJobs } from '../../src/jobs/sqlite/index.ts'
import { newId, type Id } from '../../src/model/ids.ts'
import type { Network } from '../../src/net/network.ts'
import { fetchOutside } from '../../src/net/outside.ts'
import { EVERYBODY, organization, refusal, town, type Town } from '../archive/contribute/town.ts'
import { folder } from '../fixture.ts'
import { stores } from './stores.ts'

const STORY: EntryInput = { title: '老祖祠的兩隻石獅子', story: '里長說，石獅子是日治時期從對岸運來的。\n\n一隻在民國五十二年的颱風裡倒了。', audience: EVERYBODY }
const FROM = { address: '192.0.2.7', agent: 'test' }

type Case = (t: Test, place: Town) => Promise<void>
const put = async (place: Town, account: Id, input: EntryInput, key = `key:${newId()}`): ReturnType<typeof enter> => enter(place.ports, await place.as(account), key, input)

const CASES: Readonly<Record<string, Case>> = {
  'answers to the short questions are one changeset, with the entry as the source of what it says': async (t, place) => {
    const librarian = await place.someone('librarian')
    const [shrine, club] = (await place.write(librarian, [{ entity: { kind: 'Place', names: [{ text: '老祖祠' }], state: 'published', audience: EVERYBODY } }, organization('松山愛鄉協會', { state: 'published' })])).records.map(({ id }) => id) as [Id, Id]
    const before = await place.ports.graph.sequence()
    const { entry, changeset, when, notes } = await put(place, librarian, {
      ...STORY, state: 'published', when: '小時候（民國45年到50年）', where: { place: shrine, district: '松山區' }, language: '臺語', keywords: ['石獅子', ' 廟 ', '石獅子'],
      toldBy: [{ name: '陳阿好', consent: { scope: '可以公開', on: '民國110年3月1日', means: '錄音裡口頭同意' } }, { words: '一位老住戶' }], writtenDownBy: [{ name: '林小玲' }],
      mentions: [{ id: club, quote: '協會' }], said: [{ type: 'OPERATES', from: club, to: shrine, start: '民國99年', quote: '協會接手管理' }],
      licence: 'CC-BY-4.0', labels: ['TK-A'], contentWarning: ['deceased'],
    })
    t.equal(await place.ports.graph.sequence(), before + 1)
    t.strictSame([when, notes], ['約民國45年（1956）至約民國50年（1961）', []])
    t.match(await place.words(undefined, entry), {
      kind: 'Entry', names: [{ text: STORY.title, language: 'nan-Hant' }],
      fields: { happenedOn: '1956~/1961~', whenSaid: '小時候（民國45年到50年）', language: 'nan-Hant', district: '松山區', toldBy: '一位老住戶', subjects: ['石獅子', '廟'], licence: 'CC-BY-4.0', labels: ['TK-A'], contentWarning: ['deceased'] },
    })
    const relations = (await place.ports.graph.relations(entry, {}, (await place.as(librarian)).viewer)).items
    t.strictSame(relations.map(({ type, from, to }) => `${from.name} ${type} ${to.name}`).sort(), ['林小玲 WROTE_DOWN 老祖祠的兩隻石獅子', '老祖祠的兩隻石獅子 MENTIONS 松山愛鄉協會', '老祖祠的兩隻石獅子 SET_IN 老祖祠', '陳阿好 NARRATED 老祖祠的兩隻石獅子'].sort())
    t.match(relations.find(({ type }) => type === 'NARRATED'), { qualifiers: { consent: '可以公開', consentOn: '民國110年3月1日', consentMeans: '錄音裡口頭同意' } })
    const tie = (await place.ports.graph.relations(shrine, {}, (await place.as(librarian)).viewer)).items.find(({ type }) => type === 'OPERATES')!
    for (const { evidence } of [...relations, tie]) t.strictSame(evidence.map(({ source }) => source.id), [entry])
    t.match(tie, { start: '民國99年', evidence: [{ quote: '協會接手管理', method: 'hand' }] })
    const { operations } = (await place.ports.graph.changeset({ id: changeset }))!
    t.equal(operations.filter(({ type }) => type === 'content').length, 1)
    t.equal(operations.filter(({ type }) => type === 'entity').length, 3, 'the entry and two people, who are never found by name alone')
  },

  'sent again, also at the same moment, it is answered as the first time': async (t, place) => {
    const author = await place.someone()
    const all = await Promise.all([1, 2, 3].map(() => put(place, author, { ...STORY, toldBy: [{ name: '陳阿好' }] }, 'story-from-a-phone')))
    t.equal(new Set(all.map(({ entry }) => entry)).size, 1)
    t.strictSame({ ...await put(place, author, STORY, 'story-from-a-phone'), again: true }, { ...all[0], again: true })
    t.equal(await place.ports.graph.sequence(), 1)
  },

  'rights decide whether it is a draft, proposed or published': async (t, place) => {
    const [author, reader, librarian] = [await place.someone(), await place.someone('reader'), await place.someone('librarian')]
    t.match(await refusal(enter(place.ports, undefined, 'nobody-at-all', STORY)), { code: 'UNAUTHENTICATED' })
    t.match(await refusal(put(place, reader, STORY)), { code: 'FORBIDDEN' })
    t.match(await refusal(put(place, author, { ...STORY, state: 'published' })), { code: 'FORBIDDEN' })
    for (const [account, state, seen] of [[author, 'draft', undefined], [author, 'proposed', undefined], [librarian, 'published', 'published']] as const) {
      const { entry, records } = await put(place, account, { ...STORY, state, toldBy: [{ name: '陳阿好' }] })
      t.same(new Set(records.map((record) => record.state)), new Set([state]))
      t.equal((await place.record(undefined, entry))?.state, seen)
    }
    const { entry } = await put(place, author, STORY)
    t.match(await place.record(librarian, entry), { state: 'proposed' }, 'proposed where nothing is said')
  },

  'what is wrong is told at the question it answers, and nothing is written': async (t, place) => {
    const [author, other] = [await place.someone(), await place.someone()]
    const hidden = (await place.write(other, [organization('別人的草稿')])).records[0]!.id
    for (const [more, field] of [
      [{ title: ' ' }, 'title'], [{ story: null }, 'story'], [{ when: '那'.repeat(201) }, 'when'], [{ language: '火星語' }, 'language'], [{ keywords: Array.from({ length: 51 }, (_, i) => `k${i}`) }, 'keywords'],
      [{ licence: 'none' }, 'licence'], [{ labels: ['x'] }, 'labels'], [{ contentWarning: ['TK-A'] }, 'contentWarning'], [{ audience: { protocols: ['沒有的'] } }, 'audience'], [{ audience: { protocols: [] } }, 'audience'],
      [{ where: { place: newId() } }, 'where.place'], [{ where: { coordinates: '121.57, 25.05' } }, 'where.coordinates'], [{ where: { coordinates: '松山' } }, 'where.coordinates'], [{ where: { place: hidden } }, 'where.place'], [{ mentions: [{ id: hidden }] }, 'mentions[0]'], [{ toldBy: [{ person: hidden }] }, 'toldBy[0].person'],
      [{ toldBy: [{ name: '甲', words: '乙' }] }, 'toldBy[0]'], [{ writtenDownBy: [{}] }, 'writtenDownBy[0]'], [{ said: [{ type: 'FUNDS', to: hidden }] }, 'said[0].to'], [{ said: [{ type: 'NO_SUCH', to: hidden }] }, 'said[0].to'],
      [{ files: [{ receipt: 'x' }] }, 'files[0].receipt'], [{ parts: [{ files: [{ receipt: 'x' }] }] }, 'parts[0].files[0].receipt'], [{ parts: [{ text: '甲', audience: { protocols: ['沒有的'] } }] }, 'parts[0].audience'],
    ] as const) t.match(await refusal(put(place, author, { ...STORY, ...more } as EntryInput)), { code: 'BAD_USER_INPUT', field }, JSON.stringify(more).slice(0, 80))
    t.equal(await place.ports.graph.sequence(), 1)
  },

  'where it was exactly, and the form of a consent, may be for fewer readers than the story': async (t, place) => {
    const shrine = await place.community('祠')
    const strict = await place.protocol(shrine, '祠的人')
    const { entry, records } = await put(place, shrine.steward, {
      ...STORY, state: 'proposed', where: { district: '松山區', address: '八德路四段七六一號', coordinates: '25.05,121.57', audience: { protocols: ['everyone', strict] } },
      parts: [{ text: '同意書：陳阿好，民國110年3月1日', audience: { protocols: ['everyone', strict] } }],
    })
    const librarian = await place.someone('librarian')
    await place.write(librarian, [{ entity: { id: entry, version: await place.version(librarian, entry), state: 'published' } }])
    t.match(await place.words(undefined, entry), { fields: { district: '松山區' } })
    t.notMatch(await place.words(undefined, entry), { fields: { address: String } })
    const contents = records.filter(({ type }) => type === 'content').map(({ id }) => id)
    t.equal(contents.length, 3)
    const seen = await Promise.all(contents.map((id) => place.words(librarian, id)))
    t.same(seen.map((one) => one !== undefined), [true, false, false], 'nobody else finds a trace of them')
    t.match(await Promise.all(contents.map((id) => place.words(shrine.steward, id))), [{ passages: [{}, {}] }, { passages: [{ text: /同意書/ }] }, { place: { address: '八德路四段七六一號' } }])
  },

  'people without an account contribute by a code, and are settled like others': async (t, place) => {
    const [librarian, other, reader] = [await place.someone('librarian'), await place.someone('librarian'), await place.someone()]
    const { workshop, code } = await makeWorkshop(place.ports, await place.as(librarian), { title: '松山工作坊', audience: EVERYBODY, days: 2, keepDays: 30 }, 0)
    t.match(code, /^[2-9A-HJ-NP-Z]{5}-[2-9A-HJ-NP-Z]{5}$/)
    const { audience: _, ...entry } = STORY
    const send = (more: object, at = 1, from = FROM): ReturnType<typeof contribute> => contribute(place.ports, { code, key: 'from-the-board', entry, contact: '0912-345-678', ...more }, from, at)
    const made = await send({ code: ` ${code.toLowerCase().replace('-', ' ')} ` })
    t.strictSame(await send({}), { ...made, again: true })
    t.match(await place.record(other, made.entry), { state: 'proposed', audience: { protocols: ['everyone'] } })
    t.equal(await place.record(undefined, made.entry), undefined, 'others do not read it')
    t.equal(await place.record(reader, made.entry), undefined)
    t.strictSame(await contributors(place.ports, await place.as(librarian), workshop.account), [{ record: made.entry, workshop: workshop.account, contact: '0912-345-678', createdAt: 1, purgeAt: 1 + 30 * 86_400_000 }])
    t.match(await refusal(contributors(place.ports, await place.as(reader), workshop.account)), { code: 'NOT_FOUND' })
    t.notOk(JSON.stringify(await Array.fromAsync(place.ports.graph.replay())).includes('0912-345-678'), 'nothing of it is in the log')
    // whoever made the workshop has not submitted it
    await place.write(librarian, [{ entity: { id: made.entry, version: await place.version(librarian, made.entry), state: 'published' } }])
    t.match(await place.record(undefined, made.entry), { state: 'published' })
    t.match(await refusal(send({ key: 'to-be-published', entry: { ...entry, state: 'published', audience: { protocols: [] } } })), undefined)
    t.equal((await place.ports.graph.find({}, await place.ports.directory.everyone())).items.length, 1)
    for (const wrong of ['', 'ABCDE-FGHJK', code.slice(1), 'x'.repeat(1_000)]) t.match(await refusal(send({ code: wrong })), { code: 'NOT_FOUND' }, wrong.slice(0, 12))
    t.match(await refusal(send({ key: 'another-of-it' }, 2 * 86_400_000)), { code: 'NOT_FOUND' }, 'the code was good for two days')
    t.match(await workshops(place.ports, await place.as(other)), [{ title: '松山工作坊' }])
    t.same(await workshops(place.ports, await place.as(reader)), [])
    t.match(await refusal(endWorkshop(place.ports, await place.as(reader), workshop.account, 3)), { code: 'NOT_FOUND' })
    await endWorkshop(place.ports, await place.as(other), workshop.account, 3)
    t.match(await refusal(send({ key: 'too-late-for-it' }, 4)), { code: 'NOT_FOUND' })
    await place.ports.accounts.sweep(1 + 30 * 86_400_000)
    t.same(await contributors(place.ports, await place.as(librarian), workshop.account), [])
  },

  'a workshop is for readers whom everybody may know of, and made by who settles for them': async (t, place) => {
    const shrine = await place.community('祠')
    const [silent, announced] = [await place.protocol(shrine, '不說的'), await place.protocol(shrine, '說的', { shown: 'announced' })]
    const make = async (account: Id, ...protocols: string[]): ReturnType<typeof makeWorkshop> => makeWorkshop(place.ports, await place.as(account), { title: '工作坊', audience: { protocols } })
    const librarian = await place.someone('librarian')
    t.match(await refusal(make(await place.someone(), 'everyone')), { code: 'FORBIDDEN' })
    t.match(await refusal(make(librarian, announced)), { code: 'FORBIDDEN' })
    t.match(await refusal(make(shrine.steward, silent)), { code: 'BAD_USER_INPUT', field: 'audience' })
    t.match(await refusal(make(shrine.steward)), { code: 'BAD_USER_INPUT', field: 'audience' })
    const { code } = await make(shrine.steward, announced)
    const { audience: _, ...entry } = STORY
    const { entry: id } = await contribute(place.ports, { code, key: 'for-the-shrine', entry }, FROM)
    t.match(await place.record(shrine.steward, id), { state: 'proposed', audience: { protocols: [announced] } })
    t.equal(await place.record(librarian, id), undefined)
  },

  'codes cannot be tried one after the other': async (t, place) => {
    const { code } = await makeWorkshop(place.ports, await place.as(await place.someone('librarian')), { title: '工作坊', audience: EVERYBODY })
    const { audience: _, ...entry } = STORY
    const codes = await Promise.all(Array.from({ length: 70 }, async () => (await refusal(contribute(place.ports, { code: 'ABCDE-FGHJK', key: 'guessing-codes', entry }, FROM)))?.code))
    t.ok(codes.includes('RATE_LIMITED'))
    t.match(await refusal(contribute(place.ports, { code, key: 'guessing-codes', entry }, FROM)), { code: 'RATE_LIMITED' }, 'the right one neither, from there')
    t.equal(await refusal(contribute(place.ports, { code, key: 'from-elsewhere', entry }, { ...FROM, address: '192.0.2.8' })), undefined)
    const files = await Promise.all(Array.from({ length: 140 }, async () => (await refusal(uploaderOf(place.ports, code, { ...FROM, address: '192.0.2.9' })))?.code))
    t.ok(files.includes('RATE_LIMITED'), 'nor is the disk filled from one place')
    t.equal(files.filter((one) => one === undefined).length >= 120, true)
  },

  'evidence from an address keeps a copy of what stood there': async (t, place) => {
    const page = await web(t)
    const at = await folder(t)
    const [blobs, derived, jobs] = [openDirectory(join(at, 'blobs')), openDerived(join(at, 'derived')), await openSqliteJobs({ path: join(at, 'jobs.sqlite') })]
    t.teardown(() => jobs.close())
    const { graph } = place.ports
    const network: Network = { resolve: async () => [{ address: '127.0.0.2', family: 4 }], isOutside: (address) => address === '127.0.0.2', isPort: () => true }
    const fetcher = capturer({ ...place.ports, blobs, fetch: (url, limits) => fetchOutside(url, limits, network) })
    /** Does what waits in the queue. */
    const work = async (): Promise<void> => {
      for (let job = await jobs.lease([CAPTURE], 60_000); job !== undefined; job = await jobs.lease([CAPTURE], 60_000)) {
        await fetcher(job, new AbortController().signal)
        await jobs.complete(job)
      }
    }
    const [librarian, author] = [await place.someone('librarian'), await place.someone()]
    const url = `http://news.example:${page.port}/lions`
    const { said, evidence } = await sourced(place, librarian, url)
    const ask = async (account: Id, id = evidence): Promise<void> => capture({ ...place.ports, jobs }, await place.as(account), id)
    t.match(await refusal(ask(author)), { code: 'FORBIDDEN' }, 'an edit of what is published')
    t.match(await refusal(ask(librarian, newId())), { code: 'NOT_FOUND' })
    await ask(librarian)
    await ask(librarian)
    page.body = '<script>alert(1)</script>石獅子'
    await work()
    t.equal(page.asked, 1, 'asked twice before it began is asked once')
    const viewer = await place.ports.directory.everyone()
    const copy = await capturedCopy(graph, viewer, evidence)
    t.match(copy, { mediaType: 'text/html; charset=utf-8', url, bytes: Buffer.byteLength(page.body) })
    t.equal((await buffer(await blobs.get(copy.sha256))).toString(), page.body, 'as it came')
    const [piece] = (await graph.relationsById([said], viewer)).get(said)!.evidence
    t.match(piece, { captured: { url, mediaType: 'text/html; charset=utf-8' } })
    t.notOk(JSON.stringify(piece).includes(copy.sha256), 'a hash is nobody\'s to know')
    t.notOk((await place.record(librarian, evidence))!.record!.includes(copy.sha256))
    t.strictSame(await sweepFiles({ graph, blobs, derived }, Date.now() + 30 * 86_400_000), { blobs: 0, derived: 0 })
    await place.write(librarian, [{ evidence: { id: evidence, version: await place.version(librarian, evidence), quote: '另一句' } }])
    t.strictSame(await capturedCopy(graph, viewer, evidence), copy, 'it stays when something else is edited')
    await place.write(librarian, [{ evidence: { id: evidence, version: await place.version(librarian, evidence), locator: { url: `${url}/2` } } }])
    t.match(await refusal(capturedCopy(graph, viewer, evidence)), { code: 'NOT_FOUND' }, 'not when it is from another address')
    await ask(librarian)
    await place.ports.accounts.updateAccount(librarian, { role: 'reader' })
    t.match(await refusal(work()), { code: 'FORBIDDEN' })
    t.match(await refusal(capturedCopy(graph, viewer, evidence)), { code: 'NOT_FOUND' }, 'nor for who may no longer change it by then')
    t.strictSame(await sweepFiles({ graph, blobs, derived }, Date.now() + 30 * 86_400_000), { blobs: 0, derived: 0 }, 'versions before name it still')
    await redact({ graph, blobs }, { id: evidence, reason: '撤除', actor: 'test', note: async () => {} })
    t.equal(await blobs.has(copy.sha256), false, 'and it goes with the words of the evidence')
  },

  'a copy of what answers badly, or lies within, is not kept': async (t, place) => {
    const page = await web(t)
    const at = await folder(t)
    const [blobs, jobs] = [openDirectory(join(at, 'blobs')), await openSqliteJobs({ path: join(at, 'jobs.sqlite') })]
    t.teardown(() => jobs.close())
    const network: Network = { resolve: async (name) => [{ address: name === 'within' ? '127.0.0.1' : '127.0.0.2', family: 4 }], isOutside: (address) => address === '127.0.0.2', isPort: () => true }
    const fetcher = capturer({ ...place.ports, blobs, fetch: (url, limits) => fetchOutside(url, limits, network) })
    const librarian = await place.someone('librarian')
    for (const [host, status, code] of [['news', 404, 'BAD_USER_INPUT'], ['news', 500, 'UNAVAILABLE'], ['news', 429, 'UNAVAILABLE'], ['news', 204, 'BAD_USER_INPUT'], ['within', 200, 'BAD_USER_INPUT']] as const) {
      page.status = status
      const { evidence } = await sourced(place, librarian, `http://${host}:${page.port}/`)
      await capture({ ...place.ports, jobs }, await place.as(librarian), evidence)
      const job = (await jobs.lease([CAPTURE], 60_000))!
      t.match(await refusal(fetcher(job, new AbortController().signal)), { code }, `${host} ${status}`)
      await jobs.complete(job)
    }
    t.same(await Array.fromAsync(blobs.list()), [])
    const { evidence } = await sourced(place, librarian, 'http://169.254.169.254/latest/meta-data/')
    t.match(await refusal(capture({ ...place.ports, jobs }, await place.as(librarian), evidence)), { code: 'BAD_USER_INPUT', field: 'url' }, 'what can be said before it is asked is said at once')
  },
}

/** A place in the web, at an address of this machine that stands for one outside. */
async function web(t: Test): Promise<{ port: number; body: string; status: number; asked: number }> {
  const page = { port: 0, body: '石獅子', status: 200, asked: 0 }
  const server = createServer((_, response) => {
    page.asked++
    response.writeHead(page.status, { 'content-type': 'text/html; charset=utf-8' }).end(page.status === 204 ? undefined : page.body)
  })
  await new Promise<void>((done) => { server.listen(0, '127.0.0.2', done) })
  t.teardown(() => new Promise<void>((done) => { server.close(() => done()); server.closeAllConnections() }))
  page.port = (server.address() as AddressInfo).port
  return page
}

async function sourced(place: Town, account: Id, url: string): Promise<{ said: Id; evidence: Id }> {
  const published = { state: 'published', audience: EVERYBODY } as const
  const { records } = await place.write(account, [
    organization('甲', { id: 'new:a', ...published }), organization('乙', { id: 'new:b', ...published }), { entity: { id: 'new:w', kind: 'Work', names: [{ text: '報導' }], ...published } },
    { relation: { id: 'new:r', type: 'FUNDS', from: 'new:a', to: 'new:b', ...published } }, { evidence: { relation: 'new:r', source: 'new:w', locator: { url }, ...published } },
  ])
  return { said: records[3]!.id, evidence: records[4]!.id }
}

for (const { name, make } of await stores(t)) {
  for (const [sentence, run] of Object.entries(CASES)) {
    await t.test(`${name}: ${sentence}`, async (t) => {
      const { store, close } = await make()
      t.teardown(close)
      await run(t, await town(t, store))
    })
  }
}
