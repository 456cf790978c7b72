import type { BulkChoice, EntityChoice, RelationChoice } from '../archive/bulk/choice.ts'
import type { ManyReport } from '../archive/bulk/writing.ts'
import type { BulkPorts } from '../archive/bulk/ports.ts'
import { Directory } from '../archive/access/directory.ts'
import type { Actor } from '../model/actor.ts'
import { badInput } from '../model/errors.ts'
import type { Id } from '../model/ids.ts'
import { KINDS, type Kind } from '../model/records.ts'
import type { Asking } from '../questions/context.ts'
import { entityNamed } from '../questions/resolve.ts'
import type { Invocation } from './command.ts'
import { letIndexFollow, withAccounts, withArchive, withSearch, type Opened } from './open.ts'
import { flag, listOption, textOption } from './options.ts'
import { faint, strong } from './text.ts'

/** How a command says which records it is about. */
export const CHOICE = {
  ids: { type: 'string' }, search: { type: 'string' }, kinds: { type: 'string' }, name: { type: 'string' }, collection: { type: 'string' }, field: { type: 'string' }, without: { type: 'string' },
  relations: { type: 'boolean' }, types: { type: 'string' }, of: { type: 'string' }, source: { type: 'string' }, 'include-proposed': { type: 'boolean' },
} as const

export const CHOICE_USAGE = '  哪些條目：[--ids ID,…] [--search WORDS] [--kinds KIND,…] [--name NAME] [--collection NAME] [--field CODE=VALUE] [--without CODE] [--include-proposed]\n'
  + '  哪些關係：--relations [--ids ID,…] [--types TYPE,…] [--of NAME,…] [--source NAME] [--include-proposed]'

type Given = Invocation['options']

/** What the options choose. @throws BAD_USER_INPUT, NOT_FOUND, AMBIGUOUS_NAME */
export async function choiceOf(asking: Asking, options: Given): Promise<BulkChoice> {
  const idOf = async (name: string, option: string): Promise<Id> => (await entityNamed(asking, name, `--${option}`)).id
  const [ids, includeProposed] = [listOption(options, 'ids'), flag(options, 'include-proposed')]
  const shared = { ...(ids && { ids }), ...(includeProposed && { includeProposed }) }
  if (flag(options, 'relations')) {
    const [types, of, source] = [listOption(options, 'types'), listOption(options, 'of'), textOption(options, 'source')]
    const relations: RelationChoice = { ...shared, ...(types && { types }), ...(of && { of: await Promise.all(of.map((name) => idOf(name, 'of'))) }), ...(source !== undefined && { source: await idOf(source, 'source') }) }
    return { relations }
  }
  const [search, kinds, name, collection, field, without] = [textOption(options, 'search'), listOption(options, 'kinds'), textOption(options, 'name'), textOption(options, 'collection'), textOption(options, 'field'), textOption(options, 'without')]
  for (const kind of kinds ?? []) if (!(KINDS as readonly string[]).includes(kind)) throw badInput('--kinds', `「${kind}」 is not a kind; the kinds are ${KINDS.join(', ')}`)
  if (field !== undefined && without !== undefined) throw badInput('--without', '--field 和 --without 只能用一個 (one of these)')
  const [code, value] = field === undefined ? [without] : pairOf(field, 'field')
  const entities: EntityChoice = {
    ...shared, ...(search !== undefined && { search }), ...(kinds && { kinds: kinds as Kind[] }), ...(name !== undefined && { name }),
    ...(collection !== undefined && { collection: await idOf(collection, 'collection') }), ...(code !== undefined && { field: { code, ...(value !== undefined && { value }) } }),
  }
  return { entities }
}

/** `CODE=VALUE`. @throws BAD_USER_INPUT */
export function pairOf(text: string, option: string): [code: string, value: string] {
  const cut = text.indexOf('=')
  if (cut < 1) throw badInput(`--${option}`, `--${option} CODE=VALUE，不是「${text}」`)
  return [text.slice(0, cut), text.slice(cut + 1)]
}

export interface AtBulk {
  readonly archive: Opened
  readonly ports: BulkPorts
  readonly actor: Actor
}

/**
 * Opens what changing many needs, with the index where words are looked for. Without `--as` it has the rights of the
 * terminal, and chooses from what everyone sees.
 */
export async function withBulk(invocation: Invocation, use: (at: AtBulk) => Promise<void>): Promise<void> {
  const withWords = textOption(invocation.options, 'search') !== undefined
  await (withWords ? withSearch : withArchive)(invocation, (archive) => withAccounts(async (accounts) => {
    const { graph, vocabulary, asking } = archive
    const ports = { graph, vocabulary, directory: new Directory({ graph, accounts }), ...(asking.search === undefined ? {} : { search: asking.search }) }
    await use({ archive, ports, actor: { ...archive.actor, viewer: asking.viewer } })
  }))
}

/** What was done, for people. */
export function* reportLines({ chosen, changed, unchanged, refused, differences, refusals, batch }: ManyReport, dryRun: boolean): Generator<string> {
  for (const { id, name, row, isNew, changes } of differences) {
    yield `${row === undefined ? '' : `第 ${row} 列 `}${strong(name || id)}${isNew === true ? '（新）' : ''}  ${faint(id)}`
    for (const { field, before, after } of changes) yield `    ${field}：${before === undefined ? '' : `${JSON.stringify(before)} → `}${after === undefined ? '（刪去）' : JSON.stringify(after)}`
  }
  if (refusals.length > 0) yield strong('沒有動的：')
  for (const { id, name, row, reason } of refusals) yield `  ${row === undefined ? '' : `第 ${row} 列 `}${name || id}：${reason}`
  yield `${dryRun ? '試算（沒有寫入）：' : ''}看了 ${chosen.toLocaleString('en')} 筆：改 ${changed.toLocaleString('en')}、本來就是 ${unchanged.toLocaleString('en')}、不能改 ${refused.toLocaleString('en')}。`
  if (batch !== undefined) yield `要整批收回：fangzhi revert ${batch}`
}

/** Tells it; after writing, the index follows. */
export async function told({ archive }: AtBulk, report: ManyReport, { options, out }: Invocation): Promise<void> {
  if (report.batch !== undefined) await letIndexFollow(archive)
  if (flag(options, 'json')) return out(JSON.stringify(report, null, 2))
  for (const line of reportLines(report, flag(options, 'dry-run'))) out(line)
}
