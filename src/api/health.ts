import type { FastifyInstance } from 'fastify'
import type { GraphStore } from '../graph/port.ts'

/** Liveness (the process answers) and readiness (its stores do); both say yes or no, nothing else. */
export async function health(app: FastifyInstance, graph: GraphStore, started: () => boolean): Promise<void> {
  app.get('/healthz', { config: { rateLimit: false } }, async () => ({ status: 'ok' }))
  app.get('/readyz', { config: { rateLimit: false } }, async (_request, reply) => {
    try {
      await graph.health()
      if (started()) return { status: 'ready' }
    } catch {
      // told below, and in the log by whatever asked the store for something
    }
    return reply.code(503).header('retry-after', '5').send({ status: 'not ready' })
  })
}
