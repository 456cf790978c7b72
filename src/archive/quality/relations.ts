import type { EntityView, Page, PageRequest, RelationView } from '../../graph/port.ts'
import type { Viewer } from '../../model/audience.ts'
import type { Head } from '../../model/changeset.ts'
import type { Id } from '../../model/ids.ts'
import type { EvidenceRecord, RelationRecord } from '../../model/records.ts'
import type { Step } from './step.ts'
import { DOUBTS, doubtsOfRelation } from './dates.ts'
import type { FoundRelation, QualityPorts, Sieve } from './finding.ts'

/** A relation on a slice that is looked at more closely. */
interface Seen {
  readonly head: Head
  readonly record: RelationRecord
  /** As pages show it; absent where they do not. */
  readonly view: RelationView | undefined
}

const scan = ({ graph }: QualityPorts, { viewer }: Sieve) => (page: PageRequest): Promise<Page<Head>> => graph.scan('relation', viewer, page)

/** Published relations and those that are proposed; by their own words, before anything else is read. */
const lived = ({ types, members }: Sieve, heads: readonly Head[], also: (record: RelationRecord) => boolean): (Head & { record: RelationRecord })[] =>
  heads.filter((head): head is Head & { record: RelationRecord } => head.record?.type === 'relation' && (head.state === 'published' || head.state === 'proposed')
    && (types === undefined || types.has(head.record.relation)) && (members === undefined || members.has(head.record.from) || members.has(head.record.to)) && also(head.record))

async function seen({ graph }: QualityPorts, { viewer, views = new Map() }: Sieve, heads: readonly (Head & { record: RelationRecord })[]): Promise<Seen[]> {
  const asked = heads.flatMap(({ id }) => (views.has(id) ? [] : id))
  const found = asked.length === 0 ? new Map<Id, RelationView>() : await graph.relationsById(asked, viewer)
  for (const id of asked) views.set(id, found.get(id))
  return heads.map((head) => ({ head, record: head.record, view: views.get(head.id) }))
}

export const foundOf = ({ id, type, from, to, start, end }: RelationView): FoundRelation => ({ id, type, from, to, ...(start === undefined ? {} : { start }), ...(end === undefined ? {} : { end }) })

/**
 * Published, with ends that are there, and nothing supports it any more: what it rested on was withdrawn, or what it came
 * from was. Pages no longer show it; here it waits for another source, or for being withdrawn itself (SEMANTICS 3).
 */
export const unsupported = (ports: QualityPorts, sieve: Sieve): Step<Head> => ({
  // what was withdrawn is not announced any more: whoever read nothing of it is not told that there was something
  source: (sieve.viewer.announced?.size ?? 0) === 0 ? 'relations' : 'stated',
  read: scan(ports, { ...sieve, viewer: withoutAnnouncements(sieve.viewer) }),
  find: async (heads) => {
    const published = (await seen(ports, sieve, lived(sieve, heads, () => true))).filter(({ head }) => head.state === 'published')
    const without = published.filter(({ view }) => view === undefined || (view.keptBy.length === 0 && view.evidence.every(({ stance }) => stance !== 'supports')))
    if (without.length === 0) return []
    const ends = await there(ports, sieve, without.flatMap(({ record }) => [record.from, record.to]))
    const views = await ports.graph.entities([...ends], sieve.viewer)
    return without.flatMap(({ head, record, view }) => {
      const [from, to] = [views.get(record.from), views.get(record.to)]
      // with an end that is gone, or both ends made one, it says nothing that could be supported
      if (from === undefined || to === undefined || from.id === to.id) return []
      const problems = [view === undefined ? '已經沒有出處支持 (no source supports it any more)' : '出處都只是提到或有異議 (what there is only mentions or disputes it)']
      const { start, end } = record
      const relation = { id: head.id, type: record.relation, from: refOf(from), to: refOf(to), ...(start === undefined ? {} : { start }), ...(end === undefined ? {} : { end }) }
      return [{ place: head.id, finding: { id: head.id, type: 'relation' as const, state: head.state, problems, relation } }]
    })
  },
})

const withoutAnnouncements = ({ announced: _, ...viewer }: Viewer): Viewer => viewer

