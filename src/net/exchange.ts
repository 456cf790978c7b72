import { request as overHttp, type IncomingMessage, type RequestOptions } from 'node:http'
import { request as overHttps } from 'node:https'
import type { LookupFunction } from 'node:net'

/** One request, and no more: nothing is followed, unpacked or kept for later. */
export interface OneRequest {
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
  /** Bytes of an answer; one that has more is broken off. */
  readonly mostBytes: number
  readonly signal: AbortSignal
  /** Default: as the system does. It is not asked for a host that is an address already. */
  readonly lookup?: LookupFunction
}

export interface Exchanged {
  readonly status: number
  /** Names in small letters; several of one name are joined. */
  readonly headers: Readonly<Record<string, string>>
  /** As it came. */
  readonly body: Buffer
}

/** The answer has more bytes than were asked for. */
export class TooMuch extends Error {}

/**
 * @throws whatever sockets and names throw; TooMuch
 */
export function exchange(url: URL, { method, headers, body, mostBytes, signal, lookup }: OneRequest): Promise<Exchanged> {
  // a connection of its own: one that is kept for a host by others was made without this lookup
  const options: RequestOptions = { method, headers: { ...headers, 'accept-encoding': 'identity' }, signal, agent: false, ...(lookup === undefined ? {} : { lookup }) }
  return new Promise((done, failed) => {
    const asked = (url.protocol === 'https:' ? overHttps : overHttp)(url, options, (answer) => {
      read(answer, method === 'HEAD' ? Infinity : mostBytes).then((whole) => done({ status: answer.statusCode ?? 500, headers: headersOf(answer), body: whole }), (error: unknown) => {
        asked.destroy()
        failed(error)
      })
    }).on('error', failed)
    // nothing here speaks another protocol over the connection
    for (const event of ['upgrade', 'connect'] as const) {
      asked.on(event, (_, socket) => {
        socket.destroy()
        failed(new Error(`the answer is to ${event}`))
      })
    }
    asked.end(body)
  })
}

async function read(answer: IncomingMessage, most: number): Promise<Buffer> {
  if (Number(answer.headers['content-length'] ?? 0) > most) throw new TooMuch()
  const parts: Buffer[] = []
  let bytes = 0
  for await (const part of answer as AsyncIterable<Buffer>) {
    bytes += part.length
    if (bytes > most) throw new TooMuch()
    parts.push(part)
  }
  return Buffer.concat(parts)
}

const headersOf = ({ headers }: IncomingMessage): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, [value].flat().join(', ')]])))
