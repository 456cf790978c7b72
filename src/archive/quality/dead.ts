import type { EntityView, RelationView } from '../../graph/port.ts'
import type { CheckedLink } from '../../kept/links.ts'
import type { Head } from '../../model/changeset.ts'
import type { Id } from '../../model/ids.ts'
import type { EvidenceRecord } from '../../model/records.ts'
import type { QualityPorts, Sieve } from './finding.ts'
import { GONE, linksInEvidence, linksInFields } from './links.ts'
import { fits, foundOf } from './relations.ts'
import type { Step } from './step.ts'

const said = ({ address, status }: CheckedLink): string => `${address} ${status === 0 ? '沒有回應 (does not answer)' : `回答 ${status} (answers so)`}`

interface Naming {
  readonly id: Id
  readonly addresses: readonly string[]
}

/** Links of some records that have not been there for days. */
async function gone({ links }: QualityPorts, some: readonly Naming[]): Promise<Map<Id, CheckedLink[]>> {
  const found = links === undefined ? new Map<string, CheckedLink>() : await links.found([...new Set(some.flatMap(({ addresses }) => addresses))])
  return new Map(some.flatMap(({ id, addresses }) => {
    const dead = addresses.flatMap((address) => found.get(address) ?? []).filter(({ failures }) => failures >= GONE)
    return dead.length === 0 ? [] : [[id, dead] as const]
  }))
}

export const deadInEntities = (ports: QualityPorts, sieve: Sieve): Step<EntityView> => ({
  source: 'entities',
  read: (page) => ports.graph.find({ includeProposed: true }, sieve.viewer, page),
  find: async (views) => {
    const dead = await gone(ports, views.map(({ id, fields }) => ({ id, addresses: linksInFields(fields) })))
    return views.flatMap(({ id, name, kind, state }) => {
      if (!dead.has(id) || (sieve.members !== undefined && !sieve.members.has(id))) return []
      return [{ place: id, finding: { id, type: 'entity' as const, state, problems: dead.get(id)!.map(said), entity: { id, name, kind } } }]
    })
  },
})

export const deadInEvidence = (ports: QualityPorts, sieve: Sieve): Step<Head> => ({
  source: 'evidence',
  read: (page) => ports.graph.scan('evidence', sieve.viewer, page),
  find: async (heads) => {
    const lived = heads.filter(({ state }) => state === 'published' || state === 'proposed')
    const dead = await gone(ports, lived.map(({ id, record }) => ({ id, addresses: linksInEvidence(record) })))
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
