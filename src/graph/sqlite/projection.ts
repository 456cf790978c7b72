import type { Viewer } from '../../model/audience.ts'
import type { Id } from '../../model/ids.ts'
import { KINDS } from '../../model/records.ts'
import type { Projection, ProjectQuery } from '../port.ts'
import { checkProjectQuery, projectionOf } from '../projection.ts'
import { KIND_CODES, kindCode } from './codes.ts'
import { AMONG, listOf } from './ids.ts'
import type { Part } from './part.ts'
import type { Reader } from './reader.ts'
import type { Sight } from './viewers.ts'
import type { Walking } from './walking.ts'

/** Survivors that a viewer may be shown. */
const SEEDS = `SELECT node, clearance, changed FROM entity
  WHERE bytes ${AMONG} AND canonical = node AND level <> 0 AND name IS NOT NULL ORDER BY node`

/** `project` as `docs/questions.md` means it. */
export async function project(walking: Walking, query: ProjectQuery, viewer: Viewer, signal?: AbortSignal): Promise<Projection> {
  checkProjectQuery(query)
  const { kinds, among, around, most } = query
  const ids = [...new Set(among ?? around?.ids)]
  let seeds: readonly number[] = []
  const projection = await walking.ask(
    { ...query, types: [...new Set(query.types)].sort() }, [], viewer, signal,
    async (ready, filter, _, reader) => {
      seeds = reader.as(viewer, (sight) => seedsOf(reader, sight, ids)).value
      const result = await (await ready()).project({
        ...filter, most, ...(kinds && { kinds: kinds.map(kindCode) }), ...(among && { among: seeds }), ...(around && { around: { nodes: seeds, hops: around.hops } }),
      }, signal)
      return { ...result, types: filter.types }
    },
    async ({ sequence: _, types, ...arranged }, walked) => {
      const names = await walked.part((reader, sight) => {
        const now = seedsOf(reader, sight, ids)
        return String(now.value) === String(seeds) ? { value: types.map((type) => reader.types.word(type)), changed: now.changed } : undefined
      })
      return projectionOf({ ...arranged, kinds: arranged.kinds.map((kind) => PLACES[kind]!) }, names)
    },
  )
  return projection!
}

/** Of kinds as the file numbers them. */
const PLACES = KIND_CODES.map((kind) => KINDS.indexOf(kind))

function seedsOf(reader: Reader, sight: Sight, ids: readonly Id[]): Part<number[]> {
  const value: number[] = []
  let changed = 0
  for (const [node, clearance, at] of ids.length === 0 ? [] : reader.connection.rows<[number, number, number]>(SEEDS, listOf(ids))) {
    if (at > changed) changed = at
    if (sight.may(clearance)) value.push(node)
  }
  return { value, changed }
}
