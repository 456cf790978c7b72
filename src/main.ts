import closeWithGrace from 'close-with-grace'
import pino from 'pino'
import { buildServer } from './api/server.ts'
import { openArchive } from './app.ts'
import type { Config } from './config.ts'
import { firstStart, greet } from './first-start.ts'

/** How long running requests may take to finish once the process is told to stop. */
const GRACE = 10_000

/** The service as a process: opens the archive, fills an empty one, listens, and stops cleanly. */
export async function serve(config: Config, say: (line: string) => void): Promise<void> {
  const logger = pino({ level: config.LOG_LEVEL })
  const archive = await openArchive(config)
  const app = await buildServer({ ...archive, logger, trustProxy: config.TRUST_PROXY, rateLimit: config.RATE_LIMIT })
  app.addHook('onClose', async () => archive.graph.close())
  closeWithGrace({ delay: GRACE, logger: false }, async ({ err, signal }) => {
    if (err) logger.fatal({ err }, 'stopping after an error')
    else logger.info({ signal }, 'stopping')
    await app.close()
  })
  try {
    await firstStart(archive, config, say)
    const address = await app.listen({ host: config.HOST, port: config.PORT })
    await app.ready()
    say(`方志在 ${address}/graphql`)
    await greet(archive, address, say)
  } catch (error) {
    await app.close()
    throw error
  }
}
