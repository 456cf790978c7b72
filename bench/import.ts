import { existsSync } from 'node:fs'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { importTable } from '../src/archive/import.ts'
import { readMapping } from '../src/archive/mapping.ts'
import type { GraphStore } from '../src/graph/port.ts'
import { openSqlite } from '../src/graph/sqlite/index.ts'
import { random } from '../test/generate/random.ts'
import type { Bench, Context, Part, Result, Row } from './bench.ts'
import { vocabulary } from './load.ts'
import { held } from './held.ts'
import { openStore, versionOf } from './neo4j.ts'

// Question: how fast does a register come in, end to end? Method: a generated register (each row an
// organization registered with one of forty offices, one in twenty with two) read from a CSV file by its
// mapping through the use case of the command line: reading, cleaning, finding what is there, joining,
// evidence, commits.

const SIZES = { sqlite: 200_000, neo4j: 20_000 } as const
const LEAST = { sqlite: 10_000, neo4j: 1_500 } as const
const OFFICES = 40

export const MAPPING = (key: string): string => `
dataset:
  key: ${key}
  title: 效能量測的名冊 ${key}
  publisher: 效能量測
  licence: none
  edition: 2024-01-01
entities:
  body:
    kind: Organization
    name: {column: 名稱, clean: [spaces]}
    key: [統一編號]
    identifiers: {統一編號: 統一編號}
  office:
    kind: Organization
    name: {column: 主管機關, clean: [spaces]}
relations:
  - type: REGISTERED_WITH
    from: body
    to: office
    start: {column: 立案日期, clean: [date]}
`

/** The same rows for the same prefix; prefixes keep the bodies of two imports apart. */
export async function writeRegister(path: string, rows: number, prefix: string): Promise<void> {
  if (existsSync(path)) return
  const chance = random(11)
  const file = await open(`${path}.part`, 'w')
  try {
    let text = '統一編號,名稱,主管機關,立案日期\n'
    for (let i = 0, body = 0; i < rows; i++) {
      // one in twenty stands in a second row, under another office
      if (i === 0 || !chance.chance(0.05)) body++
      const number = String(10_000_000 + body)
      text += `${prefix}${number},臺北市${prefix}第${body}號協會,臺北市政府${prefix}第${1 + ((body + i) % OFFICES)}處,${90 + chance.below(20)}/${1 + chance.below(12)}/${1 + chance.below(28)}\n`
      if (text.length > 1 << 20) {
        await file.write(text)
        text = ''
      }
    }
    await file.write(text)
  } finally {
    await file.close()
  }
  await rename(`${path}.part`, path)
}

async function importInto(context: Context, store: GraphStore): Promise<Row[]> {
  const rows = Math.round(SIZES[store.name] * context.scale)
  // a Neo4j is used again and again: what an earlier run imported must not be found there
  const prefix = store.name === 'sqlite' ? '' : `甲${await store.sequence()}`
  const key = `bench-${store.name}-${await store.sequence()}`
  const folder = join(context.cache, 'registers')
  await mkdir(folder, { recursive: true })
  const path = join(folder, `${key}-${rows}.csv`)
  await writeRegister(path, rows, prefix)
  const mapping = readMapping(MAPPING(key), vocabulary)
  const limit = LEAST[store.name]
  const once = async (what: string, least?: number): Promise<Row> => {
    context.say(`  ${store.name}: ${what} of ${rows} rows`)
    const start = performance.now()
    const { work, value: report } = await held(() => importTable({ graph: store, vocabulary }, { file: path, mapping, actor: 'bench' }))
    if (report.rejected.count > 0) throw new Error(`${report.rejected.count} rows were rejected: ${JSON.stringify(report.rejected.list[0])}`)
    const seconds = (performance.now() - start) / 1000
    const perSecond = rows / seconds
    return { what: `${store.name}, ${what}`, cells: { 'rows': rows, 'seconds': seconds, 'relations a second': perSecond, 'longest turn of the loop ms': work }, ...(least === undefined ? {} : { limit: `≥ ${least.toLocaleString('en-US')}`, met: perSecond >= least }) }
  }
  return [await once('first import', limit), await once('the same file again (changes nothing)')]
}

async function run(context: Context): Promise<Result> {
  const title = 'Import of a register, end to end'
  const path = join(context.cache, 'import.sqlite')
  for (const end of ['', '-wal', '-shm']) await rm(path + end, { force: true })
  const embedded = await openSqlite({ path, vocabulary })
  let rows: Row[]
  try {
    rows = await importInto(context, embedded)
  } finally {
    await embedded.close()
  }
  const parts: Part[] = [{ name: 'embedded', title: `${title}: embedded`, rows }]
  if (context.neo4j === undefined) return { parts: [...parts, { name: 'neo4j', title: `${title}: Neo4j`, lacks: 'NEO4J_URI is not set', rows: [] }] }
  const store = await openStore(context.neo4j)
  try {
    return { parts: [...parts, { name: 'neo4j', title: `${title}: Neo4j`, versions: { Neo4j: await versionOf(context.neo4j) }, rows: await importInto(context, store) }] }
  } finally {
    await store.close()
  }
}

const bench: Bench = {
  name: 'import', title: 'Import',
  question: 'How fast does a register come in, end to end?',
  method: 'A generated register (each row an organization registered with one of forty offices, one organization in twenty with two) read from a CSV file by its mapping through the use case that the command line runs: reading, cleaning, finding what is there, joining, evidence, commits. Each row is one relation.',
  run,
}
export default bench
