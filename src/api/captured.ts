import type { FastifyInstance, FastifyRequest } from 'fastify'
import { capturedCopy } from '../archive/capture/captured.ts'
import type { BlobStore } from '../blobs/port.ts'
import type { GraphStore } from '../graph/port.ts'

export const capturedAddress = (evidence: string): string => `/captured/${evidence}`

/** Encodings that pages of Taiwan are written in, and whose bytes mean no mark of HTML by another reading. */
const ENCODINGS: ReadonlySet<string> = new Set(['utf-8', 'big5', 'us-ascii', 'iso-8859-1', 'shift_jis', 'euc-jp', 'gb2312', 'gbk', 'gb18030'])

/**
 * `GET /captured/EVIDENCE`: the copy, to whoever reads the evidence, as it came and to be saved. A page that somebody
 * else wrote is never shown as one from here: it is a text, or bytes.
 */
export async function captured(app: FastifyInstance, { graph, blobs }: { readonly graph: GraphStore; readonly blobs: BlobStore }): Promise<void> {
  app.get('/captured/:evidence', async (request: FastifyRequest<{ Params: { evidence: string } }>, reply) => {
    const { evidence } = request.params
    const { sha256, mediaType, bytes, at } = await capturedCopy(graph, request.reader.viewer, evidence)
    const [type = '', ...parameters] = mediaType.split(';').map((part) => part.trim())
    const isText = type.startsWith('text/') || /[/+](?:xml|json|javascript)$/.test(type)
    const encoding = /^charset="?([\w-]+)"?$/i.exec(parameters.find((one) => /^charset=/i.test(one)) ?? '')?.[1]?.toLowerCase()
    return reply.headers({
      'content-type': isText ? `text/plain${encoding !== undefined && ENCODINGS.has(encoding) ? `; charset=${encoding}` : ''}` : 'application/octet-stream',
      'content-length': bytes,
      'content-disposition': `attachment; filename="captured-${at.slice(0, 10)}${isText ? '.txt' : type === 'application/pdf' ? '.pdf' : ''}"`,
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-cache',
      vary: 'Cookie, Authorization',
    }).send(await blobs.get(sha256))
  })
}
