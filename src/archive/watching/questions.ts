import { randomUUID } from 'node:crypto'
import type { Watch } from '../../accounts/port.ts'
import { every } from '../../accounts/every.ts'
import type { JobStore } from '../../jobs/port.ts'
import type { Handler } from '../../jobs/worker.ts'
import { ArchiveError } from '../../model/errors.ts'
import type { Id } from '../../model/ids.ts'
import type { AskAnew, Asks, WatchPorts } from './ports.ts'

/** The job that asks all watched questions again. */
export const ASK_AGAIN = 'watched-questions'
const KEY = 'all'
/** Milliseconds between two times at which a question is asked. */
const OFTEN = 3_600_000

type Ports = Pick<WatchPorts, 'graph' | 'accounts' | 'directory'>

/** At the start of a service: in an hour, or sooner where one is due sooner. */
export const scheduleQuestions = (jobs: Pick<JobStore, 'enqueue'>, sequence?: number, now = Date.now()): Promise<void> =>
  jobs.enqueue({ kind: ASK_AGAIN, key: KEY, runAt: now + OFTEN, ...(sequence === undefined ? {} : { payload: { sequence } }) }, now)

/**
 * Every hour all that is watched is asked again, as whoever watches, where anything was written since.
 * @param told of the accounts for which something new was found
 */
export function questionAsker(ports: Ports & { readonly jobs: Pick<JobStore, 'enqueue'>; readonly told: (accounts: ReadonlySet<Id>) => Promise<void> }, ask: AskAnew, clock = Date.now): Handler {
  return async ({ payload }, signal) => {
    const [began, sequence] = [clock(), await ports.graph.sequence()]
    const accounts = new Set<Id>()
    let isWhole = true
    if ((payload as { sequence?: number } | null)?.sequence !== sequence) {
      for await (const watch of every((page) => ports.accounts.everyWatch(page), ({ id }) => id)) {
        signal.throwIfAborted()
        if (watch.kind === 'record') continue
        // asked a moment ago: made just now, or this was tried before and broke off
        const isFresh = (watch.checkedAt ?? 0) > began - OFTEN / 2
        if (isFresh) isWhole = false
        else if (await askAgain(ports, ask, watch, clock())) accounts.add(watch.account)
      }
    }
    await scheduleQuestions(ports.jobs, isWhole ? sequence : undefined, clock())
    await ports.told(accounts)
  }
}

/** @returns whether something new was found */
export async function askAgain({ accounts, directory }: Pick<Ports, 'accounts' | 'directory'>, ask: AskAnew, watch: Watch, now: number): Promise<boolean> {
  const actor = await directory.actor(watch.account)
  if (actor === undefined) return false
  try {
    const { seen, found } = await ask(actor.viewer, watch as Asks, await accounts.lastAnswer(watch.id))
    const notice = found === undefined ? undefined : { id: randomUUID(), watch: watch.id, record: watch.id, changeset: randomUUID(), at: now, found: JSON.stringify(found) }
    return await accounts.noteAnswer(watch.id, watch.checkedAt, { checkedAt: now, seen }, notice) && notice !== undefined
  } catch (error) {
    // what cannot be asked any more tells nothing; what is away is asked when it is back
    if (error instanceof ArchiveError && !['UNAVAILABLE', 'INTERNAL'].includes(error.code)) return false
    throw error
  }
}
