import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import t from 'tap'
import { openSqlite } from '../../../src/graph/sqlite/index.ts'
import { folder, often, vocabulary } from '../../fixture.ts'

/**
 * `kill -9` at random moments, again and again on the same files: everything acknowledged is there, and
 * nothing is half there. Several archives at once, because most of the time goes into starting processes.
 */
const KILLS = often(20, 200)
const ARCHIVES = 4
const WRITER = fileURLToPath(new URL('./writing-process.ts', import.meta.url))

t.jobs = ARCHIVES

for (let archive = 1; archive <= ARCHIVES; archive++) {
  void t.test(`archive ${archive}`, { buffered: true }, async (t) => {
    const path = join(await folder(t), 'archive.sqlite')
    const acknowledged = new Map<number, string>()
    const wrong: string[] = []
    // on a busy machine the first moments may be too early for anything to be acknowledged: then more of them
    for (let kill = 0; kill < KILLS / ARCHIVES || (acknowledged.size === 0 && kill < KILLS); kill++) {
      for (const [sequence, id] of await writeAndKill(path)) acknowledged.set(sequence, id)
      wrong.push(...await faults(path, acknowledged))
    }
    t.ok(acknowledged.size > 0, `${acknowledged.size} changesets were acknowledged`)
    t.same(wrong, [])
    t.same(await differences(path), [], 'what is shown follows from the log')
  })
}

/** Starts a writer, kills it some moments after it began, and answers what it had acknowledged until then. */
async function writeAndKill(path: string): Promise<[number, string][]> {
  const writer = spawn(process.execPath, [WRITER, path], { stdio: ['ignore', 'pipe', 'inherit'] })
  let told = ''
  writer.stdout.setEncoding('utf8').on('data', (text: string) => {
    if (told === '') setTimeout(() => writer.kill('SIGKILL'), Math.random() * 120)
    told += text
  })
  const status = await new Promise((resolve) => writer.on('close', (_, signal) => resolve(signal)))
  if (status !== 'SIGKILL') throw new Error(`the writer ended by itself: ${String(status)}`)
  // the last line may have been cut short
  return told.split('\n').slice(1, -1).map((line) => [Number(line.split(' ')[0]), line.split(' ')[1]!])
}

async function faults(path: string, acknowledged: ReadonlyMap<number, string>): Promise<string[]> {
  const wrong: string[] = []
  const file = new DatabaseSync(path)
  const [{ integrity_check: integrity }] = file.prepare('PRAGMA integrity_check').all() as [{ integrity_check: string }]
  if (integrity !== 'ok') wrong.push(integrity)
  file.close()
  const store = await openSqlite({ path, vocabulary, walkers: 1 })
  const there = new Map<number, string>()
  for await (const { sequence, id, reason, operations } of store.replay()) {
    if (sequence !== there.size + 1) wrong.push(`${sequence} follows ${there.size}`)
    if (operations.length !== Number(reason)) wrong.push(`${sequence} has ${operations.length} of ${reason} operations`)
    there.set(sequence, id)
  }
  for (const [sequence, id] of acknowledged) if (there.get(sequence) !== id) wrong.push(`${sequence} was acknowledged and is not there`)
  await store.close()
  return wrong
}

async function differences(path: string): Promise<readonly string[]> {
  const store = await openSqlite({ path, vocabulary, walkers: 1 })
  const report = await store.reproject({ check: true })
  await store.close()
  return report.differences
}
