import type { GraphStore } from '../../graph/port.ts'
import { keepersOf, type Viewer } from '../../model/audience.ts'
import { restricted } from '../../model/errors.ts'
import type { Id } from '../../model/ids.ts'
import { readersOf } from '../../model/readers.ts'
import { displayName } from '../../model/records.ts'
import type { Table } from './table.ts'

/** What stands for something that is announced: whose it is, and whom to ask. */
export interface Keeper {
  readonly id: Id
  readonly label: string
  readonly contact: string
}

/** @param protocols ids of announced protocols, as `RelationView.keptBy` gives them */
export function keepersNamed({ protocols, communities }: Table, ids: readonly Id[]): Keeper[] {
  return ids.flatMap((id) => {
    const protocol = protocols.get(id)
    if (protocol === undefined) return []
    const owners = protocol.owners.flatMap((owner) => communities.get(owner) ?? [])
    return [{ id, label: protocol.label, contact: protocol.contact ?? owners.flatMap(({ contact }) => contact ?? [])[0] ?? owners.map(({ label }) => label).join('、') }]
  })
}

/**
 * At its own address something announced says its title and whom to ask; what is silent is as if it were not there.
 * @param table all communities and protocols
 * @throws RESTRICTED; nothing where it is not announced
 */
export async function refuseAnnounced(graph: Pick<GraphStore, 'heads'>, table: () => Promise<Table>, viewer: Viewer, id: Id): Promise<void> {
  const { announced } = viewer
  if (announced === undefined || announced.size === 0) return
  const head = (await graph.heads([id], { ...viewer, protocols: new Set([...viewer.protocols, ...announced]) })).get(id)
  if (head?.record?.type !== 'entity' || head.state !== 'published') return
  const keepers = keepersOf(readersOf(head), viewer)
  if (keepers === undefined || keepers.length === 0) return
  const contacts = new Set(keepersNamed(await table(), keepers).map(({ contact }) => contact))
  throw restricted(displayName(head.record.names), [...contacts].join('、'))
}
