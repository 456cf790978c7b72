import { Socket } from 'node:net'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import underPressure from '@fastify/under-pressure'
import fastify, { LogController, type FastifyInstance, type FastifyRequest } from 'fastify'
import type { Logger } from 'pino'
import { uploaderOf } from '../archive/entries/workshops.ts'
import { openWriter } from '../exchange/answers/writer.ts'
import type { GraphStore } from '../graph/port.ts'
import type { CheckedLinks } from '../kept/links.ts'
import type { KeptImports } from '../kept/imports.ts'
import type { KeptAnswers } from '../kept/port.ts'
import { unavailable } from '../model/errors.ts'
import type { Vocabulary } from '../model/vocabulary.ts'
import type { SearchStore } from '../search/port.ts'
import { captured } from './captured.ts'
import type { Ports, Takedown } from '../http/context.ts'
import { files, type FilePorts } from './files.ts'
import { feeds } from './feeds.ts'
import { graphql } from './graphql.ts'
import { handleError } from './errors.ts'
import { health } from './health.ts'
import { metrics } from './metrics.ts'
import { TIME_LIMIT } from '../http/patience.ts'
import { permalinks } from './permalinks.ts'
import { me } from './me.ts'
import { oidcRoutes, type OidcPorts } from './oidc.ts'
import { wanted } from '../http/accepts.ts'
import { networkOf } from '../http/network.ts'
import type { People } from '../http/people.ts'
import { knowReader, type ReaderOf } from '../http/reader.ts'
import { fromOf, mayOperate, readerOf, sessions } from '../http/sessions.ts'
import { vocabularyRoutes } from './vocabulary.ts'

export interface ServerOptions {
  readonly graph: GraphStore
  readonly vocabulary: Vocabulary
  /** Absent: search answers that it is unavailable. */
  readonly search?: SearchStore
  readonly logger: Logger
  /** Proxies before the service, whose headers about the client are believed. */
  readonly trustProxy: number
  /** Requests a minute from one address. */
  readonly rateLimit: number
  /** Whether the archive has been filled; default: it has. Until then `/readyz` says not ready. */
  readonly started?: () => boolean
  /** Where readers reach the service: permalinks begin with it. Default: none, they begin at the root. */
  readonly address?: string
  /** What saved questions answered last; absent: they cannot be run. */
  readonly kept?: KeptAnswers
  /** Absent: no links are tried here. */
  readonly links?: CheckedLinks
  /** Absent: no tables are imported by pages. */
  readonly imports?: KeptImports
  /** Absent: nobody can sign in, every reader is everyone. */
  readonly people?: People
  /** Absent: nobody signs in by a provider. */
  readonly oidc?: OidcPorts
  /** Who a request comes from. Default: by session and token, where there are accounts. */
  readonly readerOf?: ReaderOf
  /** Absent: nothing is uploaded or handed out. */
  readonly files?: FilePorts
  /** Pages for people, at every address where nothing else stands. Absent: programs only. */
  readonly pages?: (scope: FastifyInstance, ports: Ports) => Promise<void>
  /** Absent: nothing is destroyed from here. */
  readonly takedown?: Takedown
  /** Milliseconds the event loop may be late before requests are turned away; 0: any. Default 1,000. */
  readonly busyAfter?: number
  /** Milliseconds that a question may take. Default 20,000. */
  readonly timeLimit?: number
  /** Milliseconds for which nothing may be heard of a connection while a request is read. Default 30,000. */
  readonly silence?: number
}

/** Milliseconds that whoever asked for something to be written waits for the answer: an import may be taken back whole. */
const WORK = 900_000

/** No code of ours holds the loop over 20 ms: beyond this the machine is overloaded. */
const BUSY = 1_000

/** Milliseconds after it listens: what held the loop before (loading, on a slow machine for seconds) turns nobody away. */
const MEASURED = 2_500

/** A request body is a query and its variables, or a form; what comes with files says so. */
const BODY_LIMIT = 256 * 1024

/** Milliseconds in which a request must have come whole; with files, on a bad line. */
const [LONG, LONGEST] = [30_000, 15 * 60_000]

/** An address that was cut off within a character (%E5%9C) is one of nothing, not none: who follows it is told in the words of the place. */
function readable(url: string): string {
  const [path = '', ...query] = url.split('?')
  try {
    decodeURIComponent(path)
    return url
  } catch {
    return [path.replaceAll('%', '%25'), ...query].join('?')
  }
}

