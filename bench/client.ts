import { connect, type Socket } from 'node:net'
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

// A keep-alive HTTP client that costs less than what it measures: requests are made beforehand, answers
// only counted (status, length). `drive` runs it in a process of its own.

/** One connection: a request at a time. */
export class Connection {
  readonly #socket: Socket
  #received: Buffer[] = []
  #size = 0
  #missing = -1
  #head = ''
  #done: ((answer: { status: number; body: () => string }) => void) | undefined
  #failed: ((error: Error) => void) | undefined

  constructor(port: number) {
    this.#socket = connect({ port, host: '127.0.0.1', noDelay: true })
    this.#socket.on('data', (part) => { this.#take(part) })
    this.#socket.on('error', (error) => { this.#failed?.(error) })
    this.#socket.on('close', () => { this.#failed?.(new Error('the server closed the connection')) })
  }

  send(request: Buffer): Promise<{ status: number; body: () => string }> {
    return new Promise((done, failed) => {
      this.#done = done
      this.#failed = failed
      this.#socket.write(request)
    })
  }

  close(): void {
    this.#failed = undefined
    this.#socket.destroy()
  }

  #take(part: Buffer): void {
    this.#received.push(part)
    this.#size += part.length
    if (this.#missing < 0) {
      const all = this.#received.length === 1 ? part : Buffer.concat(this.#received)
      this.#received = [all]
      const end = all.indexOf('\r\n\r\n')
      if (end < 0) return
      this.#head = all.toString('latin1', 0, end)
      const length = /^content-length: *(\d+)/im.exec(this.#head)
      if (length === null) {
        this.#failed?.(new Error(`an answer without length: ${this.#head}`))
        return
      }
      this.#missing = end + 4 + Number(length[1])
    }
    if (this.#size < this.#missing) return
    const [parts, head, length] = [this.#received, this.#head, this.#missing]
    this.#received = []
    this.#size = 0
    this.#missing = -1
    const body = (): string => Buffer.concat(parts).subarray(head.length + 4, length).toString()
    this.#done?.({ status: Number(head.slice(9, 12)), body })
  }
}

/** @param headers names in small letters */
export function graphqlRequest(path: string, query: string, variables: object, headers: Readonly<Record<string, string>> = {}): Buffer {
  const body = Buffer.from(JSON.stringify({ query, variables }))
  return Buffer.concat([Buffer.from(`POST ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n${Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`), body])
}

/** @throws unless the answer is a GraphQL answer without errors */
export function dataOf({ status, body }: { status: number; body: () => string }): Record<string, unknown> {
  const text = body()
  const answer = JSON.parse(text) as { data?: Record<string, unknown>; errors?: unknown[] }
  if (status !== 200 || answer.data == null || answer.errors !== undefined) throw new Error(`HTTP ${status}: ${text.slice(0, 500)}`)
  return answer.data
}

export interface Load {
  readonly port: number
  readonly path: string
  readonly query: string
  /** One for each request, taken in turn. */
  readonly variables: readonly object[]
  readonly connections: number
  /** At least so many seconds and requests: a server of Java that just started takes long. */
  readonly warmUp: { readonly seconds: number; readonly requests: number }
  readonly seconds: number
}

export interface Driven {
  readonly perSecond: number
  readonly latencies: { readonly median: number; readonly p95: number }
  readonly bytes: number
}

/** Puts load on a server from a process of its own. @throws when an answer is an error */
export async function drive(load: Load): Promise<Driven> {
  const child = fork(fileURLToPath(import.meta.url), { execArgv: [] })
  child.send(load)
  const [answer] = await Promise.race([once(child, 'message'), once(child, 'exit').then(([code]) => { throw new Error(`the client ended with ${code}`) })]) as [Driven | { error: string }]
  if ('error' in answer) throw new Error(answer.error)
  return answer
}

async function run({ port, path, query, variables, connections, warmUp, seconds }: Load): Promise<Driven> {
  const requests = variables.map((one) => graphqlRequest(path, query, one))
  const latencies: number[] = []
  let [next, bytes, answered] = [0, 0, 0]
  const warm = performance.now() + warmUp.seconds * 1000
  let [from, until] = [Infinity, Infinity]
  const lane = async (): Promise<void> => {
    const connection = new Connection(port)
    // the first answer is read whole: an error answer would be fast
    dataOf(await connection.send(requests[next++ % requests.length]!))
    for (;;) {
      const start = performance.now()
      if (from === Infinity && start >= warm && answered >= warmUp.requests) [from, until] = [start, start + seconds * 1000]
      if (start >= until) break
      const at = next++
      const answer = await connection.send(requests[at % requests.length]!)
      const end = performance.now()
      answered++
      if (answer.status !== 200) throw new Error(`HTTP ${answer.status}: ${answer.body().slice(0, 500)}`)
      if (at % 100 === 0) bytes = Math.max(bytes, JSON.stringify(dataOf(answer)).length)
      if (start >= from && end <= until) latencies.push(end - start)
    }
    connection.close()
  }
  await Promise.all(Array.from({ length: connections }, lane))
  if (latencies.length === 0) throw new Error('nothing was answered within the time measured')
  latencies.sort((x, y) => x - y)
  const at = (share: number): number => latencies[Math.max(0, Math.ceil(share * latencies.length) - 1)] ?? NaN
  return { perSecond: latencies.length / seconds, latencies: { median: at(0.5), p95: at(0.95) }, bytes }
}

if (process.send !== undefined && process.argv[1] === fileURLToPath(import.meta.url)) {
  const [load] = await once(process, 'message') as [Load]
  process.send(await run(load).catch((error: unknown) => ({ error: error instanceof Error ? error.message : String(error) })))
  process.disconnect()
}
