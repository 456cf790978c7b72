import type { EntityView } from '../../graph/port.ts'
import { many } from '../many.ts'
import { DOUBTS, doubtsOfEntity } from './dates.ts'
import type { QualityPorts, Sieve } from './finding.ts'
import type { Step } from './step.ts'

const within = ({ members }: Sieve, { id }: EntityView): boolean => members === undefined || members.has(id)

const refOf = ({ id, name, kind }: EntityView): Pick<EntityView, 'id' | 'name' | 'kind'> => ({ id, name, kind })

/** Entities with dates that can hardly be. */
export const doubtfulEntities = (ports: QualityPorts, sieve: Sieve): Step<EntityView> => ({
  source: 'entities',
  read: (page) => ports.graph.find({ includeProposed: true }, sieve.viewer, page),
  find: async (views) => views.filter((view) => within(sieve, view)).flatMap((view) => {
    const doubts = doubtsOfEntity(view.fields, ports.vocabulary, sieve.today)
    return doubts.length === 0 ? [] : [{ place: view.id, finding: { id: view.id, type: 'entity' as const, state: view.state, problems: doubts.map((doubt) => DOUBTS[doubt]), entity: refOf(view) } }]
  }),
})

/** Entities that nothing leads to: no relation, no text, nothing rests on them, no collection has them. A collection is no such thing. */
export const orphaned = (ports: QualityPorts, sieve: Sieve): Step<EntityView> => ({
  isDear: true,
  source: 'entities',
  read: (page) => ports.graph.find({ includeProposed: true }, sieve.viewer, page),
  find: async (views) => {
    const alone = new Set<string>()
    await many(views.filter((view) => view.kind !== 'Collection' && within(sieve, view)), async (view) => { if (await isAlone(ports, sieve, view)) alone.add(view.id) })
    return views.filter(({ id }) => alone.has(id)).map((view) => ({ place: view.id, finding: { id: view.id, type: 'entity' as const, state: view.state, problems: ['沒有關係，也沒有內容 (no relations, and no texts)'], entity: refOf(view) } }))
  },
})

async function isAlone({ graph }: QualityPorts, { viewer }: Sieve, { id, merged }: EntityView): Promise<boolean> {
  const ids = [id, ...merged.map((one) => one.id)]
  if ((await graph.relations(id, { includeProposed: true, includeDeprecated: true, evidence: false }, viewer, { first: 1 })).items.length > 0) return false
  if ((await graph.contents(id, viewer, { first: 1 })).items.length > 0) return false
  for (const one of ids) {
    if ((await graph.evidenceFrom(one, viewer, { first: 1 })).items.length > 0) return false
    if ((await graph.naming(one, ['collection'], viewer, { first: 1 })).items.length > 0) return false
  }
  return true
}
