import type { Watch } from '../../accounts/port.ts'
import type { Actor } from '../../model/actor.ts'
import { badInput, notFound } from '../../model/errors.ts'
import { newId, type Id } from '../../model/ids.ts'
import { demand } from '../../model/permissions.ts'
import type { AskAnew, Asks, WatchPorts } from './ports.ts'
import { Titles, type Titled } from './titles.ts'

/** Watches of one account, of them questions. */
const [MANY, MANY_QUESTIONS] = [500, 50]
/** Characters of a question as JSON, of a name. */
const [LONGEST, LONGEST_NAME] = [20_000, 200]

type Ports = Pick<WatchPorts, 'graph' | 'accounts' | 'directory' | 'vocabulary'>

export type WatchInput =
  /** An entity (also a work, a collection), a relation, a community. */
  | { readonly record: Id; readonly name?: string }
  /** A saved question. */
  | { readonly saved: Id; readonly name?: string }
  | { readonly question: { readonly name: string; readonly arguments: Readonly<Record<string, unknown>> }; readonly name?: string }
  /** Arguments of a search. */
  | { readonly search: Readonly<Record<string, unknown>>; readonly name?: string }

/** A watch as its owner is shown it. */
export interface WatchView extends Watch {
  /** Of what is watched; absent where they may not see it (any more). */
  readonly about?: Titled
}

const WATCHABLE = ['entity', 'relation', 'community', 'protocol']

/**
 * Watching what is watched already answers the watch there is. A question is asked at once: later ones are compared.
 * @throws NOT_FOUND for what they cannot see, BAD_USER_INPUT, and what asking throws
 */
export async function watch(ports: Ports, ask: AskAnew, actor: Actor | undefined, input: WatchInput, now = Date.now()): Promise<WatchView> {
  demand(actor, 'watch')
  const account = accountOf(actor)
  const name = input.name?.trim()
  if (name !== undefined && name.length > LONGEST_NAME) throw badInput('name', `名稱最多 ${LONGEST_NAME} 個字 (at most ${LONGEST_NAME} characters)`)
  const wanted = wantedOf(input)
  const all = await ports.accounts.watches(account)
  const same = all.find(({ kind, subject, asks }) => kind === wanted.kind && subject === wanted.subject && asks === wanted.asks)
  if (same !== undefined) return viewOf(ports, actor, same)
  if (all.length >= MANY) throw badInput('watch', `最多關注 ${MANY} 樣，請先取消不用的 (at most ${MANY} watches)`)
  const made: Watch = { id: newId(), account, ...wanted, ...(name ? { name } : {}), createdAt: now }
  if (made.kind === 'record') {
    const head = (await ports.graph.heads([made.subject!], actor.viewer)).get(made.subject!)
    if (head === undefined || !WATCHABLE.includes(head.type)) throw notFound(made.subject!)
    await ports.accounts.addWatch(made)
    return viewOf(ports, actor, made)
  }
  if (all.filter(({ kind }) => kind !== 'record').length >= MANY_QUESTIONS) throw badInput('watch', `最多關注 ${MANY_QUESTIONS} 個問題或檢索 (at most ${MANY_QUESTIONS} questions)`)
  const { seen } = await ask(actor.viewer, made as Asks, undefined)
  await ports.accounts.addWatch(made)
  await ports.accounts.noteAnswer(made.id, undefined, { checkedAt: now, seen })
  return viewOf(ports, actor, { ...made, checkedAt: now })
}

function wantedOf(input: WatchInput): Pick<Watch, 'kind' | 'subject' | 'asks'> {
  if ('record' in input) return { kind: 'record', subject: input.record }
  if ('saved' in input) return { kind: 'question', subject: input.saved }
  const asks = JSON.stringify('question' in input ? input.question : input.search)
  if (asks.length > LONGEST) throw badInput('question', `問題太長 (at most ${LONGEST} characters)`)
  return { kind: 'question' in input ? 'question' : 'search', asks }
}

/** @throws NOT_FOUND also for another's */
export async function unwatch({ accounts }: Pick<Ports, 'accounts'>, actor: Actor | undefined, id: Id): Promise<void> {
  demand(actor, 'watch')
  if (!(await accounts.dropWatch(actor.account, id))) throw notFound(id)
}

/** In the order in which they were made. */
export async function watches(ports: Ports, actor: Actor | undefined): Promise<WatchView[]> {
  demand(actor, 'seeNews')
  const titles = new Titles(ports, actor.viewer)
  const views: WatchView[] = []
  for (const one of await ports.accounts.watches(actor.account)) views.push(await shown(titles, one))
  return views
}

const viewOf = (ports: Ports, actor: Actor, one: Watch): Promise<WatchView> => shown(new Titles(ports, actor.viewer), one)

async function shown(titles: Titles, one: Watch): Promise<WatchView> {
  const about = one.subject === undefined ? undefined : await titles.of(one.subject)
  return about === undefined ? one : { ...one, about }
}

/** @throws BAD_USER_INPUT for maintenance: nobody is told */
export function accountOf({ account }: Actor): Id {
  if (account === 'maintenance') throw badInput('--as', '請用 --as 說是誰要關注 (say who watches)')
  return account
}
