import { visibleVersion } from '../../graph/version.ts'
import type { Actor } from '../../model/actor.ts'
import { EVERYONE, WHOLE, type Audience } from '../../model/audience.ts'
import type { Head, Operation } from '../../model/changeset.ts'
import { badInput, conflict, forbidden, notFound } from '../../model/errors.ts'
import { newId, type Id } from '../../model/ids.ts'
import { demand } from '../../model/permissions.ts'
import type { ProtocolRecord } from '../../model/records.ts'
import { knows } from './audiences.ts'
import { runs } from './members.ts'
import type { AccessPorts } from './ports.ts'

export type ProtocolFields = Pick<ProtocolRecord, 'label' | 'description' | 'owners' | 'kind' | 'signedIn' | 'shown' | 'members' | 'contact'>

export interface ProtocolView extends ProtocolFields {
  readonly id: Id
  readonly version: string
  /** For who runs it. */
  readonly pending?: NonNullable<ProtocolRecord['pending']>
}

/** Nobody learns of a silent protocol who does not read what it guards. */
const audienceOf = (id: Id, { kind, shown }: Pick<ProtocolFields, 'kind' | 'shown'>): Audience =>
  (kind === 'strict' && shown === 'silent' ? { mode: 'all', protocols: [id] } : EVERYONE)

function viewOf(record: ProtocolRecord, actor: Actor | undefined): ProtocolView {
  const { id, label, description, owners, kind, signedIn, shown, members, contact, pending } = record
  const view = {
    id, label, owners, kind, signedIn, shown, members,
    ...(description === undefined ? {} : { description }), ...(contact === undefined ? {} : { contact }),
  }
  return { ...view, version: visibleVersion({ ...view, pending: pending ?? null }), ...(pending !== undefined && (runs(actor, record) || actor?.account === 'maintenance') ? { pending } : {}) }
}

const stewardOf = (actor: Actor, owners: readonly Id[]): Id[] => (actor.account === 'maintenance' ? [...owners] : owners.filter((owner) => actor.memberships.get(owner) === 'steward'))

/**
 * By a steward of an owner. One owned jointly takes effect when a steward of each owner has agreed; until then it
 * stands as proposed and admits nobody.
 */
export async function makeProtocol(ports: AccessPorts, actor: Actor | undefined, fields: ProtocolFields): Promise<ProtocolView> {
  demand(actor, 'runCommunity', { mode: 'any', groups: fields.owners })
  await checkOwners(ports, fields.owners)
  const id = newId()
  const agreed = stewardOf(actor, fields.owners)
  const joint = agreed.length < fields.owners.length
  const record: ProtocolRecord = {
    id, type: 'protocol', state: joint ? 'proposed' : 'published', ...fields, audience: audienceOf(id, fields),
    ...(actor.account === 'maintenance' ? {} : { by: actor.account }),
    ...(joint ? { pending: { change: {}, by: actor.account, consents: agreed } } : {}),
  }
  await commit(ports, actor, `設立守則「${fields.label['zh-Hant']}」`, [{ op: 'put', base: null, record }])
  return viewOf(record, actor)
}

async function checkOwners({ directory }: AccessPorts, owners: readonly Id[]): Promise<void> {
  const { communities } = await directory.table()
  const absent = owners.find((owner) => !communities.has(owner))
  if (absent !== undefined) throw badInput('owners', `沒有社群 ${absent} (there is no such community)`)
}

/**
 * A change by a steward of an owner: at once where there is one owner, else when each has agreed. It replaces a
 * change that waits.
 * @throws NOT_FOUND, FORBIDDEN, CONFLICT
 */
export async function changeProtocol(ports: AccessPorts, actor: Actor | undefined, id: Id, change: Partial<ProtocolFields>, version: string | undefined): Promise<ProtocolView> {
  const { head, record } = await found(ports, actor, id)
  demand(actor, 'runCommunity', { mode: 'any', groups: record.owners })
  if (change.owners !== undefined) await checkOwners(ports, change.owners)
  const view = viewOf(record, actor)
  if (version !== undefined && version !== view.version) throw conflict('別人改過這個守則了，請看過再改 (somebody else changed it)', view)
  return settle(ports, actor, head, { ...record, pending: { change: { ...change }, by: actor.account, consents: stewardOf(actor, record.owners) } })
}

