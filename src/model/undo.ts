import { isDeepStrictEqual } from 'node:util'
import type { Head, LoggedOperation } from './changeset.ts'
import type { Id } from './ids.ts'
import { partsOf, withParts } from './parts.ts'
import type { ArchiveRecord } from './records.ts'

/** What a changeset made of one record, all its operations on it together. */
export interface Touch {
  readonly id: Id
  /** Of its words; absent where it only merged or parted it. */
  readonly words?: {
    /** What there was before: undefined where the changeset made the record, null where these words are destroyed. */
    readonly before: ArchiveRecord | null | undefined
    /** Whether it stood withdrawn before: known also where its words are destroyed. */
    readonly wasGone: boolean
    /** Null where these words are destroyed. */
    readonly after: ArchiveRecord | null
    /** The oldest words since that are left and that stood. */
    readonly since: ArchiveRecord | undefined
  }
  /** Where it led to, before and after. */
  readonly link?: { readonly before?: Id; readonly rule?: string; readonly after?: Id }
}

/** What is to be done to take a touch back, or why that cannot be. */
export interface Taken {
  /** The words that are to stand, or that nothing is to stand. */
  readonly words?: ArchiveRecord | 'withdraw'
  /** Where it is to lead: nowhere, or into another again. */
  readonly link?: { readonly from?: Id; readonly into?: Id; readonly rule?: string }
  /** Parts that later edits changed again, which therefore stay: names of parts, `*` for the record itself, `merge`. */
  readonly stand: readonly string[]
  /** The words to go back to are destroyed. */
  readonly destroyed?: true
}

/** Parts that go back together or not at all: the ends fit the type, and a beginning its end. */
const TOGETHER: readonly (readonly string[])[] = [['relation', 'from', 'to'], ['start', 'end']]

/** Of what was made and not touched since. */
export const WITHDRAWN: Taken = { words: 'withdraw', stand: [] }
const NOTHING: Taken = { stand: [] }

/** A mark that follows from the edit of another record: no edit of this one. */
const FOLLOWS: ReadonlySet<string> = new Set(['unchecked'])

/** Versions of records as they are kept today. */
export interface Kept {
  /** The words; null once destroyed. */
  whole(id: Id, version: number): ArchiveRecord | null
  isGone(id: Id, version: number): boolean
  /** The oldest words behind a version that are left and that stood. */
  since(id: Id, version: number): ArchiveRecord | undefined
}

const MADE = { before: undefined, wasGone: false } as const

/** What came after is read when it is asked for: of most it need not be. */
class Words {
  readonly before: ArchiveRecord | null | undefined
  readonly wasGone: boolean
  readonly #operation: LoggedOperation
  readonly #kept: Kept
  readonly #read: (operation: LoggedOperation) => ArchiveRecord | null

  constructor(before: ArchiveRecord | null | undefined, wasGone: boolean, operation: LoggedOperation, kept: Kept, read: (operation: LoggedOperation) => ArchiveRecord | null) {
    this.before = before
    this.wasGone = wasGone
    this.#operation = operation
    this.#kept = kept
    this.#read = read
  }

  get after(): ArchiveRecord | null {
    const { op, id, version } = this.#operation
    return op === 'put' ? this.#read(this.#operation) : this.#kept.whole(id, version)
  }

  get since(): ArchiveRecord | undefined {
    return this.#kept.since(this.#operation.id, this.#operation.version)
  }
}

/**
 * The touches of a changeset, the newest first. A redaction has no inverse and is none.
 * @param read the words that a put wrote
 */
export function touchesOf(operations: readonly LoggedOperation[], kept: Kept, read: (operation: LoggedOperation) => ArchiveRecord | null): Touch[] {
  const found = new Map<Id, { -readonly [K in keyof Touch]: Touch[K] }>()
  for (const operation of operations) {
    const { op, id, version } = operation
    if (op === 'redact') continue
    const one = found.get(id) ?? { id }
    // the last thing that was done decides the place
    found.delete(id)
    found.set(id, one)
    if (op === 'merge' || op === 'unmerge') {
      const { before, rule } = one.link ?? (op === 'unmerge' ? { before: operation.into, rule: operation.rule } : {})
      one.link = { ...(before === undefined ? {} : { before }), ...(rule === undefined ? {} : { rule }), ...(op === 'merge' ? { after: operation.into! } : {}) }
      continue
    }
    const { before, wasGone } = one.words ?? (version === 1 ? MADE : { before: kept.whole(id, version - 1), wasGone: kept.isGone(id, version - 1) })
    one.words = new Words(before, wasGone, operation, kept, read)
  }
  return [...found.values()].reverse()
}

/** As whoever undoes it sees the words: decides what was changed since; of the whole words what is put. */
export interface Sight {
  /** Undefined where they see none before: to them the changeset made the record. */
  readonly before: ArchiveRecord | undefined
  readonly after: ArchiveRecord
  readonly now: ArchiveRecord
  /** The whole of what they see before: of an older version, where those between are hidden. */
  readonly was?: ArchiveRecord | null
}

/**
 * Field by field: what is as the changeset left it goes back, what was changed again stays (SEMANTICS 4).
 * @param now the record as it stands, whole
 * @param ours whether a merge follows from a rule, and is nobody's edit
 * @param seen of who does not see the whole
 */
