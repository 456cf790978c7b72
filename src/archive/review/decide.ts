import type { Head, Operation } from '../../model/changeset.ts'
import { badInput, conflict, notFound } from '../../model/errors.ts'
import type { Id } from '../../model/ids.ts'
import { demand } from '../../model/permissions.ts'
import type { ProposalRecord, RelationRecord, State } from '../../model/records.ts'
import { concernOf } from '../access/concern.ts'
import { demandMerge, demandTogether } from '../contribute/rights.ts'
import { demandNotApart } from '../merge/apart.ts'
import { same } from '../three-way.ts'
import { checkMerge } from '../vocabulary/merged.ts'
import type { Docket } from './docket.ts'
import { changed, chosenOf, partsOf } from './parts.ts'
import { readersAfter, readersAsked, wordsOf } from './readers.ts'
import { demandSettle, maySettle } from './rights.ts'
import { textsOf, type ThreeTexts } from './texts.ts'

export const DECISIONS = ['accept', 'return', 'decline'] as const
export type Decision = (typeof DECISIONS)[number]

/** How one thing that waits is decided. */
export interface Ruling {
  readonly decision: Decision
  /** Of a proposed change: the parts to accept. Default: all. */
  readonly parts?: readonly string[]
  /** What becomes of the other parts. Default close: they are not accepted. return: they go back to their author. */
  readonly rest?: 'close' | 'return'
  /** Accept also parts whose base has moved to something else. */
  readonly over?: boolean
  /** Needed to return and to decline: its author is told. */
  readonly words?: string
}

/** What a ruling does. */
export interface Ruled {
  readonly operations: readonly Operation[]
  /** Decided with it. */
  readonly with: readonly Id[]
  /** Of a proposed change: the texts of each part. */
  readonly texts?: readonly ThreeTexts[]
}

/**
 * Decides one thing within a docket that has read it.
 * @throws as `demandSettle`; BAD_USER_INPUT; CONFLICT where a part has moved and `over` is not said (`details.current.parts`)
 */
export async function decide(docket: Docket, id: Id, ruling: Ruling): Promise<Ruled> {
  const head = demandSettle(docket.actor, id, docket.seen(id))
  if (docket.now(id)?.state !== 'proposed') throw conflict('這一項已經和別的一起決定了 (it was decided with another)', { id })
  const { decision } = ruling
  if (decision === 'return' && head.record!.by === undefined) throw badInput('decision', '這是匯入或擷取提出的，沒有人可以退回；請採納或不採納 (nobody submitted it: accept or decline it)')
  if (ruling.parts !== undefined && head.record!.type !== 'proposal') throw badInput('parts', '只有對已發布資料的提議能逐欄採納 (only proposed changes of what is published are accepted in part)')
  if (head.record!.type === 'proposal' && decision === 'accept') return acceptProposal(docket, head.record, ruling)
  const state = ({ accept: 'published', return: 'returned', decline: 'declined' } as const)[decision]
  const along = await alongWith(docket, id, decision)
  // what others hang on comes first
  return { operations: [...along, id].map((one) => docket.move(one, state)), with: along }
}

/** What stands and falls with it: evidence and proposed ends of a relation, contents of an entity; in the order in which it is written. */
async function alongWith(docket: Docket, id: Id, decision: Decision): Promise<Id[]> {
  const record = docket.now(id)!.record!
  if (record.type === 'entity') return carried(docket, docket.contentsOf(id))
  if (record.type !== 'relation') return []
  const ends = await endsWith(docket, record, decision)
  const pieces = carried(docket, docket.evidenceOn(id))
  if (decision === 'accept' && pieces.length === 0 && !docket.evidenceOn(id).some((piece) => docket.seen(piece)?.state === 'published')) {
    throw conflict('它的憑據還不能發布，發布了也看不見 (none of its evidence can be published with it)', { id })
  }
  return [...ends, ...ends.flatMap((end) => carried(docket, docket.contentsOf(end))), ...pieces]
}

/** Of these, what waits and may be decided by the same person; the rest waits on. */
const carried = (docket: Docket, ids: readonly Id[]): Id[] =>
  ids.filter((id) => docket.now(id)?.state === 'proposed' && docket.seen(id) !== undefined && maySettle(docket.actor, docket.seen(id)!))

/** Whoever accepts that A funds B accepts that there is a B; to turn that down turns down what only it led to. */
async function endsWith(docket: Docket, { id, from, to, by }: RelationRecord, decision: Decision): Promise<Id[]> {
  const ends = [...new Set([from, to])]
  const waiting = ends.filter((end) => docket.now(end)?.state === 'proposed')
  if (decision === 'accept') {
    const gone = ends.find((end) => !waiting.includes(end) && docket.now(end)?.state !== 'published')
    if (gone !== undefined) throw conflict(`${gone} 不在（${docket.now(gone)?.state ?? 'none'}），連到它的關係發布了也看不見 ；請改這筆關係，或先把那一端找回來 (an end of the relation is not there: edit the relation, or bring the end back first)`, { id: gone })
    for (const end of waiting) demandSettle(docket.actor, end, docket.seen(end))
    return waiting
  }
  const alone: Id[] = []
  for (const end of carried(docket, waiting)) {
    // to return is to tell an author: what somebody else submitted stays
    if (decision === 'return' && docket.now(end)!.record!.by !== by) continue
    if (await isLedToBy(docket, end, id)) alone.push(end)
  }
  return alone
}

