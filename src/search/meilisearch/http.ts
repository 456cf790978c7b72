import http from 'node:http'
import https from 'node:https'
import { badInput } from '../../model/errors.ts'

/** Milliseconds. CONNECT: a search must know soon that the server is away. ANSWER: what reads. SEND: what sends documents, many megabytes of them. */
const [CONNECT, ANSWER, SEND] = [1_500, 2_000, 60_000]
/** The server closes an idle connection after five seconds: leave it before, or the next request meets a closed one. */
const IDLE = 3_000

/** An answer of the server that is not what was asked for. Knows neither the key nor what was sent. */
export class Refusal extends Error {
  readonly status: number
  /** Meilisearch's own word for it: `index_not_found`, `invalid_api_key`. */
  readonly code: string

  constructor(status: number, code: string) {
    super(`Meilisearch answered ${status} ${code}`)
    this.name = 'Refusal'
    this.status = status
    this.code = code
  }
}

export interface Transport {
  /** What the client takes as `httpClient`. */
  readonly send: (url: string | URL | Request, init?: RequestInit) => Promise<unknown>
  readonly close: () => void
}

/**
 * Requests through node:http on connections that stay open. `fetch` sends headers and body apart, and
 * between two processes of one machine the second then waits 40 ms for the acknowledgement of the first.
 */
export function transport(address: string): Transport {
  const { secure } = checkAddress(address)
  const { Agent, request } = secure ? https : http
  const agent = new Agent({ keepAlive: true, timeout: IDLE, maxSockets: 64, scheduling: 'lifo' })

  const once = (url: URL, init: RequestInit, body: string | undefined): Promise<unknown> => new Promise((resolve, reject) => {
    const headers: Record<string, string | number> = Object.fromEntries(init.headers as Headers)
    if (body !== undefined) headers['content-length'] = Buffer.byteLength(body)
    const req = request(url, { agent, method: init.method ?? 'GET', headers })
    const fail = (error: unknown): void => {
      clearTimeout(late)
      reject(Object.assign(error as Error, { stale: req.reusedSocket }))
      req.destroy()
    }
    const limit = body !== undefined && body.length > 100_000 ? SEND : ANSWER
    const late = setTimeout(() => fail(new Error(`no answer within ${limit} ms`)), limit)
    req.on('socket', (socket) => {
      if (!socket.connecting) return
      const unconnected = setTimeout(() => fail(new Error(`no connection within ${CONNECT} ms`)), CONNECT)
      for (const event of ['connect', 'close']) socket.once(event, () => clearTimeout(unconnected))
    })
    req.on('error', fail)
    req.on('response', (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', fail)
      response.on('end', () => {
        clearTimeout(late)
        try {
          resolve(read(response.statusCode ?? 0, Buffer.concat(chunks).toString()))
        } catch (error) {
          reject(error)
        }
      })
    })
    // given at the end, and as text, so that it leaves with the headers in one piece
    req.end(body)
  })

  const send: Transport['send'] = async (asked, init = {}) => {
    const url = new URL(String(asked))
    const body = typeof init.body === 'string' ? init.body : undefined
    try {
      return await once(url, init, body)
    } catch (error) {
      // the server left a connection just when it was taken up again; a swap done twice would be undone
      const { stale, code } = error as { stale?: boolean; code?: string }
      if (stale && (code === 'ECONNRESET' || code === 'EPIPE') && !url.pathname.endsWith('/swap-indexes')) return once(url, init, body)
      throw error
    }
  }
  return { send, close: () => agent.destroy() }
}

function read(status: number, text: string): unknown {
  let value: unknown
  try {
    value = text === '' ? undefined : JSON.parse(text)
  } catch {
    throw new Refusal(status, 'not_json')
  }
  if (status >= 200 && status < 300) return value
  const { code } = (value ?? {}) as { code?: unknown }
  throw new Refusal(status, typeof code === 'string' ? code : 'unknown')
}

/** @throws BAD_USER_INPUT without repeating the address, which may hold a password */
export function checkAddress(address: string): { readonly secure: boolean } {
  const url = URL.canParse(address) ? new URL(address) : undefined
  if (url === undefined || !/^https?:$/.test(url.protocol)) throw badInput('MEILI_URL', 'MEILI_URL is not the address of a Meilisearch server, such as http://127.0.0.1:7700')
  if (url.username !== '' || url.password !== '') throw badInput('MEILI_URL', 'MEILI_URL holds a name or a password; the key belongs in MEILI_KEY')
  return { secure: url.protocol === 'https:' }
}
