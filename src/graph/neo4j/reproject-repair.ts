import type { Id } from '../../model/ids.ts'
import type { Writing } from './commit.ts'
import type { Run } from './connection.ts'
import { Projecting } from './projecting.ts'
import type { Label, Row } from './rows.ts'
import { Shelf } from './shelf.ts'
import { statement } from './statements.ts'
import { Tally } from './tally.ts'
import { Interning } from './viewers.ts'
import { lock } from './write.ts'
import { Writes } from './writes.ts'

/** More sentences help nobody. */
const MOST = 100
/** Records looked at in one go: a content may have two million characters. */
const PAGE: Readonly<Record<Label, number>> = { Entity: 2_000, Relation: 2_000, Evidence: 2_000, Content: 50, Standalone: 2_000 }

/** What one step has to work with; nothing of it outlives the step. */
export interface Bench {
  readonly run: Run
  readonly shelf: Shelf
  readonly projecting: Projecting
  /** Sent only when something is to be repaired. */
  readonly writes: Writes
  /** The next entity's place in this store. */
  readonly place: () => number
  readonly differ: (sentence: string) => void
}

export class Repair {
  readonly writing: Writing
  readonly fix: boolean
  readonly differences: string[] = []

  constructor(writing: Writing, fix: boolean) {
    this.writing = writing
    this.fix = fix
  }

  /** One transaction under the lock of the log. `work` may run more than once. */
  async step<T>(work: (bench: Bench) => Promise<T>): Promise<T> {
    const { connection, viewers } = this.writing
    const { result, said } = await connection.write(async (run) => {
      const log = await lock(run, viewers, null)
      let { entities } = log
      const said: string[] = []
      const writes = new Writes(run)
      const words = new Interning(viewers, log.clearances)
      const shelf = new Shelf(run, log.newest)
      const projecting = new Projecting({ run, shelf, words, tally: new Tally(), writes, anyMissing: false }, new Map())
      const result = await work({ run, shelf, projecting, writes, place: () => entities++, differ: (sentence) => said.push(sentence) })
      if (this.fix) {
        writes.send()
        await writes.done()
        await run(statement('write/clearances'), { rows: words.fresh() })
        await run(statement('write/log'), { sequence: log.sequence, clearances: words.count, entities, newest: log.newest })
      }
      return { result, said }
    })
    this.differences.push(...said.slice(0, MOST - this.differences.length))
    return result
  }

  /** Every node of one label in the order of ids, page by page, each in a step. */
  async pages<R extends Row>(label: Label, work: (bench: Bench, rows: readonly { readonly row: R; readonly labels: readonly string[] }[]) => Promise<void>): Promise<void> {
    for (let after = '', more = true; more;) {
      const last: Id | undefined = await this.step(async (bench) => {
        const rows = await bench.run<{ row: R; labels: string[] }>(statement('reproject/page', { LABEL: [label] }), { after, limit: PAGE[label] })
        if (rows.length > 0) await work(bench, rows)
        return rows.at(-1)?.row.id
      })
      more = last !== undefined
      after = last ?? after
    }
  }
}

/** Tells every column of a node that is not as it should be. @returns whether there was one */
export function compare(bench: Bench, label: string, is: object, should: object): boolean {
  const text = (value: unknown): string => JSON.stringify(value ?? null)
  const [mine, right] = [is as Record<string, unknown>, should as Record<string, unknown>]
  const wrong = Object.keys(right).filter((key) => text(mine[key]) !== text(right[key]))
  if (wrong.length === 0) return false
  bench.differ(`${label} ${String(mine['id'])}: ${wrong.map((key) => `${key} is ${text(mine[key])}, the log says ${text(right[key])}`).join('; ')}`)
  return true
}
