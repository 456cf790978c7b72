import type { GraphStore, ProjectQuery, RingRank, RingsQuery, StepsQuery } from '../../src/graph/port.ts'
import type { Viewer } from '../../src/model/audience.ts'
import { ArchiveError } from '../../src/model/errors.ts'
import { newId, type Id } from '../../src/model/ids.ts'
import type { Archive } from '../oracle/archive.ts'
import { endsOf, filterOf, kinds, stepOf } from './questions.ts'
import type { Random } from './random.ts'
import { viewer } from './viewers.ts'
import { vocabulary } from './vocabulary.ts'

/** A question about a part of the graph, or all of it. */
export type Survey =
  | { readonly what: 'rings'; readonly query: RingsQuery; readonly viewer: Viewer }
  | { readonly what: 'project'; readonly query: ProjectQuery; readonly viewer: Viewer }
  | { readonly what: 'steps'; readonly query: StepsQuery; readonly viewer: Viewer }

export function survey(random: Random, archive: Archive): Survey {
  const asking = viewer(random)
  const filter = filterOf(random, archive, asking)
  const ends = (): [Id, Id] => endsOf(random, archive, asking, filter)
  const what = random.pick(['rings', 'project', 'steps'] as const)
  switch (what) {
    case 'rings': return { what, viewer: asking, query: { ...filter, center: ends()[0], rings: 1 + random.below(4), ...listOf(random, filter.types) } }
    case 'project': return { what, viewer: asking, query: { ...filter, ...partOf(random, archive, ends), most: random.pick([1_000_000, 1_000_000, 1_000_000, 1 + random.below(60)]) } }
    case 'steps': return { what, viewer: asking, query: { ...filter, pairs: Array.from({ length: random.below(9) }, () => (random.chance(0.8) ? stepOf(random, archive, asking, filter) : ends())) } }
  }
}

/** The whole answer, for comparing; a refusal by its code. */
export async function askSurvey(store: Pick<GraphStore, 'rings' | 'project' | 'steps'>, { what, query, viewer: asking }: Survey): Promise<unknown> {
  if (what === 'steps') return [...(await store.steps(query, asking))].sort(([x], [y]) => (x < y ? -1 : 1))
  if (what === 'project') {
    return store.project(query, asking).then((answer) => ({ ...answer, nodes: [...answer.nodes] })).catch((error: unknown) => {
      if (error instanceof ArchiveError) return error.code
      throw error
    })
  }
  const answers: unknown[] = []
  for (let after: RingRank | undefined, page = 0; page < 4; page++) {
    const answer = await store.rings({ ...query, ...(query.list && { list: { ...query.list, ...(after && { after }) } }) }, asking)
    answers.push(answer)
    const last = answer.rows.at(-1)
    if (!answer.hasNextPage || last === undefined) break
    after = { relations: last.relations, id: last.id }
  }
  return answers
}

const TYPES = [...vocabulary.relations.keys()]

function listOf(random: Random, types: readonly string[]): Pick<RingsQuery, 'list'> {
  if (random.chance(0.1)) return {}
  return {
    list: {
      ring: random.pick([1, 1, 2, 2, 3]), first: random.pick([2, 5, 20, 1_000]),
      ...(random.chance(0.4) ? { type: random.pick(random.chance(0.8) && types.length > 0 ? types : TYPES) } : {}), ...(random.chance(0.4) ? { kinds: kinds(random) } : {}),
    },
  }
}

/** Named with what was merged, is hidden, or was never there. */
function partOf(random: Random, archive: Archive, ends: () => [Id, Id]): Pick<ProjectQuery, 'kinds' | 'among' | 'around'> {
  const some = [...archive.heads.values()].filter(({ type }) => type === 'entity')
  const ids = (count: number): Id[] => Array.from({ length: count }, () => (some.length > 0 && random.chance(0.3) ? random.pick(some).id : random.chance(0.1) ? newId() : random.pick(ends())))
  return {
    ...(random.chance(0.4) ? { kinds: kinds(random) } : {}),
    ...random.pick<Pick<ProjectQuery, 'among' | 'around'>>([{}, { among: ids(random.below(30)) }, { around: { ids: ids(random.below(4)), hops: 1 + random.below(3) } }]),
  }
}
