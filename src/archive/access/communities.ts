import type { Actor } from '../../model/actor.ts'
import { EVERYONE } from '../../model/audience.ts'
import { conflict, notFound } from '../../model/errors.ts'
import { newId, type Id } from '../../model/ids.ts'
import { demand } from '../../model/permissions.ts'
import type { CommunityRecord } from '../../model/records.ts'
import { visibleVersion } from '../../graph/version.ts'
import { authorOf, changed, commit } from './commit.ts'
import type { AccessPorts } from './ports.ts'

export type CommunityFields = Pick<CommunityRecord, 'label' | 'description' | 'contact'>

/** What is null is taken away, what is absent stays. */
export type CommunityChange = { readonly [K in keyof CommunityFields]?: CommunityFields[K] | null }

export interface CommunityView extends CommunityFields {
  readonly id: Id
  readonly version: string
}

const viewOf = (record: CommunityRecord): CommunityView => {
  const { id, label, description, contact } = record
  const view = { id, label, ...(description === undefined ? {} : { description }), ...(contact === undefined ? {} : { contact }) }
  return { ...view, version: visibleVersion(view) }
}

/** Whoever founds it is its first steward; maintenance names one afterwards. Everybody may know of it. */
export async function foundCommunity(ports: AccessPorts, actor: Actor | undefined, fields: CommunityFields, now = Date.now()): Promise<CommunityView> {
  demand(actor, 'foundCommunity')
  const record: CommunityRecord = { ...fields, id: newId(), type: 'community', state: 'published', audience: EVERYONE, ...authorOf(actor) }
  await commit(ports, actor, `成立社群「${fields.label['zh-Hant']}」`, { op: 'put', base: null, record })
  if (actor.account !== 'maintenance') await ports.accounts.join({ group: record.id, account: actor.account, role: 'steward', since: now })
  return viewOf(record)
}

/** By a steward. @param version what they saw @throws NOT_FOUND, FORBIDDEN, CONFLICT with the view that stands */
export async function changeCommunity(ports: AccessPorts, actor: Actor | undefined, id: Id, change: CommunityChange, version: string): Promise<CommunityView> {
  const head = await headOf(ports, actor, id)
  demand(actor, 'runCommunity', { mode: 'any', groups: [id] })
  const view = viewOf(head.record)
  if (version !== view.version) throw conflict('別人改過這個社群了，請看過再改 (somebody else changed it)', view)
  const record = changed<CommunityRecord>(head.record, change as Partial<CommunityRecord>)
  await commit(ports, actor, `修改社群「${record.label['zh-Hant']}」`, { op: 'put', base: head.version, record })
  return viewOf(record)
}

/** @throws NOT_FOUND */
export async function community(ports: AccessPorts, actor: Actor | undefined, id: Id): Promise<CommunityView> {
  return viewOf((await headOf(ports, actor, id)).record)
}

async function headOf({ graph, directory }: AccessPorts, actor: Actor | undefined, id: Id): Promise<{ readonly version: number; readonly record: CommunityRecord }> {
  const head = (await graph.heads([id], actor?.viewer ?? await directory.everyone())).get(id)
  if (head?.record?.type !== 'community' || head.state !== 'published') throw notFound(id)
  return { version: head.version, record: head.record }
}

/** All there are, by their label; or those of these ids. */
export async function communities({ directory, graph }: AccessPorts, actor: Actor | undefined, ids?: readonly Id[]): Promise<CommunityView[]> {
  const heads = await graph.heads(ids ?? [...(await directory.table()).communities.keys()], actor?.viewer ?? await directory.everyone())
  const order = new Intl.Collator('zh-Hant')
  return [...heads.values()].flatMap(({ record, state }) => (record?.type === 'community' && state === 'published' ? [viewOf(record)] : []))
    .sort((x, y) => order.compare(x.label['zh-Hant'], y.label['zh-Hant']) || (x.id < y.id ? -1 : 1))
}
