import type { Viewer } from '../../model/audience.ts'
import { keptBy } from '../../model/clearance.ts'
import type { Connection, Params } from './connection.ts'
import { statement } from './statements.ts'
import type { Viewers } from './viewers.ts'

export interface Ask {
  /** Runs a statement for the viewer: `$cleared` is given. The statement returns one column, `row`. */
  <R>(name: string, params?: Params, inlined?: Readonly<Record<string, readonly string[]>>): Promise<R[]>
  /** Maintenance: sees also what is nobody's. */
  readonly whole: boolean
  /** The text of one by its number. */
  readonly clearance: (number: number) => string
  /** As `keptBy` of `model/clearance.ts`, by a clearance's number. Absent where nothing is announced to the viewer. */
  readonly keptBy?: (clearance: number) => readonly string[]
}

interface Moment<R> {
  readonly sequence: number
  readonly ended: number
  readonly clearances: number
  readonly rows: R[]
}

/** Between two statements of an answer, or during one, somebody committed. */
class Moved extends Error {}

/** Times an answer is begun anew before it makes writers wait. */
const TRIES = 4

/**
 * Answers that are true of one sequence. Neo4j reads what is committed at the moment it looks, so
 * every statement tells the sequence at which it began and ended; where they differ the answer is
 * begun anew, at last under the lock of the log, where nobody commits. (What is read in the
 * milliseconds in which the server applies a commit can still be of both sides of it.)
 */
export class Reads {
  readonly #connection: Connection
  readonly #viewers: Viewers

  constructor(connection: Connection, viewers: Viewers) {
    this.#connection = connection
    this.#viewers = viewers
  }

  /** @param work asks; may run more than once, so it must not keep anything from one time to the next */
  async answer<T>(viewer: Viewer, work: (ask: Ask) => Promise<T>, signal?: AbortSignal): Promise<T> {
    const run = <R>(text: string, params: Params): Promise<Moment<R>[]> => this.#connection.read<Moment<R> & Record<string, unknown>>(text, params, signal)
    for (let attempt = 0; attempt < TRIES; attempt++) {
      try {
        return await work(this.#asking(viewer, run))
      } catch (error) {
        if (!(error instanceof Moved)) throw error
      }
    }
    return this.#connection.write(async (run) => {
      const [log] = await run<{ clearances: number }>(statement('write/lock'), { changeset: null })
      await this.#viewers.learn(log!.clearances, run)
      return work(this.#asking(viewer, run as never))
    })
  }

  #asking(viewer: Viewer, run: <R>(text: string, params: Params) => Promise<Moment<R>[]>): Ask {
    let sequence: number | undefined
    const ask = async <R>(name: string, params: Params = {}, inlined?: Readonly<Record<string, readonly string[]>>) => {
      const { known, numbers } = this.#viewers.cleared(viewer)
      const [moment] = await run<R>(timed(statement(name, inlined)), { ...params, cleared: numbers })
      sequence ??= moment!.sequence
      if (moment!.clearances > known) {
        await this.#viewers.learn(moment!.clearances)
        throw new Moved()
      }
      if (moment!.sequence !== sequence || moment!.ended !== sequence) throw new Moved()
      return moment!.rows
    }
    const asking = Object.assign(ask, { whole: viewer.whole === true, clearance: (number: number) => this.#viewers.key(number) })
    if ((viewer.announced?.size ?? 0) === 0) return asking
    return Object.assign(asking, { keptBy: (clearance: number) => keptBy(this.#viewers.key(clearance), viewer) ?? [] })
  }
}

/** The same statement, as one row: what it returns, and the sequence before and after it ran. */
export const timed = (text: string): string => `MATCH (log:Log)
WITH log.sequence AS sequence, log.clearances AS clearances
CALL () {
  CALL () {
${text}
  }
  RETURN collect(row) AS rows
}
WITH sequence, clearances, rows
MATCH (log:Log)
RETURN sequence, clearances, rows, log.sequence AS ended`
