import { setTimeout as wait } from 'node:timers/promises'
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify'

/** Asks again while the service says that it is too busy, as clients do: on a machine that does much else it may be. */
export async function patiently(app: FastifyInstance, request: InjectOptions | string): Promise<LightMyRequestResponse> {
  for (let left = 100; ; left--) {
    const response = await app.inject(request)
    if (response.statusCode !== 503 || left === 0) return response
    await wait(100)
  }
}
