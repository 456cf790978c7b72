import type { Viewer } from '../../model/audience.ts'
import type { RingsWalk } from '../adjacency/types.ts'
import type { RingsQuery, RingsResult } from '../port.ts'
import { KIND_CODES, kindCode } from './codes.ts'
import { wordsOf } from './questions.ts'
import type { Reader } from './reader.ts'
import type { Walking } from './walking.ts'

/** A type that no relation has yet has no number. */
const NO_TYPE = -1

const listOf = ({ type, kinds, ...page }: NonNullable<RingsQuery['list']>, reader: Reader): NonNullable<RingsWalk['list']> =>
  ({ ...page, ...(type === undefined ? {} : { type: reader.types.find(type) ?? NO_TYPE }), ...(kinds && { kinds: kinds.map(kindCode) }) })

/** `rings` as `docs/questions.md` means it. */
export async function rings(walking: Walking, query: RingsQuery, viewer: Viewer, signal?: AbortSignal): Promise<RingsResult> {
  const answer = await walking.ask(
    query, [query.center], viewer, signal,
    async (ready, filter, [center], reader) => (center! < 0 ? undefined
      : (await ready()).rings({ ...filter, center: center!, rings: query.rings, ...(query.list && { list: listOf(query.list, reader) }) }, signal)),
    async ({ rings: counted, listed, rows, hasNextPage }, walked): Promise<RingsResult> => {
      const types = await walked.part((reader) => ({ value: new Map(counted.flatMap((ring) => ring.types.map(([type]) => [type, reader.types.word(type)]))), changed: 0 }))
      const words = await wordsOf([], walked, rows.map(({ node }) => node))
      return {
        rings: counted.map((ring, i) => ({
          ring: i + 1, total: ring.total,
          kinds: Object.fromEntries(ring.kinds.map(([kind, count]) => [KIND_CODES[kind]!, count])),
          types: Object.fromEntries(ring.types.map(([type, count]) => [types.get(type)!, count])),
        })),
        listed, hasNextPage,
        rows: rows.map(({ node, relations }) => ({ entity: words.entity(node), relations, id: words.entity(node).id })),
      }
    },
  )
  return answer ?? { rings: Array.from({ length: query.rings }, (_, i) => ({ ring: i + 1, total: 0, kinds: {}, types: {} })), listed: 0, rows: [], hasNextPage: false }
}
