import { join } from 'node:path'
import t, { type Test } from 'tap'
import { openSqliteAccounts } from '../../src/accounts/sqlite/index.ts'
import { Directory } from '../../src/archive/access/directory.ts'
import { openDirectory } from '../../src/blobs/directory/index.ts'
import { COMMANDS } from '../../src/cli/commands.ts'
import { openSqlite } from '../../src/graph/sqlite/index.ts'
import type { AccountRole, MemberRole } from '../../src/model/actor.ts'
import { viewerKey, type Viewer } from '../../src/model/audience.ts'
import type { Changeset, LoggedChangeset } from '../../src/model/changeset.ts'
import type { Id } from '../../src/model/ids.ts'
import type { RecordInput } from '../../src/model/records.ts'
import { folder, vocabulary } from '../fixture.ts'
import { changeset, MIXED, PROTOCOLS, random, type Random } from '../generate/index.ts'
import { AUTHORS } from '../generate/viewers.ts'
import { vocabulary as small } from '../generate/vocabulary.ts'
import { Oracle } from '../oracle/index.ts'
import { BYTES, write } from './archive.ts'
import { grown } from './city.ts'
import { subjectsOf } from './subjects.ts'
import { APART, ASKED, DONE, told } from './terminal.ts'
import { without } from './without.ts'

/**
 * What the terminal tells somebody (`--as`), or everyone without it, is what it would tell in an archive in which
 * nothing that is hidden from them was ever written: as `leak.test.ts`, with readers made of accounts.
 */
const seed = Number(process.env['LEAK_SEED'] ?? Math.floor(Math.random() * 2 ** 31))

/** Protocols by record in the place of those that generated archives name without, each of a community of its own. */
const [COMMUNITIES, STRICT] = ['c', 'd'].map((letter) => PROTOCOLS.map((_, i) => `01900000-0000-7000-8000-0000000000${letter}${i + 1}`)) as [Id[], Id[]]
const byRecord = (change: Changeset): Changeset | undefined => {
  // who is a member stays one: these are as they were founded
  if (change.operations.some((operation) => [...COMMUNITIES, ...STRICT].includes('id' in operation ? operation.id : operation.record.id))) return undefined
  return JSON.parse(PROTOCOLS.reduce((text, name, i) => text.replaceAll(`"${name}"`, `"${STRICT[i]!}"`), JSON.stringify(change))) as Changeset
}
const founded = (): Changeset => changeset(PROTOCOLS.flatMap((name, i) => [
  { type: 'community', id: COMMUNITIES[i], audience: { mode: 'all', protocols: ['everyone'] }, label: { 'zh-Hant': `${name}社` } },
  { type: 'protocol', id: STRICT[i], audience: { mode: 'all', protocols: [STRICT[i]] }, label: { 'zh-Hant': name }, owners: [COMMUNITIES[i]], kind: 'strict', signedIn: false, shown: 'silent', members: 'community' },
]).map((record) => ({ op: 'put', base: null, record: { state: 'published', ...record } as RecordInput })))

const PEOPLE: readonly { readonly login?: string; readonly id?: Id; readonly role?: AccountRole; readonly member?: readonly (readonly [community: number, role: MemberRole])[] }[] = [
  {}, { login: 'amei', id: AUTHORS[0], role: 'contributor', member: [[0, 'member']] }, { login: 'bao', id: AUTHORS[1], role: 'librarian', member: [[1, 'steward'], [2, 'member']] },
]
/** Reads whatever a protocol guards. */
const INSIDER = { login: 'insider', id: '019b0000-0000-7000-8000-00000000000c', role: 'contributor', member: [[0, 'member'], [1, 'member'], [2, 'member']] } as const

