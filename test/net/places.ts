import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Test } from 'tap'
import type { Network } from '../../src/net/network.ts'

/** Two addresses of this machine stand for outside and within. */
export const [OUTSIDE, WITHIN] = ['127.0.0.2', '127.0.0.1']

export interface Seen {
  readonly url: string
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

/** Somebody who is sent to. @param answer default: 204 */
export async function receiver(t: Test, address: string, answer: (request: IncomingMessage, response: ServerResponse) => void = (_, response) => response.writeHead(204).end()): Promise<{ readonly port: number; readonly seen: Seen[] }> {
  const seen: Seen[] = []
  const http = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part)).on('end', () => {
      seen.push({ url: request.url!, headers: request.headers, body: Buffer.concat(parts).toString() })
      answer(request, response)
    })
  })
  await new Promise<void>((done) => { http.listen(0, address, done) })
  t.teardown(() => new Promise<void>((done) => {
    http.close(() => done())
    http.closeAllConnections()
  }))
  return { port: (http.address() as AddressInfo).port, seen }
}

/** Names lead where the table says. */
export const names = (table: Readonly<Record<string, readonly string[]>>): Network => ({
  resolve: async (hostname) => {
    const addresses = table[hostname]
    if (addresses === undefined) throw Object.assign(new Error(), { code: 'ENOTFOUND' })
    return addresses.map((address) => ({ address, family: 4 }))
  },
  isOutside: (address) => address === OUTSIDE,
  isPort: () => true,
})
