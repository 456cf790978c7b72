import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { hashPassword } from '../src/accounts/password.ts'
import { openSqliteAccounts } from '../src/accounts/sqlite/index.ts'
import { newId } from '../src/model/ids.ts'
import type { City } from '../test/generate/city.ts'
import { random } from '../test/generate/random.ts'
import { median, p95, type Bench, type Context, type Result } from './bench.ts'
import { cityArchive } from './load.ts'
import { keepPace, type Paced } from './pace.ts'
import { startEmbedded } from './servers.ts'

// Question: may a class of pupils sign in at once, and do readers notice? Method: the real server; entity pages at a
// steady rate by one process, with and without sign-ins at a steady rate by another, in turns in one run.

const PAGE = `query ($id: ID!) {
  entity(id: $id) { id name kind names { text language sort } relations(first: 20) { items { id type from { id name kind } to { id name kind } } } }
}`
const SIGN_IN = 'mutation ($login: String!, $password: String!) { signIn(login: $login, password: $password) { id login } }'

/** Entity pages and sign-ins a second, and for how many seconds each time; pages before that are not counted. */
const [READING, SIGNING, SECONDS, WARM_UP] = [200, 20, 20, 2]
/** So often without and with, in turns. */
const ROUNDS = 2
const PEOPLE = 100
const PASSWORD = '大龍峒保安宮前的石板路'
const [LIMIT, KEPT] = [1.5, 0.99]

/** Accounts that nobody has signed in to: of a password one hash is made, which all have. */
async function enter(path: string): Promise<void> {
  for (const end of ['', '-wal', '-shm']) await rm(path + end, { force: true })
  const accounts = await openSqliteAccounts({ path })
  const phc = await hashPassword(PASSWORD)
  for (let i = 0; i < PEOPLE; i++) {
    const { id } = await accounts.createAccount({ id: newId(), login: `reader${i}`, name: `讀者${i}`, role: 'reader', createdAt: Date.now() })
    await accounts.setPassword(id, phc)
  }
  await accounts.close()
}

async function run(context: Context): Promise<Result> {
  const { path, town } = await cityArchive(context, context.scale)
  const file = join(context.cache, 'sign-in.sqlite')
  await enter(file)
  const server = await startEmbedded(path, file)
  const chance = random(9)
  // a number that the query does not name makes it another question: nothing is answered from what was said before
  let [number, visit] = [0, 0]
  const read = (): Promise<Paced> => keepPace({
    port: server.port, query: PAGE, perSecond: READING, connections: 100, warmUp: READING * WARM_UP,
    requests: Array.from({ length: READING * (WARM_UP + SECONDS) }, () => ({ variables: { id: anyone(town, chance.next()), n: ++number } })),
  })
  // from places of their own, as behind a proxy: one place that signs in so often is slowed down
  const signIn = (): Promise<Paced> => keepPace({
    port: server.port, query: SIGN_IN, perSecond: SIGNING, connections: 100, warmUp: SIGNING * WARM_UP,
    requests: Array.from({ length: SIGNING * (WARM_UP + SECONDS) }, () => {
      visit++
      return { variables: { login: `reader${visit % PEOPLE}`, password: PASSWORD }, headers: { 'x-forwarded-for': `10.0.${visit >> 8}.${visit & 255}` } }
    }),
  })
  const [alone, beside, signed]: [number[], number[], Paced[]] = [[], [], []]
  try {
    await read()
    for (let round = 0; round < ROUNDS; round++) {
      context.say('  readers alone')
      alone.push(...(await read()).latencies)
      context.say('  readers and sign-ins')
      const [reading, signing] = await Promise.all([read(), signIn()])
      beside.push(...reading.latencies)
      signed.push(signing)
    }
  } finally {
    await server.stop()
  }
  const [ratio, rate, waits] = [p95(beside) / p95(alone), Math.min(...signed.map(({ perSecond }) => perSecond)), signed.flatMap(({ latencies }) => latencies)]
  return {
    parts: [{
      name: 'embedded', title: `Entity pages (${READING} a second) and sign-ins (${SIGNING} a second)`,
      rows: [
        { what: 'entity pages, nobody signs in', cells: { 'median ms': median(alone), 'p95 ms': p95(alone) } },
        { what: `entity pages, ${SIGNING} a second sign in`, cells: { 'median ms': median(beside), 'p95 ms': p95(beside), 'p95 ×': ratio }, limit: `p95 ≤ ${LIMIT}×`, met: ratio <= LIMIT },
        { what: 'sign-ins', cells: { 'a second': rate, 'median ms': median(waits), 'p95 ms': p95(waits) }, limit: `${SIGNING} a second`, met: rate >= KEPT * SIGNING },
      ],
      notes: ['argon2id, 19 MiB, two passes, as `src/accounts/password.ts` says; both clients and the server share the processors.'],
    }],
  }
}

/** A department now and then, else an organization. */
const anyone = (town: City, drawn: number): string => town.idOf(drawn < 0.2 ? Math.floor(drawn * 5 * town.departments) : town.departments + Math.floor(drawn * town.organizations))

const bench: Bench = {
  name: 'sign-in', title: 'Sign-ins beside readers',
  question: 'May a class of pupils sign in at once, and do readers notice?',
  method: `The real server with accounts in a process of its own; ${READING} entity pages a second, each worked out anew, by a client process for ${SECONDS} s, and ${SIGNING} sign-ins a second of ${PEOPLE} accounts from places of their own by another; without and with, ${ROUNDS} times in turns in one run.`,
  run,
}
export default bench
