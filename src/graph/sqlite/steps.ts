import type { Viewer } from '../../model/audience.ts'
import type { Step, StepsQuery } from '../port.ts'
import { inTurns } from '../turns.ts'
import { wordsOf } from './questions.ts'
import type { Walking } from './walking.ts'

/** `steps` as `docs/questions.md` means it. */
export async function steps(walking: Walking, query: StepsQuery, viewer: Viewer, signal?: AbortSignal): Promise<Map<string, Step>> {
  const ids = [...new Set(query.pairs.flat())]
  const answer = await walking.ask(
    query, ids, viewer, signal,
    async (ready, filter, nodes) => {
      const nodeOf = new Map(ids.map((id, i) => [id, nodes[i]!]))
      const asked = query.pairs.map(([one, other]) => ({ key: `${one} ${other}`, nodes: [nodeOf.get(one)!, nodeOf.get(other)!] as const })).filter((pair) => !pair.nodes.includes(-1))
      const { sequence, steps: found } = await (await ready()).steps({ ...filter, pairs: asked.map((pair) => pair.nodes) }, signal)
      return { sequence, steps: asked.map((pair, i) => ({ ...pair, edges: [found[i]!] })).filter(({ edges: [keys] }) => keys!.length > 0) }
    },
    async (found, walked) => {
      const words = await wordsOf(found.steps, walked)
      return new Map(await inTurns(found.steps, (step) => [step.key, words.route(step).steps[0]!] as const, signal))
    },
  )
  return answer!
}
