import type { Viewer } from '../../model/audience.ts'
import { LEVELS } from '../../model/edge.ts'
import type { Id } from '../../model/ids.ts'
import type { EntityRecord } from '../../model/records.ts'
import type { EntityView } from '../port.ts'
import { byId, entityView, type Whole } from '../views.ts'
import { recordOf, shown } from './bodies.ts'
import { AMONG, listOf } from './ids.ts'
import type { Reader } from './reader.ts'
import { Turns } from '../turns.ts'
import type { Sight } from './viewers.ts'

const CHUNK = 100

/** What ids lead to: the survivor, where the viewer may see the whole chain and the survivor is something to see. */
const LEADS = `SELECT entity.id, canonical, clearance FROM entity WHERE bytes ${AMONG}`

type Row = [node: number, id: Id, version: number, state: number, audience: number, level: number, body: string | null, hasMerged: number]

const VIEWS = `SELECT node, id, version, state, audience, level, text,
    EXISTS (SELECT 1 FROM entity AS merged WHERE merged.canonical = entity.node AND merged.canonical <> merged.node)
  FROM entity JOIN payload ON operation = payload WHERE node IN (SELECT value FROM json_each(?)) AND level <> 0`

type MergedRow = [id: Id, version: number, state: number, audience: number, clearance: number, level: number, body: string | null]

const MERGED = `SELECT id, version, state, audience, clearance, level, text
  FROM entity JOIN payload ON operation = payload WHERE canonical = ? AND canonical <> node AND level <> 0 ORDER BY bytes`

export async function entities(reader: Reader, ids: readonly Id[], viewer: Viewer): Promise<Map<Id, EntityView>> {
  const found = new Map<Id, EntityView>()
  const turns = new Turns()
  for (let at = 0; at < ids.length; at += CHUNK) {
    if (turns.isOver) await turns.next()
    reader.as(viewer, (sight) => {
      const leads = reader.connection.rows<[Id, number, number]>(LEADS, listOf(ids.slice(at, at + CHUNK)))
        .filter(([, , clearance]) => sight.may(clearance))
      const views = viewsOf(reader, sight, leads.map(([, canonical]) => canonical))
      for (const [id, canonical] of leads) {
        const view = views.get(canonical)
        if (view !== undefined) found.set(id, view)
      }
    })
  }
  return found
}

/**
 * Views of survivors, by node. Within a reading.
 * @param nodes of entities that the viewer may see; those neither published nor proposed are left out
 */
export function viewsOf(reader: Reader, sight: Sight, nodes: readonly number[]): Map<number, EntityView> {
  const views = new Map<number, EntityView>()
  for (const [node, id, version, state, audience, level, body, hasMerged] of reader.connection.rows<Row>(VIEWS, JSON.stringify(nodes))) {
    const record = shown(reader, sight, recordOf<EntityRecord>(reader, 'entity', id, state, audience, body)!)
    views.set(node, entityView({ version, record }, hasMerged === 0 ? [] : mergedInto(reader, sight, node, level)))
  }
  return views
}

function mergedInto(reader: Reader, sight: Sight, node: number, level: number): Whole<EntityRecord>[] {
  const merged: Whole<EntityRecord>[] = []
  for (const [id, version, state, audience, clearance, ownLevel, body] of reader.connection.rows<MergedRow>(MERGED, node)) {
    if (!sight.may(clearance) || (ownLevel !== level && ownLevel !== LEVELS.published)) continue
    merged.push({ version, record: shown(reader, sight, recordOf<EntityRecord>(reader, 'entity', id, state, audience, body)!) })
  }
  return merged.sort((x, y) => byId(x.record, y.record))
}
