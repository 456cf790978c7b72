import type { Head, LoggedOperation } from '../../model/changeset.ts'
import { ArchiveError } from '../../model/errors.ts'
import type { Id } from '../../model/ids.ts'
import { isStandalone, type EvidenceRecord, type RecordType } from '../../model/records.ts'
import { applyLogged } from '../log.ts'
import type { Row as AnyRow, Run } from './connection.ts'
import { chunksBetween, replay } from './log.ts'
import { operationsIn, placeIn, type Chunk } from './places.ts'
import { compare, type Bench, type Repair } from './reproject-repair.ts'
import { headRow, LABELS, numberOf, type EntityRow, type EvidenceRow, type HeadRow, type Label, type StandaloneRow } from './rows.ts'
import { statement } from './statements.ts'

interface Standing {
  readonly type: RecordType
  readonly places: number[]
}

/** Every head as its operations make it. Records that lack a node get one; nodes without operations go. */
export async function repairHeads(repair: Repair): Promise<void> {
  const standing = await misplaced(repair)
  for (const label of new Set(Object.values(LABELS))) {
    await repair.pages(label, async (bench, rows) => {
      const operations = await operationsAt(bench.run, rows.flatMap(({ row }) => standing.get(row.id)?.places ?? row.places ?? []))
      for (const { row } of rows) {
        const places = standing.get(row.id)?.places ?? row.places ?? []
        standing.delete(row.id)
        const right = headFrom(bench, label, row.id, places.map((place) => operations.get(place)))
        if (right === undefined) continue
        if (right === null) {
          bench.differ(`${label} ${row.id}: does not follow from the log`)
          bench.writes.remove(label, row.id)
        } else if (compare(bench, label, row, right)) bench.writes.patch(label, row.id, right)
      }
    })
  }
  if (standing.size > 0) await repair.step((bench) => addLacking(bench, standing))
}

/** Records whose nodes do not say where the log has them: usually none. */
async function misplaced(repair: Repair): Promise<Map<Id, Standing>> {
  const wrong = new Set<Id>()
  for (let after = 0; ;) {
    const page = await repair.step(async ({ run, shelf, differ }) => {
      const [row] = await run<{ changeset: { sequence: number; operations: number } }>(statement('log/changesets'), { after, limit: 1 })
      if (row === undefined) return undefined
      const { sequence, operations: count } = row.changeset
      const chunks = await Array.fromAsync(chunksBetween((params) => run(statement('log/operations'), params), sequence, sequence))
      const operations = chunks.flatMap(operationsIn)
      if (operations.length !== count) differ(`changeset ${sequence}: the log has ${operations.length} of its ${count} operations`)
      await shelf.load(operations.map(({ id }) => id))
      const ids = operations.filter(({ id, version }, position) => shelf.get(id)?.row.places?.[version - 1] !== placeIn(sequence, position)).map(({ id }) => id)
      return { sequence, ids }
    })
    if (page === undefined) break
    for (const id of page.ids) wrong.add(id)
    after = page.sequence
  }
  return wrong.size === 0 ? new Map() : placesOf(repair, wrong)
}

async function placesOf({ writing }: Repair, ids: ReadonlySet<Id>): Promise<Map<Id, Standing>> {
  const found = new Map<Id, Standing>()
  for await (const { sequence, operations } of replay(writing.connection)) {
    for (const [position, { id, type }] of operations.entries()) {
      if (!ids.has(id)) continue
      const one = found.get(id)
      if (one === undefined) found.set(id, { type, places: [placeIn(sequence, position)] })
      else one.places.push(placeIn(sequence, position))
    }
  }
  return found
}

interface Placed {
  readonly place: number
  readonly operation: LoggedOperation
}

async function operationsAt(run: Run, places: readonly number[]): Promise<Map<number, Placed>> {
  if (places.length === 0) return new Map()
  const chunks = await run<Chunk & AnyRow>(statement('reproject/chunks'), { places: [...new Set(places)] })
  return new Map(chunks.flatMap((chunk) => operationsIn(chunk).map((operation, i): [number, Placed] => [chunk.place + i, { place: chunk.place + i, operation }])))
}

/** What of a node is the head: the columns of every head, and what types have beside them. */
type HeadColumns = HeadRow & Partial<Pick<EntityRow, 'mergedInto' | 'mergeRule'> & Pick<EvidenceRow, 'relation' | 'sourceRecorded'> & Pick<StandaloneRow, 'type'>>

/** What a node should say of its record. @returns null for no record at all; undefined where the log itself is damaged */
function headFrom(bench: Bench, label: Label, id: Id, versions: readonly (Placed | undefined)[]): HeadColumns | null | undefined {
  const own = versions.filter((version) => version !== undefined && version.operation.id === id && LABELS[version.operation.type] === label) as Placed[]
  if (own.length === 0) return null
  let head: Head | undefined
  let payload: string | null = null
  try {
    for (const { operation } of own) {
      head = applyLogged(head, operation)
      if (operation.op === 'put') payload = operation.payload ?? null
    }
  } catch (error) {
    if (!(error instanceof ArchiveError)) throw error
    bench.differ(`${label} ${id}: ${error.message}`)
    return undefined
  }
  const columns = headRow(head!, head!.record === null ? null : payload, own.map(({ place }) => place))
  const { type } = head!
  if (type === 'entity') return { ...columns, mergedInto: head!.mergedInto ?? null, mergeRule: head!.mergeRule ?? null }
  if (isStandalone(type)) return { ...columns, type }
  if (type !== 'evidence') return columns
  const record = head!.record as EvidenceRecord | null
  return { ...columns, relation: record?.relation ?? null, sourceRecorded: record?.source ?? null }
}

/** What every projection of a node without one is: nothing that anybody sees. The next steps put it right. */
const UNSEEN: Readonly<Record<Label, object>> = {
  Entity: { clearance: 0, level: 0, reading: 0 },
  Relation: { level: 0, clearance: 0, reading: 0, startEarliest: 0, endLatest: 0 },
  Evidence: { shown: 0, clearance: 0, reading: 0 },
  Content: { level: 0, reading: 0 },
  Standalone: { reading: 0 },
}

async function addLacking(bench: Bench, standing: ReadonlyMap<Id, Standing>): Promise<void> {
  const operations = await operationsAt(bench.run, [...standing.values()].flatMap(({ places }) => places))
  for (const [id, { type, places }] of standing) {
    const label = LABELS[type]
    const right = headFrom(bench, label, id, places.map((place) => operations.get(place)))
    if (right == null) continue
    bench.differ(`${label} ${id}: missing`)
    bench.writes.create(label, { ...UNSEEN[label], ...right, ...(type === 'entity' ? { number: numberOf(bench.place(), undefined) } : {}) })
  }
}
