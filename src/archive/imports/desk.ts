import { randomUUID } from 'node:crypto'
import type { JobStore } from '../../jobs/port.ts'
import type { ImportRun, KeptImport, KeptImports } from '../../kept/imports.ts'
import type { Actor } from '../../model/actor.ts'
import { badInput, notFound } from '../../model/errors.ts'
import { newId, type Id } from '../../model/ids.ts'
import { demand } from '../../model/permissions.ts'
import type { Vocabulary } from '../../model/vocabulary.ts'
import { audienceOf } from '../access/audiences.ts'
import type { Directory } from '../access/directory.ts'
import { readMapping } from '../mapping.ts'
import { formatOf } from '../table.ts'
import { IMPORT } from './job.ts'

/** What importing by pages needs. */
export interface DeskPorts {
  readonly imports: KeptImports
  readonly jobs: Pick<JobStore, 'enqueue'>
  readonly directory: Pick<Directory, 'table'>
}

/** Milliseconds for which a table is kept that nobody goes on with: what is in it may be personal. */
export const KEPT = 30 * 86_400_000

const LONGEST_NAME = 200

/** Bytes of one table, and tables of one account that are kept at once. */
const MOST = { register: { bytes: 500_000_000, kept: 50 }, sheet: { bytes: 20_000_000, kept: 5 } } as const

/**
 * Takes a table in, to be said of what its columns mean.
 * @throws BAD_USER_INPUT on `table`: by its name it is no table, or it is empty; UNAUTHENTICATED, FORBIDDEN
 */
export async function beginImport({ imports }: Pick<DeskPorts, 'imports'>, actor: Actor | undefined, { name, content, purpose }: { readonly name: string; readonly content: AsyncIterable<Uint8Array>; readonly purpose?: KeptImport['purpose'] }, now = Date.now()): Promise<KeptImport> {
  const account = senderOf(actor, purpose)
  if (formatOf(name) === undefined) throw badInput('table', '請給 CSV、TSV、XLSX 或 JSON Lines 的檔案 (a file of CSV, TSV, XLSX or JSON lines)')
  const most = MOST[purpose ?? 'register']
  await imports.sweep(now - KEPT)
  const mine = (await imports.list(account)).filter((one) => one.purpose === purpose)
  // a sheet is of one sitting: the oldest makes room
  if (purpose === 'sheet') for (const { id } of mine.slice(most.kept - 1)) await imports.forget(id)
  else if (mine.length >= most.kept) throw badInput('table', `最多留 ${most.kept} 個檔案，請先拿掉一些 (at most ${most.kept} files: take some away first)`)
  const id = newId()
  let bytes = 0
  try {
    bytes = await imports.receive(id, upTo(content, most.bytes))
    if (bytes === 0) throw badInput('table', '這個檔案是空的 (the file is empty)')
  } catch (error) {
    await imports.forget(id)
    throw error
  }
  const one: KeptImport = { id, account, name: [...name.normalize('NFC')].slice(-LONGEST_NAME).join(''), bytes, at: now, answers: [], readers: ['everyone'], prune: false, ...(purpose === undefined ? {} : { purpose }) }
  await imports.keep(one)
  return one
}

async function* upTo(content: AsyncIterable<Uint8Array>, most: number): AsyncGenerator<Uint8Array> {
  let bytes = 0
  for await (const part of content) {
    bytes += part.length
    if (bytes > most) throw badInput('table', `檔案最大 ${most / 1e6} MB，請分成幾份 (at most ${most / 1e6} MB: send it in parts)`)
    yield part
  }
}

/** @throws NOT_FOUND for somebody else's, as for one that is not there */
export async function importOf({ imports }: Pick<DeskPorts, 'imports'>, actor: Actor | undefined, id: Id, purpose?: KeptImport['purpose']): Promise<{ readonly said: KeptImport; readonly run: ImportRun | undefined }> {
  const account = senderOf(actor, purpose)
  const said = await imports.get(id)
  if (said === undefined || said.account !== account || said.purpose !== purpose) throw notFound(id)
  return { said, run: await imports.run(id) }
}

/** What somebody sent, the newest first. */
export const importsOf = async ({ imports }: Pick<DeskPorts, 'imports'>, actor: Actor | undefined): Promise<{ readonly said: KeptImport; readonly run: ImportRun | undefined }[]> =>
  Promise.all((await imports.list(senderOf(actor, undefined))).filter(({ purpose }) => purpose === undefined).map(async (said) => ({ said, run: await imports.run(said.id) })))

export const isUnderWay = (run: ImportRun | undefined): boolean => run?.state === 'waiting' || run?.state === 'running'

/**
 * Says how the table is read.
 * @throws BAD_USER_INPUT naming the place in the mapping; CONFLICT while it is being imported
 */
export async function sayImport(ports: Pick<DeskPorts, 'imports'>, actor: Actor | undefined, vocabulary: Vocabulary, id: Id, change: Partial<Pick<KeptImport, 'answers' | 'mapping'>>): Promise<KeptImport> {
  const { said, run } = await importOf(ports, actor, id)
  checkIdle(run)
  if (change.mapping !== undefined) readMapping(change.mapping, vocabulary, '對照')
  const kept = { ...said, ...change }
  await ports.imports.keep(kept)
  return kept
}

/**
 * Asks for it to be done; the queue does it.
 * @throws BAD_USER_INPUT where nobody has said yet how it is read, and for readers that there are not
 */
export async function startImport({ imports, jobs, directory }: DeskPorts, actor: Actor | undefined, id: Id, { dry, readers, prune }: { readonly dry: boolean; readonly readers: readonly string[]; readonly prune: boolean }): Promise<void> {
  demand(actor, 'import')
  const { said, run } = await importOf({ imports }, actor, id)
  checkIdle(run)
  if (said.mapping === undefined) throw badInput('mapping', '請先說每一欄是什麼 (say first what the columns are)')
  audienceOf(await directory.table(), actor.viewer, { protocols: readers }, 'readers')
  const { stop: _, ...kept } = said
  await imports.keep({ ...kept, readers, prune })
  await imports.keepRun(id, { key: randomUUID(), dry, state: 'waiting' })
  await jobs.enqueue({ kind: IMPORT, key: id })
}

/** What is written stays, and can be taken back; started again, it goes on. */
export async function stopImport({ imports }: Pick<DeskPorts, 'imports'>, actor: Actor | undefined, id: Id): Promise<void> {
  const { said, run } = await importOf({ imports }, actor, id)
  if (run === undefined || !isUnderWay(run)) return
  await imports.keep({ ...said, stop: run.key })
  // what nobody has begun, nobody will stop
  if (run.state === 'waiting') await imports.keepRun(id, { ...run, state: 'stopped' })
}

/** The table goes; what is in the archive stays. */
export async function forgetImport({ imports }: Pick<DeskPorts, 'imports'>, actor: Actor | undefined, id: Id, purpose?: KeptImport['purpose']): Promise<void> {
  checkIdle((await importOf({ imports }, actor, id, purpose)).run)
  await imports.forget(id)
}

/** Whoever may change one record after another may do so by a sheet; registers are for librarians. */
function senderOf(actor: Actor | undefined, purpose: KeptImport['purpose']): Id {
  demand(actor, purpose === 'sheet' ? 'propose' : 'import')
  return actor.account
}

function checkIdle(run: ImportRun | undefined): void {
  if (isUnderWay(run)) throw badInput('', '正在匯入，請等它完成，或先停下 (it is under way: wait, or stop it first)')
}
