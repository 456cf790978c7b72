import type { Id } from '../../model/ids.ts'
import type { EntityRecord, EvidenceRecord } from '../../model/records.ts'
import type { Run } from './connection.ts'
import { endsOf, sourceOf } from './project.ts'
import { bearerOf, contentRow } from './project-contents.ts'
import { entityRow, identifiersOf, keysOf } from './project-entities.ts'
import { relationRows, strayRow } from './project-relations.ts'
import { nameAnew, standaloneRow, subjectsOf } from './project-standalone.ts'
import { compare, type Bench, type Repair } from './reproject-repair.ts'
import { relationWaiting, waitingRows } from './project-waiting.ts'
import { repairWaiting } from './reproject-waiting.ts'
import type { Naming } from './projecting.ts'
import { placeOf, type ContentRow, type EntityRow, type EvidenceRow, type RelationRow, type StandaloneRow, type WaitingRow } from './rows.ts'
import { statement } from './statements.ts'

/** What a record names and the archive does not have. */
export interface Missing {
  readonly id: Id
  readonly record: Id
  readonly type: Naming
}

/** What is projected onto nodes, from heads that are right. @returns what is named and not there */
export async function repairRows(repair: Repair): Promise<Missing[]> {
  const missing: Missing[] = []
  await repair.pages<EntityRow>('Entity', async (bench, rows) => {
    await bench.shelf.load(rows.map(({ row }) => row.id))
    for (const { row, labels } of rows) repairEntity(bench, row, labels)
    await repairKeys(bench, rows.map(({ row }) => row.id))
    await repairWaiting(bench, rows.map(({ row }) => row.id), rows.flatMap(({ row }) => waitingRows(bench.projecting, row.id, entityRow(bench.projecting, bench.projecting.current(row.id)!, bench.projecting.chain(row.id)!, placeOf(row.number)))))
  })
  await repair.pages<RelationRow>('Relation', async (bench, rows) => {
    const found = await repairRelations(bench, rows.map(({ row }) => row.id))
    missing.push(...found)
  })
  await repair.pages<EvidenceRow>('Evidence', async (bench, rows) => {
    const found = await repairStrays(bench, rows.map(({ row }) => row))
    missing.push(...found)
  })
  await repair.pages<ContentRow>('Content', async (bench, rows) => {
    const found = await repairContents(bench, rows)
    missing.push(...found)
  })
  await repair.pages<StandaloneRow>('Standalone', repairStandalone)
  return missing
}

function repairEntity({ projecting, writes, ...bench }: Bench, row: EntityRow, labels: readonly string[]): void {
  const head = projecting.current(row.id)!
  const right = entityRow(projecting, head, projecting.chain(row.id)!, placeOf(row.number))
  if (compare({ projecting, writes, ...bench }, 'Entity', row, right)) writes.replace('Entity', right)
  const kind = right.kind ?? undefined
  if (labels.toSorted().join() === ['Entity', ...(kind === undefined ? [] : [kind])].toSorted().join()) return
  bench.differ(`Entity ${row.id}: is labelled ${labels.join(':')}, the log says ${kind ?? 'nothing more'}`)
  writes.relabel(kind, row.id)
}

/** Name keys and identifiers that lead to these entities. */
async function repairKeys(bench: Bench, ids: readonly Id[]): Promise<void> {
  const records = ids.map((id) => [id, bench.projecting.current(id)!.record as EntityRecord | null] as const)
  const names = records.flatMap(([entity, record]) => keysOf(record).map((key) => ({ key, entity })))
  for (const row of await absent(bench.run, 'reproject/names-absent', names)) {
    bench.differ(`Name 「${row.key}」 of ${row.entity}: missing`)
    bench.writes.dropNames(row.entity, [row.key])
    bench.writes.create('Name', row)
  }
  const identifiers = records.flatMap(([entity, record]) => identifiersOf(record).map(({ scheme, value }) => ({ scheme, value, entity })))
  for (const row of await absent(bench.run, 'reproject/identifiers-absent', identifiers)) {
    bench.differ(`Identifier ${row.scheme} ${row.value} of ${row.entity}: missing`)
    bench.writes.dropIdentifiers(row.entity, [row])
    bench.writes.create('Identifier', row)
  }
}

async function absent<R extends Readonly<Record<string, string>>>(run: Run, name: string, rows: readonly R[]): Promise<R[]> {
  return rows.length === 0 ? [] : (await run<{ row: R }>(statement(name), { rows })).map(({ row }) => row)
}

