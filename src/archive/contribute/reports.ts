import type { AccountStore, Report } from '../../accounts/port.ts'
import type { GraphStore } from '../../graph/port.ts'
import type { Actor } from '../../model/actor.ts'
import { WHOLE, type Viewer } from '../../model/audience.ts'
import type { Head } from '../../model/changeset.ts'
import { badInput, forbidden, notFound, unauthenticated } from '../../model/errors.ts'
import { isId, newId, type Id } from '../../model/ids.ts'
import { allowed, demand } from '../../model/permissions.ts'
import { displayName, type ArchiveRecord, type RecordType } from '../../model/records.ts'
import { concernOf } from '../access/concern.ts'
import { attempt, keyOf } from '../accounts/throttle.ts'
import { DAY, type From } from '../accounts/ports.ts'

export interface ReportPorts {
  readonly graph: Pick<GraphStore, 'heads'>
  readonly accounts: AccountStore
}

/** Milliseconds after which how to reach whoever reported something is taken away. */
export const CONTACT_KEPT = 90 * DAY

/** Of one address and of one account within a quarter of an hour, before a pause: a class may sit behind one address. */
const [FREE_HERE, FREE_MINE] = [20, 20]
const [LONGEST, LONGEST_CONTACT] = [5_000, 300]

export interface Reporting {
  readonly id: Id
  readonly reason: string
  readonly contact?: string | null
}

/**
 * Asks that something be looked at, or taken away: whoever can see it may, also without an account.
 * @param viewer what they may see
 * @throws NOT_FOUND for what they cannot see, BAD_USER_INPUT, RATE_LIMITED
 */
export async function report({ graph, accounts }: ReportPorts, actor: Actor | undefined, viewer: Viewer, { id, reason, contact }: Reporting, from: From, now = Date.now()): Promise<void> {
  if (actor !== undefined) demand(actor, 'report')
  if (reason.trim() === '' || reason.length > LONGEST) throw badInput('reason', `請寫為什麼，最多 ${LONGEST} 字 (say why, in at most ${LONGEST} characters)`)
  if (contact != null && contact.length > LONGEST_CONTACT) throw badInput('contact', `聯絡方式最多 ${LONGEST_CONTACT} 字 (at most ${LONGEST_CONTACT} characters)`)
  const by = actor === undefined || actor.account === 'maintenance' ? undefined : actor.account
  await attempt(accounts, [{ key: keyOf('report', from.address), free: FREE_HERE }, ...(by === undefined ? [] : [{ key: keyOf('report', 'account', by), free: FREE_MINE }])], now)
  if (!isId(id) || !(await graph.heads([id], viewer)).has(id)) throw notFound(id)
  await accounts.addReport({
    id: newId(), record: id, reason: reason.trim(), createdAt: now, purgeAt: now + CONTACT_KEPT,
    ...(by === undefined ? {} : { by }), ...(contact == null || contact.trim() === '' ? {} : { contact: contact.trim() }),
  })
}

export interface ShownReport extends Omit<Report, 'by'> {
  readonly type: RecordType
  /** How it is called, as far as whoever settles it can see it. */
  readonly title?: string
  readonly by?: Id
}

/** Reports looked through for one page. */
const SLICE = 200

/**
 * What waits for somebody: of what a strict protocol guards, for its stewards; of the rest, for the administrator.
 * @param settled those that are done instead
 */
export async function reports({ graph, accounts }: ReportPorts, actor: Actor | undefined, { settled = false, first = 20, after }: { readonly settled?: boolean; readonly first?: number; readonly after?: Id } = {}): Promise<ShownReport[]> {
  if (actor === undefined) throw unauthenticated()
  const found: ShownReport[] = []
  for (let from = after; found.length < first;) {
    const page = await accounts.reports({ settled }, { first: SLICE, ...(from === undefined ? {} : { after: from }) })
    if (page.length === 0) break
    from = page.at(-1)!.id
    const heads = await graph.heads([...new Set(page.map(({ record }) => record))], WHOLE)
    for (const one of page) {
      const head = heads.get(one.record)
      if (head !== undefined && settles(actor, head)) found.push(await shown(graph, actor, one, head))
    }
  }
  return found.slice(0, first)
}

/** Whoever may destroy it settles what is said of it. */
export const settles = (actor: Actor, { audience }: Pick<Head, 'audience'>): boolean => allowed(actor, 'redact', concernOf(audience))

async function shown(graph: ReportPorts['graph'], actor: Actor, one: Report, { id, type }: Head): Promise<ShownReport> {
  const record = (await graph.heads([id], actor.viewer)).get(id)?.record
  const title = record == null ? undefined : titleOf(record)
  return { ...one, type, ...(title === undefined ? {} : { title }) }
}

export function titleOf(record: ArchiveRecord): string | undefined {
  if (record.type === 'entity') return displayName(record.names)
  return record.type === 'community' || record.type === 'protocol' ? record.label['zh-Hant'] : undefined
}

/**
 * Settles a report without destroying anything: what was asked is done otherwise, or not.
 * @throws NOT_FOUND for one that is not theirs to settle or is settled already; FORBIDDEN, BAD_USER_INPUT
 */
export async function settleReport({ graph, accounts }: ReportPorts, actor: Actor | undefined, id: Id, note: string, now = Date.now()): Promise<void> {
  if (actor === undefined) throw unauthenticated()
  if (actor.scopes !== undefined && !actor.scopes.has('manage')) throw forbidden('這個權杖沒有「manage」的範圍 (the token lacks the scope manage)')
  if (note.trim() === '') throw badInput('note', '請寫怎麼處理的 (say what was done)')
  const found = await accounts.report(id)
  const head = found === undefined ? undefined : (await graph.heads([found.record], WHOLE)).get(found.record)
  if (found === undefined || found.settled !== undefined || head === undefined || !settles(actor, head)) throw notFound(id)
  const done = await accounts.settleReport(id, { at: now, outcome: 'kept', note: note.trim(), ...(actor.account === 'maintenance' ? {} : { by: actor.account }) })
  if (!done) throw notFound(id)
}
