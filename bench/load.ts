import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { GraphStore } from '../src/graph/port.ts'
import { openSqlite } from '../src/graph/sqlite/index.ts'
import { EVERYONE, type Audience } from '../src/model/audience.ts'
import { MAX_OPERATIONS, type Changeset, type Operation } from '../src/model/changeset.ts'
import type { RecordInput } from '../src/model/records.ts'
import { loadVocabulary } from '../src/vocabulary.ts'
import { city, CITY_TYPES, numberedId, type City } from '../test/generate/city.ts'
import type { Context } from './bench.ts'

// Question: how fast does a store take prebuilt changesets, with nothing to read or join before each?
// Method: the generated city as ordinary changesets of at most 10,000 operations, each relation with
// one piece of evidence from one dataset, committed one after another; building them is not timed.

/** Numbers of the ids that are not entities: far above the largest city's entities. */
const WORK = 9_000_000
const RELATIONS = 10_000_000
const CHANGESETS = 100_000_000

export const vocabulary = loadVocabulary()

export interface Loaded {
  readonly seconds: number
  readonly relations: number
  readonly operations: number
}

/** Who may read what of the city, and the records that say so, which come first. */
export interface Guarding {
  readonly records: readonly RecordInput[]
  entity(node: number): Audience
  /** Also of its evidence. */
  relation(number: number): Audience
}

const OPEN: Guarding = { records: [], entity: () => EVERYONE, relation: () => EVERYONE }

/** The city as changesets, one at a time: at most one of them is in memory. */
export function* changesets(town: City, guarding: Guarding = OPEN): Generator<Changeset> {
  let operations: Operation[] = []
  let part = 0
  const full = (): Changeset => {
    const changeset: Changeset = { id: numberedId(CHANGESETS + part++), actor: 'bench', reason: '效能量測的城市', origin: 'import', operations, at: 1577836800000 }
    operations = []
    return changeset
  }
  const envelope = { state: 'published' as const, audience: EVERYONE }
  const put = (record: Extract<Operation, { op: 'put' }>['record']): void => { operations.push({ op: 'put', base: null, record }) }
  for (const record of guarding.records) put(record)
  put({ ...envelope, id: numberedId(WORK), type: 'entity', kind: 'Work', names: [{ text: '城市名冊' }] })
  for (let node = 0; node < town.entities; node++) {
    put({ ...envelope, audience: guarding.entity(node), id: town.idOf(node), type: 'entity', kind: town.kindOf(node), names: [{ text: town.nameOf(node) }] })
    if (operations.length === MAX_OPERATIONS) yield full()
  }
  for (let i = 0; i < town.relations; i++) {
    if (operations.length + 2 > MAX_OPERATIONS) yield full()
    const [id, audience] = [numberedId(RELATIONS + 2 * i), guarding.relation(i)]
    put({ ...envelope, audience, id, type: 'relation', relation: CITY_TYPES[town.type[i]!]!, from: town.idOf(town.from[i]!), to: town.idOf(town.to[i]!) })
    put({ ...envelope, audience, id: numberedId(RELATIONS + 2 * i + 1), type: 'evidence', relation: id, source: numberedId(WORK), locator: { row: i + 2 }, quote: town.nameOf(town.from[i]!), method: 'register' })
  }
  if (operations.length > 0) yield full()
}

/** Puts the city into an empty store; in one that has it already nothing happens. */
export async function load(store: GraphStore, town: City, say: (line: string) => void, guarding?: Guarding): Promise<Loaded> {
  const loaded = { seconds: 0, relations: town.relations, operations: 0 }
  const standing = await store.sequence()
  if (standing > 0) {
    const last = Math.ceil((town.entities + 1) / MAX_OPERATIONS)
    // an archive of an earlier form cannot even be read
    const first = await store.changeset({ sequence: 1 }).catch(() => undefined)
    if (first?.id !== numberedId(CHANGESETS) || standing < last) throw new Error(`the ${store.name} store given to the benches holds another archive; give them one of their own`)
  }
  let said = Date.now()
  let sequence = 0
  for (const changeset of changesets(town, guarding)) {
    if (++sequence <= standing) continue
    const start = performance.now()
    await store.commit(changeset)
    loaded.seconds += (performance.now() - start) / 1000
    loaded.operations += changeset.operations.length
    if (Date.now() - said > 10_000) {
      said = Date.now()
      say(`  ${store.name}: ${loaded.operations} operations in ${loaded.seconds.toFixed(0)} s`)
    }
  }
  return loaded
}

/** An embedded archive with the city of this scale, made once and again whenever the code that writes it changes. */
export async function cityArchive(context: Context, scale: number): Promise<{ path: string; town: City; loaded?: Loaded }> {
  const town = city({ scale })
  const { folder, made } = await madeOnce(context, `city-${scale}`, async (empty) => {
    context.say(`  making the embedded city of scale ${scale} (${town.relations} relations)`)
    const store = await openSqlite({ path: join(empty, ARCHIVE), vocabulary })
    const loaded = await load(store, town, context.say)
    await store.close()
    return loaded
  })
  return { path: join(folder, ARCHIVE), town, ...(made === undefined ? {} : { loaded: made }) }
}

/** An archive's file in its folder. */
export const ARCHIVE = 'archive.sqlite'

/**
 * A folder of the cache that is filled once, and again whenever the code that writes archives changes.
 * @param fill what to do with the empty folder; not called where there is a full one
 */
export async function madeOnce<T>(context: Context, name: string, fill: (folder: string) => Promise<T>): Promise<{ folder: string; made?: T }> {
  const folder = join(context.cache, `${name}-${writersHash()}`)
  if (existsSync(folder)) return { folder }
  // those that older code made are of no use any more
  for (const old of readdirSync(context.cache)) if (old.startsWith(`${name}-`)) await rm(join(context.cache, old), { recursive: true, force: true })
  const part = `${folder}.part`
  await mkdir(part, { recursive: true })
  const made = await fill(part)
  // only a complete one gets the name
  await rename(part, folder)
  return { folder, made }
}

/** Of the files that decide what an archive looks like. BENCH_CITY=keep takes whatever is there (while somebody works on them). */
function writersHash(): string {
  if (process.env.BENCH_CITY === 'keep') return 'kept'
  const hash = createHash('sha256')
  for (const folder of ['../src/model/', '../src/graph/sqlite/', '../seed/vocabulary/']) {
    const url = new URL(folder, import.meta.url)
    for (const file of readdirSync(url, { recursive: true, encoding: 'utf8' }).sort()) {
      if (/\.(ts|sql|yaml)$/.test(file)) hash.update(file).update(readFileSync(new URL(file.replaceAll('\\', '/'), url)))
    }
  }
  return hash.digest('hex').slice(0, 12)
}

/** The pairs of the questions: the twelve largest departments, each with each. */
export const PAIRS: readonly (readonly [number, number])[] = Array.from({ length: 12 }, (_, a) => Array.from({ length: 11 - a }, (_, i) => [a, a + 1 + i] as const)).flat()
