import type { FastifyInstance } from 'fastify'

/** A seal with 方 in it, drawn: no font is needed. */
const ICON = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><rect width="64" height="64" rx="10" fill="#9c2f23"/><path d="M32 9v9M11 21h42M29 21c0 16-5 25-17 33M28 33h18c0 11-1 20-8 21-3 0-5-1-8-3" fill="none" stroke="#fdf9f1" stroke-width="5" stroke-linecap="round" stroke-linejoin="round"/></svg>'

export async function iconRoute(app: FastifyInstance): Promise<void> {
  app.get('/icon.svg', async (_request, reply) => reply.headers({ 'content-type': 'image/svg+xml', 'cache-control': 'public, max-age=86400' }).send(ICON))
}
