import type { Id } from '../../model/ids.ts'
import { WHOLE } from '../../model/audience.ts'
import { LEVELS } from '../../model/edge.ts'
import type { ContentRecord, EntityRecord } from '../../model/records.ts'
import type { Indexable } from '../port.ts'
import { indexableContent, indexableEntity } from '../views.ts'
import { recordOf } from './bodies.ts'
import { AMONG, listOf } from './ids.ts'
import type { Reader } from './reader.ts'
import { Turns } from '../turns.ts'

/** Not an entity that its survivor's document speaks for: the same readers, in the same state. */
const ENTITIES = `SELECT own.id, own.node, own.canonical, own.clearance, own.level, own.state, own.audience, text
  FROM entity AS own JOIN payload ON operation = own.payload JOIN entity AS survivor ON survivor.node = own.canonical
  WHERE own.bytes ${AMONG} AND own.level <> 0
    AND (own.canonical = own.node OR own.clearance <> survivor.clearance OR own.level <> survivor.level)`
const MERGED = `SELECT id, state, audience, text FROM entity JOIN payload ON operation = payload
  WHERE canonical = ?1 AND canonical <> node AND clearance = ?2 AND level = ?3 ORDER BY bytes`
const CONTENTS = `SELECT content.id, entity, clearance, level, state, audience, text
  FROM content JOIN payload ON operation = payload WHERE bytes ${AMONG} AND level <> 0`

type EntityRow = [id: Id, node: number, canonical: number, clearance: number, level: number, state: number, audience: number, body: string]
type MergedRow = [id: Id, state: number, audience: number, body: string]
type ContentRow = [id: Id, entity: number, clearance: number, level: number, state: number, audience: number, body: string]

const CHUNK = 200
/** A content may be a whole book: so many are read before others get a turn. */
const BOOKS = 5
const BOOK_IDS = `SELECT id FROM content WHERE bytes ${AMONG} AND level <> 0`

export async function indexable(reader: Reader, ids: readonly Id[]): Promise<Map<Id, Indexable>> {
  const found = new Map<Id, Indexable>()
  const turns = new Turns()
  const indexed = (id: Id, survivor: number, clearance: number, level: number): Pick<Indexable, 'id' | 'entity' | 'state' | 'clearance'> =>
    ({ id, entity: reader.refs.get(survivor)!.ref, state: level === LEVELS.published ? 'published' : 'proposed', clearance: reader.clearances.word(clearance) })
  for (let at = 0; at < ids.length; at += CHUNK) {
    const books = reader.as(WHOLE, () => {
      const wanted = listOf(ids.slice(at, at + CHUNK))
      const entities = reader.connection.rows<EntityRow>(ENTITIES, wanted)
      reader.refs.fetch(entities.map(([, , canonical]) => canonical))
      for (const [id, node, canonical, clearance, level, state, audience, body] of entities) {
        const merged = node === canonical ? reader.connection.rows<MergedRow>(MERGED, node, clearance, level) : []
        const together = [[id, state, audience, body] as MergedRow, ...merged].map((row) => recordOf<EntityRecord>(reader, 'entity', ...row)!)
        found.set(id, indexableEntity(indexed(id, canonical, clearance, level), together))
      }
      return reader.connection.rows<[Id]>(BOOK_IDS, wanted).map(([id]) => id)
    })
    await turns.next()
    for (let from = 0; from < books.length; from += BOOKS) {
      reader.as(WHOLE, () => {
        const contents = reader.connection.rows<ContentRow>(CONTENTS, listOf(books.slice(from, from + BOOKS)))
        reader.refs.fetch(contents.map(([, entity]) => entity))
        for (const [id, entity, clearance, level, state, audience, body] of contents) {
          found.set(id, indexableContent(indexed(id, entity, clearance, level), recordOf<ContentRecord>(reader, 'content', id, state, audience, body)!))
        }
      })
      await turns.next()
    }
  }
  return found
}

/** Survivors by id, by node; then what leads to them. */
const SURVIVORS = `SELECT DISTINCT canonical FROM entity WHERE bytes ${AMONG}`
const COMPANIONS = `SELECT entity.id FROM json_each(?1) JOIN entity ON node = value
  UNION ALL SELECT entity.id FROM json_each(?1) JOIN entity ON canonical = value AND canonical <> node
  UNION ALL SELECT content.id FROM json_each(?1) JOIN content ON entity = value`

export async function companions(reader: Reader, entities: readonly Id[]): Promise<Id[]> {
  const found = new Set<Id>()
  const turns = new Turns()
  for (let at = 0; at < entities.length; at += CHUNK) {
    reader.as(WHOLE, () => {
      const survivors = reader.connection.rows<[number]>(SURVIVORS, listOf(entities.slice(at, at + CHUNK))).map(([node]) => node)
      for (const [id] of reader.connection.rows<[Id]>(COMPANIONS, JSON.stringify(survivors))) found.add(id)
    })
    await turns.next()
  }
  return [...found]
}
