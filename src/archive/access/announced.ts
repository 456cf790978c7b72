import type { GraphStore } from '../../graph/port.ts'
import type { Audience, Viewer } from '../../model/audience.ts'
import { restricted } from '../../model/errors.ts'
import type { Id } from '../../model/ids.ts'
import type { Directory } from './directory.ts'
import type { Table } from './table.ts'

/** What stands for something that is announced: whose it is, and whom to ask. */
export interface Keeper {
  readonly id: Id
  readonly label: string
  readonly contact: string
}

/** @param protocols ids of announced protocols, as `RelationView.keptBy` gives them */
export function keepersOf({ protocols, communities }: Table, ids: readonly Id[]): Keeper[] {
  return ids.flatMap((id) => {
    const protocol = protocols.get(id)
    if (protocol === undefined) return []
    const owners = protocol.owners.flatMap((owner) => communities.get(owner) ?? [])
    return [{ id, label: protocol.label, contact: protocol.contact ?? owners.flatMap(({ contact }) => contact ?? [])[0] ?? owners.map(({ label }) => label).join('、') }]
  })
}

/**
 * At its own address something announced says its title and whom to ask; what is silent is as if it were not there.
 * @throws RESTRICTED; nothing where it is not announced
 */
export async function refuseAnnounced({ graph, directory }: { readonly graph: Pick<GraphStore, 'entities' | 'heads'>; readonly directory: Directory }, viewer: Viewer, id: Id): Promise<void> {
  const { announced } = viewer
  if (announced === undefined) return
  const shown = await announcedView(graph, { ...viewer, protocols: new Set([...viewer.protocols, ...announced]) }, id)
  if (shown === undefined) return
  const keepers = keepersOf(await directory.table(), shown.audience.protocols.filter((one) => announced.has(one) && !viewer.protocols.has(one)))
  // the narrower thing may be its survivor, which has its own address
  throw restricted(shown.name, keepers.map(({ contact }) => contact).join('、') || '管理員')
}

async function announcedView(graph: Pick<GraphStore, 'entities' | 'heads'>, viewer: Viewer, id: Id): Promise<{ readonly name: string; readonly audience: Audience } | undefined> {
  const view = (await graph.entities([id], viewer)).get(id)
  const head = view === undefined ? undefined : (await graph.heads([view.id], viewer)).get(view.id)
  return view === undefined || head === undefined || view.state !== 'published' ? undefined : { name: view.name, audience: head.audience }
}
