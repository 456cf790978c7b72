import type { Step, StepsQuery } from '../port.ts'
import { hydrate } from './hydrate.ts'
import { Neighbourhood } from './neighbourhood.ts'
import type { Ask } from './reads.ts'

/** `steps` as docs/questions.md means it. */
export async function steps(ask: Ask, query: StepsQuery): Promise<Map<string, Step>> {
  if (query.types.length === 0) return new Map()
  const hood = new Neighbourhood(ask, query)
  const numbers = await hood.numbers([...new Set(query.pairs.flat())])
  const known = query.pairs.filter((pair) => pair.every((id) => numbers.has(id)))
  const routes = await hydrate(ask, hood, known.map((pair) => pair.map((id) => numbers.get(id)!)))
  const found = routes.map(({ steps: [step] }, i) => [known[i]!.join(' '), step!] as const)
  return new Map(found.filter(([, { relations }]) => relations.length > 0))
}
