import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

export const root = new URL('../', import.meta.url).pathname

/** `npm start` on a folder of its own; `until` reads what it says. */
export function start(data: string, more: object = {}): { process: ChildProcess; until: (words: RegExp) => Promise<string>; exited: Promise<unknown[]> } {
  const child = spawn(join(root, 'bin/fangzhi'), ['serve'], { env: { ...process.env, DATA_DIR: data, NEO4J_URI: '', PORT: '0', LOG_LEVEL: 'warn', ...more }, stdio: ['ignore', 'pipe', 'pipe'] })
  // asked for at once: an exit that nobody waits for yet is not told again
  const exited = once(child, 'exit')
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => { said += text })
  const until = async (words: RegExp): Promise<string> => {
    for (let i = 0; i < 1_200; i++) {
      if (words.test(said)) return said
      if (child.exitCode !== null && i > 0) break
      await new Promise((resolve) => { setTimeout(resolve, 50) })
    }
    throw new Error(`it never said ${String(words)}, but: ${said}`)
  }
  return { process: child, until, exited }
}
