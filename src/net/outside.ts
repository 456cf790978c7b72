import { isIP } from 'node:net'
import { ArchiveError, badInput, unavailable } from '../model/errors.ts'
import { exchange, TooMuch, type Exchanged } from './exchange.ts'
import { INTERNET, noPublic, outsideOnly, type Network } from './network.ts'

export interface Fetching {
  /** Default GET. */
  readonly method?: 'GET' | 'HEAD' | 'POST'
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
  readonly mostBytes: number
  /** For all of it, names and redirects included. */
  readonly mostMilliseconds: number
  readonly signal?: AbortSignal
}

export interface Fetched extends Exchanged {
  /** Where it came from in the end. */
  readonly url: string
}

const MOST_REDIRECTS = 5
const REDIRECTS = new Set([301, 302, 303, 307, 308])
/** Characters of an address. */
const LONGEST = 2_000

/**
 * Asks an address that somebody wrote down: over HTTP or HTTPS, of the public internet and of nobody's own network
 * (SSRF). Redirects are followed for what only reads, each checked like the first; a POST is answered by whom it was
 * sent to. Every status is an answer.
 * @param network for tests: where names lead, and what counts as outside
 * @throws BAD_USER_INPUT (`url`) for an address that is not to be asked, an answer that is too large, or goes round in
 *   circles: asking again does not help; UNAVAILABLE for what does not answer in time
 */
export async function fetchOutside(address: string, { method = 'GET', headers = {}, body, mostBytes, mostMilliseconds, signal }: Fetching, network: Network = INTERNET): Promise<Fetched> {
  const patience = AbortSignal.any([AbortSignal.timeout(mostMilliseconds), ...(signal === undefined ? [] : [signal])])
  const lookup = outsideOnly(network)
  let url = checkOutside(address, network)
  for (let redirects = 0; ; redirects++) {
    // what was said to one host is not told to another
    const told = url.origin === new URL(address).origin ? headers : {}
    const answer = await exchange(url, { method, headers: { 'user-agent': 'fangzhi', ...told }, mostBytes, signal: patience, lookup, ...(body === undefined ? {} : { body }) })
      .catch((error: unknown) => { throw toldOf(error, url.host, mostBytes) })
    const { location } = answer.headers
    if (method === 'POST' || location === undefined || !REDIRECTS.has(answer.status)) return { ...answer, url: url.href }
    if (redirects === MOST_REDIRECTS) throw badInput('url', `「${url.host}」一直轉到別處 (redirects without end)`)
    url = checkOutside(URL.parse(location, url.href)?.href ?? location, network)
  }
}

/**
 * What can be said of an address before it is asked; for forms, too.
 * @throws BAD_USER_INPUT (`url`)
 */
export function checkOutside(address: string, { isOutside, isPort }: Network = INTERNET): URL {
  const url = address.length > LONGEST ? null : URL.parse(address)
  if (url === null || !['http:', 'https:'].includes(url.protocol)) throw badInput('url', '請寫 http:// 或 https:// 開頭的網址 (an address beginning with http:// or https://)')
  if (url.username !== '' || url.password !== '') throw badInput('url', '網址裡不要寫帳號密碼 (no names and passwords in the address)')
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if (isIP(host) !== 0 && !isOutside(host)) throw noPublic(url.host)
  if (!isPort(url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port))) throw badInput('url', `不能連到通訊埠 ${url.port} (this port is not asked)`)
  return url
}

function toldOf(error: unknown, host: string, mostBytes: number): ArchiveError {
  if (error instanceof ArchiveError) return error
  if (error instanceof TooMuch) return badInput('url', `「${host}」的內容超過 ${Math.floor(mostBytes / 1_000)} KB (has more than that)`)
  return unavailable(host, error)
}
