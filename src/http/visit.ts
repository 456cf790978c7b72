import type { FastifyReply, FastifyRequest } from 'fastify'
import type { From } from '../archive/accounts/ports.ts'
import { fromOf, giveCookie, takeCookie } from './sessions.ts'

/** What signing in and out needs of the request it comes with. */
export interface Visit {
  readonly from: From
  /** Of the session that asks. */
  readonly secret?: string
  /** The browser is to come back with it. */
  readonly keep: (secret: string, expiresAt: number) => void
  /** The browser is to forget it. */
  readonly leave: () => void
}

export const visitOf = (request: FastifyRequest, reply: FastifyReply): Visit => ({
  from: fromOf(request),
  ...(request.session === undefined ? {} : { secret: request.session }),
  keep: (secret, expiresAt) => { giveCookie(request, reply, secret, expiresAt) },
  leave: () => { takeCookie(request, reply) },
})
