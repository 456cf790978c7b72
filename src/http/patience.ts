import type { FastifyReply } from 'fastify'

/** Milliseconds that a question may take. */
export const TIME_LIMIT = 20_000

/** Aborts when whoever asked has gone (AbortError), or when it takes too long (TimeoutError). */
export function patience(reply: FastifyReply, limit: number): AbortSignal {
  const given = new AbortController()
  const timer = setTimeout(() => given.abort(new DOMException(`more than ${limit} ms`, 'TimeoutError')), limit).unref()
  // a client that closed the connection waits for nothing
  reply.raw.once('close', () => {
    clearTimeout(timer)
    if (!reply.raw.writableFinished) given.abort()
  })
  return given.signal
}
