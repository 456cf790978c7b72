import type { Actor } from '../../model/actor.ts'
import { EVERYONE } from '../../model/audience.ts'
import { conflict, notFound } from '../../model/errors.ts'
import { newId, type Id } from '../../model/ids.ts'
import { demand } from '../../model/permissions.ts'
import type { CommunityRecord } from '../../model/records.ts'
import { visibleVersion } from '../../graph/version.ts'
import type { AccessPorts } from './ports.ts'

export type CommunityFields = Pick<CommunityRecord, 'label' | 'description' | 'contact'>

export interface CommunityView extends CommunityFields {
  readonly id: Id
  readonly version: string
}

const viewOf = (record: CommunityRecord): CommunityView => {
  const { id, label, description, contact } = record
  return { id, label, ...(description === undefined ? {} : { description }), ...(contact === undefined ? {} : { contact }), version: visibleVersion(record) }
}

/** Whoever founds it is its first steward; maintenance names one afterwards. */
export async function foundCommunity({ graph, accounts }: AccessPorts, actor: Actor | undefined, fields: CommunityFields, now = Date.now()): Promise<CommunityView> {
  demand(actor, 'foundCommunity')
  const id = newId()
  const record = { id, type: 'community', state: 'published', audience: EVERYONE, ...fields, ...(actor.account === 'maintenance' ? {} : { by: actor.account }) } as const
  await graph.commit({ id: newId(), actor: actor.account, reason: `成立社群「${fields.label['zh-Hant']}」`, origin: 'api', operations: [{ op: 'put', base: null, record }] })
  if (actor.account !== 'maintenance') await accounts.join({ group: id, account: actor.account, role: 'steward', since: now })
  return viewOf(record as CommunityRecord)
}

/** @param version what its steward saw @throws NOT_FOUND, FORBIDDEN, CONFLICT */
export async function changeCommunity(ports: AccessPorts, actor: Actor | undefined, id: Id, change: Partial<CommunityFields>, version: string | undefined): Promise<CommunityView> {
  const head = await headOf(ports, actor, id)
  demand(actor, 'runCommunity', { mode: 'any', groups: [id] })
  const view = viewOf(head.record)
  if (version !== undefined && version !== view.version) throw conflict('別人改過這個社群了，請看過再改 (somebody else changed it)', view)
  const record = { ...head.record, ...change }
  await ports.graph.commit({ id: newId(), actor: actor.account, reason: '修改社群', origin: 'api', operations: [{ op: 'put', base: head.version, record }] })
  return viewOf(record)
}

export async function community(ports: AccessPorts, actor: Actor | undefined, id: Id): Promise<CommunityView> {
  return viewOf((await headOf(ports, actor, id)).record)
}

async function headOf({ graph, directory }: AccessPorts, actor: Actor | undefined, id: Id): Promise<{ readonly version: number; readonly record: CommunityRecord }> {
  const head = (await graph.heads([id], actor?.viewer ?? await directory.everyone())).get(id)
  if (head?.record?.type !== 'community' || head.state !== 'published') throw notFound(id)
  return { version: head.version, record: head.record }
}

/** All there are, by their label. */
export async function communities({ directory, graph }: AccessPorts, actor: Actor | undefined): Promise<CommunityView[]> {
  const { communities: known } = await directory.table()
  const heads = await graph.heads([...known.keys()], actor?.viewer ?? await directory.everyone())
  const order = new Intl.Collator('zh-Hant')
  return [...heads.values()].flatMap(({ record, state }) => (record?.type === 'community' && state === 'published' ? [viewOf(record)] : []))
    .sort((x, y) => order.compare(x.label['zh-Hant'], y.label['zh-Hant']) || (x.id < y.id ? -1 : 1))
}
