import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { Context } from './bench.ts'
import type { Hold } from './held.ts'

export interface Server {
  readonly port: number
  readonly pid: number
  /** How long its event loop has been held since this was asked last; the first time nothing is known. */
  longest(): Promise<Hold>
  stop(): Promise<void>
}

/** Starts a script that prints its port once it listens and ends with its standard input. */
export async function start(script: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Server> {
  const path = fileURLToPath(new URL(script, import.meta.url))
  const child = spawn(process.execPath, [...(process.env.BENCH_NODE?.split(' ') ?? []), path, ...args], { stdio: ['pipe', 'pipe', 'inherit'], env: { ...process.env, ...env } })
  const ended = once(child, 'exit')
  const lines = createInterface(child.stdout)
  const line = await Promise.race([once(lines, 'line').then(([line]) => String(line)), ended.then(([code]) => { throw new Error(`${script} ended with ${code} before it listened`) })])
  return {
    port: Number(line),
    pid: child.pid!,
    longest: async () => {
      const said = once(lines, 'line')
      child.stdin.write('\n')
      return JSON.parse(String((await said)[0])) as Hold
    },
    stop: async () => {
      child.stdin.end()
      await ended
    },
  }
}

/** @param accounts the file of accounts; absent: nobody can sign in */
export const startEmbedded = (path: string, accounts?: string): Promise<Server> => start('serve.ts', ['sqlite', path, ...(accounts === undefined ? [] : [accounts])])

export const neo4jEnvironment = ({ uri, user, password, database }: NonNullable<Context['neo4j']>): NodeJS.ProcessEnv =>
  ({ NEO4J_URI: uri, NEO4J_USER: user, NEO4J_PASSWORD: password, NEO4J_DATABASE: database })

/** @param beside a file beside which the index of the full text lies; with it there are accounts in Neo4j */
export const startNeo4j = (neo4j: NonNullable<Context['neo4j']>, beside?: string): Promise<Server> => start('serve.ts', ['neo4j', ...(beside === undefined ? [] : [beside, 'accounts'])], neo4jEnvironment(neo4j))

/** Memory of a process in bytes, as Linux counts it: its own, shared between its threads included, without files it has mapped. */
export function memoryOf(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const kilobytes = (key: string): number => Number(new RegExp(`^${key}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? NaN)
  return 1024 * (kilobytes('RssAnon') + kilobytes('RssShmem'))
}
