import { audienceFromKey, type Viewer } from '../../model/audience.ts'
import type { Head } from '../../model/changeset.ts'
import type { Id } from '../../model/ids.ts'
import { isStandalone, RECORD_TYPES, type RecordType, type StandaloneType, type State } from '../../model/records.ts'
import { placeOf } from '../log.ts'
import type { Page, PageRequest } from '../port.ts'
import { recordOf, shown } from './bodies.ts'
import { pageOf, parts } from './pages.ts'
import type { Ask, Reads } from './reads.ts'
import { LABELS } from './rows.ts'

/** Types with a label of their own. */
const TYPES = RECORD_TYPES.filter((type) => !isStandalone(type))

type Row = [id: Id, version: number, state: State, audience: string, payload: string | null, into: Id | null, rule: string | null]
type StandaloneRow = [...Row, type: StandaloneType]

export function heads(reads: Reads, ids: readonly Id[], viewer: Viewer): Promise<Map<Id, Head>> {
  return reads.answer(viewer, async (ask) => {
    const found = new Map<Id, Head>()
    for (const part of parts([...new Set(ids)])) {
      const byType = TYPES.map(async (type) => headsOf(ask, () => type, await ask<Row>('read/heads', { ids: part }, { LABEL: [LABELS[type]] })))
      const standalone = ask<StandaloneRow>('read/standalone', { ids: part }).then((rows) => headsOf(ask, ([, , , , , , , type]) => type, rows))
      for (const head of (await Promise.all([...byType, standalone])).flat()) found.set(head.id, head)
    }
    return found
  })
}

export function scan(reads: Reads, type: RecordType, viewer: Viewer, { first = 20, after }: PageRequest = {}): Promise<Page<Head>> {
  const [place] = after === undefined ? [''] : placeOf<[string]>(after, 'string')
  return reads.answer(viewer, async (ask) => {
    const rows = isStandalone(type)
      ? await ask<Row>('read/scan-standalone', { type, after: place, limit: first + 1 })
      : await ask<Row>('read/scan', { after: place, limit: first + 1 }, { LABEL: [LABELS[type]] })
    return pageOf(await headsOf(ask, () => type, rows), first, ({ id }) => [id])
  })
}

export function evidenceFrom(reads: Reads, source: Id, viewer: Viewer, { first = 20, after }: PageRequest = {}): Promise<Page<Head>> {
  const [place] = after === undefined ? [''] : placeOf<[string]>(after, 'string')
  return reads.answer(viewer, async (ask) => {
    const rows = await ask<Row>('read/evidence-from', { source, after: place, limit: first + 1 })
    return pageOf(await headsOf(ask, () => 'evidence', rows), first, ({ id }) => [id])
  })
}

async function headsOf<R extends Row | StandaloneRow>(ask: Ask, typeOf: (row: R) => RecordType, rows: readonly R[]): Promise<Head[]> {
  const records = await shown(ask, rows.map((row) => {
    const [id, , state, audience, payload] = row
    return recordOf(typeOf(row), id, state, audience, payload)
  }))
  return rows.map((row, i) => headOf(row, typeOf(row), records[i]!))
}

function headOf([id, version, state, audience, , into, rule]: Row | StandaloneRow, type: RecordType, record: Head['record']): Head {
  return {
    id, type, version, state, audience: audienceFromKey(audience), record,
    ...(into === null ? {} : { mergedInto: into }),
    ...(into === null || rule === null ? {} : { mergeRule: rule }),
  }
}
