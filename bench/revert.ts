import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { importTable } from '../src/archive/import.ts'
import { revertBatch } from '../src/archive/history/revert.ts'
import { readMapping } from '../src/archive/mapping.ts'
import type { GraphStore } from '../src/graph/port.ts'
import { WHOLE } from '../src/model/audience.ts'
import { wipe } from '../test/graph/neo4j/wipe.ts'
import { median, type Bench, type Context, type Result, type Row } from './bench.ts'
import { withinBoth } from './both.ts'
import { held } from './held.ts'
import { MAPPING, writeRegister } from './import.ts'
import { vocabulary } from './load.ts'

// Question: does undoing an import take longer than importing? Method: a generated register of 40,000 rows is imported by
// the use case of the command line and the batch undone, three times in one run, each into an archive that has an earlier
// one of the same size; nothing of the batch is left after. Neo4j is emptied first. The processor's time is this process's:
// it says more of the two on a machine that is not quiet, and nothing of what a Neo4j works.

const ROWS = 40_000
/** A server that meets a statement for the first time takes twice as long: the middle one of several says what it takes. */
const TIMES = 3

async function undoneBy(context: Context, store: GraphStore): Promise<Row[]> {
  const rows = Math.round(ROWS * context.scale)
  const folder = join(context.cache, 'registers')
  await mkdir(folder, { recursive: true })
  const begun = await store.sequence()
  const register = async (turn: number): Promise<{ file: string; key: string }> => {
    const key = `undo-${store.name}-${begun}-${turn}`
    const file = join(folder, `${key}-${rows}.csv`)
    await writeRegister(file, rows, `乙${begun}${turn}`)
    return { file, key }
  }
  const imported = async ({ file, key }: { file: string; key: string }): Promise<string> => {
    const report = await importTable({ graph: store, vocabulary }, { file, mapping: readMapping(MAPPING(key), vocabulary), actor: 'bench' })
    return report.batch!
  }
  await imported(await register(0))
  const before = await store.statistics(WHOLE)
  const [ins, outs, works, took]: [number[], number[], number[], number[]] = [[], [], [], []]
  for (let turn = 1; turn <= TIMES; turn++) {
    context.say(`  ${store.name}: import and undoing of ${rows} rows, ${turn} of ${TIMES}`)
    const source = await register(turn)
    const into = await spent(() => imported(source))
    const back = await spent(() => revertBatch(store, into.value))
    if (back.value.held > 0) throw new Error(`something was held: ${JSON.stringify(back.value.obstacles[0])}`)
    ins.push(into.seconds)
    outs.push(back.seconds)
    took.push(back.user / into.user)
    works.push(back.work)
    if (JSON.stringify(await store.statistics(WHOLE)) !== JSON.stringify(before)) throw new Error('something of the batch is left')
  }
  const ratio = median(outs) / median(ins)
  return [{
    what: store.name, limit: '≤ 1.0 times as long', met: ratio <= 1,
    cells: { rows, 'import s': median(ins), 'undone s': median(outs), 'times as long': ratio, 'times its user CPU': median(took), 'longest turn of the loop ms': Math.max(...works) },
  }]
}

/** Both are watched: watching takes time of its own. */
async function spent<T>(run: () => Promise<T>): Promise<{ value: T; seconds: number; user: number; work: number }> {
  const since = process.cpuUsage()
  const { value: [value, seconds], work } = await held(async () => {
    const start = performance.now()
    return [await run(), (performance.now() - start) / 1000] as const
  })
  return { value, seconds, work, user: process.cpuUsage(since).user }
}

const run = (context: Context): Promise<Result> =>
  withinBoth(context, 'An import undone', join(context.cache, 'revert.sqlite'), (store) => undoneBy(context, store), ({ uri, database }) => wipe(uri, database))

const bench: Bench = {
  name: 'revert', title: 'Undoing an import',
  question: 'Does undoing an import take longer than importing?',
  method: 'A generated register of 40,000 rows is imported by the use case that the command line runs and the batch undone, three times in one run, each in an archive that has an earlier one of the same size. Nothing of the batch may be left.',
  run,
}
export default bench
