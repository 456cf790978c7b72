import type { FastifyInstance, FastifyRequest } from 'fastify'
import { PUBLIC, type Viewer } from '../model/audience.ts'
import type { Actor } from '../model/actor.ts'

/** Who a request comes from, and what they may be shown: the one place where the edge learns it. */
export interface Reader {
  readonly viewer: Viewer
  /** Absent: nobody is signed in. */
  readonly actor?: Actor
}

/** @throws UNAUTHENTICATED for a token that is none */
export type ReaderOf = (request: FastifyRequest) => Promise<Reader>

declare module 'fastify' {
  interface FastifyRequest {
    /** Set before any handler runs (`knowReader`). */
    reader: Reader
  }
}

/** Without accounts every reader is `everyone`. */
const everyone: ReaderOf = async () => ({ viewer: PUBLIC })

/** Every request in this scope knows its reader before it does anything else. */
export function knowReader(app: FastifyInstance, readerOf: ReaderOf = everyone): void {
  app.decorateRequest('reader', null as unknown as Reader)
  app.addHook('onRequest', async (request, reply) => {
    // refusals and redirects too depend on who asks; a route that may be kept says how
    reply.headers({ 'cache-control': 'private, no-store', vary: 'Cookie, Authorization' })
    request.reader = await readerOf(request)
  })
}

/** Also of a request that was refused before its reader was known (a wrong token, too much to do): errors are put into words in a context, too. */
export const readerOfAny = (request: FastifyRequest): Reader => (request.reader as Reader | null) ?? { viewer: PUBLIC }
