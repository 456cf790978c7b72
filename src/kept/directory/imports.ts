import { createWriteStream } from 'node:fs'
import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { isId, type Id } from '../../model/ids.ts'
import { notFound, unavailable } from '../../model/errors.ts'
import type { ImportRun, KeptImport, KeptImports } from '../imports.ts'
import { writeWhole } from './whole.ts'

/** A folder for each import. Several processes may share it: what is said is whole or not there, and stays away where its folder was forgotten meanwhile. */
export function openKeptImports(folder: string): KeptImports {
  const of = (id: Id, file = ''): string => {
    if (!isId(id)) throw notFound(id)
    return join(folder, id, file)
  }
  const get = (id: Id): Promise<KeptImport | undefined> => read(of(id, 'said.json'))
  const ids = async (): Promise<string[]> => (await readdir(folder).catch(ifAbsent<string[]>([]))).filter(isId).sort().reverse()
  return {
    list: (account) => guarded(async () => {
      const all = await Promise.all((await ids()).map(get))
      return all.filter((one) => one !== undefined).filter((one) => one.account === account)
    }),
    get: (id) => guarded(async () => (isId(id) ? get(id) : undefined)),
    keep: (one) => guarded(() => writeWhole(of(one.id, 'said.json'), one)),
    receive: (id, content) => guarded(async () => {
      const path = of(id, 'table')
      await mkdir(of(id), { recursive: true })
      await pipeline(content, createWriteStream(path, { flush: true }))
      return (await stat(path)).size
    }),
    tableOf: (id) => of(id, 'table'),
    rejectsOf: (id) => of(id, 'rejects.csv'),
    run: (id) => guarded(() => read<ImportRun>(of(id, 'run.json'))),
    keepRun: (id, run) => guarded(() => writeWhole(of(id, 'run.json'), run)),
    forget: (id) => guarded(() => rm(of(id), { recursive: true, force: true })),
    sweep: (before) => guarded(async () => {
      for (const id of await ids()) if ((await stat(of(id))).mtimeMs < before) await rm(of(id), { recursive: true, force: true })
    }),
  }
}

async function read<T>(path: string): Promise<T | undefined> {
  const text = await readFile(path, 'utf8').catch(ifAbsent(undefined))
  return text === undefined ? undefined : JSON.parse(text) as T
}

const ifAbsent = <T>(instead: T) => (error: NodeJS.ErrnoException): T => {
  if (error.code === 'ENOENT') return instead
  throw error
}

async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw (error as NodeJS.ErrnoException).syscall === undefined ? error : unavailable('the folder of imports', error)
  }
}
