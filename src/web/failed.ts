import { randomUUID } from 'node:crypto'
import { markup as html } from '../exchange/markup.ts'
import { ArchiveError, ERRORS, type ErrorCode } from '../model/errors.ts'
import type { EntityRef } from '../graph/port.ts'
import { endedBy } from '../http/patience.ts'
import type { Call } from './call.ts'
import type { Page, Redirect } from './page.ts'
import { wrongIn } from './words.ts'
import { entityLink } from './parts/entity.ts'

const TITLES: Readonly<Record<ErrorCode, readonly [zh: string, en: string]>> = {
  BAD_USER_INPUT: ['這樣不行', 'That cannot be done'],
  AMBIGUOUS_NAME: ['這個名稱可以指好幾個', 'Several are called so'],
  NOT_FOUND: ['找不到', 'Not found'],
  RESTRICTED: ['由社群保管', 'Kept by a community'],
  CONFLICT: ['剛被別人改過', 'Changed meanwhile'],
  UNAUTHENTICATED: ['請先登入', 'Sign in first'],
  FORBIDDEN: ['您的帳號不能做這件事', 'Your account may not do this'],
  TOO_EXPENSIVE: ['問得太多了', 'Too much was asked'],
  RATE_LIMITED: ['請稍等一下再試', 'Wait a little'],
  UNAVAILABLE: ['暫時無法使用', 'Temporarily unavailable'],
  INTERNAL: ['這裡出了問題', 'Something went wrong here'],
}

/** The page for an error of the catalogue; anything else is INTERNAL, and only its number is told. Whoever is not signed in is led there and back; a program with a token is not. */
export function failed(call: Call, error: unknown): Page | Redirect {
  const { t, href, request } = call
  const known = knownAs(error)
  if (known.code === 'UNAUTHENTICATED' && request.method === 'GET' && request.headers.authorization === undefined) return { to: href('/sign-in', { to: request.url }) }
  const number = randomUUID()
  if (known.code === 'INTERNAL') request.log.error({ err: error, requestId: number }, 'internal error')
  const { message, details: { candidates, contact, retryAfter } } = known
  if (retryAfter !== undefined) call.reply.header('retry-after', retryAfter)
  const title = t(...TITLES[known.code])
  if (known.code === 'BAD_USER_INPUT' && call.query.has('after') && /cursor/.test(message)) return lost(call, title)
  return {
    title, status: ERRORS[known.code].status, unlisted: true,
    main: html`<h1>${title}</h1>
<p>${known.code === 'INTERNAL' ? t(`已經記下來了，編號 ${number}。請告訴管理員。`, `It is noted under ${number}. Please tell an administrator.`) : wrongIn(call, message)}</p>
${contact === undefined ? '' : html`<p>${t('聯絡', 'Contact')}：${contact}</p>`}${candidates === undefined ? '' : html`<ul>${candidates.map((one) => html`<li>${entityLink(call, refOf(one))}</li>`)}</ul>`}
${known.code === 'NOT_FOUND' ? html`<p><a href="${href('/search')}">${t('找資料', 'Search')}</a></p>
` : ''}<p><a href="${href('/')}">${t('回首頁', 'To the front page')}</a></p>`,
  }
}

/** A page further on in a list, which is not where its address says: kept for long, or cut off on the way. */
function lost({ t, href, path, query }: Call, title: string): Page {
  const first = Object.fromEntries([...new Set(query.keys())].filter((name) => name !== 'after').map((name) => [name, query.getAll(name)]))
  return {
    title, status: ERRORS.BAD_USER_INPUT.status, unlisted: true,
    main: html`<h1>${title}</h1>
<p>${t('這個網址指的那一頁不在了，可能是網址不完整。請從頭看起。', 'The page that this address means is not there: the address may be cut off. Begin at the first.')}</p>
<p><a href="${href(path, first)}">${t('從第一頁看起', 'To the first page')}</a></p>`,
  }
}

/** What the service found wrong with a request before anybody looked at what it asks for. */
export function refused(error: Error, t: Call['t']): Error {
  const { statusCode = 500, code } = error as { statusCode?: number; code?: string }
  if (error instanceof ArchiveError) return error
  if (statusCode === 429) return new ArchiveError('RATE_LIMITED', t('這裡同時有太多要求，請過一分鐘再試。', 'Too many requests from here: try again in a minute.'), { retryAfter: 60 })
  if (statusCode === 503 || code === 'FST_UNDER_PRESSURE') return new ArchiveError('UNAVAILABLE', t('現在很忙，請過幾秒再試。', 'It is busy just now: try again in a few seconds.'), { retryAfter: 5 })
  if (statusCode === 413) return new ArchiveError('BAD_USER_INPUT', t('送出的內容太大了。', 'What was sent is too large.'))
  return statusCode >= 400 && statusCode < 500 ? new ArchiveError('BAD_USER_INPUT', t('送來的內容讀不懂。', 'What was sent cannot be read.')) : error
}

export function knownAs(error: unknown): ArchiveError {
  if (error instanceof ArchiveError) return error
  return endedBy(error) ?? new ArchiveError('INTERNAL', 'internal')
}

const refOf = (candidate: unknown): EntityRef => ('entity' in (candidate as object) ? (candidate as { entity: EntityRef }).entity : (candidate as EntityRef))
