import { audienceFromKey, type Viewer } from '../../model/audience.ts'
import type { Head } from '../../model/changeset.ts'
import type { Id } from '../../model/ids.ts'
import { isStandalone, RECORD_TYPES, type RecordType, type StandaloneType, type State } from '../../model/records.ts'
import { placeOf } from '../log.ts'
import type { Page, PageRequest } from '../port.ts'
import { BORNE } from '../reading.ts'
import { recordOf, shown, whoStand } from './bodies.ts'
import { pageOf, parts } from './pages.ts'
import type { Ask, Reads } from './reads.ts'
import { LABELS, PLAIN } from './rows.ts'

/** Types with a label of their own. */
const TYPES = RECORD_TYPES.filter((type) => !isStandalone(type))

type Row = [id: Id, version: number, state: State, audience: string, payload: string | null, into: Id | null, rule: string | null]
type StandaloneRow = [...Row, type: StandaloneType]

/** Fewer are asked for of all types at once: that is one way there and back. */
const MANY = 100

export function heads(reads: Reads, ids: readonly Id[], viewer: Viewer): Promise<Map<Id, Head>> {
  return reads.answer(viewer, async (ask) => {
    const found = new Map<Id, Head>()
    const of = TYPES.map((type) => async (some: readonly Id[]) => headsOf(ask, () => type, await ask<Row>('read/heads', { ids: some }, { LABEL: [LABELS[type]] })))
    const all = [...of, (some: readonly Id[]) => standaloneHeads(ask, some)]
    const oneByOne = all.map((type) => [type])
    for (const part of parts([...new Set(ids)])) {
      let wanted = part
      for (const types of part.length < MANY ? [all] : [...oneByOne]) {
        const heads = (await Promise.all(types.map((type) => type(wanted)))).flat()
        for (const head of heads) found.set(head.id, head)
        wanted = wanted.filter((id) => !found.has(id))
        if (wanted.length === 0) break
        // what was written together is often of one type: where some were found is looked at first
        if (heads.length > 0) oneByOne.unshift(...oneByOne.splice(oneByOne.indexOf(types), 1))
      }
    }
    return found
  })
}

export function scan(reads: Reads, type: RecordType, viewer: Viewer, page: PageRequest = {}): Promise<Page<Head>> {
  if (isStandalone(type)) return standingPage(reads, viewer, page, (ask, after, limit) => ask<StandaloneRow>('read/scan-standalone', { type, after, limit }))
  return pageFrom(reads, type, viewer, page, (ask, place) => ask<Row>('read/scan', place, { LABEL: [LABELS[type]] }))
}

export function naming(reads: Reads, id: Id, types: readonly StandaloneType[], viewer: Viewer, page: PageRequest = {}): Promise<Page<Head>> {
  return standingPage(reads, viewer, page, (ask, after, limit) => ask<StandaloneRow>('read/naming', { id, types: [...types], after, limit }))
}

/** A page of what stands alone: goes on where what was read is not there for the viewer. */
function standingPage(reads: Reads, viewer: Viewer, { first = 20, after }: PageRequest, read: (ask: Ask, after: Id, limit: number) => Promise<StandaloneRow[]>): Promise<Page<Head>> {
  const [start] = after === undefined ? [''] : placeOf<[string]>(after, 'string')
  return reads.answer(viewer, async (ask) => {
    const found: Head[] = []
    for (let place = start, more = true; more && found.length <= first;) {
      const rows = await read(ask, place, first + 1)
      found.push(...(await headsOf(ask, typeOfRow, rows)))
      more = rows.length > first
      place = rows.at(-1)?.[0] ?? place
    }
    return pageOf(found, first, ({ id }) => [id])
  })
}

const typeOfRow = ([, , , , , , , type]: StandaloneRow): StandaloneType => type

export const evidenceFrom = (reads: Reads, source: Id, viewer: Viewer, page?: PageRequest): Promise<Page<Head>> =>
  pageFrom(reads, 'evidence', viewer, page, (ask, place) => ask<Row>('read/evidence-from', { source, ...place }))

export const evidenceOn = (reads: Reads, relation: Id, viewer: Viewer, page?: PageRequest): Promise<Page<Head>> =>
  pageFrom(reads, 'evidence', viewer, page, (ask, place) => ask<Row>('read/evidence-on', { relation, ...place }))

export const setAside = (reads: Reads, id: Id, viewer: Viewer, page?: PageRequest): Promise<Page<Head>> =>
  pageFrom(reads, 'relation', viewer, page, (ask, place) => ask<Row>('read/set-aside', { id, ...place }))

function pageFrom(reads: Reads, type: RecordType, viewer: Viewer, { first = 20, after }: PageRequest = {}, read: (ask: Ask, place: { after: Id; limit: number }) => Promise<Row[]>): Promise<Page<Head>> {
  const [place] = after === undefined ? [''] : placeOf<[string]>(after, 'string')
  return reads.answer(viewer, async (ask) => pageOf(await headsOf(ask, () => type, await read(ask, { after: place, limit: first + 1 })), first, ({ id }) => [id]))
}

/** Which of these stand-alone records are there for the viewer. */
export async function standaloneHeads(ask: Ask, ids: readonly Id[]): Promise<Head[]> {
  return ids.length === 0 ? [] : headsOf(ask, typeOfRow, await ask<StandaloneRow>('read/standalone', { ids: [...ids] }))
}

async function headsOf<R extends Row | StandaloneRow>(ask: Ask, typeOf: (row: R) => RecordType, rows: readonly R[]): Promise<Head[]> {
  if (ask.whole && rows.every((row) => (PLAIN as readonly RecordType[]).includes(typeOf(row)))) return rows.map((row) => unread(row, typeOf(row)))
  const all = rows.map((row) => {
    const [id, , state, audience, payload] = row
    const type = typeOf(row)
    return { row, type, record: recordOf(type, id, state, audience, payload) }
  })
  const borne = all.filter(({ type }) => !ask.whole && BORNE.has(type))
  const stand = borne.length === 0 ? undefined : new Set(await whoStand(ask, borne.flatMap(({ record }) => record ?? [])))
  // whose words are gone is not known to be about anything
  const there = stand === undefined ? all : all.filter(({ type, record }) => !BORNE.has(type) || (record !== null && stand.has(record)))
  const records = await shown(ask, there.map(({ record }) => record))
  return there.map(({ row, type }, i) => headOf(row, type, records[i]!))
}

/** Its words are read when somebody asks for them: most are only asked for their version. */
function unread([id, version, state, audience, payload]: Row | StandaloneRow, type: RecordType): Head {
  let record: Head['record'] | undefined
  return {
    id, type, version, state, audience: audienceFromKey(audience),
    get record() { return record === undefined ? (record = recordOf(type, id, state, audience, payload)) : record },
  }
}

function headOf([id, version, state, audience, , into, rule]: Row | StandaloneRow, type: RecordType, record: Head['record']): Head {
  return {
    id, type, version, state, audience: audienceFromKey(audience), record,
    ...(into === null ? {} : { mergedInto: into }),
    ...(into === null || rule === null ? {} : { mergeRule: rule }),
  }
}
