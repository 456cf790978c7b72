import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { promisify } from 'node:util'
import { run } from '../../src/cli/run.ts'

const root = new URL('../../', import.meta.url).pathname

export interface Ran { status: number; out: string; err: string }

export type Terminal = (...words: string[]) => Promise<Ran>

const settings = (data: string): Record<string, string> => ({ DATA_DIR: data, NEO4J_URI: '', MEILI_URL: '', NO_COLOR: '1' })

/** The command line as a user has it, on an archive of its own: a process for each command. @param input what comes on standard input */
export function terminal(data: string, input = ''): Terminal {
  return async (...words) => {
    const env = { ...process.env, ...settings(data) }
    try {
      const running = promisify(execFile)(join(root, 'bin/fangzhi'), words, { env, maxBuffer: 1 << 26 })
      running.child.stdin?.end(input)
      const { stdout, stderr } = await running
      return { status: 0, out: stdout, err: stderr }
    } catch (error) {
      const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string }
      return { status: code, out: stdout, err: stderr }
    }
  }
}

/**
 * The same without the processes: for what commands say and do to an archive, one after another. What a process
 * decides (its umask, its streams and their end, a signal) needs `terminal`.
 * @param input what comes on standard input
 */
export function commands(data: string, input = ''): Terminal {
  return async (...words) => {
    Object.assign(process.env, settings(data))
    const said = { out: '', err: '' }
    const into = (stream: keyof typeof said) => ({ write: (text: string) => { said[stream] += text } })
    return { status: await reading(input, () => run(words, { stdout: into('out'), stderr: into('err') })), ...said }
  }
}

/** While something else is read on standard input. */
async function reading<T>(input: string, work: () => Promise<T>): Promise<T> {
  const own = Object.getOwnPropertyDescriptor(process, 'stdin')!
  Object.defineProperty(process, 'stdin', { value: Readable.from(input === '' ? [] : [input]), configurable: true })
  try {
    return await work()
  } finally {
    Object.defineProperty(process, 'stdin', own)
  }
}

/** What `export` writes, which streams past the rest: into a file, and read from it. */
export async function exported(fangzhi: Terminal, ...words: string[]): Promise<Ran> {
  const folder = await mkdtemp(join(tmpdir(), 'fangzhi-export-'))
  try {
    const ran = await fangzhi('export', ...words, '--out', join(folder, 'records.jsonl'))
    return { ...ran, out: ran.status === 0 ? await readFile(join(folder, 'records.jsonl'), 'utf8') : '' }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
