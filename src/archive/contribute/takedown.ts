import type { AccountStore } from '../../accounts/port.ts'
import type { Derived } from '../../blobs/derived.ts'
import type { BlobStore } from '../../blobs/port.ts'
import type { GraphStore } from '../../graph/port.ts'
import { loggedAs, type Actor } from '../../model/actor.ts'
import { canRead } from '../../model/audience.ts'
import { badInput, notFound, unauthenticated } from '../../model/errors.ts'
import { isId, newId, type Id } from '../../model/ids.ts'
import { demand } from '../../model/permissions.ts'
import { readersOf } from '../../model/readers.ts'
import { concernOf } from '../access/concern.ts'
import { redact, type RedactOptions } from '../redact.ts'
import { CONTACT_KEPT, settles, titleOf } from './reports.ts'

/** A backup that was written, as the archive remembers it. */
export interface WrittenBackup {
  /** ISO 8601. */
  readonly at: string
  /** As whoever wrote it called the file. */
  readonly file: string
}

export interface TakedownPorts {
  readonly graph: GraphStore
  readonly blobs: BlobStore
  readonly derived: Derived
  /** Absent: there are no accounts, and no reports to settle. */
  readonly accounts?: AccountStore
  /** Keeps what a restore of an older backup must do again. */
  readonly note: RedactOptions['note']
  /** Those written so far. */
  readonly backups: () => Promise<readonly WrittenBackup[]>
}

export interface TakenDown {
  readonly redacted: readonly Id[]
  readonly originals: number
  /** Still have the words: to be deleted by hand, or restored with the file of redactions. */
  readonly backups: readonly WrittenBackup[]
}

/**
 * Destroys the words of a record for good, for whoever may: with its texts, the evidence that quotes its name, files,
 * and what was made of them. What of these belongs to stewards of another protocol stays, and they find a report of it.
 * @param confirm what the record is called, or its id where it has no name: nobody does this by a slip
 * @throws NOT_FOUND for what they cannot see; UNAUTHENTICATED, FORBIDDEN, BAD_USER_INPUT
 */
export async function takeDown(ports: TakedownPorts, actor: Actor | undefined, { id, reason, confirm }: { readonly id: Id; readonly reason: string; readonly confirm?: string }, now = Date.now()): Promise<TakenDown> {
  const { graph, derived, accounts } = ports
  if (actor === undefined) throw unauthenticated()
  const viewer = actor.account === 'maintenance' ? { ...actor.viewer, whole: true as const } : actor.viewer
  const head = isId(id) ? (await graph.heads([id], viewer)).get(id) : undefined
  if (head === undefined || head.type === 'community' || head.type === 'protocol') throw notFound(id)
  demand(actor, 'redact', concernOf(head.audience))
  if (reason.trim() === '') throw badInput('reason', '請寫為什麼塗除：只有這句話會留下來 (a redaction needs a reason: it is all that stays)')
  const called = head.record === null ? undefined : titleOf(head.record)
  if (confirm !== undefined && confirm !== id && confirm !== called) throw badInput('confirm', '塗除不能復原：請照寫它的名稱（或編號）確認 (this cannot be undone: write its name, or its id, to confirm)')
  const others: Id[] = []
  const { redacted, along, originals } = await redact(ports, {
    id, reason: reason.trim(), actor: loggedAs(actor), note: ports.note, origin: actor.account === 'maintenance' ? 'cli' : 'api',
    may: (other) => settles(actor, other) || (others.push(other.id), false),
  })
  for (const sha256 of originals) await derived.delete(sha256)
  const settled = { at: now, outcome: 'redacted' as const, note: reason.trim(), ...(actor.account === 'maintenance' ? {} : { by: actor.account }) }
  for (const record of redacted) for (const report of await accounts?.reports({ record }) ?? []) await accounts!.settleReport(report.id, settled)
  for (const record of others) await accounts?.addReport({ id: newId(), record, reason: `它所屬或引用的資料已塗除：${reason.trim()}`, createdAt: now, purgeAt: now + CONTACT_KEPT })
  // drafts and notes of others go along, and nobody is told that there were any
  const hidden = new Set(along.flatMap((one) => (viewer.whole === true || canRead(readersOf(one), viewer) ? [] : [one.id])))
  return { redacted: redacted.filter((one) => !hidden.has(one)), originals: originals.length, backups: await ports.backups() }
}
