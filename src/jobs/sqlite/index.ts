import { randomUUID } from 'node:crypto'
import { conflict } from '../../model/errors.ts'
import { SqliteFile } from '../../stores/sqlite.ts'
import { countsOf, ERROR_LENGTH, jobOf, type JobRow } from '../counts.ts'
import { pause } from '../pause.ts'
import type { JobStore, Lease } from '../port.ts'

/** The form of the file. */
const FORM = 1
const SCHEMA = `
  CREATE TABLE job (
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    payload TEXT NOT NULL,
    -- NULL: given up
    run_at INTEGER,
    attempts INTEGER NOT NULL DEFAULT 0,
    error TEXT,
    -- who holds it, and how long
    token TEXT,
    until INTEGER,
    -- asked for again while it is held
    again_payload TEXT,
    again_at INTEGER,
    UNIQUE (kind, key)
  ) STRICT;
  CREATE INDEX job_run_at ON job (run_at) WHERE run_at IS NOT NULL`

/** Each is one statement, so it happens whole, whoever else writes to the file. */
const ENQUEUE = `INSERT INTO job (kind, key, payload, run_at) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO UPDATE SET
  again_payload = CASE WHEN until > ?5 THEN ?3 END,
  again_at = CASE WHEN until > ?5 THEN min(?4, coalesce(again_at, ?4)) END,
  payload = CASE WHEN until > ?5 THEN payload ELSE ?3 END,
  attempts = CASE WHEN run_at IS NULL AND until IS NULL THEN 0 ELSE attempts END,
  run_at = CASE WHEN until > ?5 THEN run_at WHEN run_at IS NULL THEN ?4 WHEN attempts = 0 THEN min(run_at, ?4) ELSE run_at END`
const LEASE = `UPDATE job SET token = ?1, until = ?2, attempts = attempts + 1 WHERE rowid = (
    SELECT rowid FROM job WHERE run_at <= ?3 AND (until IS NULL OR until <= ?3) AND kind IN (SELECT value FROM json_each(?4)) ORDER BY run_at, rowid LIMIT 1
  ) RETURNING kind, key, payload, attempts`
const RENEW = 'UPDATE job SET until = ?4 WHERE kind = ?1 AND key = ?2 AND token = ?3'
const COMPLETE = 'DELETE FROM job WHERE kind = ?1 AND key = ?2 AND token = ?3 AND again_at IS NULL'
const ONCE_MORE = `UPDATE job SET payload = again_payload, run_at = again_at, attempts = 0, error = NULL, token = NULL, until = NULL, again_payload = NULL, again_at = NULL
  WHERE kind = ?1 AND key = ?2 AND token = ?3`
const FAIL = `UPDATE job SET payload = coalesce(again_payload, payload), run_at = coalesce(?4, again_at), attempts = CASE WHEN ?4 IS NULL AND again_at IS NOT NULL THEN 0 ELSE attempts END,
  error = ?5, token = NULL, until = NULL, again_payload = NULL, again_at = NULL WHERE kind = ?1 AND key = ?2 AND token = ?3`
const LIST = `SELECT kind, key, payload, run_at AS runAt, attempts, error, until FROM job WHERE (?1 IS NULL OR kind = ?1) ORDER BY run_at IS NULL, run_at, rowid LIMIT ?2`
const STATISTICS = `SELECT kind,
  sum((until IS NULL OR until <= ?1) AND run_at IS NOT NULL) AS waiting, sum(until IS NOT NULL AND until > ?1) AS held,
  sum((until IS NULL OR until <= ?1) AND run_at IS NULL) AS givenUp, min(CASE WHEN until IS NULL OR until <= ?1 THEN run_at END) AS oldest
  FROM job GROUP BY kind ORDER BY kind`

/**
 * The queue in a file of its own, which several processes may open.
 * @throws UNAVAILABLE when it cannot be opened, or is of a newer version
 */
export async function openSqliteJobs({ path }: { readonly path: string }): Promise<JobStore> {
  const file = new SqliteFile({ path, holds: 'the queue of jobs', form: FORM, schema: SCHEMA })
  const held = ({ kind, key, token }: Lease): [string, string, string] => [kind, key, token]
  const only = (changes: number, { kind, key }: Lease): void => {
    if (changes === 0) throw conflict(`the job ${kind} ${key} is no longer held: its time was over and somebody else took it, or did it`, { kind, key })
  }
  return {
    name: 'sqlite',
    enqueue: async ({ kind, key, payload = null, runAt }, now = Date.now()) => void file.run(ENQUEUE, kind, key, JSON.stringify(payload), runAt ?? now, now),
    lease: async (kinds, forMs, now = Date.now()) => {
      const [token, until] = [randomUUID(), now + forMs]
      const [row] = file.rows<Pick<JobRow, 'kind' | 'key' | 'payload' | 'attempts'>>(LEASE, token, until, now, JSON.stringify(kinds))
      return row && { ...row, payload: JSON.parse(row.payload) as unknown, token, until }
    },
    renew: async (lease, forMs, now = Date.now()) => {
      only(file.run(RENEW, ...held(lease), now + forMs), lease)
      return { ...lease, until: now + forMs }
    },
    // once more only where it was asked for meanwhile: else there is nothing left to update
    complete: async (lease) => only(file.run(COMPLETE, ...held(lease)) || file.run(ONCE_MORE, ...held(lease)), lease),
    fail: async (lease, error, retryAfter = pause(lease.attempts), now = Date.now()) =>
      only(file.run(FAIL, ...held(lease), Number.isFinite(retryAfter) ? now + retryAfter : null, error.slice(0, ERROR_LENGTH)), lease),
    list: async ({ kind, first = 100 } = {}, now = Date.now()) => file.rows<JobRow>(LIST, kind ?? null, first).map((row) => jobOf(row, now)),
    statistics: async (now = Date.now()) => countsOf(file.rows<Parameters<typeof countsOf>[0][number]>(STATISTICS, now)),
    close: async () => file.close(),
  }
}
