import { createHmac } from 'node:crypto'
import type { Webhook } from '../../accounts/port.ts'
import { every } from '../../accounts/every.ts'
import { provedMail } from '../../accounts/login.ts'
import type { JobStore } from '../../jobs/port.ts'
import type { Handler } from '../../jobs/worker.ts'
import type { MailMessage } from '../../mail/message.ts'
import type { Id } from '../../model/ids.ts'
import type { News } from './news.ts'
import type { Post, WatchPorts } from './ports.ts'
import { newsSince } from './read.ts'
import { KEPT, sent } from './sent.ts'

/** The job that tells one webhook what is new. There is one for each, so no two processes tell it at once. */
export const WEBHOOK = 'webhook'

/** Things told of in one delivery. */
const MOST = 100
/** Milliseconds of failures in a row, and how many, after which nothing more is sent. */
const [LONG, OFTEN] = [3 * 24 * 3_600_000, 10]
/** The receiver says for good that it wants no more (RFC 9110, 15.5.11). */
const GONE = 410

export interface DeliverPorts extends Pick<WatchPorts, 'graph' | 'accounts' | 'directory' | 'vocabulary'> {
  readonly jobs: Pick<JobStore, 'enqueue'>
  readonly post: Post
  readonly linkTo: (entity: Id) => string
  readonly nameOf: (actor: string) => Promise<string>
  /** Absent: the owner finds out where webhooks are listed. */
  readonly mail?: (message: MailMessage) => Promise<void>
}

/**
 * Tells one webhook what is new since it was told last, as its owner may see it at this moment. What cannot be
 * delivered is tried again as the queue does (after a second, doubled each time up to an hour), worked out anew each
 * time; after three days of it no more, and the owner is told.
 */
export function deliverer(ports: DeliverPorts, clock = Date.now): Handler {
  const { accounts, directory, jobs, post } = ports
  return async ({ key: id }, signal) => {
    const webhook = await accounts.webhook(id)
    if (webhook === undefined || webhook.disabledAt !== undefined) return
    const { position } = webhook
    const actor = await directory.actor(webhook.account)
    const { news, upTo, hasMore } = actor === undefined
      ? { news: [], upTo: position, hasMore: false }
      : await newsSince(ports, actor, await accounts.watches(webhook.account), position, MOST, signal)
    // who lost the job meanwhile has it done by another
    signal.throwIfAborted()
    if (news.length === 0) {
      if (upTo > position) await accounts.changeWebhook(id, position, { position: upTo })
      return
    }
    const now = clock()
    const delivery = { id: deliveryId(webhook), body: await bodyOf(ports, news, hasMore) }
    const result = await sent(post, webhook, delivery, now, signal)
    const results = [result, ...webhook.results].slice(0, KEPT)
    if (result.error === undefined) {
      await accounts.changeWebhook(id, position, { position: upTo, failures: 0, failingSince: null, results })
      if (hasMore) await jobs.enqueue({ kind: WEBHOOK, key: id }, clock())
      return
    }
    const [failures, failingSince] = [webhook.failures + 1, webhook.failingSince ?? now]
    const isOver = result.status === GONE || (failures >= OFTEN && now - failingSince >= LONG)
    const isNoted = await accounts.changeWebhook(id, position, { failures, failingSince, results, ...(isOver ? { disabledAt: now } : {}) })
    if (!isOver) throw new Error(`webhook ${id}: ${result.error}`)
    if (isNoted) await tellOwner(ports, webhook, result.error)
  }
}

/** The same for every attempt to tell what comes after this position, and telling nothing of it. */
const deliveryId = ({ id, secret, position }: Webhook): string => `msg_${createHmac('sha256', secret).update(`${id} ${position}`).digest('base64url').slice(0, 24)}`

async function bodyOf({ linkTo, nameOf }: Pick<DeliverPorts, 'linkTo' | 'nameOf'>, news: readonly News[], hasMore: boolean): Promise<string> {
  const items = await Promise.all(news.map(async ({ actor, at, changes, ...one }) => ({
    ...one, at: new Date(at).toISOString(), changed: changes.map(({ field }) => field),
    ...(actor === undefined ? {} : { by: await nameOf(actor) }),
    ...(one.entities[0] === undefined ? {} : { link: linkTo(one.entities[0].id) }),
  })))
  return JSON.stringify({ type: 'news', more: hasMore, items })
}

async function tellOwner({ accounts, mail }: DeliverPorts, { account, name }: Webhook, error: string): Promise<void> {
  const owner = await accounts.account(account)
  const to = provedMail(owner)
  if (mail === undefined || owner === undefined || to === undefined) return
  await mail({
    to, subject: '方志：有一個通知網址（webhook）停用了',
    text: `${owner.name}您好：\n\n您設的通知網址「${name}」一直收不到我們送的消息，已經停用。最後一次的情形：${error}\n\n請先修好收消息的程式，再登入把它重新啟用；停用期間的消息會補送。\n(Your webhook could not be reached for three days and was disabled. Mend what receives it, then enable it again; what was missed will be sent.)\n`,
  })
}

/** A job for each webhook of these accounts; of all: for each that is behind, where a process ended before it said so. */
export async function rouse({ accounts, jobs }: Pick<DeliverPorts, 'accounts' | 'jobs'>, of?: ReadonlySet<Id>): Promise<void> {
  const wake = async ({ id, account, position, disabledAt }: Webhook): Promise<void> => {
    if (disabledAt === undefined && (await accounts.noticesAfter(account, position, 1)).length > 0) await jobs.enqueue({ kind: WEBHOOK, key: id })
  }
  if (of === undefined) for await (const webhook of every((page) => accounts.everyWebhook(page), ({ id }) => id)) await wake(webhook)
  else for (const account of of) for (const webhook of await accounts.webhooks(account)) await wake(webhook)
}
