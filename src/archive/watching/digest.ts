import type { AccountStore, Watch } from '../../accounts/port.ts'
import { every } from '../../accounts/every.ts'
import { provedMail } from '../../accounts/login.ts'
import type { JobStore } from '../../jobs/port.ts'
import type { Handler } from '../../jobs/worker.ts'
import type { MailMessage } from '../../mail/message.ts'
import type { Actor } from '../../model/actor.ts'
import { badInput } from '../../model/errors.ts'
import type { Id } from '../../model/ids.ts'
import { demand } from '../../model/permissions.ts'
import type { News } from './news.ts'
import type { WatchPorts } from './ports.ts'
import { newsSince } from './read.ts'
import { Titles } from './titles.ts'
import { accountOf } from './watch.ts'

/** The job of one account, and the one that asks every morning whose day it is. */
export const [DIGEST, DIGESTS] = ['digest', 'digests'] as const
const KEY = 'daily'
const [HOUR, DAY] = [3_600_000, 24 * 3_600_000]
/** Things told of in one mail. */
const MOST = 200

/** Seven in the morning in Taipei, which has no summer time. */
const MORNING = 23 * HOUR
export const nextMorning = (now: number): number => now - ((now - MORNING) % DAY + DAY) % DAY + DAY

/** Monday there. */
const isMonday = (now: number): boolean => new Date(now + 8 * HOUR).getUTCDay() === 1

/**
 * How often a mail says what is new; null: never. What was before it was asked for is not in it.
 * @param mailed whether this service sends mail at all
 */
export async function setDigest({ accounts }: Pick<WatchPorts, 'accounts'>, actor: Actor | undefined, digest: 'day' | 'week' | null, mailed: boolean): Promise<void> {
  demand(actor, 'watch')
  const id = accountOf(actor)
  if (digest !== null) {
    if (!mailed) throw badInput('digest', '這裡沒有設定寄信；可以用訂閱網址（feed） (this service sends no mail; use the feed)')
    const account = await accounts.account(id)
    if (account?.mail === undefined) throw badInput('digest', '請先在您的帳號填電子郵件地址 (your account has no address of mail)')
    if (provedMail(account) === undefined) throw badInput('digest', '請先確認您的電子郵件地址：要一封確認信，登入後打開信裡的網址 (confirm your address of mail first: askMailProof)')
  }
  const isNew = (await accounts.watcher(id))?.digest === undefined
  await accounts.setWatcher(id, { digest, ...(isNew ? { digestedUpTo: await accounts.newestNotice() } : {}) })
}

type Jobs = Pick<JobStore, 'enqueue'>

/** At the start of a service: the next morning. */
export const scheduleDigests = (jobs: Jobs, now = Date.now()): Promise<void> => jobs.enqueue({ kind: DIGESTS, key: KEY, runAt: nextMorning(now) }, now)

/** Every morning a job for each whose mail is due. */
export function digests({ accounts, jobs }: { readonly accounts: Pick<AccountStore, 'digestWatchers'>; readonly jobs: Jobs }, clock = Date.now): Handler {
  return async () => {
    const now = clock()
    await scheduleDigests(jobs, now)
    for (const often of isMonday(now) ? ['day', 'week'] as const : ['day'] as const) {
      for await (const { account } of every((page) => accounts.digestWatchers(often, page), (one) => one.account)) await jobs.enqueue({ kind: DIGEST, key: account }, now)
    }
  }
}

export interface DigestPorts extends Pick<WatchPorts, 'graph' | 'accounts' | 'directory' | 'vocabulary'> {
  /** Sends at once: what may be told is decided at this moment. */
  readonly send: (message: MailMessage) => Promise<void>
  readonly linkTo: (entity: Id) => string
}

/** Sends one account what is new, as it may see it now; where there is nothing, or the address is not proved (any more), nothing. */
export function digester(ports: DigestPorts): Handler {
  const { accounts, directory, send } = ports
  return async ({ key: id }, signal) => {
    const [watcher, account, actor] = [await accounts.watcher(id), await accounts.account(id), await directory.actor(id)]
    const to = provedMail(account)
    if (watcher?.digest === undefined || account === undefined || to === undefined || actor === undefined) return
    const watches = await accounts.watches(id)
    const { news, upTo, hasMore } = await newsSince(ports, actor, watches, watcher.digestedUpTo, MOST, signal)
    // who lost the job meanwhile has it done by another
    signal.throwIfAborted()
    if (news.length > 0) await send({ to, ...await digestText(ports, { name: account.name, digest: watcher.digest, actor, watches, news, hasMore }) })
    if (upTo > watcher.digestedUpTo) await accounts.setWatcher(id, { digestedUpTo: upTo })
  }
}

interface Told {
  readonly name: string
  readonly digest: 'day' | 'week'
  readonly actor: Actor
  readonly watches: readonly Watch[]
  readonly news: readonly News[]
  readonly hasMore: boolean
}

/** In plain words, under what is watched, oldest first. */
async function digestText(ports: Pick<DigestPorts, 'graph' | 'vocabulary' | 'linkTo'>, { name, digest, actor, watches, news, hasMore }: Told): Promise<Pick<MailMessage, 'subject' | 'text'>> {
  const titles = new Titles(ports, actor.viewer)
  const parts: string[] = []
  for (const watch of watches) {
    const mine = news.filter((one) => one.watches[0] === watch.id)
    if (mine.length === 0) continue
    const title = watch.name ?? (watch.subject === undefined ? undefined : (await titles.of(watch.subject))?.text) ?? (watch.kind === 'search' ? '您的檢索' : '您的問題')
    parts.push(`【${title.replace(/^「([^」]*)」$/, '$1')}】\n${mine.map((one) => lineOf(one, ports.linkTo)).join('\n')}`)
  }
  return {
    subject: `方志：您關注的資料有 ${hasMore ? `超過 ${news.length}` : news.length} 件新消息`,
    text: `${name}您好：\n\n${digest === 'day' ? '這一天' : '這一週'}，您關注的資料有${hasMore ? '超過' : ''} ${news.length} 件新消息。\n\n${parts.join('\n\n')}\n\n`
      + `${hasMore ? '消息太多，其餘的會在下一封信裡。\n\n' : ''}這封信是您自己訂的。不想再收到，請登入後關掉「寄信通知」，或告訴管理這個網站的人。\n(What is new of what you watch. To stop these mails, turn the digest off in your account.)\n`,
  }
}

function lineOf({ at, text, reason, entities }: News, linkTo: (entity: Id) => string): string {
  const why = reason === undefined || reason.trim() === '' ? '' : `（${reason}）`
  const link = entities[0] === undefined ? '' : `\n　${linkTo(entities[0].id)}`
  return `・${dayOf(at)} ${text}${why}${link}`
}

const DAYS = new Intl.DateTimeFormat('zh-TW', { timeZone: 'Asia/Taipei', month: 'numeric', day: 'numeric' })
/** 11月25日. */
const dayOf = (at: number): string => {
  const parts = DAYS.formatToParts(at)
  const of = (type: string): string => parts.find((part) => part.type === type)!.value
  return `${of('month')}月${of('day')}日`
}
