import { join } from 'node:path'
import type { AccountStore } from '../src/accounts/port.ts'
import { hashOf } from '../src/accounts/secret.ts'
import { openSqliteAccounts } from '../src/accounts/sqlite/index.ts'
import { reindex } from '../src/archive/indexing.ts'
import { openSqlite } from '../src/graph/sqlite/index.ts'
import { EVERYONE, type Audience } from '../src/model/audience.ts'
import type { RecordInput } from '../src/model/records.ts'
import { openSqliteSearch } from '../src/search/sqlite/index.ts'
import { city, CITY_TYPES, numberedId, type City } from '../test/generate/city.ts'
import { random } from '../test/generate/random.ts'
import type { Context } from './bench.ts'
import { INDEX } from './library.ts'
import { ARCHIVE, load, madeOnce, vocabulary, type Guarding } from './load.ts'

/** Share of people, and so of relations, that a community keeps for itself; in so many audiences, of as many protocols. */
const [SHARE, AUDIENCES] = [0.3, 200]
/** The member is in every fourth protocol. */
export const [PROTOCOLS, EVERY] = [AUDIENCES / 4, 4]

/** Numbers of the ids, beyond all that `load.ts` and `library.ts` give. */
const [COMMUNITY, MEMBER, FIRST] = [600_000_000, 600_000_001, 600_001_000]
const protocol = (number: number): string => numberedId(FIRST + number % AUDIENCES)

/** What the member's browser sends: the session is good for ten years. */
export const SECRET = 'the session of the member of fifty protocols'
const LONG = 10 * 365 * 24 * 3_600_000

/** One protocol each; every fourth audience admits also whoever is in the next protocol. */
const audience = (number: number): Audience => (number % 4 === 3 ? { mode: 'any', protocols: [protocol(number), protocol(number + 1)] } : { mode: 'all', protocols: [protocol(number)] })

/**
 * Three people of ten are kept, with the relations they have; of the other relations three of ten, too: of all
 * relations the public sees seven of ten.
 */
export function guarding(town: City): Guarding {
  const chance = random(5)
  const drawn = (): number => (chance.chance(SHARE) ? 1 + chance.below(AUDIENCES) : 0)
  const firstPerson = town.departments + town.organizations
  const people = Uint8Array.from({ length: town.people }, drawn)
  const works = CITY_TYPES.indexOf('WORKS_FOR')
  const relations = Uint8Array.from({ length: town.relations }, (_, i) => (town.type[i] === works ? people[town.from[i]! - firstPerson]! : drawn()))
  const audiences = [EVERYONE, ...Array.from({ length: AUDIENCES }, (_, i) => audience(i))]
  const open = { state: 'published' as const, audience: EVERYONE }
  return {
    records: [
      { ...open, id: numberedId(COMMUNITY), type: 'community', label: { 'zh-Hant': '各里耆老' } },
      // of every tenth it may be known that it keeps something; of the others not even that they are there
      ...Array.from({ length: AUDIENCES }, (_, i): RecordInput => ({
        ...open, audience: i % 10 === 0 ? EVERYONE : { mode: 'all', protocols: [protocol(i)] }, id: protocol(i), type: 'protocol', label: { 'zh-Hant': `第${i + 1}里的規矩` },
        owners: [numberedId(COMMUNITY)], kind: 'strict', signedIn: false, shown: i % 10 === 0 ? 'announced' : 'silent', members: 'listed',
      })),
    ],
    entity: (node) => audiences[node < firstPerson ? 0 : people[node - firstPerson]!]!,
    relation: (number) => audiences[relations[number]!]!,
  }
}

/** The account of the member, its memberships and its session. */
export async function enterMember(accounts: AccountStore): Promise<void> {
  const [id, now] = [numberedId(MEMBER), Date.now()]
  await accounts.createAccount({ id, login: 'member', name: '五十個規矩的成員', role: 'reader', createdAt: now })
  for (let i = 0; i < AUDIENCES; i += EVERY) await accounts.join({ group: protocol(i), account: id, role: 'member', since: now })
  await accounts.createSession({ id: numberedId(MEMBER + 1), hash: hashOf(SECRET), account: id, createdAt: now, usedAt: now, expiresAt: now + LONG, agent: 'bench' })
}

export interface GuardedCity {
  readonly path: string
  readonly accounts: string
  readonly town: City
}

/** The embedded city of which a part is kept, its index of the full text and its accounts; made once. */
export async function guardedArchive(context: Context): Promise<GuardedCity> {
  const town = city({ scale: context.scale })
  const { folder } = await madeOnce(context, `guarded-${context.scale}`, async (empty) => {
    context.say(`  making the guarded city of scale ${context.scale} (${town.relations} relations)`)
    const [graph, search] = [await openSqlite({ path: join(empty, ARCHIVE), vocabulary }), await openSqliteSearch({ path: join(empty, INDEX) })]
    await load(graph, town, context.say, guarding(town))
    context.say('  … and its index')
    await reindex({ graph, search })
    const accounts = await openSqliteAccounts({ path: join(empty, ACCOUNTS) })
    await enterMember(accounts)
    for (const store of [graph, search, accounts]) await store.close()
  })
  return { path: join(folder, ARCHIVE), accounts: join(folder, ACCOUNTS), town }
}

/** The file of accounts in the folder of an archive. */
export const ACCOUNTS = 'accounts.sqlite'
