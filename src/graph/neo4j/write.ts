import type { Head, LoggedChangeset } from '../../model/changeset.ts'
import type { Id } from '../../model/ids.ts'
import type { Run } from './connection.ts'
import { chunksOf, placeIn } from './places.ts'
import { project } from './project.ts'
import { Projecting } from './projecting.ts'
import { Shelf } from './shelf.ts'
import { statement } from './statements.ts'
import { Tally } from './tally.ts'
import type { Touched } from './touched.ts'
import { Interning, type Viewers } from './viewers.ts'
import { Writes } from './writes.ts'

/** The log as it is once it is locked. */
export interface Log {
  readonly sequence: number
  readonly clearances: number
  readonly entities: number
  /** No record has a greater id. */
  readonly newest: Id
  /** The sequence of the changeset that was asked for. */
  readonly done: number | null
  readonly missing: boolean
}

/** Locks the log until the transaction ends, and makes known what it interned. */
export async function lock(run: Run, viewers: Viewers, changeset: Id | null): Promise<Log> {
  const [log] = await run<Log & Record<string, unknown>>(statement('write/lock'), { changeset })
  await viewers.learn(log!.clearances, run)
  return log!
}

/**
 * Writes changesets that were found right, one after the other: log, payloads, heads and what follows
 * from them.
 * @param heads of all touched records, as they are after the last
 */
export async function write(run: Run, viewers: Viewers, log: Log, shelf: Shelf, changesets: readonly LoggedChangeset[], heads: ReadonlyMap<Id, Head>): Promise<void> {
  const writes = new Writes(run)
  const touched = new Map<Id, Touching>()
  const destroyed: number[] = []
  for (const changeset of changesets) {
    const { sequence, operations } = changeset
    writes.create('Changeset', changesetRow(changeset))
    for (const chunk of chunksOf(sequence, operations)) writes.create('Operations', chunk)
    for (const [position, operation] of operations.entries()) {
      const one = touch(touched, shelf, heads, operation.id)
      one.places.push(placeIn(sequence, position))
      if (operation.op === 'put') one.payload = operation.payload ?? null
      if (operation.op === 'redact') destroyed.push(...(operation.versions ?? []).map((version) => one.places[version - 1]!))
    }
  }
  for (const one of touched.values()) if (one.head.record === null) one.payload = null
  const words = new Interning(viewers, log.clearances)
  const tally = new Tally()
  let { entities } = log
  const projecting = new Projecting({ run, shelf, words, tally, writes, anyMissing: log.missing }, touched)
  await project(projecting, () => entities++)
  const newest = [...touched.keys()].reduce((greatest, id) => (id > greatest ? id : greatest), log.newest)
  await Promise.all([
    ...(destroyed.length === 0 ? [] : [run(statement('write/destroy'), { places: destroyed })]),
    run(statement('write/tallies'), { rows: tally.rows() }),
    run(statement('write/clearances'), { rows: words.fresh() }),
    run(statement('write/log'), { sequence: changesets.at(-1)!.sequence, clearances: words.count, entities, newest }),
  ])
}

/** As the node keeps it; see `ChangesetRow` in log.ts. */
function changesetRow({ operations, batch, ...changeset }: LoggedChangeset): object {
  const { id, title, part, last, input, progress, reverts } = batch ?? {}
  return {
    ...changeset, operations: operations.length,
    ...(batch === undefined ? {} : {
      batch: id, title, part, last, input, batchReverts: reverts,
      progress: progress === undefined ? undefined : JSON.stringify(progress),
    }),
  }
}

type Touching = { -readonly [K in keyof Touched]: K extends 'places' ? number[] : Touched[K] }

function touch(touched: Map<Id, Touching>, shelf: Shelf, heads: ReadonlyMap<Id, Head>, id: Id): Touching {
  let one = touched.get(id)
  if (one === undefined) {
    const before = shelf.get(id)
    touched.set(id, (one = { head: heads.get(id)!, payload: before?.row.payload ?? null, places: [...(before?.row.places ?? [])], before }))
  }
  return one
}
