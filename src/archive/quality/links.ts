import { setTimeout as wait } from 'node:timers/promises'
import { pages } from '../../graph/every.ts'
import type { EntityView, GraphStore } from '../../graph/port.ts'
import { Turns } from '../../graph/turns.ts'
import type { JobStore } from '../../jobs/port.ts'
import type { Handler } from '../../jobs/worker.ts'
import type { CheckedLink, CheckedLinks } from '../../kept/links.ts'
import type { Viewer } from '../../model/audience.ts'
import { ArchiveError } from '../../model/errors.ts'
import type { ArchiveRecord } from '../../model/records.ts'
import { slices } from '../../model/slices.ts'

/** The job that tries links. There is one in the queue, for the next time. */
export const LINKS = 'links'
const KEY = 'daily'
const DAY = 24 * 3_600_000

export interface LinkPorts {
  readonly graph: Pick<GraphStore, 'find' | 'scan'>
  readonly links: CheckedLinks
  readonly jobs: Pick<JobStore, 'enqueue'>
  /** What everyone sees: what others may not know of is not told to the web by asking for it. */
  readonly everyone: () => Promise<Viewer>
  /**
   * Asks an address and nothing within one's own network, for its head only.
   * @returns the status of HTTP
   * @throws UNAVAILABLE where nobody answers, BAD_USER_INPUT for what is not to be asked
   */
  readonly ask: (address: string, method: 'HEAD' | 'GET', signal: AbortSignal) => Promise<number>
  /** Milliseconds between two questions to one host. Default 2,000. */
  readonly pause?: number
}

/** Addresses tried in one run; how long one that was there counts as there, and until one that was not is tried again. */
const MOST = 500
/** Of one host in one run, and hosts that are asked at once. */
const [MOST_OF_ONE, AT_ONCE] = [20, 8]
const [AGAIN_GOOD, AGAIN_BAD] = [30 * DAY, DAY]
/** In a row, a day and more apart: then it is gone, and not only away for a while. */
export const GONE = 3
const SLICE = 500

/** Bytes and milliseconds that an answer may take. */
const PATIENCE = { mostBytes: 1_000_000, mostMilliseconds: 15_000 }

/** Asks by what asks nothing within one's own network (`net/outside.ts`). */
export const askedBy = (fetch: (address: string, how: typeof PATIENCE & { readonly method: 'HEAD' | 'GET'; readonly signal: AbortSignal }) => Promise<{ readonly status: number }>): LinkPorts['ask'] =>
  async (address, method, signal) => (await fetch(address, { ...PATIENCE, method, signal })).status

/** Fields of an entity that are addresses on the web. */
const FIELDS = ['website', 'url'] as const

/** Addresses that somebody wrote down, without the place within a page. */
export const linksInFields = (fields: EntityView['fields']): string[] => addresses(FIELDS.flatMap((code) => [fields[code] ?? []].flat()))
export const linksInEvidence = (record: ArchiveRecord | null): string[] => addresses(record?.type === 'evidence' ? [record.locator.url] : [])

const addresses = (written: readonly unknown[]): string[] =>
  written.filter((address): address is string => typeof address === 'string' && /^https?:\/\//i.test(address.trim())).map((address) => address.trim().replace(/#.*$/, ''))

export const scheduleLinks = (jobs: Pick<JobStore, 'enqueue'>, now = Date.now()): Promise<void> => jobs.enqueue({ kind: LINKS, key: KEY, runAt: now + DAY }, now)

/** Tries, once a day, some hundreds of the links that public records name: those that were tried longest ago. */
export function linkChecker(ports: LinkPorts, clock = Date.now): Handler {
  return async (_job, signal) => {
    await scheduleLinks(ports.jobs, clock())
    await checkLinks(ports, signal, clock)
  }
}

/** @returns how many were tried */
export async function checkLinks({ graph, links, everyone, ask, pause = 2_000 }: LinkPorts, signal: AbortSignal, clock = Date.now): Promise<number> {
  const all = await addressesOf(graph, await everyone(), signal)
  await links.only(all)
  const found = await links.found([...all])
  const isDue = ({ at, failures }: CheckedLink): boolean => clock() - at >= (failures === 0 ? AGAIN_GOOD : AGAIN_BAD)
  const due = [...all].filter((address) => { const link = found.get(address); return link === undefined || isDue(link) })
    .sort((x, y) => (found.get(x)?.at ?? 0) - (found.get(y)?.at ?? 0) || (x < y ? -1 : 1)).slice(0, MOST)
  const hosts = [...Map.groupBy(due, (address) => URL.parse(address)?.host ?? '').values()].map((addresses) => addresses.slice(0, MOST_OF_ONE))
  const tries = async (address: string): Promise<CheckedLink> => {
    const status = await statusOf(ask, address, signal)
    return { address, at: clock(), status, failures: isThere(status) ? 0 : (found.get(address)?.failures ?? 0) + 1 }
  }
  let tried = 0
  // hosts side by side, each asked one thing after another
  for (let round = 0; hosts.some((addresses) => addresses.length > round); round++) {
    if (round > 0) await wait(pause, undefined, { signal })
    const now = hosts.flatMap((addresses) => addresses[round] ?? [])
    for (const slice of slices(now, AT_ONCE)) await links.keep(await Promise.all(slice.map(tries)))
    tried += now.length
  }
  return tried
}

/** An address that is not to be asked (within one's own network), or has more to say than anybody wants to hear: nothing is known against it. */
const NOT_ASKED = -1

/** Who answers that one must sign in, or come less often, is there. */
const isThere = (status: number): boolean => status === NOT_ASKED || (status >= 200 && status < 400) || [401, 402, 403, 405, 406, 429, 451].includes(status)

async function statusOf(ask: LinkPorts['ask'], address: string, signal: AbortSignal): Promise<number> {
  try {
    const status = await ask(address, 'HEAD', signal)
    // some servers do not know HEAD, or answer it wrongly
    return isThere(status) && status !== 405 ? status : await ask(address, 'GET', signal)
  } catch (error) {
    signal.throwIfAborted()
    if (!(error instanceof ArchiveError)) throw error
    return error.code === 'UNAVAILABLE' ? 0 : NOT_ASKED
  }
}

async function addressesOf(graph: LinkPorts['graph'], viewer: Viewer, signal: AbortSignal): Promise<Set<string>> {
  const all = new Set<string>()
  const turns = new Turns(signal)
  for await (const views of pages((page) => graph.find({}, viewer, page), SLICE)) {
    for (const { fields } of views) for (const address of linksInFields(fields)) all.add(address)
    await turns.next()
  }
  for await (const heads of pages((page) => graph.scan('evidence', viewer, page), SLICE)) {
    for (const { state, record } of heads) if (state === 'published') for (const address of linksInEvidence(record)) all.add(address)
    await turns.next()
  }
  return all
}
