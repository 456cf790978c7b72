import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { enterAs, linkIdentity } from '../archive/accounts/identity.ts'
import { MINUTE } from '../archive/accounts/ports.ts'
import { attempt, keyOf } from '../archive/accounts/throttle.ts'
import type { Provider } from '../identity/oidc.ts'
import type { AccountRole } from '../model/actor.ts'
import { forbidden, unauthenticated } from '../model/errors.ts'
import { localPath } from '../http/local-path.ts'
import type { People } from '../http/people.ts'
import { fromOf, giveCookie } from '../http/sessions.ts'
import { Signer } from '../stores/signed.ts'

export interface OidcPorts {
  readonly provider: Provider
  /** What somebody becomes whom nobody knows yet; absent: they are refused. */
  readonly registration?: AccountRole
  /** Signs what the browser keeps meanwhile. */
  readonly key: Buffer
}

/** Milliseconds for signing in at the provider. */
const MEANWHILE = 10 * MINUTE
const PATH = '/sign-in/oidc'

const pending = z.object({ asked: z.object({ state: z.string(), nonce: z.string(), verifier: z.string() }), to: z.string(), account: z.string().optional() })

/** `GET /sign-in/oidc?to=/…` goes to the provider, which sends people back to `/sign-in/oidc/callback`. */
export async function oidcRoutes(app: FastifyInstance, { accounts }: Pick<People, 'accounts'>, { provider, registration, key }: OidcPorts): Promise<void> {
  const signer = new Signer(key, 'oidc')
  const nameOf = ({ protocol }: FastifyRequest): string => (protocol === 'https' ? '__Host-fangzhi-oidc' : 'fangzhi-oidc')
  const optionsOf = ({ protocol }: FastifyRequest): { path: string; httpOnly: true; sameSite: 'lax'; secure: boolean } => ({ path: '/', httpOnly: true, sameSite: 'lax', secure: protocol === 'https' })

  app.get(PATH, async (request: FastifyRequest<{ Querystring: { to?: unknown } }>, reply) => {
    const { actor } = request.reader
    // whoever is signed in links what they sign in with: that must be their own wish
    if (actor !== undefined && ['cross-site', 'same-site'].includes(String(request.headers['sec-fetch-site']))) throw forbidden('請從本站的網頁連結 (begin from a page of this service)')
    const { address, asked } = await provider.begin()
    const kept = signer.sign({ asked, to: localPath(request.query.to), ...(actor === undefined ? {} : { account: actor.account }) }, Date.now() + MEANWHILE)
    return away(reply.setCookie(nameOf(request), kept, { ...optionsOf(request), maxAge: MEANWHILE / 1_000 }), address)
  })

  app.get(`${PATH}/callback`, async (request, reply) => {
    const cookie = request.cookies[nameOf(request)]
    reply.clearCookie(nameOf(request), optionsOf(request))
    const { data: begun } = pending.safeParse(cookie === undefined ? undefined : signer.read(cookie))
    if (begun === undefined) throw unauthenticated('登入的時間過了，或不是在這個瀏覽器開始的；請再試一次 (signing in took too long, or did not begin in this browser; try again)')
    await attempt(accounts, [{ key: keyOf('oidc from', fromOf(request).address), free: 100 }], Date.now())
    // good once, also for whoever kept the cookie
    if ((await accounts.countAttempt(keyOf('oidc', begun.asked.state), 2 * MEANWHILE, Date.now())).count > 1) throw unauthenticated('這次登入已經用過了；請再試一次 (used already; try again)')
    const known = await provider.finish(request.url.split('?')[1] ?? '', begun.asked).catch((error: unknown) => {
      request.log.warn({ err: error }, 'signing in by the provider')
      throw error
    })
    const { actor } = request.reader
    if (begun.account === undefined) {
      const { secret, expiresAt } = await enterAs({ accounts }, known, registration, fromOf(request))
      giveCookie(request, reply, secret, expiresAt)
    } else {
      if (actor?.account !== begun.account || request.session === undefined) throw unauthenticated('連結之前請先登入 (sign in, then link)')
      await linkIdentity({ accounts }, actor, request.session, known)
    }
    return away(reply, begun.to)
  })
}

const away = (reply: FastifyReply, address: string): FastifyReply => reply.code(303).headers({ location: address, 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' }).send()
