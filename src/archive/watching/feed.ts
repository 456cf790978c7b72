import { hashOf, newSecret } from '../../accounts/secret.ts'
import type { Actor } from '../../model/actor.ts'
import { forbidden, notFound } from '../../model/errors.ts'
import { demand } from '../../model/permissions.ts'
import { told, Teller, type News } from './news.ts'
import type { WatchPorts } from './ports.ts'
import { accountOf } from './watch.ts'

/** Entries of a feed. */
const ENTRIES = 50
const PART = 100

/** What outlives a token must not be made by one. @throws FORBIDDEN */
export function demandSession(actor: Actor): void {
  if (actor.scopes !== undefined) throw forbidden('權杖不能做這件事，請登入後再做 (a token cannot do this; sign in)')
}

/**
 * A new secret for the address of the feed; the one before is worth nothing any more.
 * @returns the secret, which is shown once: whoever has it reads what its owner may read
 */
export async function openFeed({ accounts }: Pick<WatchPorts, 'accounts'>, actor: Actor | undefined): Promise<string> {
  demand(actor, 'watch')
  demandSession(actor)
  const secret = newSecret()
  await accounts.setWatcher(accountOf(actor), { feed: hashOf(secret) })
  return secret
}

/** @returns whether there was one */
export async function closeFeed({ accounts }: Pick<WatchPorts, 'accounts'>, actor: Actor | undefined): Promise<boolean> {
  demand(actor, 'watch')
  if ((await accounts.watcher(accountOf(actor)))?.feed === undefined) return false
  await accounts.setWatcher(actor.account, { feed: null })
  return true
}

export interface Feed {
  readonly owner: Pick<Actor, 'account' | 'name'>
  /** Newest first. */
  readonly news: readonly News[]
}

/** What the feed with this secret tells, as its owner may see it at this moment. @throws NOT_FOUND */
export async function feedOf(ports: Pick<WatchPorts, 'graph' | 'accounts' | 'directory' | 'vocabulary'>, secret: string, signal?: AbortSignal): Promise<Feed> {
  const { accounts, directory } = ports
  const watcher = await accounts.watcherByFeed(hashOf(secret))
  const owner = watcher === undefined ? undefined : await directory.actor(watcher.account)
  if (owner === undefined) throw notFound('訂閱的網址 (feed)')
  const news: News[] = []
  const teller = new Teller(ports, owner, await accounts.watches(owner.account))
  for await (const { news: one } of told(teller, (before) => accounts.noticesBefore(owner.account, before?.number, PART), signal)) {
    news.push(one)
    if (news.length === ENTRIES) break
  }
  return { owner, news }
}
