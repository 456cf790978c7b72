import { randomUUID } from 'node:crypto'
import { conflict } from '../../model/errors.ts'
import { Neo4jPlace, type Address, type Params } from '../../stores/neo4j.ts'
import { countsOf, ERROR_LENGTH, jobOf, type JobRow } from '../counts.ts'
import { pause } from '../pause.ts'
import type { JobStore, Lease } from '../port.ts'

/** What makes each kind and key one job. */
const CONSTRAINTS = [
  'CREATE CONSTRAINT job_key IF NOT EXISTS FOR (n:Job) REQUIRE (n.kind, n.key) IS UNIQUE',
  'CREATE CONSTRAINT jobs_one IF NOT EXISTS FOR (n:Jobs) REQUIRE n.one IS UNIQUE',
]

/**
 * The queue as `(:Job)` nodes beside the archive, for any number of processes. Whoever changes it locks the one
 * `(:Jobs)` node first: jobs are few and short to write, so waiting costs less than two holders.
 * @throws UNAVAILABLE when the server cannot be reached
 */
export async function openNeo4jJobs(address: Address): Promise<JobStore> {
  const place = new Neo4jPlace(address, { folder: 'jobs', holds: 'the queue of jobs' })
  await place.prepare(CONSTRAINTS)
  const locked = <R>(name: string, params: Params): Promise<R[]> => place.write(async (transaction) => {
    await transaction.rows('lock', { token: String(params['token'] ?? '') })
    return transaction.rows<R>(name, params)
  })
  /** Statements on what is held answer a row, if it still is. */
  const onHeld = async (name: string, { kind, key, token }: Lease, more: Params = {}): Promise<void> => {
    const rows = await locked(name, { kind, key, token, ...more })
    if (rows.length === 0) throw conflict(`the job ${kind} ${key} is no longer held: its time was over and somebody else took it, or did it`, { kind, key })
  }
  return {
    name: 'neo4j',
    enqueue: async ({ kind, key, payload = null, runAt }, now = Date.now()) =>
      void (await locked('enqueue', { kind, key, payload: JSON.stringify(payload), runAt: runAt ?? now, now })),
    lease: async (kinds, forMs, now = Date.now()) => {
      const [token, until] = [randomUUID(), now + forMs]
      const [row] = await locked<Pick<JobRow, 'kind' | 'key' | 'payload' | 'attempts'>>('lease', { kinds, now, token, until })
      return row && { ...row, payload: JSON.parse(row.payload) as unknown, token, until }
    },
    renew: async (lease, forMs, now = Date.now()) => {
      await onHeld('renew', lease, { until: now + forMs })
      return { ...lease, until: now + forMs }
    },
    complete: (lease) => onHeld('complete', lease),
    fail: (lease, error, retryAfter = pause(lease.attempts), now = Date.now()) =>
      onHeld('fail', lease, { retryAt: Number.isFinite(retryAfter) ? now + retryAfter : null, error: error.slice(0, ERROR_LENGTH) }),
    list: async ({ kind, first = 100 } = {}, now = Date.now()) => (await place.rows<JobRow>('list', { kind: kind ?? null, limit: first })).map((row) => jobOf(row, now)),
    statistics: async (now = Date.now()) => countsOf(await place.rows<Parameters<typeof countsOf>[0][number]>('statistics', { now })),
    close: () => place.close(),
  }
}
