import { createHash } from 'node:crypto'
import { mkdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { isId, type Id } from '../../model/ids.ts'
import { badInput, unavailable } from '../../model/errors.ts'
import type { KeptAnswer, KeptAnswers } from '../port.ts'
import { writeWhole } from './whole.ts'

/** A folder for each saved question, in it a file for each reader. Several processes may share it: a file is whole or not there. */
export function openKeptDirectory(folder: string): KeptAnswers {
  const of = (saved: Id): string => {
    if (!isId(saved)) throw badInput('saved', `「${String(saved)}」 is not an id`)
    return join(folder, saved)
  }
  // who reads is told by a hash: names of protocols are no names of files
  const fileOf = (saved: Id, reader: string): string => join(of(saved), `${createHash('sha256').update(reader).digest('hex').slice(0, 32)}.json`)
  return {
    last: (saved, reader) => guarded(async () => {
      try {
        return JSON.parse(await readFile(fileOf(saved, reader), 'utf8')) as KeptAnswer
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
        throw error
      }
    }),
    keep: (saved, reader, answer) => guarded(async () => {
      await mkdir(of(saved), { recursive: true })
      await writeWhole(fileOf(saved, reader), answer)
    }),
    forget: (saved) => guarded(() => rm(of(saved), { recursive: true, force: true })),
  }
}

async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw (error as NodeJS.ErrnoException).syscall === undefined ? error : unavailable('the folder of kept answers', error)
  }
}
