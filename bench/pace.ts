import { fork } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { Connection, dataOf, graphqlRequest } from './client.ts'

// Requests at a steady rate, whatever the server makes of it, from a process of its own: readers come when they come.

export interface Pace {
  readonly port: number
  readonly query: string
  /** One for each request, in order; as many as there are, so the rate says how long it takes. */
  readonly requests: readonly { readonly variables: object; readonly headers?: Readonly<Record<string, string>> }[]
  readonly perSecond: number
  /** More than are ever under way at once: beyond, requests wait for one another. */
  readonly connections: number
  /** So many at the beginning are sent and not counted. */
  readonly warmUp: number
}

export interface Paced {
  /** Milliseconds of each answer, from when its request was due where it had to wait for a connection. */
  readonly latencies: readonly number[]
  /** Answered a second, over the time it took all of them. */
  readonly perSecond: number
}

/** @throws when an answer is an error */
export async function keepPace(pace: Pace): Promise<Paced> {
  const child = fork(fileURLToPath(import.meta.url), { execArgv: [] })
  child.send(pace)
  const [answer] = await Promise.race([once(child, 'message'), once(child, 'exit').then(([code]) => { throw new Error(`the client ended with ${code}`) })]) as [Paced | { error: string }]
  if ('error' in answer) throw new Error(answer.error)
  return answer
}

async function run({ port, query, requests, perSecond, connections, warmUp }: Pace): Promise<Paced> {
  const made = requests.map(({ variables, headers }) => graphqlRequest('/graphql', query, variables, headers))
  const free = Array.from({ length: connections }, () => new Connection(port))
  const waiting: { request: number; due: number }[] = []
  const latencies: number[] = []
  let [answered, last] = [0, 0]
  let failed: Error | undefined
  const begin = performance.now()
  const dueAt = (request: number): number => begin + (request * 1_000) / perSecond
  const send = async (connection: Connection, request: number, since: number): Promise<void> => {
    dataOf(await connection.send(made[request]!))
    last = performance.now()
    answered++
    if (request >= warmUp) latencies.push(last - since)
    const next = waiting.shift()
    if (next === undefined) free.push(connection)
    else await send(connection, next.request, next.due)
  }
  for (let request = 0; request < made.length; request++) {
    const left = dueAt(request) - performance.now()
    if (left > 0) await wait(left)
    if (failed !== undefined) throw failed
    const connection = free.pop()
    if (connection === undefined) waiting.push({ request, due: dueAt(request) })
    else send(connection, request, performance.now()).catch((error: unknown) => { failed ??= error instanceof Error ? error : new Error(String(error)) })
  }
  while (answered < made.length) {
    if (failed !== undefined) throw failed
    await wait(1)
  }
  for (const connection of free) connection.close()
  return { latencies, perSecond: latencies.length * 1_000 / (last - dueAt(warmUp)) }
}

if (process.send !== undefined && process.argv[1] === fileURLToPath(import.meta.url)) {
  const [pace] = await once(process, 'message') as [Pace]
  process.send(await run(pace).catch((error: unknown) => ({ error: error instanceof Error ? error.message : String(error) })))
  process.disconnect()
}
