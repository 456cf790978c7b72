import type { EntityView, RelationView } from '../../graph/port.ts'
import type { CheckedLink } from '../../kept/links.ts'
import type { Head } from '../../model/changeset.ts'
import type { Id } from '../../model/ids.ts'
import { displayName, type EntityRecord, type EvidenceRecord } from '../../model/records.ts'
import type { QualityPorts, Sieve } from './finding.ts'
import { GONE, linksIn } from './links.ts'
import { fits, foundOf } from './relations.ts'
import type { Step } from './step.ts'

const said = ({ address, status }: CheckedLink): string => `${address} ${status === 0 ? '沒有回應 (does not answer)' : `回答 ${status} (answers so)`}`

/** Links of some records that have not been there for days. */
async function gone({ links }: QualityPorts, heads: readonly Head[]): Promise<Map<Id, CheckedLink[]>> {
  const lived = heads.filter(({ state }) => state === 'published' || state === 'proposed')
  const found = links === undefined ? new Map<string, CheckedLink>() : await links.found([...new Set(lived.flatMap(({ record }) => linksIn(record)))])
  return new Map(lived.flatMap(({ id, record }) => {
    const dead = linksIn(record).flatMap((address) => found.get(address) ?? []).filter(({ failures }) => failures >= GONE)
    return dead.length === 0 ? [] : [[id, dead] as const]
  }))
}

export const deadInEntities = (ports: QualityPorts, sieve: Sieve): Step<Head> => ({
  read: (page) => ports.graph.scan('entity', sieve.viewer, page),
  find: async (heads) => {
    const dead = await gone(ports, heads)
    const views = dead.size === 0 ? new Map<Id, EntityView>() : await ports.graph.entities([...dead.keys()], sieve.viewer)
    return heads.flatMap((head) => {
      const view = views.get(head.id)
      if (view === undefined || (sieve.members !== undefined && !sieve.members.has(view.id))) return []
      const { names, kind } = head.record as EntityRecord
      return [{ place: head.id, finding: { id: head.id, type: 'entity' as const, state: head.state, problems: dead.get(head.id)!.map(said), entity: { id: head.id, name: displayName(names), kind } } }]
    })
  },
})

export const deadInEvidence = (ports: QualityPorts, sieve: Sieve): Step<Head> => ({
  read: (page) => ports.graph.scan('evidence', sieve.viewer, page),
  find: async (heads) => {
    const dead = await gone(ports, heads)
    const some = heads.filter(({ id }) => dead.has(id))
    const views = some.length === 0 ? new Map<Id, RelationView>() : await ports.graph.relationsById([...new Set(some.map(({ record }) => (record as EvidenceRecord).relation))], sieve.viewer)
    return some.flatMap((head) => {
      const { relation, quote } = head.record as EvidenceRecord
      const view = views.get(relation)
      if (view === undefined || !view.evidence.some(({ id }) => id === head.id) || !fits(sieve, view)) return []
      return [{ place: head.id, finding: { id: head.id, type: 'evidence' as const, state: head.state, problems: dead.get(head.id)!.map(said), relation: foundOf(view), ...(quote === undefined ? {} : { quote }) } }]
    })
  },
})
