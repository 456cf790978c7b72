import cookie from '@fastify/cookie'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { actorOfSession, actorOfToken } from '../archive/accounts/known.ts'
import type { AccountPorts, From } from '../archive/accounts/ports.ts'
import { forbidden } from '../model/errors.ts'
import { allowed } from '../model/permissions.ts'
import { networkOf } from './network.ts'
import type { ReaderOf } from './reader.ts'

/** Where a browser sends it, and to nobody else: with the prefix it takes it from this host over HTTPS only. */
const COOKIE = 'fangzhi'
const nameOf = (request: FastifyRequest): string => (request.protocol === 'https' ? `__Host-${COOKIE}` : COOKIE)

const ELSEWHERE = '這個要求不是從本站的網頁送出的，所以不做；程式請用權杖，或加上 X-Requested-With (the request does not come from a page of this service; programs use a token, or send X-Requested-With)'

declare module 'fastify' {
  interface FastifyRequest {
    /** The secret of the session, where the request comes with one that has not ended. */
    session?: string
  }
}

/** Reads cookies in this scope. */
export async function sessions(app: FastifyInstance): Promise<void> {
  await app.register(cookie)
}

/**
 * Who a request comes from: by its token, else by its session. A session writes only from our own pages; what comes
 * from elsewhere with a cookie, comes from nobody.
 * @throws UNAUTHENTICATED for a token that is none; FORBIDDEN for a form of another place
 */
export function readerOf(ports: Pick<AccountPorts, 'accounts' | 'directory'>): ReaderOf {
  return async (request) => {
    const token = tokenOf(request)
    if (token !== undefined) {
      const actor = await actorOfToken(ports, token)
      return { actor, viewer: actor.scopes?.has('read') === false ? await ports.directory.everyone() : actor.viewer }
    }
    const secret = request.cookies[nameOf(request)]
    const actor = secret === undefined || secret.length > 100 ? undefined : await actorOfSession(ports, secret)
    if (actor === undefined) return { viewer: await ports.directory.everyone() }
    if (!isOurs(request)) throw forbidden(ELSEWHERE)
    request.session = secret!
    return { actor, viewer: actor.viewer }
  }
}

const tokenOf = ({ headers }: FastifyRequest): string | undefined => /^Bearer +(\S+)$/i.exec(headers.authorization ?? '')?.[1]

/** Whether a request comes with the token of somebody who may see how the service is doing. */
export const mayOperate = (ports: Pick<AccountPorts, 'accounts' | 'directory'>) => async (request: FastifyRequest): Promise<boolean> => {
  const token = tokenOf(request)
  return token !== undefined && allowed(await actorOfToken(ports, token), 'seeOperations')
}

/**
 * Whether it comes from a page of ours, or from no page at all (CSRF). Every browser of today says where a request
 * comes from (Sec-Fetch-Site; older ones by Origin); a program that has a cookie says by a header which no page of
 * another place can set without asking first.
 */
function isOurs(request: FastifyRequest): boolean {
  const { method, headers } = request
  if (method === 'GET' || method === 'HEAD') return true
  return fromPage(request) ?? headers['x-requested-with'] !== undefined
}

/** Whether a page of ours sends it; undefined where nothing tells. */
function fromPage({ headers, host, protocol }: FastifyRequest): boolean | undefined {
  const site = headers['sec-fetch-site']
  if (site !== undefined) return site === 'same-origin' || site === 'none'
  return headers.origin === undefined ? undefined : headers.origin === `${protocol}://${host}`
}

/**
 * Of a form: whoever has no session yet, is not signed in by a page of another place (login CSRF), nor sends anything from there.
 * @throws FORBIDDEN
 */
export function demandOurs(request: FastifyRequest): void {
  if (fromPage(request) === false) throw forbidden(ELSEWHERE)
}

/** Where it comes from, for slowing down who guesses. */
export const fromOf = (request: FastifyRequest): From => ({ address: networkOf(request.ip), agent: request.headers['user-agent'] ?? '', ...(request.session === undefined ? {} : { secret: request.session }) })

export function giveCookie(request: FastifyRequest, reply: FastifyReply, secret: string, expiresAt: number): void {
  reply.setCookie(nameOf(request), secret, { path: '/', httpOnly: true, sameSite: 'lax', secure: request.protocol === 'https', expires: new Date(expiresAt) })
}

export function takeCookie(request: FastifyRequest, reply: FastifyReply): void {
  reply.clearCookie(nameOf(request), { path: '/', httpOnly: true, sameSite: 'lax', secure: request.protocol === 'https' })
}