/** Of some entities those that are published or proposed, and all that they were merged into, too. */
async function there({ graph }: QualityPorts, { viewer }: Sieve, ids: readonly Id[]): Promise<Set<Id>> {
  const heads = new Map<Id, Head>()
  for (let asked = [...new Set(ids)]; asked.length > 0;) {
    const found = await graph.heads(asked, viewer)
    for (const [id, head] of found) heads.set(id, head)
    asked = [...new Set([...found.values()].flatMap(({ mergedInto }) => (mergedInto === undefined || heads.has(mergedInto) ? [] : [mergedInto])))]
  }
  const isThere = (id: Id): boolean => {
    const head = heads.get(id)
    return head !== undefined && head.record !== null && (head.state === 'published' || head.state === 'proposed') && (head.mergedInto === undefined || isThere(head.mergedInto))
  }
  return new Set(ids.filter(isThere))
}

const refOf = ({ id, name, kind }: EntityView): FoundRelation['from'] => ({ id, name, kind })

/** Shown, and with nothing that says where it is from: a community keeps it. */
export const unsourced = (ports: QualityPorts, sieve: Sieve): Step<Head> => ({
  source: 'relations',
  read: scan(ports, sieve),
  find: async (heads) => (await seen(ports, sieve, lived(sieve, heads, () => true))).flatMap(({ head, view }) => {
    if (view === undefined || view.evidence.length > 0) return []
    return [{ place: head.id, finding: { id: head.id, type: 'relation' as const, state: head.state, problems: ['看不到任何出處 (no source can be read)'], relation: foundOf(view) } }]
  }),
})

/** Without any date, of types that are so at some time. */
export const undated = (ports: QualityPorts, sieve: Sieve): Step<Head> => ({
  source: 'relations',
  read: scan(ports, sieve),
  find: async (heads) => (await seen(ports, sieve, lived(sieve, heads, ({ relation, start, end }) =>
    start === undefined && end === undefined && (sieve.types !== undefined || ports.vocabulary.relations.get(relation)?.role === 'connecting')))).flatMap(({ head, view }) =>
    (view === undefined ? [] : [{ place: head.id, finding: { id: head.id, type: 'relation' as const, state: head.state, problems: ['沒有時間 (no date)'], relation: foundOf(view) } }])),
})

/** With dates that can hardly be. */
export const doubtfulRelations = (ports: QualityPorts, sieve: Sieve): Step<Head> => ({
  source: 'relations',
  read: scan(ports, sieve),
  find: async (heads) => {
    const dated = (await seen(ports, sieve, lived(sieve, heads, ({ start, end }) => start !== undefined || end !== undefined))).filter(({ view }) => view !== undefined)
    const ends = [...new Set(dated.flatMap(({ view }) => [view!.from.id, view!.to.id]))]
    const views = ends.length === 0 ? new Map<Id, EntityView>() : await ports.graph.entities(ends, sieve.viewer)
    return dated.flatMap(({ head, record, view }) => {
      // a text may be about what was before its author, and before what it is about
      const around = ports.vocabulary.relations.get(record.relation)?.role === 'connecting' ? [views.get(view!.from.id), views.get(view!.to.id)].map((one) => one?.fields ?? {}) : []
      const doubts = doubtsOfRelation(view!.bounds, view!, around, sieve.today)
      return doubts.length === 0 ? [] : [{ place: head.id, finding: { id: head.id, type: 'relation' as const, state: head.state, problems: doubts.map((doubt) => DOUBTS[doubt]), relation: foundOf(view!) } }]
    })
  },
})

/** Evidence that was given before its relation was changed: does it still say so? */
export const unchecked = (ports: QualityPorts, sieve: Sieve): Step<Head> => ({
  source: 'evidence',
  read: (page) => ports.graph.scan('evidence', sieve.viewer, page),
  find: async (heads) => {
    const doubted = heads.filter(({ record }) => record?.type === 'evidence' && record.unchecked === true)
    const views = doubted.length === 0 ? new Map<Id, RelationView>() : await ports.graph.relationsById([...new Set(doubted.map(({ record }) => (record as EvidenceRecord).relation))], sieve.viewer)
    return doubted.flatMap((head) => {
      const { relation, quote } = head.record as EvidenceRecord
      const view = views.get(relation)
      // what is not shown with its relation is not in anybody's way
      if (view === undefined || !view.evidence.some(({ id }) => id === head.id) || !fits(sieve, view)) return []
      return [{ place: head.id, finding: { id: head.id, type: 'evidence' as const, state: head.state, problems: ['關係改過之後，還沒有人確認 (its relation was changed since, and nobody has confirmed it)'], relation: foundOf(view), ...(quote === undefined ? {} : { quote }) } }]
    })
  },
})

export const fits = ({ types, members }: Sieve, { type, from, to }: RelationView): boolean => (types === undefined || types.has(type)) && (members === undefined || members.has(from.id) || members.has(to.id))
