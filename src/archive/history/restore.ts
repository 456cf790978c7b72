import type { GraphStore } from '../../graph/port.ts'
import type { Actor } from '../../model/actor.ts'
import { WHOLE } from '../../model/audience.ts'
import type { Head } from '../../model/changeset.ts'
import { badInput, notFound, unauthenticated } from '../../model/errors.ts'
import type { Id } from '../../model/ids.ts'
import { partsOf, withParts } from '../../model/parts.ts'
import { checkRecord, type ArchiveRecord, type EntityRecord, type RecordType } from '../../model/records.ts'
import { keepUnseen, partsApart } from '../../model/undo.ts'
import { checkListed } from '../contribute/codes.ts'
import { checkIdentifiers } from '../contribute/identifiers.ts'
import { known } from '../contribute/known.ts'
import { checkPersonal } from '../contribute/personal.ts'
import { demandPut } from '../contribute/rights.ts'
import type { WritePorts } from '../contribute/ports.ts'
import { changedMeanwhile, versionsOf } from '../contribute/versions.ts'
import { isPublicIn, send, type Written } from '../contribute/write.ts'
import { same } from '../three-way.ts'
import { versions } from './versions.ts'

export interface RestorePorts extends WritePorts {
  readonly graph: WritePorts['graph'] & Pick<GraphStore, 'history'>
}

export interface Restoring {
  readonly id: Id
  /** The version whose words are to stand again, as the history tells it. */
  readonly version: string
  /** What stands, as it was seen. */
  readonly current: string
  readonly reason: string
  readonly key: string
}

/** Communities and protocols change with everybody's consent, proposals are amended, words of the vocabulary have forms of their own. */
const RESTORED: ReadonlySet<RecordType> = new Set<RecordType>(['entity', 'relation', 'evidence', 'content', 'collection'])
/** Who may see it and where it stands are no words. */
const STAYS: ReadonlySet<string> = new Set(['state', 'audience'])

/**
 * Puts the words of an old version on what stands: as an edit of whoever does it. Of what they cannot see nothing is
 * changed. State and readers stay; what is withdrawn comes back as it was then.
 * @throws NOT_FOUND for a record or a version that they cannot see, CONFLICT, BAD_USER_INPUT, FORBIDDEN, UNAUTHENTICATED
 */
export async function restoreVersion(ports: RestorePorts, actor: Actor | undefined, { id, version, current, reason, key }: Restoring): Promise<Written> {
  if (actor === undefined) throw unauthenticated()
  const { graph, vocabulary } = ports
  const { viewer } = actor
  return send(ports, actor, { key, reason }, async () => {
    const table = await ports.directory.table()
    const seen = await known(graph, viewer, [id], [])
    const head = seen.heads.get(id)
    if (head === undefined || head.record === null || !RESTORED.has(head.type)) throw notFound(id)
    if (!versionsOf({ table, viewer }, head, seen.views.get(id)).has(current)) throw changedMeanwhile({ table, viewer }, head)
    const found = await versionSeen(ports, actor, id, version)
    const [whole, was] = await wholeOf(graph, head, found.number)
    const record = checkRecord(wordsBack(head, whole, found.record, was))
    if (same(record, whole)) throw badInput('version', '和現在的一樣，沒有要改回的 (it says what stands)')
    demandPut(actor, { head, state: record.state, audience: record.audience, field: 'version' })
    checkListed(record, head.record, vocabulary, 'version')
    const isPublic = isPublicIn(table)
    if (record.type === 'entity' && isPublic(record.audience)) checkPersonal(record, isPublic(head.audience) && head.state === 'published' ? head.record as EntityRecord : undefined, vocabulary, 'version')
    await checkIdentifiers(graph, viewer, seen, [{ field: 'version', record }])
    return [{ op: 'put', record, base: head.version }]
  })
}

async function versionSeen({ graph }: RestorePorts, { viewer }: Actor, id: Id, version: string): Promise<{ number: number; record: ArchiveRecord }> {
  for await (const one of versions({ graph, viewer }, id)) if (one.version === version) return { number: one.entry.version, record: one.entry.record }
  throw notFound(version)
}

/** What stands and the old version, with what is hidden from whoever restores it. */
async function wholeOf(graph: RestorePorts['graph'], head: Head, number: number): Promise<[ArchiveRecord, ArchiveRecord]> {
  const now = (await graph.heads([head.id], WHOLE)).get(head.id)
  const past = await pastOf(graph, head.id, number)
  if (now === undefined || now.record === null || past === null) throw notFound(head.id)
  return [now.record, past]
}

async function pastOf(graph: RestorePorts['graph'], id: Id, number: number): Promise<ArchiveRecord | null> {
  for (let after: string | undefined; ;) {
    const page = await graph.history(id, WHOLE, { first: 50, ...(after === undefined ? {} : { after }) })
    const found = page.items.find((entry) => entry.version === number)
    if (found !== undefined) return found.record
    if (!page.hasNextPage) return null
    after = page.endCursor
  }
}

/** @param then as whoever restores it sees the old version @param was the whole of it */
function wordsBack({ record: seen, state }: Head, whole: ArchiveRecord, then: ArchiveRecord, was: ArchiveRecord): ArchiveRecord {
  const [now, old, all, before] = [partsOf(seen!), partsOf(then), partsOf(whole), partsOf(was)]
  const parts = new Map(partsApart(seen!, then).filter((part) => !STAYS.has(part)).map((part) => [part, keepUnseen(before.get(part), old.get(part), all.get(part), now.get(part))]))
  const record = withParts(whole, parts)
  return state === 'withdrawn' ? { ...record, state: was.state === 'withdrawn' ? 'published' : was.state, audience: was.audience } : record
}
