import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'

const root = new URL('../../', import.meta.url).pathname

export interface Ran { status: number; out: string; err: string }

/** The command line as a user has it, on an archive of its own. @param input what comes on standard input */
export function terminal(data: string, input = ''): (...words: string[]) => Promise<Ran> {
  return async (...words) => {
    const env = { ...process.env, DATA_DIR: data, NEO4J_URI: '', MEILI_URL: '', NO_COLOR: '1' }
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
