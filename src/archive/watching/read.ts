import type { Notice, Watch } from '../../accounts/port.ts'
import type { Actor } from '../../model/actor.ts'
import { badCursor, badInput } from '../../model/errors.ts'
import type { Id } from '../../model/ids.ts'
import { demand } from '../../model/permissions.ts'
import { told, Teller, type News } from './news.ts'
import type { WatchPorts } from './ports.ts'

/** Notices read at once. */
const PART = 100

type Ports = Pick<WatchPorts, 'graph' | 'accounts' | 'directory' | 'vocabulary'>

export interface NewsPage {
  readonly items: readonly (News & { readonly unread: boolean })[]
  readonly endCursor?: Id
  readonly hasNextPage: boolean
}

/** What is new of what somebody watches, newest first. @throws BAD_USER_INPUT (`after`) */
export async function whatIsNew(ports: Ports, actor: Actor | undefined, { first = 20, after, unread = false }: { readonly first?: number; readonly after?: Id; readonly unread?: boolean } = {}, signal?: AbortSignal): Promise<NewsPage> {
  demand(actor, 'seeNews')
  if (!Number.isInteger(first) || first < 1 || first > 200) throw badInput('first', 'first 是 1 到 200 的整數 (first is a whole number from 1 to 200)')
  const { accounts } = ports
  const from = after === undefined ? undefined : await accounts.notice(actor.account, after)
  if (after !== undefined && from === undefined) throw badCursor()
  const [watches, readUpTo] = [await accounts.watches(actor.account), (await accounts.watcher(actor.account))?.readUpTo ?? 0]
  const items: (News & { unread: boolean })[] = []
  let cursor: Id | undefined
  for await (const { news, last } of told(new Teller(ports, actor, watches), (before) => accounts.noticesBefore(actor.account, (before ?? from)?.number, PART), signal)) {
    if (unread && last.number <= readUpTo) break
    if (items.length === first) return { items, endCursor: cursor!, hasNextPage: true }
    items.push({ ...news, unread: last.number > readUpTo })
    cursor = last.id
  }
  return { items, ...(cursor === undefined ? {} : { endCursor: cursor }), hasNextPage: false }
}

/** All up to this one was read; absent: all there is. @throws BAD_USER_INPUT (`upTo`) */
export async function markRead({ accounts }: Pick<Ports, 'accounts'>, actor: Actor | undefined, upTo?: Id): Promise<void> {
  demand(actor, 'watch')
  const notice = upTo === undefined ? undefined : await accounts.notice(actor.account, upTo)
  if (upTo !== undefined && notice === undefined) throw badInput('upTo', 'upTo 不是您的消息 (upTo is no news of yours)')
  const [{ readUpTo } = { readUpTo: 0 }, number] = [await accounts.watcher(actor.account), notice?.number ?? await accounts.newestNotice()]
  if (number > readUpTo) await accounts.setWatcher(actor.account, { readUpTo: number })
}

/** What is new since a notice, oldest first, so much at most; and up to which notice that is. */
export async function newsSince(ports: Ports, actor: Actor, watches: readonly Watch[], since: number, most: number, signal?: AbortSignal): Promise<{ readonly news: readonly News[]; readonly upTo: number; readonly hasMore: boolean }> {
  const news: News[] = []
  let [upTo, seen] = [since, since]
  const read = async (after: Notice | undefined): Promise<Notice[]> => {
    const page = await ports.accounts.noticesAfter(actor.account, after?.number ?? since, PART)
    seen = page.at(-1)?.number ?? seen
    return page
  }
  for await (const { news: one, last } of told(new Teller(ports, actor, watches), read, signal)) {
    if (news.length === most) return { news, upTo, hasMore: true }
    news.push(one)
    upTo = last.number
  }
  return { news, upTo: seen, hasMore: false }
}
