import type { Viewer } from '../../model/audience.ts'
import type { Id } from '../../model/ids.ts'
import type { ContentRecord } from '../../model/records.ts'
import { cursor, placeOf } from '../log.ts'
import type { ContentView, Page, PageRequest } from '../port.ts'
import { contentView } from '../views.ts'
import { recordOf } from './bodies.ts'
import { sought } from './ids.ts'
import type { Reader } from './reader.ts'
import { Turns } from '../turns.ts'

const LEAD = 'SELECT canonical, clearance FROM entity WHERE bytes = ?'
/** Without the bodies, of which one may have two million characters. */
const PLACES = 'SELECT key, position, id, clearance, level FROM content WHERE entity = ?1 AND (position, bytes) > (?2, ?3) ORDER BY position, bytes LIMIT ?4'
const ONE = 'SELECT version, state, audience, text FROM content JOIN payload ON operation = payload WHERE key = ?'

type Place = [key: number, position: number, id: Id, clearance: number, level: number]

/** Places looked at in one go. */
const CHUNK = 200

export async function contents(reader: Reader, entity: Id, viewer: Viewer, { first = 20, after }: PageRequest = {}): Promise<Page<ContentView>> {
  let [position, id] = after === undefined ? [-1, ''] : placeOf<[number, string]>(after, 'number', 'string')
  const items: ContentView[] = []
  const turns = new Turns()
  for (let hasNextPage = false; ;) {
    const done = reader.as(viewer, (sight) => {
      const lead = reader.connection.row<[number, number]>(LEAD, sought(entity))
      if (lead === undefined || !sight.may(lead[1])) return true
      reader.refs.fetch([lead[0]])
      const survivor = reader.refs.get(lead[0])
      const rows = survivor === undefined ? [] : reader.connection.rows<Place>(PLACES, lead[0], position, sought(id), CHUNK)
      for (const [key, ...row] of rows) {
        if (row[3] === 0 || !sight.may(row[2])) {
          [position, id] = row
          continue
        }
        if ((hasNextPage = items.length === first)) return true
        ;[position, id] = row
        const [version, state, audience, body] = reader.connection.row<[number, number, number, string]>(ONE, key)!
        items.push(contentView({ version, record: recordOf<ContentRecord>(reader, 'content', id, state, audience, body)! }, survivor!.ref))
      }
      return rows.length < CHUNK
    })
    if (done) {
      const last = items.at(-1)
      return { items, ...(last === undefined ? {} : { endCursor: cursor(last.order, last.id) }), hasNextPage }
    }
    await turns.next()
  }
}
