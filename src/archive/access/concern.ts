import { every } from '../../graph/every.ts'
import type { GraphStore } from '../../graph/port.ts'
import type { Actor } from '../../model/actor.ts'
import { OPEN_PROTOCOLS, type Audience } from '../../model/audience.ts'
import { forbidden, notFound, unauthenticated } from '../../model/errors.ts'
import type { Head } from '../../model/changeset.ts'
import type { Id } from '../../model/ids.ts'
import { concernOfSteward, demand, type Action, type Concern } from '../../model/permissions.ts'
import { isOurs } from '../member.ts'
import { headsOf } from './heads.ts'
import type { Table } from './table.ts'

/** Whose affair something of this audience is, besides the archive's: of the stewards of its protocols. */
export function concernOf({ mode, protocols }: Audience): Concern | undefined {
  const groups = protocols.filter((protocol) => !(OPEN_PROTOCOLS as readonly string[]).includes(protocol))
  return groups.length === 0 ? undefined : { mode, groups }
}

/** Whose affair it is who is in a community, or on the list of a protocol: of its stewards, and of a protocol's those of its owners, too. */
export const concernOfGroup = ({ protocols }: Pick<Table, 'protocols'>, group: Id): Concern => ({ mode: 'any', groups: [group, ...protocols.get(group)?.owners ?? []] })

/** Whose affair a record is: a community's page its own, a protocol that of every owner, whoever may read them. */
export function concernOfHead({ id, type, audience, record }: Pick<Head, 'id' | 'type' | 'audience' | 'record'>): Concern | undefined {
  if (type === 'community') return { mode: 'all', groups: [id] }
  // without words nobody is known to own it
  if (type === 'protocol') return { mode: 'all', groups: record?.type === 'protocol' ? record.owners : [id] }
  return concernOf(audience)
}

/**
 * May this actor undo a batch or a changeset? Of what they see, all must be theirs to publish (a librarian's, or a
 * steward's by their protocols), and a merge theirs to make; what they do not see is left as it is. Communities and protocols are changed by their stewards, with everybody's consent, and never undone
 * by others.
 * @throws UNAUTHENTICATED, FORBIDDEN; NOT_FOUND also where they see nothing of it
 */
export async function demandUndo(graph: Pick<GraphStore, 'heads' | 'history' | 'changeset' | 'batches' | 'partsOf'>, actor: Actor | undefined, id: Id): Promise<void> {
  if (actor === undefined) throw unauthenticated()
  demand(actor, 'revert', concernOfSteward(actor))
  if (actor.account === 'maintenance') return
  let seen = 0
  const isBatch = (await graph.batches({ id })).length > 0
  for (const by of isBatch ? (await graph.partsOf(id)).map((sequence) => ({ sequence })) : [{ id }]) {
    const operations = (await graph.changeset(by))?.operations ?? []
    const versions = new Map<Id, number[]>()
    const led = await headsOf(graph, [...new Set(operations.flatMap(({ into }) => into ?? []))], actor.viewer)
    /** What they were merged into, or parted from. */
    const joined = new Map<Id, Id[]>()
    for (const { id: one, version, into, rule } of operations) {
      // a merge with something hidden is hidden itself
      if (into !== undefined && !led.has(into)) continue
      versions.set(one, [...(versions.get(one) ?? []), version])
      if (into !== undefined && !isOurs(rule)) joined.set(one, [...(joined.get(one) ?? []), into])
    }
    for (const head of (await headsOf(graph, [...versions.keys()], actor.viewer)).values()) {
      if (!await showsOneOf(graph, actor, head, versions.get(head.id)!)) continue
      seen++
      if (head.type === 'community' || head.type === 'protocol') throw forbidden('社群和守則由它們自己的管理者修改，不能這樣收回 (communities and protocols are changed by their own stewards)')
      for (const action of ['revert', 'publish'] as const) demand(actor, action, concernOf(head.audience))
      const others = joined.get(head.id) ?? []
      for (const { audience } of others.length === 0 ? [] : [head, ...others.map((other) => led.get(other)!)]) demand(actor, 'merge', concernOf(audience))
    }
  }
  if (seen === 0) throw notFound(id)
}

/** Whether they may look at one of these versions of a record that they see: an edit that was hidden is hidden to them still. */
async function showsOneOf(graph: Pick<GraphStore, 'history'>, { viewer }: Actor, { id, version }: Head, versions: readonly number[]): Promise<boolean> {
  if (versions.includes(version)) return true
  const [least] = versions
  for await (const entry of every((page) => graph.history(id, viewer, page), 20)) {
    if (versions.includes(entry.version)) return true
    if (entry.version < least!) return false
  }
  return false
}

/**
 * The actor reads each of these records, and may do this to it; nobody settles what they submitted themselves.
 * @throws NOT_FOUND for what the actor cannot read, UNAUTHENTICATED, FORBIDDEN
 */
export async function demandFor(graph: Pick<GraphStore, 'heads'>, actor: Actor | undefined, action: Action, ids: readonly Id[]): Promise<void> {
  if (actor === undefined) throw unauthenticated()
  const heads = await graph.heads([...new Set(ids)], actor.viewer)
  for (const id of ids) {
    const head = heads.get(id)
    if (head === undefined) throw notFound(id)
    demand(actor, action, concernOfHead(head))
    if (action === 'settle' && head.record?.by === actor.account) throw forbidden('自己提的，要由別人決定 (whoever submitted it does not decide on it)')
  }
}
