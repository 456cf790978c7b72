/**
 * What is to be done later, and once: the index after a change, a thumbnail, a mail, a purge. Outside the log: a
 * backup does not have it, and whoever loses it asks for it again. There is at most one job for a kind and key, so
 * asking twice before it began is asking once. A holder has it for a time; one that does not come back in time has
 * lost it to the next. Work must therefore bear to be done twice. Times are milliseconds since 1970; clocks of
 * processes that share a queue should agree to a second. Every method throws UNAVAILABLE when the store cannot be
 * reached.
 */
export interface JobStore {
  readonly name: 'sqlite' | 'neo4j'
  /**
   * One that waits takes the newer payload and the earlier time (where it failed before, the pause goes on); one
   * that is held will be done once more after that; one that was given up begins anew.
   */
  enqueue(job: NewJob, now?: number): Promise<void>
  /** The one that is due for longest, of these kinds, for so long; nobody else gets it before. Undefined: none is due. */
  lease(kinds: readonly string[], forMs: number, now?: number): Promise<Lease | undefined>
  /** Holds on to it for so long from now. @throws CONFLICT when somebody else has it, or it is gone */
  renew(lease: Lease, forMs: number, now?: number): Promise<Lease>
  /** It is done, and gone unless it was asked for again meanwhile. @throws CONFLICT as `renew` */
  complete(lease: Lease, now?: number): Promise<void>
  /**
   * It will be tried again after a pause: by default one second, doubled with every attempt, up to an hour
   * (`pause.ts`); Infinity gives it up. @throws CONFLICT as `renew`
   */
  fail(lease: Lease, error: string, retryAfter?: number, now?: number): Promise<void>
  /** Jobs in the order in which they are due, those given up at the end. Default 100. */
  list(filter?: { readonly kind?: string; readonly first?: number }, now?: number): Promise<Job[]>
  /** How many there are of each kind. */
  statistics(now?: number): Promise<Readonly<Record<string, JobCounts>>>
  close(): Promise<void>
}

export interface NewJob {
  /** What is done: `index`, `thumbnail`. */
  readonly kind: string
  /** To what. */
  readonly key: string
  /** Anything that JSON can say; default null. */
  readonly payload?: unknown
  /** Not before; default now. */
  readonly runAt?: number
}

export interface Lease {
  readonly kind: string
  readonly key: string
  readonly payload: unknown
  /** This one included; what a holder that never came back did counts too. */
  readonly attempts: number
  /** Who holds it: proves the lease to `renew`, `complete` and `fail`. */
  readonly token: string
  readonly until: number
}

export interface Job {
  readonly kind: string
  readonly key: string
  readonly payload: unknown
  readonly state: 'waiting' | 'held' | 'given-up'
  /** Absent when given up. */
  readonly runAt?: number
  readonly attempts: number
  /** The words of the last failure. */
  readonly error?: string
}

export interface JobCounts {
  readonly waiting: number
  readonly held: number
  readonly givenUp: number
  /** The time at which the one that waits longest was due; absent when none waits. */
  readonly oldest?: number
}
