import { Directory } from '../archive/access/directory.ts'
import type { AccessPorts } from '../archive/access/ports.ts'
import type { Written } from '../archive/contribute/write.ts'
import type { Actor } from '../model/actor.ts'
import { ArchiveError, badInput, notFound } from '../model/errors.ts'
import { isId, type Id } from '../model/ids.ts'
import type { Asking } from '../questions/context.ts'
import { entityNamed } from '../questions/resolve.ts'
import type { Command, Invocation } from './command.ts'
import { letIndexFollow, withAccounts, withArchive, type Opened } from './open.ts'
import { flag } from './options.ts'

/** What a verb of `community`, `protocol` works with. */
export interface Desk {
  readonly ports: AccessPorts
  /** The account of `--as`, else maintenance. */
  readonly actor: Actor
  /** What they may see: maintenance as everyone. */
  readonly asking: Asking
  readonly archive: Opened
  readonly words: readonly string[]
  readonly options: Invocation['options']
  /** For people, or with --json for machines. */
  readonly tell: (value: unknown, lines: () => Iterable<string>) => void
}

export interface Verb {
  /** How many words it takes. */
  readonly words: number
  readonly usage: string
  readonly run: (desk: Desk) => Promise<void>
}

/** Verbs by what they are called, in one word or two: `member add`. */
export type Verbs = Readonly<Record<string, Verb>>

/** @param name of the command @param foot what stands under the usage */
export function verbsCommand(name: string, verbs: Verbs, { foot, ...about }: Pick<Command, 'summary' | 'options'> & { readonly foot: string }): Command {
  return {
    ...about,
    usage: `VERB …  [--json]\n${Object.entries(verbs).map(([verb, { usage }]) => `  ${verb.padEnd(13)} ${usage}`).join('\n')}\n\n${foot}`,
    words: [1, 5],
    run: async (invocation) => {
      const [verb, words] = verbOf(verbs, invocation.words)
      if (verb === undefined) throw badInput(name, `「${invocation.words[0]}」 is none of ${Object.keys(verbs).join(', ')}`)
      if (words.length !== verbs[verb]!.words) throw badInput(name, `用法：fangzhi ${name} ${verb} ${verbs[verb]!.usage}`)
      await withDesk(invocation, words, verbs[verb]!.run)
    },
  }
}

/** Opens what somebody works with, and closes it. */
export async function withDesk(invocation: Invocation, words: readonly string[], use: (desk: Desk) => Promise<void>): Promise<void> {
  const { options, out } = invocation
  await withArchive(invocation, (archive) => withAccounts((accounts) => use({
    ports: { graph: archive.graph, accounts, directory: new Directory({ graph: archive.graph, accounts }), origin: 'cli' }, actor: archive.actor, asking: archive.asking, archive, words, options,
    tell: (value, lines) => {
      if (flag(options, 'json')) out(JSON.stringify(value, null, 2))
      else for (const line of lines()) out(line)
    },
  })), { create: true })
}

function verbOf(verbs: Verbs, words: readonly string[]): readonly [string | undefined, readonly string[]] {
  for (const length of [2, 1]) {
    const name = words.slice(0, length).join(' ')
    if (Object.hasOwn(verbs, name)) return [name, words.slice(length)]
  }
  return [undefined, words]
}

/** One by its id or its label. @throws NOT_FOUND, AMBIGUOUS_NAME */
export function named<T extends { readonly id: Id; readonly label: { readonly 'zh-Hant': string } }>(some: readonly T[], text: string): T {
  const found = some.filter(({ id, label }) => id === text || label['zh-Hant'] === text)
  if (found.length === 1) return found[0]!
  if (found.length === 0) throw notFound(`「${text}」`)
  throw new ArchiveError('AMBIGUOUS_NAME', `「${text}」有幾個，請用編號：${found.map(({ id }) => id).join('、')} (several are called so; use an id)`)
}

/** What an option sets: absent, it stays; empty, it is taken away. */
export const settable = (options: Invocation['options'], name: string): string | null | undefined => {
  const value = options[name]
  return typeof value !== 'string' ? undefined : value.trim() === '' ? null : value
}

/** Labels after a change by `--name` and `--english`; absent where neither is given. */
export function labelFrom(options: Invocation['options'], before: { readonly 'zh-Hant': string; readonly en?: string | undefined }): { 'zh-Hant': string; en?: string } | undefined {
  const [name, english] = [settable(options, 'name'), settable(options, 'english')]
  if (name === undefined && english === undefined) return undefined
  const en = english === undefined ? before.en : english
  return { 'zh-Hant': name ?? before['zh-Hant'], ...(en == null ? {} : { en }) }
}

export const present = <T extends object>(fields: T): T => Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T

/** Of something new, what is empty is absent too. */
export const filled = <T extends object>(fields: T): { readonly [K in keyof T]: NonNullable<T[K]> } => Object.fromEntries(Object.entries(fields).filter(([, value]) => value != null)) as never

export function wanted(options: Invocation['options'], name: string): string {
  const value = settable(options, name)
  if (value == null) throw badInput(`--${name}`, `缺 --${name} (--${name} is needed)`)
  return value
}

/** Tells what was written, once the index has followed. @param done for people, ends in a full stop @param notes what else they are told */
export async function tellWritten({ archive, tell }: Desk, written: Written, done: string, notes: readonly string[] = []): Promise<void> {
  await letIndexFollow(archive)
  tell(written, () => [`${done}要收回：fangzhi revert ${written.changeset}`, ...notes])
}

/** The id, or that of what is known by this name. @throws NOT_FOUND, AMBIGUOUS_NAME */
export const idNamed = async ({ asking }: Pick<Desk, 'asking'>, text: string, field: string): Promise<Id> => (isId(text) ? text : (await entityNamed(asking, text, field)).id)

/** Of who is let in. */
export const wantedRole = ({ options }: Desk): string => settable(options, 'role') ?? 'member'
