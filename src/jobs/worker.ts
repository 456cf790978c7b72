import { setTimeout as wait } from 'node:timers/promises'
import { ArchiveError, type ErrorCode } from '../model/errors.ts'
import type { JobStore, Lease } from './port.ts'

/** Does one job. @param signal aborts when the job was lost to another, or the worker stops: what is left is for the next */
export type Handler = (job: Lease, signal: AbortSignal) => Promise<void>

export interface WorkerOptions {
  /** Milliseconds between looks when there is nothing to do. Default 500. */
  readonly poll?: number
  /** Milliseconds a job is held before somebody else may take it; renewed while it is worked on. Default 60,000. */
  readonly lease?: number
  /** Told of every failure: of a job, or of the queue itself (then without one). */
  readonly onFailure?: (error: unknown, job?: Lease) => void
}

export interface Worker {
  /** Looks at once: after an `enqueue` in the same process. */
  wake(): void
  /** Takes no more, and waits for the one in hand. */
  stop(): Promise<void>
}

/** Trying again will not help. */
const HOPELESS: readonly ErrorCode[] = ['BAD_USER_INPUT', 'NOT_FOUND', 'FORBIDDEN']
/** Milliseconds to wait when the queue itself cannot be reached. */
const AWAY = 5_000

/** Does the jobs of these kinds, one at a time, until it is stopped. */
export function work(jobs: JobStore, handlers: Readonly<Record<string, Handler>>, { poll = 500, lease: forMs = 60_000, onFailure = () => {} }: WorkerOptions = {}): Worker {
  const stopping = new AbortController()
  let sleeping = new AbortController()
  let isAwake = false
  const sleep = async (ms: number): Promise<void> => {
    sleeping = new AbortController()
    if (!isAwake) await wait(ms, undefined, { signal: AbortSignal.any([sleeping.signal, stopping.signal]) }).catch(() => {})
    isAwake = false
  }
  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      try {
        const job = await jobs.lease(Object.keys(handlers), forMs)
        if (job === undefined) await sleep(poll)
        else await once(jobs, job, handlers[job.kind]!, forMs, stopping.signal, onFailure)
      } catch (error) {
        onFailure(error)
        await sleep(AWAY)
      }
    }
  }
  const running = run()
  return {
    wake: () => {
      isAwake = true
      sleeping.abort()
    },
    stop: async () => {
      stopping.abort()
      await running
    },
  }
}

async function once(jobs: JobStore, job: Lease, handler: Handler, forMs: number, stopping: AbortSignal, onFailure: NonNullable<WorkerOptions['onFailure']>): Promise<void> {
  const lost = new AbortController()
  const renewing = setInterval(() => {
    // a queue that is away for a moment loses nothing yet
    jobs.renew(job, forMs).catch((error: unknown) => (error instanceof ArchiveError && error.code === 'CONFLICT' ? lost.abort(error) : undefined))
  }, forMs / 3)
  try {
    await handler(job, AbortSignal.any([lost.signal, stopping]))
    await jobs.complete(job)
  } catch (error) {
    if (lost.signal.aborted || isLost(error, job)) return
    onFailure(error, job)
    // stopped in the middle: not its fault, and the next may begin at once
    await jobs.fail(job, error instanceof Error ? error.message : String(error), stopping.aborted ? 0 : pauseAfter(error))
  } finally {
    clearInterval(renewing)
  }
}

/** Somebody else has it: `complete` came too late. */
const isLost = (error: unknown, { kind, key }: Lease): boolean => {
  if (!(error instanceof ArchiveError) || error.code !== 'CONFLICT') return false
  const current = error.details.current as { kind?: unknown; key?: unknown } | undefined
  return current?.kind === kind && current.key === key
}

/** Undefined: the ordinary pause. What is away for a while says itself when to ask again. */
function pauseAfter(error: unknown): number | undefined {
  if (!(error instanceof ArchiveError)) return undefined
  if (HOPELESS.includes(error.code)) return Infinity
  return error.code === 'UNAVAILABLE' ? (error.details.retryAfter ?? 5) * 1_000 : undefined
}
