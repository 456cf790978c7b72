import { audienceFromKey, type Viewer } from '../../model/audience.ts'
import type { Head } from '../../model/changeset.ts'
import type { Id } from '../../model/ids.ts'
import { RECORD_TYPES, type RecordType, type State } from '../../model/records.ts'
import { placeOf } from '../log.ts'
import type { Page, PageRequest } from '../port.ts'
import { recordOf, shown } from './bodies.ts'
import { pageOf, parts } from './pages.ts'
import type { Ask, Reads } from './reads.ts'
import { LABELS } from './rows.ts'

type Row = [id: Id, version: number, state: State, audience: string, payload: string | null, into: Id | null, rule: string | null]

export function heads(reads: Reads, ids: readonly Id[], viewer: Viewer): Promise<Map<Id, Head>> {
  return reads.answer(viewer, async (ask) => {
    const found = new Map<Id, Head>()
    for (const part of parts([...new Set(ids)])) {
      const byType = RECORD_TYPES.map(async (type) => headsOf(ask, type, await ask<Row>('read/heads', { ids: part }, { LABEL: [LABELS[type]] })))
      for (const head of (await Promise.all(byType)).flat()) found.set(head.id, head)
    }
    return found
  })
}

export function scan(reads: Reads, type: RecordType, viewer: Viewer, { first = 20, after }: PageRequest = {}): Promise<Page<Head>> {
  const [place] = after === undefined ? [''] : placeOf<[string]>(after, 'string')
  return reads.answer(viewer, async (ask) => {
    const rows = await ask<Row>('read/scan', { after: place, limit: first + 1 }, { LABEL: [LABELS[type]] })
    return pageOf(await headsOf(ask, type, rows), first, ({ id }) => [id])
  })
}

export function evidenceFrom(reads: Reads, source: Id, viewer: Viewer, { first = 20, after }: PageRequest = {}): Promise<Page<Head>> {
  const [place] = after === undefined ? [''] : placeOf<[string]>(after, 'string')
  return reads.answer(viewer, async (ask) => {
    const rows = await ask<Row>('read/evidence-from', { source, after: place, limit: first + 1 })
    return pageOf(await headsOf(ask, 'evidence', rows), first, ({ id }) => [id])
  })
}

async function headsOf(ask: Ask, type: RecordType, rows: readonly Row[]): Promise<Head[]> {
  const records = await shown(ask, rows.map(([id, , state, audience, payload]) => recordOf(type, id, state, audience, payload)))
  return rows.map(([id, version, state, audience, , into, rule], i) => ({
    id, type, version, state, audience: audienceFromKey(audience), record: records[i]!,
    ...(into === null ? {} : { mergedInto: into }),
    ...(into === null || rule === null ? {} : { mergeRule: rule }),
  }))
}
