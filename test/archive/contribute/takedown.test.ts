import { join } from 'node:path'
import sharp from 'sharp'
import t, { type Test } from 'tap'
import { reports, report, settleReport, CONTACT_KEPT, type ShownReport } from '../../../src/archive/contribute/reports.ts'
import { takeDown, type TakedownPorts, type TakenDown } from '../../../src/archive/contribute/takedown.ts'
import { receive } from '../../../src/archive/files/receive.ts'
import { thumbnailer } from '../../../src/archive/files/thumbnails.ts'
import { openDerived } from '../../../src/blobs/derived.ts'
import { openDirectory } from '../../../src/blobs/directory/index.ts'
import { noteRedaction } from '../../../src/exchange/backup.ts'
import { noteBackup, readBackups } from '../../../src/exchange/backup-list.ts'
import type { Id } from '../../../src/model/ids.ts'
import { folder } from '../../fixture.ts'
import { readFile } from 'node:fs/promises'
import { EVERYBODY, organization, refusal, town, type Town } from './town.ts'

const HERE = { address: '192.0.2.9', agent: 'test' }
const PUBLISHED = { state: 'published', audience: EVERYBODY } as const

interface Office {
  readonly place: Town
  readonly ports: TakedownPorts
  readonly redactions: string
  readonly backups: string
  readonly report: (account: Id | undefined, id: Id, reason?: string, contact?: string) => Promise<void>
  readonly waiting: (account: Id | undefined, settled?: boolean) => Promise<ShownReport[]>
  readonly takeDown: (account: Id | undefined, id: Id, confirm?: string) => Promise<TakenDown>
}

async function office(t: Test): Promise<Office> {
  const [place, at] = [await town(t), await folder(t)]
  const [redactions, backups] = [join(at, 'redactions'), join(at, 'backups.jsonl')]
  const ports: TakedownPorts = {
    graph: place.ports.graph, accounts: place.ports.accounts, blobs: openDirectory(join(at, 'blobs')), derived: openDerived(join(at, 'derived')),
    note: (entry) => noteRedaction(redactions, { ...entry, at: '2026-01-01T00:00:00Z' }), backups: () => readBackups(backups),
  }
  const actor = async (account: Id | undefined): Promise<Awaited<ReturnType<Town['as']>> | undefined> => (account === undefined ? undefined : place.as(account))
  return {
    place, ports, redactions, backups,
    report: async (account, id, reason = '這是我家', contact) => {
      const who = await actor(account)
      await report(place.ports, who, who?.viewer ?? await place.ports.directory.everyone(), { id, reason, ...(contact === undefined ? {} : { contact }) }, HERE)
    },
    waiting: async (account, settled = false) => reports(place.ports, await actor(account), { settled }),
    takeDown: async (account, id, confirm = id) => takeDown(ports, await actor(account), { id, reason: '本人要求', confirm }),
  }
}

t.test('whoever sees something reports it, also without an account; who decides of it finds it', async (t) => {
  const { place, report, waiting } = await office(t)
  const elders = await place.community('耆老會')
  const story = await place.protocol(elders, '故事')
  const [reader, librarian, administrator, member] = [await place.someone('reader'), await place.someone('librarian'), await place.someone('administrator'), await place.member('member', elders)]
  const open = (await place.write(librarian, [organization('愛鄉協會', PUBLISHED)])).records[0]!.id
  const strict = (await place.write(elders.steward, [organization('耆老的故事', { state: 'published', audience: { protocols: [story] } })])).records[0]!.id
  await report(undefined, open, '電話是我家的', '02-1234-5678')
  await report(reader, open)
  await report(member, strict)
  for (const who of [undefined, reader, administrator]) {
    t.strictSame(await refusal(report(who, strict)), await refusal(report(who, '01900000-0000-7000-8000-00000000dead')), 'what is hidden is as what is not there')
  }
  t.match(await refusal(report(reader, 'nonsense')), { code: 'NOT_FOUND' })
  t.match(await refusal(report(reader, open, ' ')), { code: 'BAD_USER_INPUT', field: 'reason' })
  const [first, second, ...none] = await waiting(administrator)
  t.match(first, { record: open, title: '愛鄉協會', reason: '電話是我家的', contact: '02-1234-5678' })
  t.notOk('by' in first!)
  t.equal(first!.purgeAt - first!.createdAt, CONTACT_KEPT)
  t.match(second, { by: reader })
  t.same(none, [], 'what a protocol guards is not for the administrator')
  t.match(await waiting(elders.steward), [{ record: strict, title: '耆老的故事', by: member }])
  for (const who of [reader, librarian, member]) t.same(await waiting(who), [])
  t.match(await refusal(waiting(undefined)), { code: 'UNAUTHENTICATED' })
})

t.test('reports are slowed down as guesses are', async (t) => {
  const { place, report } = await office(t)
  const open = (await place.write(await place.someone('librarian'), [organization('愛鄉協會', PUBLISHED)])).records[0]!.id
  const told = await Promise.all(Array.from({ length: 30 }, () => refusal(report(undefined, open))))
  t.ok(told.some((each) => each?.code === 'RATE_LIMITED'))
  t.equal((await place.ports.accounts.reports()).length, told.filter((each) => each === undefined).length)
})

