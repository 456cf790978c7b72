import type { FastifyReply } from 'fastify'

/** Milliseconds that a question may take. */
export const TIME_LIMIT = 20_000

/** Aborts when whoever asked has gone (AbortError), or when it takes too long (TimeoutError). */
export function patience(reply: FastifyReply, limit: number): AbortSignal {
  const gone = new AbortController()
  // a client that closed the connection waits for nothing
  reply.raw.once('close', () => { if (!reply.raw.writableFinished) gone.abort() })
  return AbortSignal.any([gone.signal, AbortSignal.timeout(limit)])
}