/** Whether no other relation that is not turned down leads to it, as far as whoever decides can see: anything else would tell of what they cannot. */
async function isLedToBy(docket: Docket, end: Id, relation: Id): Promise<boolean> {
  const page = await docket.graph.relations(end, { includeProposed: true, includeDeprecated: true, evidence: false }, docket.actor.viewer, { first: 200 })
  return !page.hasNextPage && page.items.every(({ id, state }) => id === relation || GONE.has(docket.isTouched(id) ? docket.now(id)!.state : state))
}

const GONE: ReadonlySet<State> = new Set<State>(['declined', 'returned', 'withdrawn'])

async function acceptProposal(docket: Docket, proposal: ProposalRecord, { parts, rest = 'close', over = false, words }: Ruling): Promise<Ruled> {
  const { id, target, into } = proposal
  const [seen, now] = [docket.seen(target), docket.now(target)]
  if (seen === undefined || now === undefined) throw notFound(target)
  if (now.state !== 'published' || now.record === null) throw conflict(`要改的資料現在是 ${now.state} (what it would change is not published any more)`, { id: target, state: now.state })
  demand(docket.actor, 'settle', concernOf(now.audience))
  if (proposal.withdraw === true) return { operations: [docket.withdraw(target, proposal.words ?? words ?? '採納撤下的提議'), docket.move(id, 'published')], with: [] }
  if (into !== undefined) return acceptMerge(docket, proposal)
  const changes = chosenOf(proposal.changes ?? {}, parts)
  const texts = await withOthers(docket, proposal, await textsOf(docket.graph, docket.actor.viewer, proposal, seen))
  const moved = texts.filter(({ part, conflict: isConflict }) => isConflict && Object.hasOwn(changes, part))
  if (moved.length > 0 && !over) throw conflict(`提出之後，別人改過「${moved.map(({ part }) => part).join('、')}」：請看三份文字，再決定要不要蓋過 (its base has moved: look at the three texts, then say whether to override)`, { id, parts: moved })
  const asked = readersAsked(changes)
  const audience = asked === undefined ? now.audience : readersAfter(now.audience, asked)
  if (asked !== undefined) {
    // both are theirs to settle: those who keep it now open it, those who are to keep it take it
    demand(docket.actor, 'settle', concernOf(audience))
    demandTogether(docket.actor, now.audience, audience)
  }
  if (now.record.type === 'relation' && !docket.evidenceOn(target).some((piece) => isLive(docket.now(piece)))) {
    throw conflict('這筆關係已經沒有憑據，改了也不能發布：請先補上憑據，或把它撤下 (no evidence is left on the relation: give some first, or withdraw it)', { id: target })
  }
  const written = docket.put({ ...changed(now.record, wordsOf(changes)), audience })
  const others = Object.entries(proposal.changes ?? {}).filter(([part]) => !Object.hasOwn(changes, part))
  const left = rest === 'return' && others.length > 0
    ? { ...proposal, state: 'returned' as const, changes: Object.fromEntries(others), base: docket.now(target)!.version }
    // what was proposed and not accepted is in its history
    : { ...proposal, state: 'published' as const, changes }
  return { operations: [written, docket.put(left)], with: [], texts }
}

const isLive = (head: Head | undefined): boolean => head !== undefined && head.record !== null && (head.state === 'published' || head.state === 'proposed')

async function acceptMerge(docket: Docket, { id, target, into }: ProposalRecord): Promise<Ruled> {
  const [one, other] = [docket.now(target)!, docket.now(into!)]
  if (other?.state !== 'published' || docket.seen(into!) === undefined) throw notFound(into!)
  if (one.mergedInto !== undefined) throw conflict('它已經併入別的條目 (it is merged already)', { id: target })
  demandMerge(docket.actor, one, other)
  await demandNotApart(docket.graph, docket.actor.viewer, [...docket.merges, { id: target, into: into! }])
  await checkMerge(docket.graph, docket.actor.viewer, target, into!, 'ids')
  return { operations: [docket.merge(target, into!), docket.move(id, 'published')], with: [] }
}

/** Another decision of the same docket may have changed the same part. */
async function withOthers(docket: Docket, { target }: ProposalRecord, texts: readonly ThreeTexts[]): Promise<ThreeTexts[]> {
  if (!docket.isTouched(target)) return [...texts]
  const [before, after] = [docket.seen(target)!.record!, docket.now(target)!.record!].map(partsOf) as [Map<string, unknown>, Map<string, unknown>]
  return texts.map((text) => {
    if (same(before.get(text.part), after.get(text.part)) || text.part === 'names') return text
    return { ...text, now: after.get(text.part), moved: true, conflict: !same(after.get(text.part), text.theirs) }
  })
}
