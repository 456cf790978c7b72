import type { Viewer } from '../../model/audience.ts'
import { LEVELS } from '../../model/edge.ts'
import type { Id } from '../../model/ids.ts'
import type { EvidenceRecord, Kind, RelationRecord, State } from '../../model/records.ts'
import { placeOf } from '../log.ts'
import type { EntityRef, Page, PageRequest, RelationsQuery, RelationView } from '../port.ts'
import { inTurns } from '../turns.ts'
import { evidenceView, relationView } from '../views.ts'
import { recordOf } from './bodies.ts'
import { pageOf, parts, RECORDS } from './pages.ts'
import type { Ask, Reads } from './reads.ts'

/** Statements at once: a server with two processors uses both. */
const AT_ONCE = 3

type Ref = [id: Id, name: string, kind: Kind]
type NoRef = [null, null, null]

/** As `cypher/parts/relation-view.cypher`. */
type Row = [
  id: Id, version: number, state: State, audience: string, payload: string, level: number,
  from: Ref, to: Ref, fromRecorded: Ref | NoRef, toRecorded: Ref | NoRef,
  evidence: [id: Id, state: State, audience: string, payload: string, ...source: Ref][],
]

export function relations(reads: Reads, id: Id, query: RelationsQuery, viewer: Viewer, { first = 20, after }: PageRequest = {}): Promise<Page<RelationView>> {
  const [level, last]: [number, string] = after === undefined ? [LEVELS.published, ''] : placeOf<[number, string]>(after, 'number', 'string')
  const { direction, types, includeDeprecated = false, includeProposed = false, asOf, evidence = true } = query
  const params = {
    id, out: direction !== 'in', in: direction !== 'out', types: types ?? null, deprecated: includeDeprecated,
    from: asOf?.from ?? null, to: asOf?.to ?? null, evidence,
  }
  return reads.answer(viewer, async (ask) => {
    const rows: Row[] = []
    const read = async (of: number, from: string): Promise<void> => {
      let after = from
      for (let isMore = true; isMore && rows.length <= first;) {
        const limit = Math.min(RECORDS, first + 1 - rows.length)
        const some = await ask<Row>('read/relations', { ...params, level: of, after, limit })
        rows.push(...some)
        isMore = some.length === limit
        after = some.at(-1)?.[0] ?? after
      }
    }
    if (level === LEVELS.published) await read(LEVELS.published, last)
    if (includeProposed) await read(LEVELS.proposed, level === LEVELS.proposed ? last : '')
    const { items, ...page } = pageOf(rows, first, (row) => [row[5], row[0]])
    return { items: await viewsOf(ask, items, evidence), ...page }
  })
}

export const relationsById = (reads: Reads, ids: readonly Id[], viewer: Viewer): Promise<Map<Id, RelationView>> =>
  reads.answer(viewer, (ask) => viewsById(ask, ids))

export async function viewsById(ask: Ask, ids: readonly Id[]): Promise<Map<Id, RelationView>> {
  const found = new Map<Id, RelationView>()
  for (const some of parts([...parts([...new Set(ids)], RECORDS)], AT_ONCE)) {
    const rows = await Promise.all(some.map((part) => ask<Row>('read/relations-by-id', { ids: part, evidence: true })))
    for (const view of await viewsOf(ask, rows.flat())) found.set(view.id, view)
  }
  return found
}

/** @param wanted whether evidence was asked for */
async function viewsOf(ask: Ask, rows: readonly Row[], wanted = true): Promise<RelationView[]> {
  const keepers = new Map<Id, (readonly string[])[]>()
  const bare = wanted && ask.keptBy !== undefined ? rows.flatMap((row) => (row[10].length === 0 ? row[0] : [])) : []
  for (const [id, clearance] of bare.length === 0 ? [] : await ask<[Id, number]>('read/kept', { ids: bare })) {
    keepers.set(id, [...(keepers.get(id) ?? []), ask.keptBy!(clearance)])
  }
  return inTurns(rows, (row) => viewOf(row, keepers.get(row[0])))
}

function viewOf([id, version, state, audience, payload, , fromRow, toRow, fromRecorded, toRecorded, evidence]: Row, keepers: readonly (readonly string[])[] = []): RelationView {
  const record = recordOf<RelationRecord>('relation', id, state, audience, payload)!
  const [from, to] = [refOf(fromRow), refOf(toRow)]
  const recorded = { from: fromRecorded[0] === null ? from : refOf(fromRecorded), to: toRecorded[0] === null ? to : refOf(toRecorded) }
  return relationView({ version, record }, { from, to }, recorded, evidence.map(([piece, pieceState, pieceAudience, body, ...source]) =>
    evidenceView(recordOf<EvidenceRecord>('evidence', piece, pieceState, pieceAudience, body)!, refOf(source))), keepers)
}

const refOf = ([id, name, kind]: Ref): EntityRef => ({ id, name, kind })
