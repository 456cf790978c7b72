import { parseArgs } from 'node:util'
import { ArchiveError, ERRORS } from '../model/errors.ts'
import { COMMANDS } from './commands.ts'
import { WHOLE_NOTE, type Command } from './command.ts'
import { shown, strong } from './text.ts'

/** Where a command's words go: the process's own streams, or what takes the place of them. */
export interface Streams {
  readonly stdout: { write(text: string): unknown }
  readonly stderr: { write(text: string): unknown }
}

/**
 * Runs one command line.
 * @returns the exit status: 0 fine, 1 failed, 2 wrong use
 */
export async function run(args: readonly string[], { stdout, stderr }: Streams = process): Promise<number> {
  const out = (text: string): void => { stdout.write(`${shown(text)}\n`) }
  const note = (text: string): void => { stderr.write(`${shown(text)}\n`) }
  const [name, ...rest] = args
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    const of = rest[0] === undefined ? undefined : await named(rest[0])
    out(of === undefined ? await overview() : help(rest[0]!, of))
    return name === undefined ? 2 : 0
  }
  const command = await named(name)
  if (command === undefined) {
    note(`沒有「${name}」這個指令 (there is no such command).\n\n${await overview()}`)
    return 2
  }
  if (rest.includes('--help') || rest.includes('-h')) {
    out(help(name, command))
    return 0
  }
  try {
    const { values, positionals } = parsed(rest, command)
    const [least, most] = command.words
    if (positionals.length < least || positionals.length > most) {
      note(`${help(name, command)}`)
      return 2
    }
    if (command.acts === 'whole') note(WHOLE_NOTE)
    const { as, ...options } = values as { as?: string }
    return (await command.run({ words: positionals, options, ...(as === undefined ? {} : { as }), out, note })) ?? 0
  } catch (error) {
    return report(error, name, command, note)
  }
}

/** @throws ERR_PARSE_ARGS_… */
function parsed(args: readonly string[], { options = {}, minus = false, acts = 'reader' }: Command): { values: object; positionals: string[] } {
  // no argument can hold a zero byte: before a minus it makes a word of what would be an option
  const guarded = minus ? args.map((arg) => (/^-[^-]/.test(arg) ? `\0${arg}` : arg)) : [...args]
  const { values, positionals } = parseArgs({ args: guarded, options: { ...options, ...(acts === 'reader' ? AS : {}) }, allowPositionals: true, strict: true })
  return { values, positionals: positionals.map((word) => word.replace('\0', '')) }
}

/** What every command takes that reads or writes for somebody. */
const AS = { as: { type: 'string' } } as const

const named = async (name: string): Promise<Command | undefined> => (Object.hasOwn(COMMANDS, name) ? COMMANDS[name]!() : undefined)

function report(error: unknown, name: string, command: Command, note: (text: string) => void): number {
  if (error instanceof ArchiveError) {
    note(error.message)
    const option = error.details.field?.split('.').at(-1)?.replace(/[A-Z]/g, (capital) => `-${capital.toLowerCase()}`)
    if (option !== undefined && Object.hasOwn(command.options ?? {}, option) && !error.message.includes(`--${option}`)) note(`選項 --${option}；用法：fangzhi help ${name}`)
    // communities and protocols are told apart in the message itself
    if (error.code === 'AMBIGUOUS_NAME' && !error.message.includes('請用編號')) note('用 fangzhi resolve 看所有的可能。')
    return ERRORS[error.code].exit
  }
  if ((error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS') === true) {
    note(`${(error as Error).message}\n\n${help(name, command)}`)
    return 2
  }
  if ((error as { code?: string }).code === 'ENOENT') {
    note(`找不到檔案 ${(error as { path?: string }).path ?? ''} (no such file)`)
    return 1
  }
  note(error instanceof Error ? error.stack ?? error.message : String(error))
  return ERRORS.INTERNAL.exit
}

async function overview(): Promise<string> {
  const lines = await Promise.all(Object.entries(COMMANDS).map(async ([name, load]) => `  ${name.padEnd(9)} ${(await load()).summary}`))
  return [strong('fangzhi 指令 [選項]'), '', ...lines, '', '每個指令的用法：fangzhi help 指令；--as USER 以這個帳號的權限做'].join('\n')
}

const help = (name: string, { summary, usage, acts = 'reader' }: Command): string =>
  `${summary}\n\n用法：fangzhi ${name} ${usage}${acts === 'reader' ? '\n\n--as USER：以這個帳號的權限做（登入名稱或 id）' : ''}`
