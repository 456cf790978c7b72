import { namesOf } from '../archive/accounts/names.ts'
import { isId, type Id } from '../model/ids.ts'
import { history as ask } from '../questions/history.ts'
import { entityNamed } from '../questions/resolve.ts'
import { notFound } from '../model/errors.ts'
import { visibleVersion } from '../graph/version.ts'
import { SHARED, type Command } from './command.ts'
import { withAccounts, withArchive } from './open.ts'
import { flag, numberOption, textOption } from './options.ts'
import { faint, strong } from './text.ts'

const OPERATIONS = { put: '存入', withdraw: '撤下', merge: '併入', unmerge: '分開', redact: '塗除' }

export const history: Command = {
  usage: 'NAME|ID [--first 20] [--after CURSOR] [--json]',
  summary: '誰在什麼時候改了什麼？ Who changed a record when, why and in what',
  options: { ...SHARED.json, ...SHARED.paging },
  words: [1, 1],
  run: (invocation) => withArchive(invocation, async (archive) => {
    const { words, options, out } = invocation
    const { asking } = archive
    // an id may be any record's: an entity's, also a merged one's own, a relation's, a piece of evidence's
    const id = isId(words[0]!) ? words[0]! : (await entityNamed(asking, words[0]!, 'name')).id
    const page = await ask(asking, id, { first: numberOption(options, 'first'), after: textOption(options, 'after') })
    if (page.items.length === 0) throw notFound(words[0]!)
    if (flag(options, 'json')) return out(JSON.stringify({ ...page, items: page.items.map((change) => ({ ...change, version: change.record && visibleVersion(change.record) })) }, null, 2))
    const names = await actorNames(page.items.map(({ actor }) => actor))
    for (const [i, change] of page.items.entries()) {
      out(`${strong(OPERATIONS[change.op])}  ${new Date(change.at).toISOString().slice(0, 16).replace('T', ' ')}  ${names[i]!}：${change.reason}${change.note === undefined ? '' : `（${change.note}）`}`)
      if (change.into !== undefined) out(`    → ${change.into}`)
      for (const { field, before, after } of change.changed) out(`    ${field}：${before === undefined ? '' : `${JSON.stringify(before)} → `}${after === undefined ? '（刪去）' : JSON.stringify(after)}`)
      out(faint(`    changeset ${change.changeset}${change.batch === undefined ? '' : `，batch ${change.batch}`}，${change.origin}`))
    }
    if (page.hasNextPage) out(`接著看：--after ${page.endCursor}`)
    const merged = (await asking.graph.entities([id as Id], asking.viewer)).get(id as Id)?.merged ?? []
    if (merged.length > 0) out(`合併進來的有 ${merged.length} 筆，何時、為何合併，各在自己的歷史裡：`)
    for (const { id: one, name } of merged) out(`    ${name}  fangzhi history ${one}`)
  }),
}

/** Accounts are opened only where one did something. */
const actorNames = async (actors: readonly string[]): Promise<string[]> => (actors.some(isId) ? withAccounts((accounts) => namesOf(accounts, actors)) : [...actors])