/** A steward of an owner agrees with the change that waits. @throws NOT_FOUND, FORBIDDEN, BAD_USER_INPUT where none waits */
export async function consent(ports: AccessPorts, actor: Actor | undefined, id: Id): Promise<ProtocolView> {
  const { head, record } = await found(ports, actor, id)
  demand(actor, 'runCommunity', { mode: 'any', groups: record.owners })
  if (record.pending === undefined) throw badInput('id', '沒有等待同意的修改 (no change waits for consent)')
  return settle(ports, actor, head, { ...record, pending: { ...record.pending, consents: [...new Set([...record.pending.consents, ...stewardOf(actor, record.owners)])] } })
}

/** A steward of an owner takes the change that waits away; of one that never took effect, the protocol itself. */
export async function refuse(ports: AccessPorts, actor: Actor | undefined, id: Id, reason: string): Promise<void> {
  const { head, record } = await found(ports, actor, id)
  demand(actor, 'runCommunity', { mode: 'any', groups: record.owners })
  if (record.pending === undefined) throw badInput('id', '沒有等待同意的修改 (no change waits for consent)')
  if (reason.trim() === '') throw badInput('reason', '請寫為什麼不同意 (say why)')
  const { pending: _, ...rest } = record
  await commit(ports, actor, reason, [{ op: 'put', base: head.version, record: { ...rest, ...(head.state === 'proposed' ? { state: 'declined' } : {}) } as ProtocolRecord }])
}

/** Puts a change that waits, or carries it out when every owner has agreed. */
async function settle(ports: AccessPorts, actor: Actor, head: Head, record: ProtocolRecord): Promise<ProtocolView> {
  const { pending, ...rest } = record
  const done = record.owners.every((owner) => pending!.consents.includes(owner))
  const changed = done ? { ...rest, ...pending!.change, state: 'published' } as ProtocolRecord : record
  const next = { ...changed, audience: audienceOf(record.id, changed) }
  await commit(ports, actor, done ? '修改守則' : '提議修改守則', [{ op: 'put', base: head.version, record: next }])
  return viewOf(next, actor)
}

const commit = ({ graph }: AccessPorts, actor: Actor, reason: string, operations: readonly Operation[]): Promise<unknown> =>
  graph.commit({ id: newId(), actor: actor.account, reason, origin: 'api', operations })

/** Also for a steward of an owner who does not read what it guards, and of one that has not taken effect. */
async function found({ graph }: AccessPorts, actor: Actor | undefined, id: Id): Promise<{ head: Head; record: ProtocolRecord }> {
  const head = (await graph.heads([id], WHOLE)).get(id)
  if (head?.record?.type !== 'protocol' || head.state === 'withdrawn' || head.state === 'declined') throw notFound(id)
  const { record } = head
  if (actor?.account !== 'maintenance' && !runs(actor, record) && !(actor !== undefined && head.state === 'published' && knows(actor.viewer, asTable(record)))) throw notFound(id)
  return { head, record }
}

const asTable = ({ id, label, owners, kind, signedIn, shown, members }: ProtocolRecord): Parameters<typeof knows>[1] => ({ id, label: label['zh-Hant'], owners, kind, signedIn, shown, members })

export async function protocol(ports: AccessPorts, actor: Actor | undefined, id: Id): Promise<ProtocolView> {
  const head = (await ports.graph.heads([id], actor?.viewer ?? await ports.directory.everyone())).get(id)
  if (head?.record?.type === 'protocol' && head.state === 'published') return viewOf(head.record, actor)
  return viewOf((await found(ports, actor, id)).record, actor)
}

/** Those that somebody may know of, and those that wait for them; of a community, or all. */
export async function protocols(ports: AccessPorts, actor: Actor | undefined, owner?: Id): Promise<ProtocolView[]> {
  const { protocols: known } = await ports.directory.table()
  const viewer = actor?.viewer ?? await ports.directory.everyone()
  const ids = [...known.values()].filter((one) => (owner === undefined || one.owners.includes(owner)) && (knows(viewer, one) || runs(actor, one))).map(({ id }) => id).sort()
  const heads = await ports.graph.heads(ids, WHOLE)
  return ids.flatMap((id) => {
    const record = heads.get(id)?.record
    return record?.type === 'protocol' ? [viewOf(record, actor)] : []
  })
}

/** Nobody reads by it any more: what it guards is closed to all until its stewards give it another audience. */
export async function endProtocol(ports: AccessPorts, actor: Actor | undefined, id: Id, reason: string): Promise<void> {
  const { head, record } = await found(ports, actor, id)
  demand(actor, 'runCommunity', { mode: 'any', groups: record.owners })
  if (stewardOf(actor, record.owners).length < record.owners.length) throw forbidden('共有的守則要每個社群都同意才能結束 (a joint protocol ends only with the consent of each owner)')
  await commit(ports, actor, reason, [{ op: 'withdraw', id, base: head.version, reason }])
}
