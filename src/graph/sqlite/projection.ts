import type { Viewer } from '../../model/audience.ts'
import type { Id } from '../../model/ids.ts'
import { KINDS } from '../../model/records.ts'
import type { Projection, ProjectQuery } from '../port.ts'
import { checkProjectQuery, projectionOf } from '../projection.ts'
import { Turns } from '../turns.ts'
import { KIND_CODES, kindCode } from './codes.ts'
import { AMONG, listOf } from './ids.ts'
import type { Part } from './part.ts'
import type { Reader } from './reader.ts'
import type { Sight } from './viewers.ts'
import { Moved } from './walked.ts'
import type { Walking } from './walking.ts'

/** Survivors that a viewer may be shown. */
const SEEDS = `SELECT node, clearance, changed FROM entity
  WHERE bytes ${AMONG} AND canonical = node AND level <> 0 AND name IS NOT NULL`
/** Looked up in one go: a millisecond or two. */
const CHUNK = 500

/** `project` as `docs/questions.md` means it. */
export async function project(walking: Walking, query: ProjectQuery, viewer: Viewer, signal?: AbortSignal): Promise<Projection> {
  checkProjectQuery(query)
  const { kinds, among, around, most } = query
  const ids = [...new Set(among ?? around?.ids)]
  let seeds: readonly number[] = []
  const projection = await walking.ask(
    { ...query, types: [...new Set(query.types)].sort() }, [], viewer, signal,
    async (ready, filter, _, reader) => {
      const turns = new Turns(signal)
      seeds = await seedsOf(ids, async (some) => {
        await turns.next()
        return reader.as(viewer, (sight) => seen(reader, sight, some)).value
      })
      const result = await (await ready()).project({
        ...filter, most, ...(kinds && { kinds: kinds.map(kindCode) }), ...(among && { among: seeds }), ...(around && { around: { nodes: seeds, hops: around.hops } }),
      }, signal)
      return { ...result, types: filter.types }
    },
    async ({ sequence: _, types, ...arranged }, walked) => {
      const now = await seedsOf(ids, (some) => walked.part((reader, sight) => seen(reader, sight, some)))
      if (String(now) !== String(seeds)) throw new Moved()
      const names = await walked.part((reader) => ({ value: types.map((type) => reader.types.word(type)), changed: 0 }))
      return projectionOf({ ...arranged, kinds: arranged.kinds.map((kind) => PLACES[kind]!) }, names)
    },
  )
  return projection!
}

/** Of kinds as the file numbers them. */
const PLACES = KIND_CODES.map((kind) => KINDS.indexOf(kind))

/** In the order of their nodes. */
async function seedsOf(ids: readonly Id[], read: (some: readonly Id[]) => Promise<readonly number[]>): Promise<number[]> {
  const seeds: number[] = []
  for (let at = 0; at < ids.length; at += CHUNK) seeds.push(...await read(ids.slice(at, at + CHUNK)))
  return seeds.sort((x, y) => x - y)
}

function seen(reader: Reader, sight: Sight, ids: readonly Id[]): Part<number[]> {
  const value: number[] = []
  let changed = 0
  for (const [node, clearance, at] of reader.connection.rows<[number, number, number]>(SEEDS, listOf(ids))) {
    if (at > changed) changed = at
    if (sight.may(clearance)) value.push(node)
  }
  return { value, changed }
}
