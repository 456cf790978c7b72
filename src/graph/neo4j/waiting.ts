import type { Viewer } from '../../model/audience.ts'
import type { Id } from '../../model/ids.ts'
import { isStandalone, type RecordType, type State } from '../../model/records.ts'
import type { Page, PageRequest, Waiting, WaitingQuery } from '../port.ts'
import { ALWAYS, waitingStart, waits } from '../waiting.ts'
import { standaloneHeads } from './heads.ts'
import { pageOf } from './pages.ts'
import type { Params } from './connection.ts'
import type { Ask, Reads } from './reads.ts'

type Row = [id: Id, type: RecordType, at: number, rank: number]

/** Rows looked at in one go: more and more, where little of them passes. */
const MOST = 4_000

export function waiting(reads: Reads, query: WaitingQuery, viewer: Viewer, { first = 20, after }: PageRequest = {}): Promise<Page<Waiting>> {
  const { order = 'oldest', state = 'proposed' } = query
  const start = waitingStart(query, after)
  return reads.answer(viewer, async (ask) => {
    const found: Row[] = []
    for (let place = start, isMore = true, limit = 2 * first + 2; isMore && found.length <= first; limit = Math.min(MOST, 2 * limit)) {
      const rows = await ask<Row>(`read/waiting-${order}`, { ...filterOf(query), rank: place[0], at: place[1], after: place[2], limit })
      found.push(...(await apart(ask, rows, state)))
      isMore = rows.length === limit
      const last = rows.at(-1)
      if (last !== undefined) place = [last[3], last[2], last[0]]
    }
    const { items, ...page } = pageOf(found, first, ([id, , at, rank]) => (order === 'confidence' ? [rank, at, id] : [at, id]))
    return { items: items.map(([id, type, at, rank]) => ({ id, type, at, confidence: 0 - rank })), ...page }
  })
}

function filterOf({ state = 'proposed', types, relations, kinds, source, confidence, by, since = 0, until = ALWAYS }: WaitingQuery): Params {
  return {
    state, types: types === undefined ? null : [...types], since, until, by: by ?? null, source: source ?? null, least: confidence === undefined ? null : 0 - confidence,
    relations: relations === undefined && kinds === undefined ? null : [...(relations ?? [])], kinds: [...(kinds ?? [])],
  }
}

/** Those that are not decided with another, and are there for the viewer. */
async function apart(ask: Ask, rows: readonly Row[], state: State): Promise<Row[]> {
  const of = (type: RecordType): Id[] => rows.flatMap(([id, its]) => (its === type ? id : []))
  const [entities, contents, standing] = [of('entity'), of('content'), rows.flatMap(([id, type]) => (isStandalone(type) ? id : []))]
  const led = new Set(!waits(state) || entities.length + contents.length === 0 ? [] : await ask<Id>('read/waiting-with', { entities, contents, state }))
  const gone = new Set(entities.length === 0 ? [] : await ask<Id>('read/waiting-merged', { entities }))
  const there = new Set((await standaloneHeads(ask, standing)).map(({ id }) => id))
  return rows.filter(([id, type]) => !led.has(id) && !gone.has(id) && (!isStandalone(type) || there.has(id)))
}
