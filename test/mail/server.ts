import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import type { AddressInfo } from 'node:net'

export interface Received {
  readonly from: string
  readonly to: readonly string[]
  /** As it came over the line, dots unstuffed. */
  readonly data: string
}

/** A server of mail (RFC 5321) on this machine that keeps what it gets. @param answers to RCPT, one after the other; then 250 */
export async function mailServer(t: { teardown(fn: () => unknown): void }, answers: string[] = []): Promise<{ url: string; received: Received[] }> {
  const received: Received[] = []
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.setEncoding('utf8').on('error', () => {})
    const say = (line: string): void => { socket.write(`${line}\r\n`) }
    let [rest, from, to, data] = ['', '', [] as string[], undefined as string[] | undefined]
    say('220 test')
    socket.on('data', (chunk: string) => {
      const lines = (rest + chunk).split('\r\n')
      rest = lines.pop()!
      for (const line of lines) {
        if (data !== undefined) {
          if (line !== '.') data.push(line.replace(/^\./, ''))
          else {
            received.push({ from, to, data: data.join('\r\n') })
            data = undefined
            say('250 kept')
          }
        } else if (/^EHLO|^HELO/.test(line)) say('250 test')
        else if (line.startsWith('MAIL FROM')) {
          [from, to] = [line.slice(10), []]
          say('250 ok')
        } else if (line.startsWith('RCPT TO')) {
          const answer = answers.shift() ?? '250 ok'
          if (answer.startsWith('250')) to.push(line.slice(8))
          say(answer)
        } else if (line === 'DATA') {
          data = []
          say('354 go on')
        } else if (line === 'QUIT') socket.end('221 bye\r\n')
        else say('250 ok')
      }
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return { url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`, received }
}

/** Of what was received. */
export const head = (data: string): string => data.slice(0, data.indexOf('\r\n\r\n'))
/** In words. */
export const bodyOf = (data: string): string => {
  const [body, encoding] = [data.slice(data.indexOf('\r\n\r\n') + 4), /^Content-Transfer-Encoding: (\S+)/im.exec(head(data))?.[1]]
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString()
  if (encoding !== 'quoted-printable') return body
  const bytes = body.replace(/=\r\n/g, '').replace(/=([0-9A-F]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
  return Buffer.from(bytes, 'latin1').toString()
}
