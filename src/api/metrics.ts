import type { FastifyInstance } from 'fastify'
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client'
import { notFound } from '../model/errors.ts'

/**
 * Prometheus metrics at /metrics, for this machine only: counts and timings are for whoever runs the
 * service (DESIGN 3). Until there are accounts that means a connection from the loopback address.
 */
export async function metrics(app: FastifyInstance): Promise<void> {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const requests = new Histogram({
    name: 'fangzhi_request_seconds',
    help: 'Time to answer, by route and status',
    labelNames: ['route', 'status'],
    buckets: [0.001, 0.005, 0.02, 0.1, 0.5, 2, 10],
    registers: [registry],
  })
  app.addHook('onResponse', async (request, reply) => {
    requests.observe({ route: request.routeOptions.url ?? 'none', status: reply.statusCode }, reply.elapsedTime / 1000)
  })
  app.get('/metrics', async (request, reply) => {
    const from = request.socket.remoteAddress ?? ''
    // behind a proxy on this machine every request comes from loopback: then only unforwarded ones count
    if (!/^(127\.|::1$|::ffff:127\.)/.test(from) || request.headers['x-forwarded-for'] !== undefined) throw notFound('/metrics')
    return reply.type(registry.contentType).send(await registry.metrics())
  })
  app.addHook('onClose', async () => { registry.clear() })
}
