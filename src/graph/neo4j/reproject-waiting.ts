import type { Id } from '../../model/ids.ts'
import { withMoments } from './project-waiting.ts'
import type { Bench } from './reproject-repair.ts'
import type { WaitingRow } from './rows.ts'
import { statement } from './statements.ts'

/** What of these records waits for a decision. @param rows as they should be, each with its sequence in place of its moment */
export async function repairWaiting({ run, writes, differ }: Bench, ids: readonly Id[], rows: readonly WaitingRow[]): Promise<void> {
  const is = Map.groupBy(await run<{ item: Id; row: WaitingRow }>(statement('reproject/waiting'), { items: [...ids] }), ({ item }) => item)
  const should = Map.groupBy(await withMoments({ run }, rows), ({ item }) => item)
  for (const id of ids) {
    const right = should.get(id) ?? []
    if (said((is.get(id) ?? []).map(({ row }) => row)) === said(right)) continue
    differ(`Waiting ${id}: is ${said((is.get(id) ?? []).map(({ row }) => row))}, the log says ${said(right)}`)
    writes.dropWaiting(id)
    for (const row of right) writes.create('Waiting', row)
  }
}

const said = (rows: readonly WaitingRow[]): string =>
  JSON.stringify(rows.map((row) => Object.entries(row).filter(([, value]) => value !== null).sort(([x], [y]) => (x < y ? -1 : 1))).map((row) => JSON.stringify(row)).sort())
