import type { FastifyInstance, FastifyRequest } from 'fastify'
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client'
import { notFound } from '../model/errors.ts'

/**
 * Prometheus metrics at /metrics: counts and timings are for whoever runs the service (DESIGN 3), who asks from this
 * machine, also while the stores are away, or with the token of an administrator. For others there is nothing here.
 * @param mayOperate whether a request comes with such a token; absent in a service without accounts
 */
export async function metrics(app: FastifyInstance, mayOperate?: (request: FastifyRequest) => Promise<boolean>): Promise<void> {
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
    if (!isHere(request) && (await mayOperate?.(request)) !== true) throw notFound('/metrics')
    return reply.header('cache-control', 'private, no-store').type(registry.contentType).send(await registry.metrics())
  })
  app.addHook('onClose', async () => { registry.clear() })
}

/** Behind a proxy on this machine every request comes from loopback: then only unforwarded ones count. */
const isHere = ({ socket, headers }: FastifyRequest): boolean =>
  /^(127\.|::1$|::ffff:127\.)/.test(socket.remoteAddress ?? '') && ['x-forwarded-for', 'forwarded', 'x-real-ip', 'via'].every((name) => headers[name] === undefined)
