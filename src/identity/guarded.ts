import { lookup as resolve, type LookupAddress } from 'node:dns'
import { request as overHttp, type RequestOptions } from 'node:http'
import { request as overHttps } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { forbidden, unavailable } from '../model/errors.ts'
import { isPublic } from './address.ts'

/** Bytes of an answer; a discovery document or a set of keys has a few thousand. */
const MOST = 512 * 1024
/** Milliseconds for a whole request. */
const PATIENCE = 10_000

export interface GuardedRequest {
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: unknown
  readonly signal?: AbortSignal
}

/**
 * Fetches from one provider and from whatever hosts its documents name, as long as these are of the public internet:
 * a document must not make the service ask its own network (SSRF). The address that was checked is the one that is
 * asked, so a name that resolves anew in between gains nothing. No redirect is followed.
 * @param home the provider's own origin, which the settings name and which may lie within
 * @throws FORBIDDEN for an address that is not to be asked, UNAVAILABLE for what does not answer, or too much
 */
export function guarded(home: URL): (url: string, options: GuardedRequest) => Promise<Response> {
  return (address, { method, headers, body, signal }) => {
    const url = new URL(address)
    const isHome = url.origin === home.origin
    checkAddress(url, home)
    const options: RequestOptions = {
      method, headers: { ...headers, 'accept-encoding': 'identity' },
      signal: AbortSignal.any([AbortSignal.timeout(PATIENCE), ...(signal === undefined ? [] : [signal])]),
      ...(isHome ? {} : { lookup: publicOnly }),
    }
    return new Promise<Response>((done, failed) => {
      const fail = (error: unknown): void => { failed((error as { code?: string }).code === 'FORBIDDEN' ? error : unavailable('the provider of sign-in', error)) }
      const asked = (url.protocol === 'https:' ? overHttps : overHttp)(url, options, (answer) => {
        const parts: Buffer[] = []
        let bytes = 0
        answer.on('data', (part: Buffer) => {
          parts.push(part)
          bytes += part.length
          if (bytes > MOST) answer.destroy(new Error(`the answer has more than ${MOST} bytes`))
        }).on('error', fail).on('end', () => {
          const status = answer.statusCode ?? 500
          const [kept, isEmpty] = [Object.entries(answer.headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, [value].flat().join(', ')] as [string, string]])), [204, 205, 304].includes(status)]
          done(new Response(isEmpty ? null : Buffer.concat(parts), { status: Math.max(200, status), headers: kept }))
        })
      }).on('error', fail)
      asked.end(body == null ? undefined : String(body))
    })
  }
}

/**
 * What can be said of an address before it is resolved.
 * @throws FORBIDDEN
 */
export function checkAddress(url: URL, home: URL): void {
  if (url.origin === home.origin) return
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if (url.protocol !== 'https:' || (isIP(host) !== 0 && !isPublic(host))) throw inside(url.host)
}

/** Of a name that resolves to a public and to a private address nothing is taken. */
const publicOnly: LookupFunction = (hostname, options, done) => {
  resolve(hostname, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
    if (error !== null) return done(error, '')
    const [first] = addresses
    if (first === undefined || !addresses.every(({ address }) => isPublic(address))) return done(inside(hostname), '')
    return options.all === true ? done(null, addresses) : done(null, first.address, first.family)
  })
}

const inside = (host: string): NodeJS.ErrnoException => forbidden(`登入的提供者要我們去問「${host}」，那不是公開的 HTTPS 位址 (the provider names an address that is no public one over HTTPS)`) as NodeJS.ErrnoException
