import { execFileSync, fork } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { arch, availableParallelism, cpus, totalmem } from 'node:os'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import type { Bench, Context, Part } from './bench.ts'
import { page, type Kept, type KeptPart } from './page.ts'

// Runs the benches named on the command line (default: all), each in a process of its own, keeps their
// figures in bench/results/ and writes docs/benchmarks.md from all that is kept there.

/** In this order: a Neo4j that has just started imports at half its speed. */
const NAMES = ['connectors', 'http', 'questions', 'networks', 'loop', 'entity', 'import', 'merge', 'revert', 'ready', 'drcd', 'names', 'ingest', 'sign-in', 'rights', 'queue', 'pages']
/** What `--neo4j` starts, and where. */
const NEO4J = { version: '5.26.30', port: 7797 }

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))
const resultFile = (name: string): string => here(`results/${name}.json`)

async function kept(name: string): Promise<Kept | undefined> {
  return existsSync(resultFile(name)) ? JSON.parse(await readFile(resultFile(name), 'utf8')) as Kept : undefined
}

function contextOf(): Context {
  const { NEO4J_URI: uri, NEO4J_USER: user = 'neo4j', NEO4J_PASSWORD: password = '', NEO4J_DATABASE: database = 'neo4j', BENCH_SCALE } = process.env
  return {
    ...(uri === undefined || uri === '' ? {} : { neo4j: { uri, user, password, database } }),
    cache: process.env.BENCH_CACHE ?? here('../.cache/bench'),
    scale: Number(BENCH_SCALE ?? 1),
    say: (line) => { console.error(line) },
  }
}

/** Which share of the processors others use, in the two seconds before a bench. */
async function busyBefore(): Promise<number> {
  const times = (): { idle: number; all: number } => {
    const all = cpus().map(({ times }) => times)
    return { idle: all.reduce((sum, { idle }) => sum + idle, 0), all: all.reduce((sum, { user, nice, sys, idle, irq }) => sum + user + nice + sys + idle + irq, 0) }
  }
  const before = times()
  await wait(2_000)
  const after = times()
  return 1 - (after.idle - before.idle) / (after.all - before.all)
}

/** One bench, in this process; its figures join those kept. */
async function runOne(name: string): Promise<void> {
  const context = contextOf()
  await mkdir(context.cache, { recursive: true })
  const { default: bench } = await import(`./${name}.ts`) as { default: Bench }
  const before = await kept(name)
  const busy = await busyBefore()
  const { parts } = await bench.run(context)
  const now = {
    date: new Date().toISOString().slice(0, 10), node: `${process.versions.node} (SQLite ${process.versions.sqlite})`, scale: context.scale, busy,
    machine: `${availableParallelism()} cores (${cpus()[0]?.model.trim() ?? arch()}), ${Math.round(totalmem() / 2 ** 30)} GB`,
  }
  const dated = (part: Part): KeptPart => {
    if (part.lacks === undefined) return { ...part, ...now }
    const { lacks, ...empty } = part
    return { ...(before?.parts.find((old) => old.name === part.name) ?? { ...empty, ...now }), missed: { date: now.date, why: lacks } }
  }
  const measured = parts.map(dated)
  // a part that this run had no place for stays, as the last that is known of it
  const rest = (before?.parts ?? []).filter((old) => !measured.some((part) => part.name === old.name))
  const result: Kept = { name, title: bench.title, question: bench.question, method: bench.method, parts: [...measured, ...rest] }
  await mkdir(here('results'), { recursive: true })
  await writeFile(resultFile(name), `${JSON.stringify(result, null, 2)}\n`)
}

const { values, positionals } = parseArgs({ allowPositionals: true, options: { neo4j: { type: 'boolean' }, one: { type: 'string' }, page: { type: 'boolean' } } })

if (values.one !== undefined) await runOne(values.one)
else {
  const unknown = positionals.find((name) => !NAMES.includes(name))
  if (unknown !== undefined) throw new Error(`there is no bench ${unknown}; there are ${NAMES.join(', ')}`)
  const env = { ...process.env }
  const home = here('../.cache/bench/neo4j')
  if (values.neo4j) {
    console.error(execFileSync(here('../.ci/neo4j/start.sh'), [NEO4J.version, String(NEO4J.port), home], { encoding: 'utf8' }).trim())
    env.NEO4J_URI = `bolt://127.0.0.1:${NEO4J.port}`
  }
  let failed = 0
  try {
    for (const name of values.page ? [] : positionals.length > 0 ? positionals : NAMES) {
      console.error(`${name}:`)
      const child = fork(here('run.ts'), ['--one', name], { env })
      const [code] = await once(child, 'exit') as [number | null]
      if (code !== 0) {
        failed++
        console.error(`${name} failed; its last figures stay as they are`)
      }
    }
  } finally {
    if (values.neo4j) execFileSync(here('../.ci/neo4j/stop.sh'), [home])
  }
  const all = (await Promise.all(NAMES.map(kept))).filter((one) => one !== undefined)
  await writeFile(here('../docs/benchmarks.md'), page(all))
  console.error('docs/benchmarks.md is written')
  process.exitCode = failed === 0 ? 0 : 1
}
