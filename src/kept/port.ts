import type { Id } from '../model/ids.ts'

/**
 * What saved questions answered last time, for each reader: outside the log, since it is what somebody saw and no
 * statement of the archive. It holds ids and hashes, never names or words of records, so that what is hidden or destroyed
 * later is not in it. A backup does not have it: whoever loses it has no last time. Every method throws UNAVAILABLE
 * when it cannot be reached.
 */
export interface KeptAnswers {
  /** @returns undefined where this reader has not run it yet. @param reader as `viewerKey` */
  last(saved: Id, reader: string): Promise<KeptAnswer | undefined>
  /** In the place of the one before. */
  keep(saved: Id, reader: string, answer: KeptAnswer): Promise<void>
  /** Of all readers; nothing where there is none. */
  forget(saved: Id): Promise<void>
}

export interface KeptAnswer {
  /** 2026-11-26, in Taipei. */
  readonly day: string
  /** Of what was seen (`questions/cite.ts`). */
  readonly checksum: string
  readonly total: number
  readonly rows: readonly KeptRow[]
}

export interface KeptRow {
  /** What the row is about: the same at another time is the same row. */
  readonly key: string
  /** Of what the row rests on, else of its cells: when it differs, the row has changed. */
  readonly hash: string
  /** The entities of its key. */
  readonly entities: readonly Id[]
}
