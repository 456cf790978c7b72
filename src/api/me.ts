import { Readable } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import { demandExport, exportMine } from '../archive/accounts/mine.ts'
import { attempt, keyOf } from '../archive/accounts/throttle.ts'
import type { GraphStore } from '../graph/port.ts'
import type { People } from '../http/people.ts'

/** `GET /me/export`: everything that whoever is signed in wrote, as JSON lines. */
export async function me(app: FastifyInstance, { graph, people }: { readonly graph: Pick<GraphStore, 'replay' | 'heads'>; readonly people: People }): Promise<void> {
  app.get('/me/export', async (request, reply) => {
    const { actor } = request.reader
    // before the answer begins: afterwards its status cannot say so
    demandExport(actor)
    // it reads the whole log
    await attempt(people.accounts, [{ key: keyOf('export', actor.account), free: 5 }], Date.now())
    const lines = exportMine({ accounts: people.accounts, graph }, actor)
    return reply.headers({ 'content-type': 'application/jsonl; charset=utf-8', 'content-disposition': 'attachment; filename="fangzhi-mine.jsonl"', 'cache-control': 'private, no-store', vary: 'Cookie, Authorization' })
      .send(Readable.from(textOf(lines)))
  })
}

async function* textOf(values: AsyncIterable<unknown>): AsyncGenerator<string> {
  for await (const value of values) yield `${JSON.stringify(value)}\n`
}
