import { visibleVersion } from '../../graph/version.ts'
import type { Statistics } from '../../graph/port.ts'
import type { Actor } from '../../model/actor.ts'
import { WHOLE, type Audience } from '../../model/audience.ts'
import type { Head } from '../../model/changeset.ts'
import { badInput, conflict, notFound } from '../../model/errors.ts'
import { newId, type Id } from '../../model/ids.ts'
import { demand } from '../../model/permissions.ts'
import { AUTHOR_ALONE } from '../../model/readers.ts'
import type { ProtocolRecord } from '../../model/records.ts'
import { knows } from './audiences.ts'
import { authorOf, changed, commit } from './commit.ts'
import { runs } from './members.ts'
import type { AccessPorts } from './ports.ts'
import { askedOf, protocolOf, readersFor } from './read-table.ts'

export type ProtocolFields = Pick<ProtocolRecord, 'label' | 'description' | 'owners' | 'kind' | 'signedIn' | 'shown' | 'members' | 'contact'>

/** What is null is taken away, what is absent stays. */
export type ProtocolChange = { readonly [K in keyof ProtocolFields]?: ProtocolFields[K] | null }

export interface ProtocolView extends ProtocolFields {
  readonly id: Id
  /** Of what is shown: it takes no notice of a change that waits where that is not shown. */
  readonly version: string
  /** It admits nobody before every owner has agreed to it. */
  readonly inForce: boolean
  /** It is over, and what it guards closed to all; only those who ran it are told. */
  readonly ended?: true
  /** A change that waits; for who is asked to agree. */
  readonly pending?: {
    readonly change: ProtocolChange
    /** Why it is to end, where that is the change. */
    readonly ends?: string
    /** Owners that have agreed, and those that have not yet. */
    readonly consents: readonly Id[]
    readonly awaits: readonly Id[]
  }
}

/** The change that ends a protocol, among those of fields; its value is the reason. */
const END = 'ends'

/** While a change waits only the stewards are told, who do not read the record but ask here. */
const audienceFor = (record: Pick<ProtocolRecord, 'id' | 'kind' | 'shown' | 'pending'>): Audience => (record.pending !== undefined ? AUTHOR_ALONE : readersFor(record))

const isAsked = (actor: Actor | undefined, record: ProtocolRecord): boolean =>
  actor?.account === 'maintenance' || runs(actor, { owners: askedOf(record) })

function viewOf(record: ProtocolRecord, actor: Actor | undefined): ProtocolView {
  const { id, label, description, owners, kind, signedIn, shown, members, contact, pending, state } = record
  const view = {
    id, label, owners, kind, signedIn, shown, members, inForce: state === 'published', ...(state === 'withdrawn' ? { ended: true as const } : {}),
    ...(description === undefined ? {} : { description }), ...(contact === undefined ? {} : { contact }),
    ...(pending === undefined || !isAsked(actor, record) ? {} : { pending: pendingOf(record, pending) }),
  }
  return { ...view, version: visibleVersion(view) }
}

function pendingOf(record: ProtocolRecord, { change: { [END]: ends, ...change }, consents }: NonNullable<ProtocolRecord['pending']>): NonNullable<ProtocolView['pending']> {
  return { change: change as ProtocolChange, ...(ends === undefined ? {} : { ends: String(ends) }), consents, awaits: askedOf(record).filter((owner) => !consents.includes(owner)) }
}

/** For which of the owners somebody may agree. */
const speaksFor = (actor: Actor, owners: readonly Id[]): Id[] =>
  (actor.account === 'maintenance' ? [...owners] : owners.filter((owner) => actor.memberships.get(owner) === 'steward'))

/**
 * By a steward of an owner. One owned jointly takes effect when a steward of each owner has agreed; until then it
 * stands as proposed and admits nobody. (That a label is taken is never said: the other may be silent.)
 * @throws FORBIDDEN, BAD_USER_INPUT
 */
export async function makeProtocol(ports: AccessPorts, actor: Actor | undefined, fields: ProtocolFields): Promise<ProtocolView> {
  const owners = ownersOf(fields.owners)
  demand(actor, 'runCommunity', { mode: 'any', groups: owners })
  await checkOwners(ports, owners)
  const consents = speaksFor(actor, owners)
  const joint = consents.length < owners.length
  const made = {
    ...fields, id: newId(), type: 'protocol', state: joint ? 'proposed' : 'published', owners, ...authorOf(actor),
    ...(joint ? { pending: { change: {}, by: actor.account, consents } } : {}),
  } as const
  const record: ProtocolRecord = { ...made, audience: audienceFor(made) }
  await commit(ports, actor, `設立守則「${fields.label['zh-Hant']}」`, { op: 'put', base: null, record })
  return viewOf(record, actor)
}

