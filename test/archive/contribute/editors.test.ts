import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import t, { type Test } from 'tap'
import { toldVersion } from '../../../src/archive/contribute/versions.ts'
import { EMPTY_TABLE } from '../../../src/archive/access/table.ts'
import type { GraphStore, HistoryEntry } from '../../../src/graph/port.ts'
import { openSqlite } from '../../../src/graph/sqlite/index.ts'
import { WHOLE } from '../../../src/model/audience.ts'
import { newId, type Id } from '../../../src/model/ids.ts'
import { displayName } from '../../../src/model/records.ts'
import { folder, often, Scribe, vocabulary } from '../../fixture.ts'
import type { Save } from './editing-process.ts'

/** Two editors save one record at once, each so often; a thousand times when there is time. */
const ROUNDS = { sqlite: often(150, 1_000), neo4j: often(20, 200) }
const EDITOR = fileURLToPath(new URL('./editing-process.ts', import.meta.url))

async function edits(where: string, id: Id, account: Id, rounds: number): Promise<Save[]> {
  const editor = spawn(process.execPath, [EDITOR, where, id, account, String(rounds)], { stdio: ['ignore', 'pipe', 'inherit'] })
  let told = ''
  editor.stdout.setEncoding('utf8').on('data', (text: string) => { told += text })
  const status = await new Promise((resolve) => editor.on('close', resolve))
  if (status !== 0) throw new Error(`an editor ended with ${String(status)}`)
  return told.trim().split('\n').map((line) => JSON.parse(line) as Save)
}

async function versions(graph: GraphStore, id: Id): Promise<HistoryEntry[]> {
  const all: HistoryEntry[] = []
  for (let after: string | undefined; ;) {
    const page = await graph.history(id, WHOLE, { first: 500, ...(after === undefined ? {} : { after }) })
    all.push(...page.items)
    if (!page.hasNextPage) return all.reverse()
    after = page.endCursor
  }
}

async function fight(t: Test, graph: GraphStore, where: string, rounds: number): Promise<void> {
  const scribe = new Scribe(graph)
  const id = scribe.entity('Organization', '愛鄉協會')
  await scribe.commit()
  const saves = (await Promise.all([edits(where, id, newId(), rounds), edits(where, id, newId(), rounds)])).flat()
  const history = (await versions(graph, id)).map(({ record }) => {
    if (record?.type !== 'entity') throw new Error('a version without words')
    return { text: displayName(record.names), version: toldVersion({ table: EMPTY_TABLE, viewer: WHOLE }, record) }
  })
  const places = new Map(history.map(({ version }, i) => [version, i]))
  const [made, refused] = [saves.filter((save) => save.made !== undefined), saves.filter((save) => save.refused !== undefined)]
  t.equal(saves.length, 2 * rounds)
  t.equal(made.length + refused.length, saves.length, 'each was either saved or refused')
  t.strictSame(made.map(({ text }) => text).toSorted(), history.slice(1).map(({ text }) => text).toSorted(), 'each that was saved is in the history, once, and nothing else')
  t.strictSame(made.filter((save) => places.get(save.made!) !== places.get(save.saw)! + 1), [], 'none was saved over what its editor had not seen')
  t.strictSame(refused.filter((save) => !(places.get(save.refused!)! > places.get(save.saw)!)), [], 'each that was refused was told a version that had come meanwhile')
  t.ok(made.length > 0 && refused.length > 0, `${made.length} saved, ${refused.length} refused`)
}

t.test('two editors in two processes never overwrite each other: sqlite', { timeout: 600_000 }, async (t) => {
  const path = join(await folder(t), 'archive.sqlite')
  const graph = await openSqlite({ path, vocabulary, walkers: 1 })
  t.teardown(() => graph.close())
  await fight(t, graph, path, ROUNDS.sqlite)
})

const uri = process.env['NEO4J_URI']
t.test('two editors in two processes never overwrite each other: neo4j', { timeout: 600_000, skip: uri === undefined && 'NEO4J_URI is not set' }, async (t) => {
  const { openNeo4j } = await import('../../../src/graph/neo4j/index.ts')
  const { wipe } = await import('../../graph/neo4j/wipe.ts')
  const { NEO4J_USER: user = 'neo4j', NEO4J_PASSWORD: password = '' } = process.env
  await wipe(uri!)
  const graph = await openNeo4j({ uri: uri!, user, password, vocabulary })
  t.teardown(() => graph.close())
  await fight(t, graph, uri!, ROUNDS.neo4j)
})
