import type { Account, Link, Notice, Report, Session, Settled, Token, Watch, Watcher, Webhook, Workshop } from './port.ts'

/** Milliseconds after which it is noted again that a session or token is in use. */
export const MINUTE = 60_000

/** Milliseconds that an expired token is still shown to its owner. */
export const SHOWN_EXPIRED = 30 * 24 * 60 * MINUTE

/** Milliseconds that a notice is kept. */
export const NOTICE_KEPT = 90 * 24 * 60 * MINUTE

/** How both stores give rows: what is absent is null, lists are JSON. */
export type AccountRow = Pick<Account, 'id' | 'login' | 'name' | 'role' | 'state' | 'createdAt'> & Record<'mail' | 'provedMail' | 'issuer' | 'subject', string | null>
export type SessionRow = Session
export type TokenRow = Omit<Token, 'scopes' | 'usedAt'> & { readonly scopes: string; readonly usedAt: number | null }
export type LinkRow = Pick<Link, 'id' | 'hash' | 'kind' | 'createdAt' | 'expiresAt'> & Record<'by' | 'account' | 'role' | 'joins' | 'mail', string | null>
export type ReportRow = Pick<Report, 'id' | 'record' | 'reason' | 'createdAt' | 'purgeAt'> & Record<'by' | 'contact' | 'settledBy' | 'outcome' | 'note', string | null> & { readonly settledAt: number | null }

export type WorkshopRow = Omit<Workshop, 'by'> & { readonly by: string | null }

const present = <R extends object>(row: R): object => Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null))

export const accountOf = ({ issuer, subject, ...row }: AccountRow): Account =>
  ({ ...present(row), ...(issuer === null || subject === null ? {} : { identity: { issuer, subject } }) }) as Account

export const accountRow = ({ id, login, name, role, state, mail, provedMail, identity, createdAt }: Account): AccountRow =>
  ({ id, login, name, role, state, mail: mail ?? null, provedMail: provedMail ?? null, issuer: identity?.issuer ?? null, subject: identity?.subject ?? null, createdAt })

export const sessionOf = (row: SessionRow): Session => ({ ...row })

export const tokenOf = ({ scopes, ...row }: TokenRow): Token => ({ ...present(row), scopes: JSON.parse(scopes) as Token['scopes'] }) as Token

export const tokenRow = ({ id, hash, account, name, scopes, createdAt, expiresAt, usedAt }: Token): TokenRow =>
  ({ id, hash, account, name, scopes: JSON.stringify(scopes), createdAt, expiresAt, usedAt: usedAt ?? null })

export const linkOf = ({ joins, ...row }: LinkRow): Link =>
  ({ ...present(row), ...(joins === null ? {} : { joins: JSON.parse(joins) as Link['joins'] }) }) as Link

export const linkRow = ({ id, hash, kind, by, account, role, joins, mail, createdAt, expiresAt }: Link): LinkRow =>
  ({ id, hash, kind, by: by ?? null, account: account ?? null, role: role ?? null, joins: joins === undefined ? null : JSON.stringify(joins), mail: mail ?? null, createdAt, expiresAt })

export const reportOf = ({ settledAt: at, settledBy: by, outcome, note, ...row }: ReportRow): Report =>
  ({ ...present(row), ...(at === null ? {} : { settled: present({ at, by, outcome, note }) as Settled }) }) as Report

export const reportRow = ({ id, record, reason, by, contact, createdAt, purgeAt, settled }: Report): ReportRow =>
  ({ id, record, reason, by: by ?? null, contact: contact ?? null, createdAt, purgeAt, ...settledRow(settled) })

export const settledRow = (settled: Settled | undefined): Pick<ReportRow, 'settledAt' | 'settledBy' | 'outcome' | 'note'> =>
  ({ settledAt: settled?.at ?? null, settledBy: settled?.by ?? null, outcome: settled?.outcome ?? null, note: settled?.note ?? null })

export const workshopOf = (row: WorkshopRow): Workshop => ({ ...present(row) }) as Workshop

export const workshopRow = ({ account, hash, by, audience, createdAt, expiresAt, keeps }: Workshop): WorkshopRow =>
  ({ account, hash, by: by ?? null, audience, createdAt, expiresAt, keeps })

export type WatchRow = Pick<Watch, 'id' | 'account' | 'kind' | 'createdAt'> & Record<'subject' | 'asks' | 'name', string | null> & { readonly checkedAt: number | null }
export type NoticeRow = Omit<Notice, 'found'> & { readonly found: string | null }
export type WatcherRow = Pick<Watcher, 'account' | 'digestedUpTo' | 'readUpTo'> & Record<'feed' | 'digest', string | null>
export type WebhookRow = Omit<Webhook, 'results' | 'failingSince' | 'disabledAt'> & { readonly results: string; readonly failingSince: number | null; readonly disabledAt: number | null }

export const watchOf = (row: WatchRow): Watch => present(row) as Watch

export const watchRow = ({ id, account, kind, subject, asks, name, createdAt, checkedAt }: Watch): WatchRow =>
  ({ id, account, kind, subject: subject ?? null, asks: asks ?? null, name: name ?? null, createdAt, checkedAt: checkedAt ?? null })

export const noticeOf = (row: NoticeRow): Notice => present(row) as Notice

export const watcherOf = (row: WatcherRow): Watcher => present(row) as Watcher

export const watcherRow = ({ account, feed, digest, digestedUpTo, readUpTo }: Watcher): WatcherRow => ({ account, feed: feed ?? null, digest: digest ?? null, digestedUpTo, readUpTo })

export const webhookOf = ({ results, ...row }: WebhookRow): Webhook => ({ ...present(row), results: JSON.parse(results) as Webhook['results'] }) as Webhook

export const webhookRow = ({ id, account, name, address, secret, createdAt, position, failures, failingSince, disabledAt, results }: Webhook): WebhookRow =>
  ({ id, account, name, address, secret, createdAt, position, failures, failingSince: failingSince ?? null, disabledAt: disabledAt ?? null, results: JSON.stringify(results) })

/** Sets what is given, null takes away. */
export const withChange = <T extends object>(row: T, change: object): T =>
  Object.fromEntries(Object.entries({ ...row, ...Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) }).filter(([, value]) => value !== null)) as T
