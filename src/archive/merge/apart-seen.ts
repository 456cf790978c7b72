import { pages } from '../../graph/every.ts'
import type { GraphStore } from '../../graph/port.ts'
import type { Viewer } from '../../model/audience.ts'
import type { Id } from '../../model/ids.ts'
import type { Apart } from '../apart.ts'

const SLICE = 500

/** Whether two survivors were found not to be the same, they or what was merged with them, as far as this viewer sees it. */
export async function apartSeen(graph: Pick<GraphStore, 'scan' | 'entities'>, viewer: Viewer): Promise<Apart> {
  const apart = new Set<string>()
  for await (const heads of pages((page) => graph.scan('distinction', viewer, page), SLICE)) {
    const pairs = heads.flatMap(({ record, state }) => (record?.type === 'distinction' && state === 'published' ? [record] : []))
    if (pairs.length === 0) continue
    const views = await graph.entities([...new Set(pairs.flatMap(({ one, other }) => [one, other]))], viewer)
    for (const { one, other } of pairs) {
      const [a, b] = [views.get(one)?.id, views.get(other)?.id]
      if (a !== undefined && b !== undefined) apart.add(keyOf(a, b))
    }
  }
  return (a, b) => apart.has(keyOf(a, b))
}

const keyOf = (a: Id, b: Id): string => (a < b ? `${a} ${b}` : `${b} ${a}`)
