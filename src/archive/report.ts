import type { Id } from '../model/ids.ts'
import type { Remark } from './draft.ts'
import type { Join } from './join.ts'
import type { Doubt } from './match.ts'
import type { Settled, Tally } from './sheet.ts'

/** Lists longer than this are cut in a report; the counts are whole. */
const LONGEST = 10_000

/** A count, and the first of what was counted. */
export class Listed<T> {
  count = 0
  readonly list: T[] = []

  add(...items: readonly T[]): void {
    this.count += items.length
    for (const item of items) if (this.list.length < LONGEST) this.list.push(item)
  }
}

/** What an import did, or (dry) would do. */
export interface ImportReport {
  readonly dataset: { readonly key: string; readonly title: string; readonly work: Id }
  readonly dry: boolean
  /** An earlier run of the same input had been cut short; this one finished it. */
  readonly resumed: boolean
  readonly rows: { read: number; passedOver: number }
  readonly entities: Tally
  readonly relations: Tally & { ended: number }
  readonly joined: Listed<Join>
  readonly parted: Listed<Join>
  /** Possible duplicates, for a person to decide. */
  readonly doubts: Listed<Doubt>
  readonly rejected: Listed<Remark>
  /** The row from which on the file could not be read at all. */
  broken?: number
  readonly warnings: Listed<Remark>
  /** Rows that say nothing an earlier row has not said. */
  readonly repeats: Listed<{ readonly row: number; readonly first: number }>
  /** Where a person's word stands against the register's. `clash`: both have changed. */
  readonly kept: Listed<{ readonly id: Id; readonly row: number; readonly field: string; readonly why: 'hand' | 'clash' }>
  /** Withdrawn, declined or redacted by a person: the register does not bring it back. */
  readonly left: Listed<{ readonly id: Id; readonly row: number }>
  /** Units of the government that no list of units has. */
  readonly unknownUnits: string[]
  batch?: Id
  parts: number
  rejects?: string
  seconds: number
}

export function newReport(dataset: ImportReport['dataset'], dry: boolean, resumed: boolean): ImportReport {
  const tally = (): Tally => ({ new: 0, changed: 0, unchanged: 0 })
  return {
    dataset, dry, resumed, rows: { read: 0, passedOver: 0 }, entities: tally(), relations: { ...tally(), ended: 0 },
    joined: new Listed(), parted: new Listed(), doubts: new Listed(), rejected: new Listed(), warnings: new Listed(), repeats: new Listed(),
    kept: new Listed(), left: new Listed(), unknownUnits: [], parts: 0, seconds: 0,
  }
}

export function addSettled(report: ImportReport, settled: Settled): void {
  for (const count of ['new', 'changed', 'unchanged'] as const) {
    report.entities[count] += settled.entities[count]
    report.relations[count] += settled.relations[count]
  }
  report.warnings.add(...settled.warnings)
  report.left.add(...settled.left)
  for (const { id, row, kept } of settled.kept) report.kept.add(...kept.map(([field, why]) => ({ id, row, field, why })))
}

/** How far a run is. */
export interface Progress {
  /** Absent while nothing is written. */
  readonly batch?: Id
  readonly bytes: number
  readonly totalBytes: number
  readonly rows: number
  readonly relations: number
  /** Relations a second so far. */
  readonly rate: number
  readonly secondsLeft: number
}
