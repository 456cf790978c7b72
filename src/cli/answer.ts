import { createHash } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { readConfig } from '../config.ts'
import { FORMATS } from '../exchange/answers/index.ts'
import { badInput } from '../model/errors.ts'
import type { Answer } from '../graph/answer.ts'
import { cite } from '../questions/cite.ts'
import type { Asking } from '../questions/context.ts'
import type { Invocation } from './command.ts'
import { textOption } from './options.ts'

/** Options of every command that answers a question: `--format md --output 答案.md`. */
export const TAKE = { format: { type: 'string' }, output: { type: 'string' } } as const

export const TAKE_USAGE = `[--format ${[...FORMATS.keys()].join('|')}] [--output FILE]`

/**
 * Writes the answer in the form that is asked for.
 * @returns false where none is: the command shows it in its own way
 * @throws BAD_USER_INPUT (`--format`)
 */
export async function taken(asking: Asking, ask: () => Promise<Answer>, { options, out, note }: Invocation): Promise<boolean> {
  const [name, output] = [textOption(options, 'format'), textOption(options, 'output')]
  if (name === undefined && output === undefined) return false
  const format = name === undefined ? [...FORMATS.values()].find(({ extension }) => output!.endsWith(`.${extension}`)) : FORMATS.get(name)
  if (format === undefined) throw badInput('--format', `--format is one of ${[...FORMATS.keys()].join(', ')}${name === undefined ? '' : `, not 「${name}」`}`)
  const text = await format.write(await cite(asking, await ask(), readConfig(process.env).PUBLIC_URL))
  if (output === undefined) out(text.replace(/\n$/, ''))
  else {
    await writeFile(output, text)
    note(`${output}：sha256 ${createHash('sha256').update(text).digest('hex')}`)
  }
  return true
}
