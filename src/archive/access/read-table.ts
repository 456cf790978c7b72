import type { GraphStore } from '../../graph/port.ts'
import { EVERYONE, WHOLE, type Audience } from '../../model/audience.ts'
import type { Head } from '../../model/changeset.ts'
import { readersOf } from '../../model/readers.ts'
import type { CommunityRecord, ProtocolRecord, RecordType } from '../../model/records.ts'
import type { Community, Protocol, Table } from './table.ts'
import { every } from '../../graph/every.ts'

/**
 * The communities and protocols that stand.
 * @param before what was read last: answered again where nothing has changed, so that what hangs on it stays good
 */
export async function readTable(graph: Pick<GraphStore, 'scan'>, before?: Table): Promise<Table> {
  const communities = new Map<string, Community>()
  const protocols = new Map<string, Protocol>()
  for await (const { id, state, record } of all(graph, 'community')) if (state === 'published' && record !== null) communities.set(id, communityOf(record as CommunityRecord))
  const waiting = new Map<string, readonly string[]>()
  const ended = new Map<string, readonly string[]>()
  for await (const { id, state, record } of all(graph, 'protocol')) {
    if (record?.type !== 'protocol') continue
    if (state === 'withdrawn') ended.set(id, record.owners)
    if (state !== 'published' && state !== 'proposed') continue
    if (state === 'published') protocols.set(id, protocolOf(record))
    if (record.pending !== undefined) waiting.set(id, askedOf(record))
  }
  const table = { communities, protocols, waiting, ended }
  return before !== undefined && said(before) === said(table) ? before : table
}

const said = ({ communities, protocols, waiting = new Map(), ended = new Map() }: Table): string => JSON.stringify([[...communities.values()], [...protocols.values()], [...waiting], [...ended]])

/** The communities that must agree before a change holds: those that own it, and those that are to. */
export const askedOf = ({ owners, pending }: Pick<ProtocolRecord, 'owners' | 'pending'>): string[] =>
  [...new Set([...owners, ...((pending?.change['owners'] as readonly string[] | undefined) ?? [])])]

const communityOf = ({ id, label, contact }: CommunityRecord): Community => ({ id, label: label['zh-Hant'], ...(contact === undefined ? {} : { contact }) })

/** Who reads the record of a protocol: of a silent one its members, so that nobody else learns of it. */
export const readersFor = ({ id, kind, shown }: Pick<ProtocolRecord, 'id' | 'kind' | 'shown'>): Audience =>
  (kind === 'strict' && shown === 'silent' ? { mode: 'all', protocols: [id] } : EVERYONE)

/** A protocol as rights see it. */
export function protocolOf(record: ProtocolRecord): Protocol {
  const { id, label, owners, kind, signedIn, shown, members, contact, state, audience, pending } = record
  // while a change waits nobody reads the record, which tells of it: the protocol is known as it was
  const readers = pending === undefined ? readersOf({ state, audience, record }) : readersFor(record)
  return { id, label: label['zh-Hant'], owners, kind, signedIn, shown, members, readers, ...(contact === undefined ? {} : { contact }) }
}

const all = (graph: Pick<GraphStore, 'scan'>, type: RecordType): AsyncGenerator<Head> => every((page) => graph.scan(type, WHOLE, page), 500)
