import type { Viewer } from '../../model/audience.ts'
import type { Id } from '../../model/ids.ts'
import type { EntityRecord, State } from '../../model/records.ts'
import type { EntityView } from '../port.ts'
import { entityView } from '../views.ts'
import { recordOf, shown } from './bodies.ts'
import { parts, RECORDS } from './pages.ts'
import type { Ask, Reads } from './reads.ts'

type Own = [id: Id, version: number, state: State, audience: string, payload: string]
type Row = [asked: Id, ...Own, merged: Own[]]

export const entities = (reads: Reads, ids: readonly Id[], viewer: Viewer): Promise<Map<Id, EntityView>> =>
  reads.answer(viewer, (ask) => viewsOf(ask, ids))

/** Views by the id they were asked for. */
export async function viewsOf(ask: Ask, ids: readonly Id[]): Promise<Map<Id, EntityView>> {
  const found = new Map<Id, EntityView>()
  for (const part of parts([...new Set(ids)], RECORDS)) {
    const rows = await ask<Row>('read/entities', { ids: part })
    const owns = rows.flatMap(([, id, version, state, audience, payload, merged]): Own[] => [[id, version, state, audience, payload], ...merged])
    const records = await shown(ask, owns.map(([id, , state, audience, payload]) => recordOf<EntityRecord>('entity', id, state, audience, payload)!))
    const wholes = owns.map(([, version], i) => ({ version, record: records[i]! }))
    let at = 0
    for (const [asked, , , , , , merged] of rows) {
      found.set(asked, entityView(wholes[at]!, wholes.slice(at + 1, at + 1 + merged.length)))
      at += 1 + merged.length
    }
  }
  return found
}
