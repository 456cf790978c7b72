import type { GraphStore } from '../graph/port.ts'
import type { Audience } from '../model/audience.ts'
import type { Operation } from '../model/changeset.ts'
import type { EntityRecord } from '../model/records.ts'
import type { BatchWriter } from './batch.ts'
import { datasetSaid, editionBefore, type Anchor } from './dataset.ts'
import { identitiesOf } from './identity.ts'
import type { Importing } from './importing.ts'
import type { Mapping } from './mapping.ts'
import { prune } from './prune.ts'
import type { ImportReport } from './report.ts'
import { changedEntity } from './settle-entity.ts'
import { same } from './three-way.ts'

/** Operations in one of these parts. */
const SLICE = 5_000

export interface Finish {
  readonly mapping: Mapping
  readonly anchor: Anchor
  readonly opening: readonly Operation[]
  readonly input: { readonly rows: number; readonly checksum: string }
  readonly report: ImportReport
  readonly writer: BatchWriter
  readonly audience: Audience
  readonly prune: boolean
}

/** What can be done only when every row was seen: blanks, what vanished, and the edition the archive now has. */
export async function finish(graph: GraphStore, run: Importing, { mapping, anchor, opening, input, report, writer, audience, prune: pruning }: Finish): Promise<void> {
  const identity = identitiesOf(anchor.id)
  await run.write(opening, false)
  // a row that did not go in has not vanished from the register
  if (pruning && report.rows.read === 0) report.warnings.add({ row: 0, column: '', reason: '表裡一列也沒有，因此什麼都沒有結束 (the table has no row, so nothing was ended)', cell: '' })
  else if (pruning && report.rejected.count > 0) report.warnings.add({ row: 0, column: '', reason: `有 ${report.rejected.count} 列退回，因此什麼都沒有結束；改正後再匯入一次 (rows were rejected, so nothing was ended)`, cell: '' })
  else if (pruning) {
    const last = await editionBefore(graph, anchor.id, mapping.dataset.edition)
    const stated = (relation: string): boolean => run.gathering.seen.rowOf(relation) !== 0
    for await (const { operations, ended } of prune({ graph, source: anchor.id, audience, identity, stated, last, now: mapping.dataset.edition })) {
      await run.write(operations, false)
      report.relations.ended += ended
    }
  }
  await blankOut(run)
  const said = datasetSaid(anchor.id, mapping, { edition: mapping.dataset.edition, ...input })
  const head = (await run.lookup.heads([anchor.id])).get(anchor.id)!
  const record = head.record as EntityRecord
  const before = await run.past.before(anchor.id)
  const closed = changedEntity(record, said, before.said as EntityRecord | undefined).record
  if (writer.id !== undefined || !same(closed, record)) await run.write([{ op: 'put', record: closed, base: head.version }], true)
}

/** Fields that no row of this edition says any more. */
export async function blankOut(run: Importing): Promise<void> {
  const waiting = [...run.blanks].filter(([, codes]) => codes.size > 0)
  for (let i = 0; i < waiting.length; i += SLICE) {
    const slice = waiting.slice(i, i + SLICE)
    const heads = await run.lookup.heads(slice.map(([id]) => id))
    await run.write(slice.flatMap(([id, codes]): Operation[] => {
      const head = heads.get(id)
      if (head?.record?.type !== 'entity') return []
      const fields = Object.fromEntries(Object.entries(head.record.fields).filter(([code]) => !codes.has(code)))
      return [{ op: 'put', record: { ...head.record, fields }, base: head.version }]
    }), false)
  }
}
