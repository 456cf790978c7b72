import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { build } from 'esbuild'
import type { FastifyInstance } from 'fastify'
import { notFound } from '../model/errors.ts'

/** A script for a page: a file of `islands/`, by its name. */
export type Island = string

/** What the pages are dressed in, made in memory when the service starts. */
export interface Assets {
  readonly style: string
  /** The address of an island's script. */
  readonly script: (island: Island) => string
  /** The address of a file of `pictures/`. */
  readonly picture: (file: string) => string
  readonly files: ReadonlyMap<string, Asset>
}

interface Asset {
  readonly type: string
  readonly body: string | Buffer
  /** Made once, when somebody first wants it so. */
  readonly short: Map<Encoding, Promise<Buffer>>
}

/** As short as each can be: 200 ms for the largest, in threads of Node's own. The best stands first. */
const ENCODINGS = {
  br: (body: string): Promise<Buffer> => promisify(brotliCompress)(body, { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } }),
  gzip: (body: string): Promise<Buffer> => promisify(gzip)(body, { level: constants.Z_BEST_COMPRESSION }),
}
type Encoding = keyof typeof ENCODINGS

const TYPES: Readonly<Record<string, string>> = { css: 'text/css; charset=utf-8', js: 'text/javascript; charset=utf-8', webp: 'image/webp' }

const HERE = fileURLToPath(new URL('.', import.meta.url))

/**
 * One style sheet, a script for each file of `islands/`, each whole in itself, and the pictures; named by what is in
 * them, so that browsers may keep them for ever. Some 100 ms.
 */
export const makeAssets = (): Promise<Assets> => (made ??= bundled())
let made: Promise<Assets> | undefined

async function bundled(): Promise<Assets> {
  const islands = readdirSync(`${HERE}islands`).filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts')).sort()
  const { outputFiles } = await build({
    entryPoints: [`${HERE}style/index.css`, ...islands.map((file) => `${HERE}islands/${file}`)],
    bundle: true, minify: true, alias: { events: `${HERE}islands/explore/events.ts` }, write: false, outdir: '/assets', format: 'esm', target: ['es2022', 'chrome111', 'firefox115', 'safari16.4'], charset: 'utf8', legalComments: 'none', logLevel: 'silent',
  })
  const named = new Map<string, string>()
  const files = new Map<string, Asset>()
  const put = (file: string, body: string | Buffer): void => {
    const [name, extension = ''] = [file.slice(0, file.lastIndexOf('.')), file.slice(file.lastIndexOf('.') + 1)]
    const address = `/assets/${name}-${createHash('sha256').update(body).digest('hex').slice(0, 10)}.${extension}`
    named.set(file, address)
    files.set(address, { type: TYPES[extension]!, body, short: new Map() })
  }
  for (const { path, text } of outputFiles) put(basename(path), text)
  for (const file of readdirSync(`${HERE}pictures`).filter((one) => one.endsWith('.webp'))) put(file, readFileSync(`${HERE}pictures/${file}`))
  const at = (name: string): string => {
    const address = named.get(name)
    if (address === undefined) throw new Error(`there is no ${name} among the assets`)
    return address
  }
  return { style: at('index.css'), script: (island) => at(`${island}.js`), picture: at, files }
}

/**
 * What protects a page (its own rules, whether it may stand in a frame) says nothing of a script, and is longer than most
 * of these: only what keeps browsers from taking one for something else, and other sites from loading it.
 */
const HEADERS = { 'cache-control': 'public, max-age=31536000, immutable', 'x-content-type-options': 'nosniff', 'cross-origin-resource-policy': 'same-origin', vary: 'Accept-Encoding' }

/** `GET /assets/…`: kept for ever, as another version has another address. */
export async function assetRoutes(app: FastifyInstance, { files }: Assets): Promise<void> {
  app.get('/assets/:file', { helmet: false }, async ({ url, headers }, reply) => {
    const file = files.get(url.split('?')[0]!)
    if (file === undefined) throw notFound(url)
    reply.headers({ 'content-type': file.type, ...HEADERS })
    // a picture is as short as it gets
    if (typeof file.body !== 'string') return reply.send(file.body)
    const encoding = (Object.keys(ENCODINGS) as Encoding[]).find((one) => new RegExp(`\\b${one}\\b(?!\\s*;\\s*q=0)`).test(headers['accept-encoding'] ?? ''))
    return encoding === undefined ? reply.send(file.body) : reply.header('content-encoding', encoding).send(await shortened(file.short, file.body, encoding))
  })
}

function shortened(short: Asset['short'], body: string, encoding: Encoding): Promise<Buffer> {
  const made = short.get(encoding) ?? ENCODINGS[encoding](body)
  short.set(encoding, made)
  return made
}
