import { hash, randomBytes } from 'node:crypto'
import { audienceFromKey } from '../model/audience.ts'
import type { Head, LoggedChangeset, LoggedOperation } from '../model/changeset.ts'
import type { Seal } from '../model/commit.ts'
import { badCursor, badInput, conflict } from '../model/errors.ts'
import type { Id } from '../model/ids.ts'
import type { ArchiveRecord } from '../model/records.ts'

/**
 * What both stores do with the log in the same way. Beside it: `reading.ts` (who may read a record)
 * and `views.ts` (what a reader is shown).
 */

const SALT = 16
let pool = Buffer.alloc(0)
let used = 0

/** 16 random bytes in hex; drawn 256 at a time, because each draw is a system call. */
function salt(): string {
  if (used === pool.length) {
    pool = randomBytes(SALT * 256)
    used = 0
  }
  return pool.toString('hex', used, (used += SALT))
}

const sealed = (payload: string, salted: string): string => hash('sha256', salted + payload, 'hex')

/** SHA-256 over a salt of its own and the payload text. */
export const seal: Seal = (payload) => {
  const salted = salt()
  return { hash: sealed(payload, salted), salt: salted }
}

/** The record a put wrote. */
export function recordOf(operation: Pick<LoggedOperation, 'id' | 'type' | 'state' | 'audience'>, payload: string): ArchiveRecord {
  const { id, type, state, audience } = operation
  return { id, type, state, audience: audienceFromKey(audience), ...JSON.parse(payload) } as ArchiveRecord
}

/**
 * The head after an operation of another archive's log, as `prepare` would have made it there.
 * @param head before it; undefined for a first version
 * @throws CONFLICT when the version does not follow, BAD_USER_INPUT when the payload is not what was sealed
 */
export function applyLogged(head: Head | undefined, operation: LoggedOperation): Head {
  const { id, type, version, state } = operation
  if (version !== (head?.version ?? 0) + 1) throw conflict(`the log is not whole: version ${version} of record ${id} follows version ${head?.version ?? 'none'}`, { id, version: head?.version ?? null })
  const { mergedInto, mergeRule, ...rest } = head ?? { record: null }
  const merge = { ...(mergedInto === undefined ? {} : { mergedInto }), ...(mergeRule === undefined ? {} : { mergeRule }) }
  const next = { ...rest, id, type, version, state, audience: audienceFromKey(operation.audience) }
  switch (operation.op) {
    case 'put':
      return { ...next, ...merge, written: version, record: operation.payload == null ? null : recordOf(operation, unsealed(operation, operation.payload)) }
    case 'withdraw':
      return { ...next, ...merge, record: rest.record && { ...rest.record, state, audience: next.audience } }
    case 'merge':
      return { ...next, mergedInto: operation.into as Id, ...(operation.rule === undefined ? {} : { mergeRule: operation.rule }) }
    case 'unmerge':
      return next
    case 'redact':
      return { ...next, ...merge, record: redactsHead(operation.versions ?? [], head) ? null : rest.record }
  }
}

const redactsHead = (versions: readonly number[], head: Head | undefined): boolean =>
  head !== undefined && (versions.includes(head.version) || versions.includes(head.written ?? head.version))

function unsealed({ id, version, hash: expected, salt: salted }: LoggedOperation, payload: string): string {
  if (expected === undefined || salted === undefined || sealed(payload, salted) === expected) return payload
  throw badInput('payload', `version ${version} of record ${id} is not what was sealed: its hash does not fit`)
}

/** Refuses what `append` must refuse, and answers whether there is anything left to take over. */
export function follows(changeset: LoggedChangeset, newest: number, existing: (sequence: number) => Id | undefined): boolean {
  if (changeset.sequence > newest + 1) throw conflict(`changeset ${newest + 1} is missing: cannot go on with ${changeset.sequence}`, { sequence: newest })
  if (changeset.sequence === newest + 1) return true
  if (existing(changeset.sequence) === changeset.id) return false
  throw conflict(`a different changeset stands at ${changeset.sequence}: this is not a copy of the same archive`, { sequence: changeset.sequence })
}

/** A place in a list as text that tells nothing. */
export const cursor = (...place: readonly (string | number)[]): string => Buffer.from(JSON.stringify(place)).toString('base64url')

/** @throws BAD_USER_INPUT (`after`) for what is no cursor of so many parts, of these types */
export function placeOf<T extends (string | number)[]>(text: string, ...types: { [K in keyof T]: T[K] extends number ? 'number' : 'string' }): T {
  try {
    const place: unknown = JSON.parse(Buffer.from(text, 'base64url').toString())
    if (Array.isArray(place) && place.length === types.length && place.every((part, i) => typeof part === types[i])) return place as T
  } catch {}
  throw badCursor()
}
