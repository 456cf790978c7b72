import type { AccountStore } from '../accounts/port.ts'
import type { JobStore } from '../jobs/port.ts'
import type { Handler } from '../jobs/worker.ts'
import { sweepFiles, type Swept } from './files/sweep.ts'

/** The job that takes away what has ended. There is one in the queue, for the next time. */
export const SWEEP = 'sweep'
const KEY = 'daily'
const DAY = 24 * 3_600_000

type Files = Parameters<typeof sweepFiles>[0]

export interface SweepPorts extends Files {
  readonly accounts: Pick<AccountStore, 'sweep'>
  readonly jobs: Pick<JobStore, 'enqueue'>
  /** Told what went. */
  readonly swept?: (done: Swept & { readonly accounts: number }) => void
}

/** At the start of a service: a day from now, or sooner where one is due sooner. */
export const scheduleSweep = (jobs: Pick<JobStore, 'enqueue'>, now = Date.now()): Promise<void> => jobs.enqueue({ kind: SWEEP, key: KEY, runAt: now + DAY }, now)

/** Ended sessions, links, attempts and tokens; files that no record names. A failure is tried again as the queue does, and the next day comes all the same. */
export function sweeper(ports: SweepPorts, clock = Date.now): Handler {
  return async () => {
    const now = clock()
    await scheduleSweep(ports.jobs, now)
    const accounts = await ports.accounts.sweep(now)
    const files = await sweepFiles(ports, now)
    ports.swept?.({ ...files, accounts })
  }
}