function ownersOf(owners: readonly Id[]): Id[] {
  if (owners.length === 0) throw badInput('owners', '守則要有社群 (a protocol belongs to a community)')
  return [...new Set(owners)]
}

async function checkOwners({ directory }: AccessPorts, owners: readonly Id[]): Promise<void> {
  const { communities } = await directory.table()
  const absent = owners.find((owner) => !communities.has(owner))
  if (absent !== undefined) throw badInput('owners', `沒有社群 ${absent} (there is no such community)`)
}

/**
 * A change by a steward of an owner: at once where there is one owner, else when each has agreed, a new owner too. It
 * replaces a change that waits. What is open stays open, and what is strict stays strict: an audience of any of several
 * would be opened to everyone along with it.
 * @throws NOT_FOUND, FORBIDDEN, BAD_USER_INPUT, CONFLICT with the view that stands
 */
export async function changeProtocol(ports: AccessPorts, actor: Actor | undefined, id: Id, change: ProtocolChange, version: string): Promise<ProtocolView> {
  const { head, record } = await found(ports, actor, id)
  demand(actor, 'runCommunity', { mode: 'any', groups: record.owners })
  if (change.owners != null) await checkOwners(ports, ownersOf(change.owners))
  if (record.state === 'published' && change.kind != null && change.kind !== record.kind) {
    throw badInput('kind', '公開的守則不能改成限制的，限制的也不能改成公開的：請另設一個，再把資料移過去 (open stays open, strict stays strict: make another protocol and move things to it)')
  }
  checkVersion(record, actor, version)
  const owners = change.owners == null ? {} : { owners: ownersOf(change.owners) }
  return propose(ports, actor, head, record, { ...change, ...owners })
}

/**
 * Nobody reads by it any more: what it guards is closed to all until maintenance gives it another audience. So only
 * when every owner has agreed.
 * @throws as `changeProtocol`
 */
export async function endProtocol(ports: AccessPorts, actor: Actor | undefined, id: Id, reason: string): Promise<ProtocolView> {
  const { head, record } = await found(ports, actor, id)
  demand(actor, 'runCommunity', { mode: 'any', groups: record.owners })
  if (reason.trim() === '') throw badInput('reason', '請寫為什麼 (say why)')
  return propose(ports, actor, head, record, { [END]: reason.trim() })
}

const propose = (ports: AccessPorts, actor: Actor, head: Head, record: ProtocolRecord, change: object): Promise<ProtocolView> => {
  const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
  const next = { ...record, pending: { change: given, by: actor.account, consents: [] } }
  return settle(ports, actor, head, next)
}

/** A steward of an owner agrees with the change that waits. @param version what they saw @throws NOT_FOUND, FORBIDDEN, CONFLICT, BAD_USER_INPUT where none waits */
export async function consent(ports: AccessPorts, actor: Actor | undefined, id: Id, version: string): Promise<ProtocolView> {
  const { head, record } = await waiting(ports, actor, id)
  demand(actor, 'runCommunity', { mode: 'any', groups: askedOf(record) })
  checkVersion(record, actor, version)
  return settle(ports, actor, head, record)
}

/** A steward of an owner takes the change that waits away; of one that never took effect, the protocol itself. @throws NOT_FOUND, FORBIDDEN, BAD_USER_INPUT */
export async function refuse(ports: AccessPorts, actor: Actor | undefined, id: Id, reason: string): Promise<ProtocolView> {
  const { head, record } = await waiting(ports, actor, id)
  demand(actor, 'runCommunity', { mode: 'any', groups: askedOf(record) })
  if (reason.trim() === '') throw badInput('reason', '請寫為什麼不同意 (say why)')
  const { pending: _, ...rest } = record
  // of one that never held nobody is told
  const next: ProtocolRecord = head.state === 'proposed' ? { ...rest, state: 'declined', audience: AUTHOR_ALONE } : { ...rest, audience: audienceFor(rest) }
  await commit(ports, actor, reason.trim(), { op: 'put', base: head.version, record: next })
  return viewOf(next, actor)
}

/** Whoever acts agrees for all owners they are a steward of: the change then waits, or holds when every one has agreed. */
async function settle(ports: AccessPorts, actor: Actor, head: Head, record: ProtocolRecord): Promise<ProtocolView> {
  const { pending, ...rest } = record
  const owners = askedOf(record)
  const consents = [...new Set([...pending!.consents, ...speaksFor(actor, owners)])]
  const put = async (next: ProtocolRecord, reason: string): Promise<ProtocolView> => {
    await commit(ports, actor, reason, { op: 'put', base: head.version, record: next })
    return viewOf(next, actor)
  }
  const name = `守則「${rest.label['zh-Hant']}」`
  if (!owners.every((owner) => consents.includes(owner))) {
    const next = { ...rest, pending: { ...pending!, consents } }
    return put({ ...next, audience: audienceFor(next) }, `提議修改${name}`)
  }
  const { [END]: ends, ...change } = pending!.change
  if (ends !== undefined) {
    await commit(ports, actor, String(ends), { op: 'withdraw', id: record.id, base: head.version, reason: String(ends) })
    return viewOf({ ...rest, state: 'withdrawn' }, actor)
  }
  const next = { ...changed<ProtocolRecord>(rest, change as Partial<ProtocolRecord>), state: 'published' } as const
  return put({ ...next, audience: audienceFor(next) }, head.state === 'proposed' ? `${name}生效` : `修改${name}`)
}