/** The HTTP service, ready to listen or to be injected into. */
export async function buildServer(options: ServerOptions): Promise<FastifyInstance> {
  const app = fastify({
    loggerInstance: options.logger,
    // the default request log names the client's address and the whole URL: personal data
    logController: new LogController({ disableRequestLogging: true }),
    // hop 0 is whoever is connected: one more than there are proxies, and clients would choose their own address
    trustProxy: options.trustProxy === 0 ? false : (_address, hop) => hop < options.trustProxy,
    bodyLimit: BODY_LIMIT,
    connectionTimeout: options.silence ?? 30_000,
    // a form with its photos takes minutes on a bad line; anything else is cut off earlier, below
    requestTimeout: LONGEST,
    keepAliveTimeout: 65_000,
    routerOptions: { maxParamLength: 200 },
    rewriteUrl: ({ url = '/' }) => readable(url),
    forceCloseConnections: 'idle',
    // answered below, in the words of the catalogue
    return503OnClosing: false,
  }) as unknown as FastifyInstance
  app.addConstraintStrategy(wanted)
  app.setErrorHandler(handleError)
  // with no-referrer browsers say `Origin: null` of our own forms, too: over plain HTTP nothing else tells where they come from
  await app.register(helmet, { hsts: options.trustProxy > 0, referrerPolicy: { policy: 'same-origin' } })
  await app.register(rateLimit, { max: options.rateLimit, timeWindow: 60_000, keyGenerator: ({ ip }) => networkOf(ip) })
  let measured = 0
  app.addHook('onListen', async () => { measured = performance.now() + MEASURED })
  await app.register(underPressure, {
    maxEventLoopDelay: options.busyAfter ?? BUSY, exposeStatusRoute: false,
    pressureHandler: async () => { if (performance.now() >= measured) throw Object.assign(new Error('the event loop is late'), { statusCode: 503 }) },
  })
  app.setNotFoundHandler({ preHandler: app.rateLimit() }, (request, reply) =>
    reply.code(404).send({ errors: [{ message: `there is nothing at ${request.method} ${request.url.split('?')[0]}; the service is at POST /graphql`, extensions: { code: 'NOT_FOUND' } }] }))
  // whoever sends a byte now and then would hold a connection for all that time
  app.addHook('onRequest', async ({ raw, routeOptions: { bodyLimit = BODY_LIMIT } }) => {
    if (bodyLimit > BODY_LIMIT) return
    const timer = setTimeout(() => { if (!raw.complete) raw.destroy() }, LONG).unref()
    raw.once('close', () => { clearTimeout(timer) })
  })
  let closing = false
  app.addHook('preClose', async () => { closing = true })
  app.addHook('onRequest', async () => {
    if (closing) throw unavailable('the service')
  })
  // or the client would keep the connection, and stopping would wait for it
  app.addHook('onSend', async (_request, reply) => {
    if (closing) reply.header('connection', 'close')
  })
  app.addHook('onResponse', async (request, reply) => {
    request.log.info({ method: request.method, route: request.routeOptions.url ?? 'none', status: reply.statusCode, ms: Math.round(reply.elapsedTime) }, 'request')
  })
  // what was asked has arrived: from here on it is the service that takes its time, and cutting the connection would keep the
  // answer (which says how to undo what was done) from whoever asked
  app.addHook('preHandler', async ({ raw: { socket } }) => { if (socket instanceof Socket) socket.setTimeout(WORK) })
  await metrics(app, options.people === undefined ? undefined : mayOperate(options.people))
  await health(app, options.graph, options.started ?? (() => true))
  const writer = openWriter()
  app.addHook('onClose', () => writer.close())
  const ports: Ports = { ...options, address: options.address ?? '', timeLimit: options.timeLimit ?? TIME_LIMIT, writer }
  await app.register(async (scope) => {
    await sessions(scope)
    knowReader(scope, options.readerOf ?? (options.people === undefined ? undefined : readerOf(options.people)))
    await graphql(scope, ports)
    await permalinks(scope, ports)
    await vocabularyRoutes(scope, ports)
    if (options.people !== undefined) await feeds(scope, { ...ports, people: options.people })
    if (options.people !== undefined) await me(scope, { graph: options.graph, people: options.people })
    if (options.people !== undefined && options.oidc !== undefined) await oidcRoutes(scope, options.people, options.oidc)
    if (options.files !== undefined) {
      const { people } = options
      const workshops = people === undefined ? {} : { byCode: (code: string, request: FastifyRequest) => uploaderOf(people, code, fromOf(request)) }
      await files(scope, { ...options.files, graph: options.graph, ...workshops })
      await captured(scope, { graph: options.graph, blobs: options.files.blobs })
    }
    await options.pages?.(scope, ports)
  })
  return app
}
