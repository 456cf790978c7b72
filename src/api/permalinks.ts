import { createHash } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { FORMATS, type AnswerFormat } from '../exchange/answers/index.ts'
import type { CitedAnswer } from '../graph/cited.ts'
import { badInput, notFound } from '../model/errors.ts'
import { isId } from '../model/ids.ts'
import type { Answer } from '../graph/answer.ts'
import { cite } from '../questions/cite.ts'
import { FAMILY } from '../questions/family.ts'
import { givenIn, permalinkOf } from '../questions/permalink.ts'
import { acceptedIn } from '../http/accepts.ts'
import { requestContext, type Ports } from '../http/context.ts'
import { patience } from '../http/patience.ts'

/**
 * `GET /answers/connectors?a=…&b=…`: a question at an address, asked anew under the rights of whoever opens it. Where there
 * are pages, whoever wants one gets it from there (`http/accepts.ts`).
 */
export async function permalinks(app: FastifyInstance, ports: Ports): Promise<void> {
  app.get('/answers/:kind', async (request: FastifyRequest<{ Params: { kind: string } }>, reply) => {
    const [, name = '', extension] = /^([^.]*)(?:\.(.*))?$/.exec(request.params.kind) ?? []
    const one = FAMILY.get(name)
    if (one === undefined) throw notFound(`/answers/${name}`)
    const parameters = new URL(request.raw.url ?? '', 'http://localhost').searchParams
    const format = formatOf(request, extension, parameters)
    parameters.delete('format')
    const given = givenIn(one, parameters)
    const { asking, ready } = requestContext(ports, request.reader, patience(reply, ports.timeLimit))
    await ready()
    const answer = await one.answer(asking, given)
    reply.header('vary', 'Accept, Cookie, Authorization')
    if (isNamed(given, answer)) {
      // what a name means may change, so not for ever
      return reply.redirect(addressOf(answer, request, given['after']), 303)
    }
    const cited = await cite(asking, answer, ports.address)
    const tag = tagOf(cited, format, given['after'])
    reply.headers({ etag: tag, 'cache-control': 'private, no-cache', link: `<${cited.permalink}>; rel="canonical"` })
    if (request.headers['if-none-match']?.split(/\s*,\s*/).some((one) => one.replace(/^W\//, '') === tag)) return reply.code(304).send()
    const body = await ports.writer.write(format.name, cited, asking.signal)
    return reply.headers({
      'content-type': format.mediaType,
      'content-disposition': dispositionOf(cited, format),
      'repr-digest': `sha-256=:${createHash('sha256').update(body).digest('base64')}:`,
    }).send(body)
  })
}

/** By `format=`, else by the extension, else by what is accepted, else JSON. */
function formatOf(request: FastifyRequest, extension: string | undefined, parameters: URLSearchParams): AnswerFormat {
  const name = parameters.get('format')
  const found = name !== null ? FORMATS.get(name) : extension !== undefined ? [...FORMATS.values()].find((format) => format.extension === extension) : accepted(request.headers.accept)
  if (found === undefined) throw badInput('format', `there is no format 「${name ?? extension ?? ''}」; there are ${[...FORMATS.keys()].join(', ')}`)
  return found
}

/** The format that is liked best (RFC 9110, 12.5.1), in the order of the table; JSON where none of ours is named. */
function accepted(header: string | undefined): AnswerFormat {
  let best: { readonly format: AnswerFormat; readonly quality: number } | undefined
  for (const { type, quality } of acceptedIn(header)) {
    const format = [...FORMATS.values()].find(({ mediaType }) => mediaType.split(';')[0] === type)
    if (format !== undefined && quality > (best?.quality ?? 0)) best = { format, quality }
  }
  return best?.format ?? FORMATS.get('json')!
}

/** Whether something was given by a name, or by an id that leads to another: then there is a better address. */
function isNamed(given: Readonly<Record<string, unknown>>, { put }: Answer): boolean {
  return Object.entries(put.arguments).some(([field, value]) => {
    const before = [given[field]].flat()
    return [value].flat().some((one) => typeof one === 'string' && isId(one) && !before.includes(one))
  })
}

/** The same question with ids, in the same form, at the same place of its list. */
function addressOf({ put }: Answer, request: FastifyRequest, after: unknown): string {
  const [path, query] = permalinkOf(put).split('?')
  const parameters = new URLSearchParams(query)
  const format = new URL(request.raw.url ?? '', 'http://localhost').searchParams.get('format')
  if (typeof after === 'string') parameters.set('after', after)
  if (format !== null) parameters.set('format', format)
  const [, extension] = /(\.[^?]*)$/.exec((request.params as { kind: string }).kind) ?? []
  return `${path!}${extension ?? ''}?${parameters.toString()}`
}

/** Changes with what is seen, and with the form in which it is written. */
const tagOf = ({ checksum, day, view, software, permalink }: CitedAnswer, { name }: AnswerFormat, after: unknown): string =>
  `"${createHash('sha256').update(JSON.stringify([checksum, day, view, software, permalink, name, after])).digest('base64url').slice(0, 27)}"`

/** A name in ASCII for old programs, and the question in Chinese for others (RFC 6266, RFC 8187). */
function dispositionOf({ answer, day }: CitedAnswer, { extension, inline }: AnswerFormat): string {
  const name = `${answer.title.replace(/[「」『』《》〈〉？?！!。，、；：/\\:*"<>|\p{Cc}]+/gu, ' ').trim().replace(/\s+/g, ' ').slice(0, 60)} ${day}.${extension}`
  const encoded = encodeURIComponent(name.toWellFormed()).replace(/['()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`)
  return `${inline ? 'inline' : 'attachment'}; filename="${answer.put.name}-${day}.${extension}"; filename*=UTF-8''${encoded}`
}

