import type { GraphStore } from '../../graph/port.ts'
import type { Handler } from '../../jobs/worker.ts'
import type { ImportRun, ImportTold, KeptImport, KeptImports } from '../../kept/imports.ts'
import { loggedAs } from '../../model/actor.ts'
import { ArchiveError } from '../../model/errors.ts'
import { demand } from '../../model/permissions.ts'
import { audienceOf } from '../access/audiences.ts'
import type { Directory } from '../access/directory.ts'
import { importTable } from '../import.ts'
import { readMapping } from '../mapping.ts'
import type { ImportReport, Listed } from '../report.ts'
import { calledAs } from './look.ts'

/** The kind of job by which a table is imported; its key is the import. */
export const IMPORT = 'import'

/** Of each list of a report, so many are kept to be shown. */
const SHOWN = 50
/** Operations of a part: readers are answered between two. */
const PART = 500
/** Milliseconds between two looks whether it is to stop. */
const LOOK = 500

export interface ImportJobPorts {
  readonly graph: GraphStore
  readonly imports: KeptImports
  readonly directory: Pick<Directory, 'actor' | 'table'>
}

/**
 * Imports a table that somebody has sent, in their name and under their rights of this moment. What stops in the middle
 * goes on where it stopped when it is asked for again; what went wrong is kept for whoever sent it.
 */
export const importer = (ports: ImportJobPorts): Handler => async ({ key: id }, stopping) => {
  const { imports } = ports
  const [said, run] = [await imports.get(id), await imports.run(id)]
  if (said?.mapping === undefined || run === undefined || (run.state !== 'waiting' && run.state !== 'running')) return
  let last: ImportRun = { ...run, state: 'running' }
  let writing = Promise.resolve()
  const keep = (more: Partial<ImportRun>): Promise<void> => {
    last = { ...last, ...more }
    const now = last
    writing = writing.catch(() => {}).then(() => imports.keepRun(id, now))
    return writing
  }
  await keep({})
  const stop = new AbortController()
  const look = async (): Promise<void> => {
    const now = await imports.get(id)
    if (now === undefined || now.stop === run.key) stop.abort()
  }
  // a part may take long, and so may what is read before the first
  const looking = setInterval(() => { look().catch(() => {}) }, LOOK)
  try {
    const told = await imported(ports, { ...said, mapping: said.mapping }, run.dry, AbortSignal.any([stopping, stop.signal]), async (progress) => {
      await keep(progress)
      await look()
    })
    await keep({ ...told, state: 'done' })
  } catch (thrown) {
    const error = calledAs(thrown, imports.tableOf(id), said.name)
    // the service stops: it goes on when it is there again
    if (stopping.aborted) throw error
    if (stop.signal.aborted) return await keep({ state: 'stopped' })
    if (error instanceof ArchiveError && error.code === 'UNAVAILABLE') throw error
    await keep({ state: 'failed', error: error instanceof ArchiveError && error.code !== 'INTERNAL' ? error.message : '這裡出了問題，請告訴管理員 (something went wrong here: tell an administrator)' })
    if (!(error instanceof ArchiveError)) throw error
  } finally {
    clearInterval(looking)
    await writing.catch(() => {})
  }
}

async function imported({ graph, imports, directory }: ImportJobPorts, said: KeptImport & { readonly mapping: string }, dry: boolean, signal: AbortSignal, tell: (progress: Pick<ImportRun, 'progress' | 'batch'>) => Promise<void>): Promise<Pick<ImportRun, 'told' | 'batch'>> {
  const actor = await directory.actor(said.account)
  demand(actor, 'import')
  const vocabulary = await graph.vocabulary()
  const report = await importTable({ graph, vocabulary }, {
    file: imports.tableOf(said.id), mapping: readMapping(said.mapping, vocabulary), dryRun: dry, prune: said.prune, partSize: PART, signal,
    audience: audienceOf(await directory.table(), actor.viewer, { protocols: said.readers }, 'readers'), viewer: actor.viewer, actor: loggedAs(actor), origin: 'import',
    rejects: imports.rejectsOf(said.id),
    onProgress: ({ batch, bytes, totalBytes, rows, relations, secondsLeft }) => tell({ progress: { bytes, totalBytes, rows, relations, secondsLeft }, ...(batch === undefined ? {} : { batch }) }),
  })
  return { told: toldOf(report), ...(report.batch === undefined ? {} : { batch: report.batch }) }
}

function toldOf({ rows, entities, relations, rejected, warnings, joined, doubts, kept, unknownUnits, broken, seconds }: ImportReport): ImportTold {
  const first = <T, U>({ count, list }: Listed<T>, say: (one: T) => U): { count: number; list: U[] } => ({ count, list: list.slice(0, SHOWN).map(say) })
  return {
    rows: rows.read, passedOver: rows.passedOver, entities, relations, rejected: first(rejected, (one) => one), warnings: first(warnings, (one) => one),
    joined: first(joined, ({ name, intoName, rule }) => `${name} ＝ ${intoName}（${rule}）`),
    doubts: first(doubts, ({ members, for: pro }) => `${members.map(({ name }) => name).join(' ？ ')}（${pro.join('、')}）`),
    kept: kept.count, unknownUnits: unknownUnits.slice(0, SHOWN), seconds, ...(broken === undefined ? {} : { broken }),
  }
}