/** The archive with this log in a folder, with the accounts beside it. */
async function put(t: Test, log: readonly LoggedChangeset[]): Promise<{ data: string; viewers: Viewer[] }> {
  const data = await folder(t)
  const [graph, accounts] = [await openSqlite({ path: join(data, 'archive.sqlite'), vocabulary, walkers: 1 }), await openSqliteAccounts({ path: join(data, 'accounts.sqlite') })]
  await graph.append(log)
  await openDirectory(join(data, 'blobs')).put(BYTES)
  for (const { login, id, role, member = [] } of [...PEOPLE, INSIDER]) {
    if (id === undefined) continue
    await accounts.createAccount({ id, login: login!, name: `${login}的名字`, role: role!, createdAt: 1 })
    for (const [community, as] of member) await accounts.join({ group: COMMUNITIES[community]!, account: id, role: as, since: 1 })
  }
  const directory = new Directory({ graph, accounts })
  const viewers = await Promise.all(PEOPLE.map(async ({ id }) => (id === undefined ? directory.everyone() : (await directory.actor(id))!.viewer)))
  await accounts.close()
  await graph.close()
  return { data, viewers }
}

const as = (login: string | undefined): string[] => (login === undefined ? [] : ['--as', login])

t.test('every command that tells somebody something is asked', async (t) => {
  t.same([...new Set([...Object.keys(ASKED), ...Object.keys(DONE), ...APART])].sort(), Object.keys(COMMANDS).sort())
})

/** An archive, and what it is like for each reader whom both know with the same rights. */
async function archives(t: Test, chance: Random): Promise<{ oracle: Oracle; whole: string; readers: { readonly person: (typeof PEOPLE)[number]; readonly viewer: Viewer; readonly bare: string }[] }> {
  const oracle = new Oracle(small)
  const scratch = await openSqlite({ path: join(await folder(t), 'archive.sqlite'), vocabulary, walkers: 1 })
  await write(scratch, oracle, founded())
  await grown(chance, scratch, oracle, { ...MIXED, restricted: 0.4 }, byRecord)
  await scratch.close()
  const { data: whole, viewers } = await put(t, oracle.archive.log)
  const readers = await Promise.all(viewers.map(async (viewer, i) => ({ person: PEOPLE[i]!, viewer, ...await put(t, await without(oracle, viewer)) })))
  // a protocol of which somebody is a member without reading its page gives them rights that the bare archive cannot
  const same = readers.filter((reader, i) => viewerKey(reader.viewers[i]!) === viewerKey(reader.viewer))
  if (!same.some(({ person }) => person.login === undefined)) return archives(t, chance)
  // whichever is asked first would say that it brings its index in step
  for (const data of [whole, ...same.map((reader) => reader.data)]) await told(data, ['search', '松山'])
  return { oracle, whole, readers: same.map(({ person, viewer, data }) => ({ person, viewer, bare: data })) }
}

t.test('the terminal tells nobody of what is hidden from them', async (t) => {
  const chance = random(seed)
  const { oracle, whole, readers } = await archives(t, chance)
  while (readers.length > 1) readers.splice(chance.below(readers.length), 1)
  for (const { person: { login, role }, viewer, bare } of readers) {
    const subjects = subjectsOf(random(chance.below(2 ** 31)), oracle.archive, viewer)
    for (const [name, words] of [...Object.entries(ASKED), ...(role === 'contributor' ? Object.entries(DONE) : [])]) {
      for (let time = 0; time < 1; time++) {
        const line = [name, ...words(subjects), ...as(login)]
        const [said, should] = [await told(whole, line), await told(bare, line)]
        t.same(said, should, `seed ${seed}: ${line.join(' ')}`)
        t.notMatch(said.err, /\n {4}at /, line.join(' '))
      }
    }
  }
})

t.test('and would be found out: a member is told more than a stranger by every command', async (t) => {
  const chance = random(seed + 1)
  const { oracle, whole, readers } = await archives(t, chance)
  const stranger = readers.find(({ person }) => person.login === undefined)!
  const subjects = subjectsOf(random(chance.below(2 ** 31)), oracle.archive, stranger.viewer)
  const commands = Object.entries(ASKED)
  while (commands.length > 6) commands.splice(chance.below(commands.length), 1)
  for (const [name, words] of commands) {
    let isShown = false
    for (let time = 0; time < 60 && !isShown; time++) {
      const line = [name, ...words(subjects)]
      isShown = JSON.stringify(await told(whole, [...line, ...as('insider')])) !== JSON.stringify(await told(stranger.bare, line))
    }
    t.ok(isShown, `seed ${seed}: ${name}`)
  }
})
