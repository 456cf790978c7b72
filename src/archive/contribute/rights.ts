import type { Actor } from '../../model/actor.ts'
import type { Audience } from '../../model/audience.ts'
import type { Head } from '../../model/changeset.ts'
import { badInput, forbidden } from '../../model/errors.ts'
import { demand, type Action } from '../../model/permissions.ts'
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
  decides(actor, 'publish', head!.audience, audience)
  demandTogether(actor, head!.audience, audience)
}

/** Nobody changes by themselves what several communities hold together: its mode, or another's protocol (SEMANTICS 1). */
function demandTogether(actor: Actor, before: Audience, after: Audience): void {
  const held = concernOf(before)?.groups ?? []
  const theirs = before.mode !== after.mode && held.length > 1 ? held : held.filter((protocol) => !after.protocols.includes(protocol))
  if (theirs.length > 0) demand(actor, 'publish', { mode: 'all', groups: theirs })
}

export function demandWithdraw(actor: Actor, head: Head, field: string): void {
  if (head.state === 'withdrawn' || head.state === 'declined') throw badInput(`${field}.id`, '這筆資料已經撤下或沒有收錄 (it is withdrawn or declined already)')
  if (head.state === 'published') return decides(actor, 'publish', head.audience)
  if (isMine(actor, head)) return demand(actor, 'amendOwn')
  decides(actor, 'settle', head.audience)
}

/** One entity becomes part of another, or is parted from it: an affair of both. */
export function demandMerge(actor: Actor, ...heads: readonly Head[]): void {
  demand(actor, 'merge')
  decides(actor, 'publish', ...heads.map(({ audience }) => audience))
}
