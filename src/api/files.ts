import multipart, { type MultipartFile } from '@fastify/multipart'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { MOST_BYTES } from '../archive/files/receive.ts'
import { SIZES } from '../archive/files/picture.ts'
import { shownFile } from '../archive/files/shown.ts'
import type { Derived } from '../blobs/derived.ts'
import type { BlobStore } from '../blobs/port.ts'
import type { GraphStore } from '../graph/port.ts'
import { takeIn, whole, type UploadPorts } from '../http/uploads.ts'
import type { Actor } from '../model/actor.ts'
import { badInput } from '../model/errors.ts'
import type { StoredFile } from '../model/records.ts'
import { demand } from '../model/permissions.ts'

/** What files need; absent in a service without them. */
export interface FilePorts extends UploadPorts {
  readonly derived: Derived
}

/** Who comes with the code of a workshop, which has no session. */
export type ByCode = (code: string, request: FastifyRequest) => Promise<Actor>

/** `POST /files` takes one in, `GET /files/RECORD/NUMBER` hands one out to whoever may read the content that has it, or the proposal that a content have it. */
export async function files(app: FastifyInstance, { graph, derived, byCode, ...ports }: FilePorts & { readonly graph: GraphStore; /** Absent: there are no workshops. */ readonly byCode?: ByCode }): Promise<void> {
  const { blobs } = ports
  await app.register(multipart, { limits: { files: 2, fields: 10, fieldSize: 1_000, fileSize: MOST_BYTES + 1, headerPairs: 50 } })
  app.post('/files', { bodyLimit: MOST_BYTES + 1_000_000 }, async (request, reply) => {
    const { 'x-workshop': code } = request.headers
    const actor = request.reader.actor ?? (typeof code === 'string' ? await byCode?.(code, request) : undefined)
    demand(actor, 'upload')
    const parts = request.isMultipart() ? request.files() : undefined
    const part = parts === undefined ? undefined : (await whole(parts.next())).value as MultipartFile | undefined
    if (parts === undefined || part === undefined) throw badInput('file', '請用 multipart/form-data 送一個檔案，欄位名稱 file (send one file as multipart/form-data)')
    const says = (name: string): boolean => {
      const field = part.fields[name]
      return !Array.isArray(field) && field?.type === 'field' && field.value === 'true'
    }
    const taken = await takeIn(ports, actor, part.file, { name: part.filename, keepPosition: says('keepPosition'), keepSent: says('keepSent') })
    // one receipt for two files would lose the second unnoticed
    const second = (await whole(parts.next())).value as MultipartFile | undefined
    second?.file.resume()
    if (second !== undefined) throw badInput('file', '一次只收一個檔案，這次送來不只一個：請一個一個送 (one file at a time: send each by itself)')
    return reply.code(201).send(taken)
  })
  app.get('/files/:content/:number', async (request: FastifyRequest<{ Params: { content: string; number: string }; Querystring: { size?: string } }>, reply) => {
    const { content, number } = request.params
    const { size } = request.query
    if (size !== undefined && !Object.hasOwn(SIZES, size)) throw badInput('size', `there is no size 「${size}」; there are ${Object.keys(SIZES).join(', ')}`)
    const file = await shownFile(graph, request.reader.viewer, content, /^[1-9]\d?$/.test(number) ? Number(number) : 0)
    const small = size === undefined || file.width === undefined ? undefined : await derived.get(file.sha256, size)
    return small === undefined ? hand(request, reply, file, blobs) : reply.headers(headersOf({ ...file, mediaType: 'image/webp' }, size)).send(small)
  })
}

/** Nothing that somebody sent runs in a reader's browser: not shown as a page, not taken for something else. */
function headersOf(file: StoredFile, size = ''): Record<string, string> {
  const isShown = /^(?:image|audio)\//.test(file.mediaType)
  return {
    'content-type': file.mediaType === 'text/plain' ? 'text/plain; charset=utf-8' : file.mediaType,
    'content-disposition': `${isShown ? 'inline' : 'attachment'}; filename="${file.name.replace(/[^\w.-]/g, '_')}"; filename*=UTF-8''${encodeURIComponent(file.name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)}`,
    'content-security-policy': "default-src 'none'; sandbox",
    'x-content-type-options': 'nosniff',
    'cache-control': 'private, no-cache',
    'accept-ranges': size === '' ? 'bytes' : 'none',
    etag: `"${file.sha256.slice(0, 32)}${size}"`,
    vary: 'Cookie, Authorization',
  }
}

/** Whole, or the part that a player asks for (RFC 9110, 14: one range; others are answered whole). */
async function hand(request: FastifyRequest, reply: FastifyReply, file: StoredFile, blobs: BlobStore): Promise<FastifyReply> {
  const headers = headersOf(file)
  reply.headers(headers)
  if (request.headers['if-none-match']?.split(/\s*,\s*/).includes(headers['etag']!)) return reply.code(304).send()
  const range = rangeOf(request.headers.range, file.bytes)
  if (range === undefined) return reply.header('content-length', file.bytes).send(await blobs.get(file.sha256))
  if (range === 'none') return reply.code(416).header('content-range', `bytes */${file.bytes}`).send()
  const [from, to] = range
  return reply.code(206).headers({ 'content-range': `bytes ${from}-${to}/${file.bytes}`, 'content-length': to - from + 1 }).send(await blobs.get(file.sha256, { from, to }))
}

function rangeOf(header: string | undefined, bytes: number): [number, number] | 'none' | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '')
  if (match === null || (match[1] === '' && match[2] === '')) return undefined
  const [from, to] = match[1] === '' ? [Math.max(0, bytes - Number(match[2])), bytes - 1] : [Number(match[1]), match[2] === '' ? bytes - 1 : Math.min(Number(match[2]), bytes - 1)]
  return from > to ? 'none' : [from, to]
}
