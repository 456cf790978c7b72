import { isIP } from 'node:net'
import { ArchiveError, forbidden, unavailable } from '../model/errors.ts'
import { isPublic } from '../net/address.ts'
import { exchange } from '../net/exchange.ts'
import { INTERNET, outsideOnly } from '../net/network.ts'

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

const publicOnly = outsideOnly({ ...INTERNET, isOutside: isPublic })

/**
 * Fetches from one provider and from whatever hosts its documents name, as long as these are of the public internet:
 * a document must not make the service ask its own network (SSRF). The address that was checked is the one that is
 * asked, so a name that resolves anew in between gains nothing. No redirect is followed.
 * @param home the provider's own origin, which the settings name and which may lie within
 * @throws FORBIDDEN for an address that is not to be asked, UNAVAILABLE for what does not answer, or too much
 */
export function guarded(home: URL): (url: string, options: GuardedRequest) => Promise<Response> {
  return async (address, { method, headers, body, signal }) => {
    const url = new URL(address)
    checkAddress(url, home)
    try {
      const { status, headers: kept, body: whole } = await exchange(url, {
        method, headers, mostBytes: MOST, signal: AbortSignal.any([AbortSignal.timeout(PATIENCE), ...(signal === undefined ? [] : [signal])]),
        ...(url.origin === home.origin ? {} : { lookup: publicOnly }), ...(body == null ? {} : { body: String(body) }),
      })
      return new Response([204, 205, 304].includes(status) ? null : new Uint8Array(whole), { status: Math.max(200, status), headers: { ...kept } })
    } catch (error) {
      throw error instanceof ArchiveError ? inside(url.host) : unavailable('the provider of sign-in', error)
    }
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

const inside = (host: string): ArchiveError => forbidden(`登入的提供者要我們去問「${host}」，那不是公開的 HTTPS 位址 (the provider names an address that is no public one over HTTPS)`)
