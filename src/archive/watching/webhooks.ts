import { randomUUID } from 'node:crypto'
import type { Delivered, Webhook } from '../../accounts/port.ts'
import type { JobStore } from '../../jobs/port.ts'
import type { Actor } from '../../model/actor.ts'
import { ArchiveError, badInput, conflict, notFound } from '../../model/errors.ts'
import { newId, type Id } from '../../model/ids.ts'
import { demand } from '../../model/permissions.ts'
import { checkOutside } from '../../net/outside.ts'
import { newSigningSecret } from '../../webhooks/signature.ts'
import { attempt, keyOf } from '../accounts/throttle.ts'
import { WEBHOOK } from './deliver.ts'
import { demandSession } from './feed.ts'
import type { Post, WatchPorts } from './ports.ts'
import { KEPT, sent } from './sent.ts'
import { accountOf } from './watch.ts'

/** Webhooks of one account. */
const MANY = 5
const LONGEST_NAME = 100

type Ports = Pick<WatchPorts, 'accounts'>

/** As its owner is shown it: the secret was shown once. */
export type WebhookView = Omit<Webhook, 'secret' | 'position' | 'account'>

/**
 * What is noticed from now on is sent there.
 * @param check refuses addresses of no public network; default: those that `fetchOutside` refuses
 * @returns the secret that deliveries are signed with, shown this once
 * @throws BAD_USER_INPUT, FORBIDDEN for a token
 */
export async function addWebhook({ accounts }: Ports, actor: Actor | undefined, { name, address }: { readonly name: string; readonly address: string }, now = Date.now(), check: (address: string) => URL = checkOutside): Promise<{ readonly webhook: WebhookView; readonly secret: string }> {
  demand(actor, 'watch')
  demandSession(actor)
  const account = accountOf(actor)
  const called = name.trim()
  if (called === '' || called.length > LONGEST_NAME) throw badInput('name', `請寫這個網址是做什麼用的，${LONGEST_NAME} 字以內 (say what it is for)`)
  const url = checked(address, check)
  if ((await accounts.webhooks(account)).length >= MANY) throw badInput('address', `最多 ${MANY} 個，請先刪去不用的 (at most ${MANY} webhooks)`)
  const webhook: Webhook = { id: newId(), account, name: called, address: url.href, secret: newSigningSecret(), createdAt: now, position: await accounts.newestNotice(), failures: 0, results: [] }
  await accounts.addWebhook(webhook)
  return { webhook: viewOf(webhook), secret: webhook.secret }
}

/** What it is told may not be for everyone: nobody on the way may read it. */
function checked(address: string, check: (address: string) => URL): URL {
  try {
    const url = check(address)
    if (url.protocol !== 'https:') throw badInput('address', '請用 https:// 開頭的網址 (an address beginning with https://)')
    url.hash = ''
    return url
  } catch (error) {
    if (error instanceof ArchiveError && error.code === 'BAD_USER_INPUT') throw badInput('address', error.message)
    throw error
  }
}

const viewOf = ({ secret: _, position: __, account: ___, ...view }: Webhook): WebhookView => view

export async function webhooks({ accounts }: Ports, actor: Actor | undefined): Promise<WebhookView[]> {
  demand(actor, 'watch')
  return (await accounts.webhooks(actor.account)).map(viewOf)
}

/** @throws NOT_FOUND also for another's */
export async function removeWebhook({ accounts }: Ports, actor: Actor | undefined, id: Id): Promise<void> {
  demand(actor, 'watch')
  if (!(await accounts.dropWebhook(actor.account, id))) throw notFound(id)
}

/** After it failed for too long: what was noticed since is sent, too. */
export async function enableWebhook(ports: Ports & { readonly jobs?: Pick<JobStore, 'enqueue'> | undefined }, actor: Actor | undefined, id: Id): Promise<WebhookView> {
  demand(actor, 'watch')
  const webhook = await mine(ports, actor, id)
  const change = { failures: 0, failingSince: null, disabledAt: null }
  if (!(await ports.accounts.changeWebhook(id, webhook.position, change))) throw conflict('請再試一次 (it changed meanwhile; try again)', { id })
  await ports.jobs?.enqueue({ kind: WEBHOOK, key: id })
  return viewOf(await mine(ports, actor, id))
}

/** Sends a delivery that says nothing, signed like others, and tells what came of it. @throws RATE_LIMITED */
export async function testWebhook(ports: Ports & { readonly post: Post }, actor: Actor | undefined, id: Id, now = Date.now()): Promise<Delivered> {
  demand(actor, 'watch')
  demandSession(actor)
  const webhook = await mine(ports, actor, id)
  await attempt(ports.accounts, [{ key: keyOf('webhook', actor.account), free: 10 }], now)
  const body = JSON.stringify({ type: 'test', text: '這是方志的測試 (a test of fangzhi)' })
  const result = await sent(ports.post, webhook, { id: `test_${randomUUID()}`, body }, now)
  await ports.accounts.changeWebhook(id, webhook.position, { results: [result, ...webhook.results].slice(0, KEPT) })
  return result
}

async function mine({ accounts }: Ports, { account }: Actor, id: Id): Promise<Webhook> {
  const webhook = await accounts.webhook(id)
  if (webhook === undefined || webhook.account !== account) throw notFound(id)
  return webhook
}