/** Relations with everything on them. */
async function repairRelations(bench: Bench, ids: readonly Id[]): Promise<Missing[]> {
  const { shelf, projecting, writes } = bench
  await shelf.load(ids)
  await shelf.loadEvidenceOn(ids)
  const pieces = (id: Id): Id[] => shelf.evidenceOn(id).map(({ head }) => head.id)
  await shelf.load(ids.flatMap((id) => [...endsOf(projecting, id), ...pieces(id).flatMap((piece) => sourceOf(projecting, piece))]))
  const waiting: WaitingRow[] = []
  for (const id of ids) {
    const right = relationRows(projecting, id, pieces(id))
    waiting.push(...relationWaiting(projecting, right))
    if (compare(bench, 'Relation', projecting.before(id)!, right.relation)) writes.replace('Relation', right.relation)
    for (const row of right.evidence) if (compare(bench, 'Evidence', projecting.before(row.id)!, row)) writes.replace('Evidence', row)
  }
  await repairWaiting(bench, ids.flatMap((id) => [id, ...pieces(id)]), waiting)
  return ids.flatMap((id) => [
    ...lacking(bench, id, 'relation', endsOf(projecting, id)),
    ...pieces(id).flatMap((piece) => lacking(bench, piece, 'evidence', sourceOf(projecting, piece))),
  ])
}

/** Evidence that is about nothing. */
async function repairStrays(bench: Bench, rows: readonly EvidenceRow[]): Promise<Missing[]> {
  const { shelf, projecting, writes } = bench
  await shelf.load(rows.map(({ id }) => id))
  const about = (id: Id): Id | undefined => (projecting.current(id)!.record as EvidenceRecord | null)?.relation
  await shelf.load(rows.flatMap(({ id }) => about(id) ?? []))
  const strays = rows.filter(({ id }) => about(id) === undefined || projecting.current(about(id)!)?.type !== 'relation')
  await shelf.load(strays.flatMap(({ id }) => sourceOf(projecting, id)))
  for (const row of strays) {
    const right = strayRow(projecting, row.id)
    if (compare(bench, 'Evidence', row, right)) writes.replace('Evidence', right)
  }
  await repairWaiting(bench, strays.map(({ id }) => id), [])
  return strays.flatMap(({ id }) => lacking(bench, id, 'evidence', [...sourceOf(projecting, id), ...(about(id) === undefined ? [] : [about(id)!])]))
}

async function repairContents(bench: Bench, rows: readonly { readonly row: ContentRow }[]): Promise<Missing[]> {
  const { shelf, projecting, writes } = bench
  await shelf.load(rows.map(({ row }) => row.id))
  await shelf.load(rows.flatMap(({ row }) => bearerOf(projecting, row.id)))
  const rights = rows.map(({ row }) => contentRow(projecting, row.id))
  rights.forEach((right, i) => { if (compare(bench, 'Content', rows[i]!.row, right)) writes.replace('Content', right) })
  await repairWaiting(bench, rights.map(({ id }) => id), rights.flatMap((right) => waitingRows(projecting, right.id, right)))
  return rows.flatMap(({ row }) => lacking(bench, row.id, 'content', bearerOf(projecting, row.id)))
}

async function repairStandalone(bench: Bench, rows: readonly { readonly row: StandaloneRow }[]): Promise<void> {
  const { shelf, projecting, writes, run, differ } = bench
  await shelf.load(rows.map(({ row }) => row.id))
  const noted = Map.groupBy(await run<{ record: Id; subject: Id }>(statement('reproject/naming'), { records: rows.map(({ row }) => row.id) }), ({ record }) => record)
  await repairWaiting(bench, rows.map(({ row }) => row.id), rows.flatMap(({ row }) => waitingRows(projecting, row.id, standaloneRow(projecting, row.id))))
  for (const { row } of rows) {
    const right = standaloneRow(projecting, row.id)
    if (compare(bench, 'Standalone', row, right)) writes.replace('Standalone', right)
    const [is, should] = [(noted.get(row.id) ?? []).map(({ subject }) => subject).sort(), subjectsOf(projecting, row.id).toSorted()]
    if (String(is) === String(should)) continue
    differ(`Standalone ${row.id}: is noted to be about ${String(is)}, the log says ${String(should)}`)
    nameAnew(writes, row.id, is, should)
  }
}

const lacking = ({ projecting }: Bench, record: Id, type: Missing['type'], named: readonly Id[]): Missing[] =>
  named.filter((id) => projecting.current(id) === undefined).map((id) => ({ id, record, type }))