export function takeBack({ words, link }: Touch, now: Head, ours: (rule: string | undefined) => boolean, seen?: Sight): Taken {
  if (now.record === null) return NOTHING
  const one = words === undefined ? NOTHING : wordsBack(words, now, seen)
  const led = link === undefined ? (one.words === 'withdraw' ? ledAway(now, ours) : NOTHING) : linkBack(link, now, ours)
  // what somebody made part of another since is not taken from under it
  if (one.words === 'withdraw' && led.stand.length > 0) return led
  return {
    ...(one.words === undefined ? {} : { words: one.words }), ...(led.link === undefined ? {} : { link: led.link }),
    stand: [...one.stand, ...led.stand], ...(one.destroyed === true ? { destroyed: true as const } : {}),
  }
}

const same = (a: unknown, b: unknown): boolean => a === b || isDeepStrictEqual(a, b)

/** Names of the parts in which two differ. */
export function partsApart(one: ArchiveRecord | undefined, other: ArchiveRecord | undefined): string[] {
  const [a, b] = [partsOf(one), partsOf(other)]
  return [...new Set([...a.keys(), ...b.keys()])].filter((part) => !same(a.get(part), b.get(part)))
}

function wordsBack(words: NonNullable<Touch['words']>, head: Head, seen: Sight | undefined): Taken {
  const before = seen?.was === undefined ? words.before : seen.was
  const now = head.record!
  const isMade = seen === undefined ? before === undefined : seen.before === undefined
  const wasGone = seen?.was === undefined ? words.wasGone : before?.state === 'withdrawn'
  // destroyed since, and something else was put: of what was there before, nobody can say what of it; of what was not,
  // all of it, so what was put first stands for it
  const after = seen?.after ?? words.after ?? (isMade || wasGone ? words.since ?? now : null)
  if (after === null) return { stand: [], destroyed: true }
  const sight: Sight = seen ?? { before: before ?? (before === null ? after : undefined), after, now }
  // gone is gone: what was withdrawn since stays so
  if (now.state === 'withdrawn' && after.state !== 'withdrawn') return NOTHING
  if (before === null && !isMade && !wasGone) return { stand: [], destroyed: true }
  if (isMade || wasGone) {
    if (after.state === 'withdrawn') return NOTHING
    const since = partsApart(sight.after, sight.now).filter((part) => !FOLLOWS.has(part))
    if (since.length > 0) return { stand: ['*', ...since] }
    // what was there unseen stands again
    return { words: before == null || before.state === 'withdrawn' ? 'withdraw' : before, stand: [] }
  }
  return partsBack(before!, now, sight)
}

function partsBack(before: ArchiveRecord, now: ArchiveRecord, sight: Sight): Taken {
  const [was, left, is] = [partsOf(sight.before), partsOf(sight.after), partsOf(sight.now)]
  const whole = partsOf(before)
  const set = new Map<string, unknown>()
  const stand: string[] = []
  for (const part of partsApart(sight.before, sight.after)) {
    if (same(is.get(part), left.get(part))) set.set(part, keepUnseen(whole.get(part), was.get(part), partsOf(now).get(part), is.get(part)))
    else if (!same(is.get(part), was.get(part))) stand.push(part)
  }
  for (const group of TOGETHER) {
    if (!group.some((part) => stand.includes(part))) continue
    for (const part of group) if (set.delete(part)) stand.push(part)
  }
  if (set.size === 0) return { stand }
  const back = withParts(now, set)
  if (same(back, now)) return { stand }
  // in its own order, where it is wholly as it was
  return { words: same(back, before) ? before : back, stand }
}

/**
 * What whoever undoes it cannot see of a list stays, in its place: behind what it stood behind.
 * @param target what the whole part was @param seen of it what they see
 * @param now what the whole part is @param visible of it what they see
 */
export function keepUnseen(target: unknown, seen: unknown, now: unknown, visible: unknown): unknown {
  if (!Array.isArray(now) || !Array.isArray(visible) || now.length === visible.length || !Array.isArray(target)) return target
  const list: unknown[] = Array.isArray(seen) ? [...seen as unknown[]] : []
  let behind = 0
  for (const item of now as unknown[]) {
    const at = list.findIndex((one) => same(one, item))
    if (at !== -1) behind = at + 1
    else if (!(visible as unknown[]).some((one) => same(one, item))) list.splice(behind++, 0, item)
  }
  return list
}

/** Something that goes leads nowhere but by rule. */
const ledAway = ({ mergedInto, mergeRule }: Head, ours: (rule: string | undefined) => boolean): Taken =>
  (mergedInto === undefined || ours(mergeRule) ? NOTHING : { stand: ['merge'] })

function linkBack({ before, rule, after }: NonNullable<Touch['link']>, { mergedInto, mergeRule }: Head, ours: (rule: string | undefined) => boolean): Taken {
  const byRule = mergedInto !== undefined && ours(mergeRule)
  const at = byRule ? undefined : mergedInto
  if (at === before) return NOTHING
  if (at !== after) return { stand: ['merge'] }
  return { link: { ...(mergedInto === undefined ? {} : { from: mergedInto }), ...(before === undefined ? {} : { into: before, ...(rule === undefined ? {} : { rule }) }) }, stand: [] }
}
