import type { Viewer } from '../../model/audience.ts'
import type { Id } from '../../model/ids.ts'
import type { ContentRecord, Kind, State } from '../../model/records.ts'
import { placeOf } from '../log.ts'
import type { ContentView, Page, PageRequest } from '../port.ts'
import { contentView } from '../views.ts'
import { recordOf } from './bodies.ts'
import { pageOf } from './pages.ts'
import type { Reads } from './reads.ts'

type Row = [id: Id, version: number, state: State, audience: string, payload: string, survivor: [id: Id, name: string, kind: Kind]]

export function contents(reads: Reads, entity: Id, viewer: Viewer, { first = 20, after }: PageRequest = {}): Promise<Page<ContentView>> {
  const [position, place] = after === undefined ? [-1, ''] : placeOf<[number, string]>(after, 'number', 'string')
  return reads.answer(viewer, async (ask) => {
    const rows = await ask<Row>('read/contents', { id: entity, position, after: place, limit: first + 1 })
    const views = rows.map(([id, version, state, audience, payload, [survivor, name, kind]]) =>
      contentView({ version, record: recordOf<ContentRecord>('content', id, state, audience, payload)! }, { id: survivor, name, kind }))
    return pageOf(views, first, ({ order, id }) => [order, id])
  })
}
