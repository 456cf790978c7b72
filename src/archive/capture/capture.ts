import type { AccountStore } from '../../accounts/port.ts'
import type { GraphStore } from '../../graph/port.ts'
import type { JobStore } from '../../jobs/port.ts'
import type { Actor } from '../../model/actor.ts'
import type { Head } from '../../model/changeset.ts'
import { badInput, notFound, unauthenticated } from '../../model/errors.ts'
import { isId, type Id } from '../../model/ids.ts'
import type { EvidenceRecord } from '../../model/records.ts'
import { checkOutside } from '../../net/outside.ts'
import { attempt, keyOf } from '../accounts/throttle.ts'
import { demandPut } from '../contribute/rights.ts'

/** The job that fetches what stands at the address of a piece of evidence, and keeps it; its key is the evidence. */
export const CAPTURE = 'capture'

export interface CapturePorts {
  readonly graph: Pick<GraphStore, 'heads'>
  readonly accounts: Pick<AccountStore, 'countAttempt'>
  readonly jobs: Pick<JobStore, 'enqueue'>
}

/** Copies that one account asks for within a quarter of an hour, before a pause. */
const FREE = 60

/** What a job is given: whose wish it was. */
export interface Asked {
  readonly account: Id
}

/**
 * Asks that what stands at the address of a piece of evidence be kept, with the hash and the day: by whoever may change
 * it. It is done a little later, by a job.
 * @throws NOT_FOUND, BAD_USER_INPUT for evidence without an address that can be fetched; UNAUTHENTICATED, FORBIDDEN, RATE_LIMITED
 */
export async function capture({ graph, accounts, jobs }: CapturePorts, actor: Actor | undefined, id: Id, now = Date.now()): Promise<void> {
  if (actor === undefined) throw unauthenticated()
  if (actor.account === 'maintenance') throw badInput('id', '請用帳號 (by an account)')
  const evidence = evidenceOf(isId(id) ? (await graph.heads([id], actor.viewer)).get(id) : undefined, actor)
  if (evidence === undefined) throw notFound(id)
  if (evidence.locator.url === undefined) throw badInput('id', '這則憑據沒有網址 (this evidence has no address)')
  checkOutside(evidence.locator.url)
  await attempt(accounts, [{ key: keyOf('capture', actor.account), free: FREE }], now)
  await jobs.enqueue({ kind: CAPTURE, key: id, payload: { account: actor.account } satisfies Asked })
}

/** @throws FORBIDDEN where it is not theirs to change */
export function evidenceOf(head: Head | undefined, actor: Actor): EvidenceRecord | undefined {
  if (head?.record?.type !== 'evidence' || head.state === 'withdrawn' || head.state === 'declined') return undefined
  demandPut(actor, { head, state: head.state, audience: head.audience, field: 'id' })
  return head.record
}
