import type { EntityRef, RelationView, WalkFilter } from '../../graph/port.ts'
import type { Id } from '../../model/ids.ts'
import type { Asking } from '../context.ts'
import { stepsOf } from '../shown-steps.ts'
import { ofTypes } from './filter.ts'
import { networkAround } from './works.ts'

/** Works whose relations a row shows. */
export const SHOWN = 10

/** One entity points to another. */
export type Tie = readonly [from: Id, to: Id]

/** The walked relations of ties, with evidence, as they point. */
export async function relationsOfTies(asking: Asking, walk: WalkFilter, types: readonly string[], ties: readonly Tie[]): Promise<(tie: Tie) => readonly RelationView[]> {
  const pairs = [...new Map(ties.map((tie) => [tie.join(' '), tie])).values()]
  const steps = await stepsOf(asking, ofTypes(walk, types), pairs)
  return ([from, to]) => steps.get(`${from} ${to}`)?.relations.filter((relation) => relation.from.id === from && relation.to.id === to) ?? []
}

export interface Authors {
  readonly authors: readonly EntityRef[]
  readonly relations: readonly RelationView[]
}

/** Who wrote each of these works, or where nobody is known to have, who edited it; with the relations that say so. */
export async function authorsOf(asking: Asking, walk: WalkFilter, works: readonly Id[]): Promise<(work: Id) => Authors> {
  if (works.length === 0) return () => ({ authors: [], relations: [] })
  const network = await networkAround(asking, walk, ['AUTHORED', 'EDITED'], works, 1)
  const ties = new Map(works.map((work): [Id, Tie[]] => {
    const place = network.place(work)
    const makers = place === undefined ? [] : [network.in(place, ['AUTHORED']), network.in(place, ['EDITED'])].find((some) => some.length > 0) ?? []
    return [work, makers.map((maker): Tie => [network.id(maker), work])]
  }))
  const relationsOf = await relationsOfTies(asking, walk, ['AUTHORED', 'EDITED'], [...ties.values()].flat())
  return (work) => {
    const relations = ties.get(work)?.flatMap((tie) => {
      const all = relationsOf(tie)
      const wrote = all.filter(({ type }) => type === 'AUTHORED')
      return wrote.length > 0 ? wrote : all
    }) ?? []
    return { authors: [...new Map(relations.map(({ from }) => [from.id, from])).values()], relations }
  }
}
