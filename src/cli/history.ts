import { Directory } from '../archive/access/directory.ts'
import { namesOf } from '../archive/accounts/names.ts'
import { recordTold, storedRecord } from '../archive/contribute/record.ts'
import { restoreVersion } from '../archive/history/restore.ts'
import { differenceOf, toldDifference } from '../archive/history/versions.ts'
import type { FieldDifference } from '../model/difference.ts'
import { isId, newId, type Id } from '../model/ids.ts'
import { history as ask } from '../questions/history.ts'
import { entityNamed } from '../questions/resolve.ts'
import { badInput, notFound } from '../model/errors.ts'
import { visibleVersion } from '../graph/version.ts'
import { SHARED, type Command, type Invocation } from './command.ts'
import { withAccounts, withArchive, type Opened } from './open.ts'
import { flag, numberOption, textOption } from './options.ts'
import { faint, strong } from './text.ts'

const OPERATIONS = { put: '存入', withdraw: '撤下', merge: '併入', unmerge: '分開', redact: '塗除' }

export const history: Command = {
  usage: 'NAME|ID [--first 20] [--after CURSOR] [--json]\n'
    + '  NAME|ID --from VERSION --to VERSION         what differs between two versions (--to alone: against the one before)\n'
    + '  NAME|ID --restore VERSION --reason TEXT     puts its words on what stands',
  summary: '誰在什麼時候改了什麼？ Who changed a record when, why and in what; compare versions, go back to one',
  options: { ...SHARED.json, ...SHARED.paging, from: { type: 'string' }, to: { type: 'string' }, restore: { type: 'string' }, reason: { type: 'string' } },
  words: [1, 1],
  run: (invocation) => withArchive(invocation, async (archive) => {
    const { words, options, out } = invocation
    const { asking } = archive
    // an id may be any record's: an entity's, also a merged one's own, a relation's, a piece of evidence's
    const id = isId(words[0]!) ? words[0]! : (await entityNamed(asking, words[0]!, 'name')).id
    const [from, to, restore] = [textOption(options, 'from'), textOption(options, 'to'), textOption(options, 'restore')]
    if (restore !== undefined) return restored(archive, invocation, id, restore)
    if (from !== undefined || to !== undefined) return compared(archive, invocation, id, { ...(from && { from }), ...(to && { to }) })
    const page = await ask(asking, id, { first: numberOption(options, 'first'), after: textOption(options, 'after') })
    if (page.items.length === 0) throw notFound(words[0]!)
    if (flag(options, 'json')) return out(JSON.stringify({ ...page, items: page.items.map((change) => ({ ...change, record: change.record && JSON.parse(recordTold(change.record)), version: change.record && visibleVersion(change.record) })) }, null, 2))
    const names = await actorNames(page.items.map(({ actor }) => actor))
    for (const [i, change] of page.items.entries()) {
      out(`${strong(OPERATIONS[change.op])}  ${new Date(change.at).toISOString().slice(0, 16).replace('T', ' ')}  ${names[i]!}：${change.reason}${change.note === undefined ? '' : `（${change.note}）`}`)
      if (change.into !== undefined) out(`    → ${change.into}`)
      for (const line of differenceLines(change.changed)) out(line)
      out(faint(`    ${change.record === null ? '' : `version ${visibleVersion(change.record)}，`}changeset ${change.changeset}${change.batch === undefined ? '' : `，batch ${change.batch}`}，${change.origin}`))
    }
    if (page.hasNextPage) out(`接著看：--after ${page.endCursor}`)
    const merged = (await asking.graph.entities([id as Id], asking.viewer)).get(id as Id)?.merged ?? []
    if (merged.length > 0) out(`合併進來的有 ${merged.length} 筆，何時、為何合併，各在自己的歷史裡：`)
    for (const { id: one, name } of merged) out(`    ${name}  fangzhi history ${one}`)
  }),
}

const differenceLines = (changed: readonly FieldDifference[]): string[] =>
  toldDifference(changed).map(({ field, before, after }) => `    ${field}：${before === undefined ? '' : `${JSON.stringify(before)} → `}${after === undefined ? '（刪去）' : JSON.stringify(after)}`)

async function compared({ graph, asking }: Opened, { options, out }: Invocation, id: Id, between: { readonly from?: string; readonly to?: string }): Promise<void> {
  const { from, to, changed } = await differenceOf({ graph, viewer: asking.viewer }, id, between)
  if (flag(options, 'json')) return out(JSON.stringify({ from: from?.version ?? null, to: to.version, changed }, null, 2))
  out(`${from === undefined ? '從無到有' : `${from.version}（${new Date(from.entry.at).toISOString().slice(0, 10)}）`} → ${to.version}（${new Date(to.entry.at).toISOString().slice(0, 10)}）`)
  for (const line of differenceLines(changed)) out(line)
  if (changed.length === 0) out('沒有不同。')
}

async function restored({ graph, vocabulary, actor }: Opened, { options, out }: Invocation, id: Id, version: string): Promise<void> {
  const reason = textOption(options, 'reason')
  if (reason === undefined) throw badInput('--reason', '請寫為什麼改回去：--reason TEXT (say why)')
  await withAccounts(async (accounts) => {
    const directory = new Directory({ graph, accounts })
    const current = (await storedRecord({ graph, directory }, actor.viewer, id))?.version
    if (current == null) throw notFound(id)
    const { changeset } = await restoreVersion({ graph, vocabulary, directory }, actor, { id, version, current, reason, key: `cli:${newId()}` })
    out(flag(options, 'json') ? JSON.stringify({ id, changeset }) : `改回 ${version} 的內容了。要收回：fangzhi revert ${changeset}`)
  })
}

/** Accounts are opened only where one did something. */
const actorNames = async (actors: readonly string[]): Promise<string[]> => (actors.some(isId) ? withAccounts((accounts) => namesOf(accounts, actors)) : [...actors])