t.test('a report is settled by who decides, once, with words', async (t) => {
  const { place, report, waiting } = await office(t)
  const [librarian, administrator] = [await place.someone('librarian'), await place.someone('administrator')]
  const open = (await place.write(librarian, [organization('愛鄉協會', PUBLISHED)])).records[0]!.id
  await report(librarian, open)
  const [{ id }] = await waiting(administrator) as [ShownReport]
  const settle = async (account: Id, note: string, which = id): Promise<void> => settleReport(place.ports, await place.as(account), which, note)
  t.match(await refusal(settle(librarian, '不行')), { code: 'NOT_FOUND' })
  t.match(await refusal(settle(administrator, '')), { code: 'BAD_USER_INPUT' })
  await settle(administrator, '已改正')
  t.match(await refusal(settle(administrator, '再一次')), { code: 'NOT_FOUND' })
  t.same(await waiting(administrator), [])
  t.match(await waiting(administrator, true), [{ id, settled: { outcome: 'kept', note: '已改正', by: administrator } }])
})

t.test('what is taken down is nowhere any more: words, history, files, small pictures; backups are named', async (t) => {
  const { place, ports, report, waiting, takeDown: down, redactions, backups } = await office(t)
  const [librarian, administrator] = [await place.someone('librarian'), await place.someone('administrator')]
  const picture = await sharp({ create: { width: 900, height: 600, channels: 3, background: '#777' } }).jpeg().toBuffer()
  const file = await receive(ports.blobs, (async function* () { yield picture })(), { name: '家.jpg', keepSent: true })
  await thumbnailer(ports)({ key: file.sha256 } as never, AbortSignal.timeout(60_000) as never)
  t.ok(await ports.derived.get(file.sha256, 'small'))
  const receipt = place.ports.receipts.sign(file, librarian)
  const [home, , photo] = (await place.write(librarian, [
    { entity: { id: 'new:p', kind: 'Place', names: [{ text: '林家老厝' }], ...PUBLISHED } },
    organization('別的', PUBLISHED),
    { content: { entity: 'new:p', files: [{ receipt }], ...PUBLISHED } },
  ])).records.map(({ id }) => id) as [Id, Id, Id]
  await place.write(librarian, [{ entity: { id: home, version: await place.version(librarian, home), names: [{ text: '老厝' }] } }])
  await report(undefined, home)
  await noteBackup(backups, { at: '2025-12-31T00:00:00Z', file: '年底.jsonl.gz' })
  t.match(await refusal(down(librarian, home)), { code: 'FORBIDDEN' }, 'a librarian may not')
  t.match(await refusal(down(administrator, home, '別的')), { code: 'BAD_USER_INPUT', field: 'confirm' })
  t.match(await refusal(down(undefined, home)), { code: 'UNAUTHENTICATED' })
  const { redacted, originals, backups: named } = await down(administrator, home, '老厝')
  t.strictSame([...redacted].toSorted(), [home, photo].toSorted())
  t.equal(originals, 2, 'the picture, and as it was sent')
  t.strictSame(named, [{ at: '2025-12-31T00:00:00Z', file: '年底.jsonl.gz' }])
  t.match([await ports.blobs.has(file.sha256), await ports.blobs.has(file.sent!), await ports.derived.get(file.sha256, 'small'), await ports.derived.list()], [false, false, undefined, []])
  const log: unknown[] = []
  for await (const changeset of ports.graph.replay()) log.push(changeset)
  t.notOk(/老厝|家\.jpg/.test(JSON.stringify(log)))
  t.match((await ports.graph.history(home, { signedIn: false, protocols: new Set() })).items.map(({ record }) => record), [null, null, null])
  t.match((await readFile(redactions, 'utf8')).trim().split('\n').map((line) => JSON.parse(line).id).toSorted(), [home, photo].toSorted())
  t.same(await waiting(administrator), [])
  t.match(await waiting(administrator, true), [{ record: home, settled: { outcome: 'redacted', note: '本人要求' } }])
})

t.test('what a strict protocol guards its stewards take down, and nobody else; what is another\'s stays, and they are told', async (t) => {
  const { place, ports, waiting, takeDown: down } = await office(t)
  const elders = await place.community('耆老會')
  const story = await place.protocol(elders, '故事')
  const [librarian, administrator] = [await place.someone('librarian'), await place.someone('administrator')]
  await place.ports.accounts.join({ group: elders.id, account: administrator, role: 'member', since: 0 })
  const open = (await place.write(librarian, [{ entity: { kind: 'Work', names: [{ text: '口述' }], ...PUBLISHED } }])).records[0]!.id
  const [text, other] = (await place.write(elders.steward, [
    { content: { entity: open, text: '耆老說的', state: 'published', audience: { protocols: [story] } } },
    organization('祕密', { state: 'published', audience: { protocols: [story] } }),
  ])).records.map(({ id }) => id) as [Id, Id]
  t.match(await refusal(down(librarian, other)), { code: 'NOT_FOUND' })
  t.match(await refusal(down(administrator, other)), { code: 'FORBIDDEN' }, 'also where they are a member')
  t.match(await refusal(down(elders.steward, open)), { code: 'FORBIDDEN' })
  t.strictSame((await down(administrator, open)).redacted, [open])
  t.match(await waiting(elders.steward), [{ record: text }])
  t.match((await ports.graph.heads([text], { signedIn: true, protocols: new Set(), whole: true })).get(text)?.record, { passages: [{ text: '耆老說的' }] })
  t.strictSame((await down(elders.steward, other, '祕密')).redacted, [other])
  t.match(await refusal(down(administrator, elders.id)), { code: 'NOT_FOUND' }, 'communities are not taken down')
})
