import type { Viewer } from '../../model/audience.ts'
import type { Id } from '../../model/ids.ts'
import type { Step, StepsQuery } from '../port.ts'
import { wordsOf } from './questions.ts'
import type { Reader } from './reader.ts'
import type { Walking } from './walking.ts'

const NODES = 'SELECT id, node FROM entity WHERE id IN (SELECT value FROM json_each(?))'

/** `steps` as `docs/questions.md` means it. */
export async function steps(walking: Walking, query: StepsQuery, viewer: Viewer, signal?: AbortSignal): Promise<Map<string, Step>> {
  const answer = await walking.ask(
    query, [], viewer, signal,
    async (adjacency, filter, _, reader) => {
      const known = nodesOf(reader, query.pairs.flat())
      const asked = query.pairs.flatMap(([one, other]) => (known.has(one) && known.has(other) ? [{ key: `${one} ${other}`, nodes: [known.get(one)!, known.get(other)!] as const }] : []))
      const { sequence, steps: found } = await adjacency.steps({ ...filter, pairs: asked.map(({ nodes }) => nodes) }, signal)
      return { sequence, steps: asked.map((pair, i) => ({ ...pair, edges: [found[i]!] })).filter(({ edges: [keys] }) => keys!.length > 0) }
    },
    async (found, walked) => {
      const words = await wordsOf(found.steps, walked)
      return new Map(found.steps.map((step) => [step.key, words.route(step).steps[0]!]))
    },
  )
  return answer!
}

const nodesOf = (reader: Reader, ids: readonly Id[]): Map<Id, number> =>
  new Map(reader.connection.rows<[Id, number]>(NODES, JSON.stringify([...new Set(ids)])))
