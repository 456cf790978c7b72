import type { Actor } from '../../model/actor.ts'
import type { Audience } from '../../model/audience.ts'
import type { Head } from '../../model/changeset.ts'
import { ArchiveError, badInput, forbidden } from '../../model/errors.ts'
import { allowed, demand, type Action } from '../../model/permissions.ts'
import type { State } from '../../model/records.ts'
import { concernOf } from '../access/concern.ts'

type Moves = Readonly<Partial<Record<State | 'new', readonly State[]>>>

/** What an author may make of what is theirs. */
const AUTHOR: Moves = { new: ['draft', 'proposed'], draft: ['draft', 'proposed'], proposed: ['proposed'], returned: ['returned', 'proposed'] }
/** What somebody who settles may make of what others propose. */
const SETTLER: Moves = { proposed: ['proposed', 'returned', 'declined', 'published'] }
/** What may be published without review. What is published is taken back by withdrawing it, with a reason. */
const PUBLISHER: Moves = { new: ['published'], draft: ['published'], published: ['published'], withdrawn: ['published'] }

const isMine = ({ account }: Actor, { record }: Head): boolean => record?.by !== undefined && record.by === account

const decides = (actor: Actor, action: Action, ...audiences: readonly Audience[]): void => {
  for (const audience of audiences) demand(actor, action, concernOf(audience))
}

/** A put, as far as rights go. */
export interface Putting {
  /** As it stands; absent for a new record. */
  readonly head: Head | undefined
  readonly state: State
  readonly audience: Audience
  /** Where it stands in what was sent. */
  readonly field: string
}

/** May somebody write this? (SEMANTICS 2.) @throws BAD_USER_INPUT, UNAUTHENTICATED, FORBIDDEN */
export function demandPut(actor: Actor, { head, state, audience, field }: Putting): void {
  const was = head?.state ?? 'new'
  const mine = head === undefined || isMine(actor, head)
  if (state === 'withdrawn') throw badInput(`${field}.state`, '要撤下請用 withdraw，並寫原因 (to withdraw, use withdraw and say why)')
  if (audience.protocols.length === 0 && state !== 'draft') throw badInput(`${field}.audience`, '送出前請選誰看得到 (choose who can see it before it is submitted)')
  if (mine && AUTHOR[was]?.includes(state)) return demand(actor, head === undefined ? 'propose' : 'amendOwn')
  if (head !== undefined && SETTLER[was]?.includes(state)) {
    if (mine) throw forbidden('自己送出的，請別人來審 (whoever submitted it cannot settle it)')
    return decides(actor, 'settle', head.audience, audience)
  }
  if (!PUBLISHER[was]?.includes(state)) throw badInput(`${field}.state`, `現在是 ${was}，不能改成 ${state} (what is ${was} cannot become ${state})`)
  // an import's draft is nobody's; other drafts are seen by their authors alone
  if (was !== 'published' && was !== 'withdrawn') return decides(actor, 'publish', audience)
  orProposes(() => { decides(actor, 'publish', head!.audience, audience) })
  demandTogether(actor, head!.audience, audience)
}

/** Who may not change what is published is told what they may. */
function orProposes(check: () => void): void {
  try {
    check()
  } catch (error) {
    if (error instanceof ArchiveError && error.code === 'FORBIDDEN') throw forbidden(`${error.message}；這筆已發布，請用 propose 提議，由負責的人決定 (it is published: propose the change instead)`)
    throw error
  }
}

/** Nobody changes by themselves what several communities hold together: its mode, or another's protocol (SEMANTICS 1). */
export function demandTogether(actor: Actor, before: Audience, after: Audience): void {
  const held = concernOf(before)?.groups ?? []
  const theirs = before.mode !== after.mode && held.length > 1 ? held : held.filter((protocol) => !after.protocols.includes(protocol))
  if (theirs.length > 0) demand(actor, 'publish', { mode: 'all', groups: theirs })
}

export function demandWithdraw(actor: Actor, head: Head, field: string): void {
  if (head.state === 'withdrawn' || head.state === 'declined') throw badInput(`${field}.id`, '這筆資料已經撤下或沒有收錄 (it is withdrawn or declined already)')
  if (head.state === 'published') return orProposes(() => { decides(actor, 'publish', head.audience) })
  if (isMine(actor, head)) return demand(actor, 'amendOwn')
  decides(actor, 'settle', head.audience)
}

/** One entity becomes part of another, is parted from it or told apart: an affair of both, and of what guards either. */
export function demandMerge(actor: Actor, ...heads: readonly Head[]): void {
  for (const action of ['merge', 'publish'] as const) decides(actor, action, ...heads.map(({ audience }) => audience))
}

/** @returns whether `demandMerge` would let them */
export const mayMerge = (actor: Actor, ...heads: readonly Head[]): boolean =>
  heads.every(({ audience }) => (['merge', 'publish'] as const).every((action) => allowed(actor, action, concernOf(audience))))

/**
 * Anyone who may contribute may propose a change of what is published and they can see.
 * @param head what would be changed
 * @param standing their own proposal, where they say it anew
 */
export function demandProposal(actor: Actor, head: Head, standing: Head | undefined, field: string): void {
  if (head.state !== 'published') throw badInput(`${field}.id`, '還沒發布的，由送出的人直接改，或由審的人決定 (what is not published is changed by its author, or decided on)')
  if (standing === undefined) return demand(actor, 'propose')
  if (!isMine(actor, standing)) throw forbidden('只有提出的人能改自己的提議 (only its author says a proposal anew)')
  if (standing.record?.type !== 'proposal' || standing.record.target !== head.id) throw badInput(`${field}.id`, '這是另一筆資料的提議 (the proposal is about another record)')
  if (AUTHOR[standing.state]?.includes('proposed') !== true) throw badInput('amends', `這項提議已經是 ${standing.state} (the proposal is not open any more)`)
  demand(actor, 'amendOwn')
}
