import type { Index, Meilisearch } from 'meilisearch'
import { unavailable } from '../../model/errors.ts'
import type { IndexChanges, SearchDocument } from '../port.ts'
import { apply, PART_LIMIT } from './apply.ts'
import { stored } from './documents.ts'
import type { IndexNames } from './names.ts'
import { NDJSON, Parts } from './parts.ts'
import { indexes, makeIndex, SHORT, sweep } from './prepare.ts'
import { leaseDocument, leaseOf, originDocument, readState, type State, type StateDocument } from './state.ts'
import { settled } from './tasks.ts'

/** Milliseconds after which a rebuild that says nothing more counts as broken off. */
const LEASE = 60_000

/** A new index, built beside the live one. */
export interface Building {
  /** Its name, and that of the holder of the lease. */
  readonly fresh: string
  /** What was applied to the live index since, and has to be to this one. */
  readonly since: { readonly changes: IndexChanges; readonly sequence: number; readonly anchor: string | undefined }[]
}

/**
 * Builds a new index and makes it the live one. Whoever does holds a lease, a document of the live index:
 * other processes get UNAVAILABLE from `apply` meanwhile, since what is queued for an index is not swapped
 * with it. This one goes on applying, and does it again to the new index before the swap.
 * @param inTurn runs the last part with nothing being applied
 * @throws UNAVAILABLE also when somebody else is rebuilding
 */
export async function rebuild(client: Meilisearch, names: IndexNames, { fresh, since }: Building, documents: AsyncIterable<SearchDocument>, sequence: number, anchor: string | undefined, inTurn: <T>(work: () => Promise<T>) => Promise<T>): Promise<void> {
  const live = client.index(names.live)
  await claim(client, live, fresh)
  const renewing = setInterval(() => { live.addDocuments([leaseOfNow(fresh)]).catch(() => {}) }, LEASE / 3)
  try {
    const index = await makeIndex(client, fresh)
    const clearances = await fill(client, index, documents)
    await settled(client, index.addDocuments([originDocument({ generation: fresh, sequence, ...(anchor === undefined ? {} : { anchor }), clearances })]), SHORT)
    await inTurn(async () => {
      for (const each of since) await apply(client, index, each.changes, each.sequence, each.anchor === undefined ? {} : { anchor: each.anchor })
      // one that arrived after the swap would be a lease on the new index
      clearInterval(renewing)
      await holdOn(live, fresh)
      await settled(client, client.swapIndexes([{ indexes: [names.live, fresh], rename: false }]), SHORT)
    })
  } catch (error) {
    await release(client, live, fresh).catch(() => {})
    throw error
  } finally {
    clearInterval(renewing)
  }
  // the old one, by now under the new one's name, and those of older versions of this program
  await sweep(client, (await indexes(client)).filter((uid) => uid === fresh || names.isOther(uid)))
}

async function fill(client: Meilisearch, index: Index, documents: AsyncIterable<SearchDocument>): Promise<State['clearances']> {
  const clearances = new Set<string>()
  const parts = new Parts()
  let before: Promise<void> = Promise.resolve()
  // the next part is made while the server works on the one before
  const send = async (part: string): Promise<void> => {
    await before
    before = settled(client, index.addDocumentsFromString(part, NDJSON), PART_LIMIT)
    before.catch(() => {})
  }
  for await (const document of documents) {
    clearances.add(document.clearance)
    const part = parts.add(stored(document))
    if (part !== undefined) await send(part)
  }
  const rest = parts.take()
  if (rest !== '') await send(rest)
  await before
  return [...clearances]
}

const leaseOfNow = (holder: string): StateDocument => leaseDocument({ holder, until: Date.now() + LEASE })

async function claim(client: Meilisearch, live: Index, holder: string): Promise<void> {
  const isTaken = async (): Promise<boolean> => (leaseOf(await readState(live), Date.now())?.holder ?? holder) !== holder
  if (!await isTaken()) {
    await settled(client, live.addDocuments([leaseOfNow(holder)]), SHORT)
    // of two who claim at once the later one has it
    if (!await isTaken()) return
  }
  throw unavailable('rebuilding search (Meilisearch), which somebody else is doing,')
}

async function holdOn(live: Index, holder: string): Promise<void> {
  if (leaseOf(await readState(live), Date.now())?.holder !== holder) throw unavailable('search (Meilisearch)', new Error('the rebuild lost its lease'))
}

async function release(client: Meilisearch, live: Index, fresh: string): Promise<void> {
  if (leaseOf(await readState(live), Date.now())?.holder === fresh) await settled(client, live.addDocuments([leaseDocument({ holder: fresh, until: 0 })]), SHORT)
  await sweep(client, (await indexes(client)).filter((uid) => uid === fresh))
}
