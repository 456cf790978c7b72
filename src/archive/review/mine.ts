import { cursor } from '../../graph/log.ts'
import { every } from '../../graph/every.ts'
import type { GraphStore, HistoryEntry, Page, PageRequest, Waiting } from '../../graph/port.ts'
import type { Actor } from '../../model/actor.ts'
import { unauthenticated } from '../../model/errors.ts'
import type { Id } from '../../model/ids.ts'
import { STATES, type State } from '../../model/records.ts'

/** What somebody submitted, and what became of it. */
export interface Contribution extends Waiting {
  readonly state: State
  /** The newest decision on it: by whom (as the log has it), when (milliseconds since 1970), in what words. */
  readonly decision?: { readonly state: State; readonly by: string; readonly at: number; readonly words: string }
}

/** Versions looked through for the newest decision. */
const VERSIONS = 50

/**
 * What an account submitted, newest first, as far as it may still see it.
 * @param states default: all
 */
export async function contributions(graph: Pick<GraphStore, 'waiting' | 'history'>, actor: Actor | undefined, states: readonly State[] = STATES, page: PageRequest = {}): Promise<Page<Contribution>> {
  if (actor === undefined || actor.account === 'maintenance') throw unauthenticated()
  const { account, viewer } = actor
  const { first = 20 } = page
  const pages = await Promise.all([...new Set(states)].map(async (state) => {
    const { items, hasNextPage } = await graph.waiting({ by: account, state, order: 'newest' }, viewer, { ...page, first })
    return { items: items.map((item) => ({ ...item, state })), hasNextPage }
  }))
  const all = pages.flatMap(({ items }) => items).sort((x, y) => y.at - x.at || (x.id < y.id ? 1 : -1))
  const shown = await Promise.all(all.slice(0, first).map(async (item) => ({ ...item, ...(await decisionOn(graph, actor, item.id)) })))
  const last = shown.at(-1)
  return { items: shown, ...(last === undefined ? {} : { endCursor: cursor(last.at, last.id) }), hasNextPage: all.length > first || pages.some((one) => one.hasNextPage) }
}

const DECIDED: ReadonlySet<State> = new Set<State>(['published', 'returned', 'declined', 'withdrawn'])

/** The newest version that somebody else's word has put into another state. */
export async function decisionOn(graph: Pick<GraphStore, 'history'>, { account, viewer }: Pick<Actor, 'account' | 'viewer'>, id: Id): Promise<{ readonly decision?: NonNullable<Contribution['decision']> }> {
  let later: HistoryEntry | undefined
  let looked = 0
  for await (const entry of every((page) => graph.history(id, viewer, page), 10)) {
    if (later !== undefined && isDecision(later, entry.state, account)) return { decision: decisionOf(later) }
    later = entry
    if (++looked > VERSIONS) return {}
  }
  return later !== undefined && isDecision(later, undefined, account) ? { decision: decisionOf(later) } : {}
}

const isDecision = ({ actor, state }: HistoryEntry, before: State | undefined, account: string): boolean => actor !== account && state !== before && DECIDED.has(state)

const decisionOf = ({ state, actor, at, reason, note }: HistoryEntry): NonNullable<Contribution['decision']> => ({ state, by: actor, at, words: note ?? reason })
