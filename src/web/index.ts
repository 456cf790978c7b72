import { constants } from 'node:zlib'
import compress from '@fastify/compress'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { requestContext, type Ports } from '../http/context.ts'
import { patience } from '../http/patience.ts'
import { prefersPage } from '../http/accepts.ts'
import { readerOfAny, type Reader } from '../http/reader.ts'
import { demandOurs } from '../http/sessions.ts'
import { MOST_POSTED } from '../http/uploads.ts'
import { visitOf } from '../http/visit.ts'
import type { About } from '../kept/about.ts'
import { PUBLIC } from '../model/audience.ts'
import { assetRoutes, makeAssets, type Assets } from './assets.ts'
import { LANGUAGES, PREFIXES, queried, type Call, type ForFront, type Language } from './call.ts'
import { failed, refused } from './failed.ts'
import { iconRoute } from './icon.ts'
import { document } from './layout.ts'
import type { Reply } from './page.ts'
import { notThere } from './pages/not-there.ts'
import type { Handler } from './route.ts'
import { ROUTES } from './routes.ts'

/**
 * The only things a page may load are ours, and nothing written into it runs. `blob:` are pictures that somebody has
 * chosen and not sent yet.
 */
const CSP = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; connect-src 'self'; worker-src 'self' blob:; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

/** Brotli's best (11) takes 50 ms for a page of 30 kB, this 1 ms, and sends a tenth more. */
const QUALITY = 5

const EVERYONE: Reader = { viewer: PUBLIC }

/** Milliseconds within which a form with its files may arrive and be answered. */
const LONG = 15 * 60_000

export interface WebPorts extends Ports {
  /** How the archive is called, and whether it is to begin anew; absent: 方志, and it is not. */
  readonly about?: About
  /** What was worked out before the service was started; absent: nothing. */
  readonly remembered?: ForFront
  /** The archive is a file of this service, which can be put aside. Default false. */
  readonly embedded?: boolean
}

/** Pages for people, in Chinese at `/` and in English at `/en/`. To be registered where readers are known (`http/reader.ts`). */
export async function web(app: FastifyInstance, ports: WebPorts): Promise<void> {
  const assets = await makeAssets()
  await app.register(async (scope) => {
    await scope.register(compress, { global: true, encodings: ['br', 'gzip'], threshold: 1_024, brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: QUALITY } } })
    await assetRoutes(scope, assets)
    await iconRoute(scope)
    scope.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, async (_request: FastifyRequest, body: string) => new URLSearchParams(body))
    const pages = new Pages(ports, assets)
    // what went wrong before a handler was reached: too much at once, too large, from elsewhere, a token that is none
    scope.setErrorHandler(async (error: Error, request, reply) => {
      if (!prefersPage(request.headers.accept)) throw error
      return pages.refuse(error, request, reply)
    })
    for (const language of LANGUAGES) {
      for (const { path, get, post, besideFiles, files, forEveryone } of ROUTES) {
        const url = `${PREFIXES[language]}${path === '/' && language !== 'zh-Hant' ? '/' : path}`
        if (get !== undefined) scope.get(url, besideFiles === true && language === 'zh-Hant' ? { constraints: { wanted: 'page' } } : {}, pages.answer(language, get, ports.timeLimit, forEveryone === true ? EVERYONE : undefined))
        if (post !== undefined) scope.post(url, files === true ? { bodyLimit: MOST_POSTED } : {}, pages.answer(language, post, files === true ? LONG : ports.timeLimit))
      }
    }
    scope.get('/en', async (_request, reply) => reply.redirect('/en/', 301))
    for (const language of LANGUAGES.toReversed()) scope.get(`${PREFIXES[language]}/*`, pages.answer(language, notThere))
  })
}

class Pages {
  readonly #ports: WebPorts
  readonly #assets: Assets

  constructor(ports: WebPorts, assets: Assets) {
    this.#ports = ports
    this.#assets = assets
  }

  /** Asks a handler for its page, or for the page that says what is wrong. */
  answer(language: Language, handler: Handler, limit = this.#ports.timeLimit, reader?: Reader) {
    return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
      const call = await this.#call(language, request, reply, limit, reader)
      let answered: Reply
      try {
        if (request.method === 'POST') demandOurs(request)
        await call.context.ready()
        answered = await handler(call)
      } catch (error) {
        answered = failed(call, error)
      }
      return this.#send(call, answered)
    }
  }

  /** The page for what no handler was asked for. */
  async refuse(error: Error, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const language = LANGUAGES.find((one) => PREFIXES[one] !== '' && request.url.startsWith(`${PREFIXES[one]}/`)) ?? LANGUAGES[0]
    const { statusCode = 500 } = error as { statusCode?: number }
    const call = await this.#call(language, request, reply, this.#ports.timeLimit)
    const answered = failed(call, refused(error, call.t))
    return this.#send(call, 'to' in answered || statusCode < 400 || statusCode >= 500 ? answered : { ...answered, status: statusCode })
  }

  #send(call: Call, answered: Reply): FastifyReply {
    const { reply } = call
    if ('to' in answered) return reply.redirect(answered.to, 303)
    if ('body' in answered) return reply.headers({ 'content-type': answered.type, ...answered.headers }).send(answered.body)
    // what is shown may be shown again when somebody comes back: a form keeps what was typed
    reply.headers({ 'content-type': 'text/html; charset=utf-8', 'content-security-policy': CSP, 'content-language': call.language, 'cache-control': 'private, no-cache', vary: 'Cookie, Authorization, Accept' })
    return reply.code(answered.status ?? 200).send(document(call, answered, this.#assets, this.#ports))
  }

  async #call(language: Language, request: FastifyRequest, reply: FastifyReply, limit: number, reader = readerOfAny(request)): Promise<Call> {
    const context = requestContext(this.#ports, reader, patience(reply, limit), visitOf(request, reply))
    const url = new URL(request.raw.url ?? '/', 'http://localhost')
    const prefix = PREFIXES[language]
    return {
      language, request, reply, context, asking: context.asking, actor: context.actor,
      t: (zhHant, en) => (language === 'en' ? en : zhHant),
      href: (path, query) => queried(`${prefix}${path}`, query),
      path: decoded(url.pathname.slice(prefix.length)) || '/',
      params: (request.params ?? {}) as Record<string, string>,
      query: url.searchParams,
      form: request.body instanceof URLSearchParams ? request.body : new URLSearchParams(),
      archive: (await this.#ports.about?.name()) ?? (language === 'en' ? 'Fangzhi' : '方志'),
      house: { about: this.#ports.about, remembered: this.#ports.remembered, isEmbedded: this.#ports.embedded === true },
    }
  }
}

function decoded(path: string): string {
  try {
    return decodeURI(path)
  } catch {
    return path
  }
}