function checkVersion(record: ProtocolRecord, actor: Actor | undefined, version: string): void {
  const view = viewOf(record, actor)
  if (version !== view.version) throw conflict('別人改過這個守則了，請看過再改 (somebody else changed it)', view)
}

async function waiting(ports: AccessPorts, actor: Actor | undefined, id: Id): Promise<{ head: Head; record: ProtocolRecord }> {
  const one = await found(ports, actor, id)
  // whoever is not asked is not told either
  if (one.record.pending === undefined || !isAsked(actor, one.record)) {
    demand(actor, 'runCommunity', { mode: 'any', groups: one.record.owners })
    throw badInput('id', '沒有等待同意的修改 (no change waits for consent)')
  }
  return one
}

/** Also for a steward who does not read what it guards, and of one that has not taken effect. @throws NOT_FOUND also for what the actor may not know of */
async function found(ports: AccessPorts, actor: Actor | undefined, id: Id): Promise<{ head: Head; record: ProtocolRecord }> {
  const head = (await ports.graph.heads([id], WHOLE)).get(id)
  // what is over is not changed any more
  const record = head === undefined || head.state === 'withdrawn' ? undefined : await shownTo(ports, actor, head)
  if (record === undefined) throw notFound(id)
  return { head: head!, record }
}

async function shownTo({ directory }: AccessPorts, actor: Actor | undefined, { record, state }: Head): Promise<ProtocolRecord | undefined> {
  if (record?.type !== 'protocol' || (state !== 'published' && state !== 'proposed' && state !== 'withdrawn')) return undefined
  if (isAsked(actor, record)) return { ...record, state }
  return state === 'published' && knows(actor?.viewer ?? await directory.everyone(), protocolOf(record)) ? record : undefined
}

/** @throws NOT_FOUND */
export async function protocol(ports: AccessPorts, actor: Actor | undefined, id: Id): Promise<ProtocolView> {
  const head = (await ports.graph.heads([id], WHOLE)).get(id)
  const record = head === undefined ? undefined : await shownTo(ports, actor, head)
  if (record === undefined) throw notFound(id)
  return viewOf(record, actor)
}

/** Those that somebody may know of, with those that wait for them and those they ran that have ended, in the order of ids; of a community, or all. */
export async function protocols(ports: AccessPorts, actor: Actor | undefined, owner?: Id): Promise<ProtocolView[]> {
  const { protocols: known, waiting: waits, ended } = await ports.directory.table()
  const viewer = actor?.viewer ?? await ports.directory.everyone()
  // to others a community that is only asked to own it is none of its owners yet
  const isOwn = (owners: readonly Id[], asked: readonly Id[] | undefined): boolean => owner === undefined || (asked ?? owners).includes(owner)
  const ids = new Set<Id>()
  for (const one of known.values()) if ((knows(viewer, one) || runs(actor, one)) && isOwn(one.owners, undefined)) ids.add(one.id)
  for (const [id, owners] of [...waits ?? [], ...ended ?? []]) if ((actor?.account === 'maintenance' || runs(actor, { owners })) && isOwn([], owners)) ids.add(id)
  const heads = await ports.graph.heads([...ids], WHOLE)
  const views: ProtocolView[] = []
  for (const id of [...ids].sort()) {
    const record = heads.has(id) ? await shownTo(ports, actor, heads.get(id)!) : undefined
    if (record !== undefined) views.push(viewOf(record, actor))
  }
  return views
}

/** How much it guards of what somebody sees; of one that has ended, who ran it is told how much they would see if it held. */
export async function coverageOf({ graph, directory }: AccessPorts, actor: Actor | undefined, id: Id): Promise<{ readonly entities: number; readonly relations: number; readonly contents: number }> {
  const viewer = actor?.viewer ?? await directory.everyone()
  const owners = (await directory.table()).ended?.get(id)
  const isTold = owners !== undefined && runs(actor, { owners })
  const { entities, relations, contents }: Statistics = await graph.statistics(isTold ? { ...viewer, protocols: new Set([...viewer.protocols, id]) } : viewer, id)
  const sum = (counts: Readonly<Record<string, number | undefined>>): number => Object.values(counts).reduce<number>((total, count) => total + (count ?? 0), 0)
  return { entities: sum(entities), relations: sum(relations), contents }
}
