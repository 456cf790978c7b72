import { Directory } from '../archive/access/directory.ts'
import { namesOf } from '../archive/accounts/names.ts'
import { setDigest } from '../archive/watching/digest.ts'
import { closeFeed, openFeed } from '../archive/watching/feed.ts'
import { listen } from '../archive/watching/listen.ts'
import type { AskAnew, WatchPorts } from '../archive/watching/ports.ts'
import { markRead, whatIsNew } from '../archive/watching/read.ts'
import { WHAT_LABELS } from '../archive/watching/wording.ts'
import { accountOf, unwatch, watch as begin, watches, type WatchInput, type WatchView } from '../archive/watching/watch.ts'
import { addWebhook, enableWebhook, removeWebhook, testWebhook, webhooks } from '../archive/watching/webhooks.ts'
import { readConfig } from '../config.ts'
import { badInput } from '../model/errors.ts'
import { isId } from '../model/ids.ts'
import { postOutside } from '../net/post.ts'
import { entityNamed } from '../questions/resolve.ts'
import { askWatched, savedOrCollection } from '../questions/watched.ts'
import { SHARED, type Command, type Invocation } from './command.ts'
import { withAccounts, withArchive, withSearch, type Opened } from './open.ts'
import { flag, numberOption, textOption } from './options.ts'
import { putIn } from './saved.ts'
import { faint, strong, table } from './text.ts'

/** What a verb works with. */
interface Desk extends Opened {
  readonly ports: WatchPorts
  readonly ask: AskAnew
  readonly invocation: Invocation
  readonly words: readonly string[]
  /** For people, or with --json for machines. */
  readonly tell: (value: unknown, lines: () => Iterable<string>) => void
}

interface Verb {
  /** How many words it takes, least and most. */
  readonly words: readonly [number, number]
  readonly usage: string
  /** Asks the index of the full text. */
  readonly search?: true
  readonly run: (desk: Desk) => Promise<void>
}

const KINDS: Readonly<Record<WatchView['kind'], string>> = { record: '資料', question: '問題', search: '檢索' }

const titleOf = ({ name, about, asks }: WatchView): string => name ?? about?.text ?? asks ?? '（現在看不到的）'

/** @param called without `--name`; default: by what is watched */
const add = async (desk: Desk, input: WatchInput, called?: string): Promise<void> => {
  const name = textOption(desk.invocation.options, 'name') ?? called
  const made = await begin(desk.ports, desk.ask, desk.actor, { ...input, ...(name === undefined ? {} : { name }) })
  desk.tell(made, () => [`關注了：${strong(titleOf(made))}  ${faint(made.id)}`])
}

const VERBS: Readonly<Record<string, Verb>> = {
  list: {
    words: [0, 0], usage: '                 what you watch', run: async ({ ports, actor, tell }) => {
      const all = await watches(ports, actor)
      tell(all, () => (all.length === 0 ? ['還沒有關注什麼：fangzhi watch add 名稱 --as 您的帳號'] : table(['關注', '種類', 'id'], all.map((one) => [titleOf(one), KINDS[one.kind], faint(one.id)]))))
    },
  },
  add: {
    words: [1, 1], usage: 'NAME|ID           an entity, a relation, a community', run: async (desk) => {
      const word = desk.words[0]!
      await add(desk, { record: isId(word) ? word : (await entityNamed(desk.asking, word, 'NAME')).id })
    },
  },
  saved: { words: [1, 1], usage: 'NAME|ID         a saved question, a collection by question', search: true, run: async (desk) => add(desk, { saved: await savedOrCollection(desk.asking, desk.words[0]!) }) },
  question: { words: [1, 1], usage: "'connectors?a=社會局&b=文化局'", search: true, run: async (desk) => add(desk, { question: await putIn(desk.asking, desk.words[0]!) }, desk.words[0]!) },
  search: { words: [1, 1], usage: 'WORDS', search: true, run: async (desk) => add(desk, { search: { text: desk.words[0]! } }, desk.words[0]!) },
  remove: {
    words: [1, 1], usage: 'ID', run: async ({ ports, actor, words, tell }) => {
      await unwatch(ports, actor, words[0]!)
      tell({ removed: words[0]! }, () => ['不再關注了。'])
    },
  },
  news: {
    words: [0, 0], usage: '[--unread] [--first 20] [--after ID]', run: async ({ ports, actor, invocation: { options }, tell }) => {
      accountOf(actor)
      // also where no service runs that would have done it
      await listen(ports)
      const [first, after] = [numberOption(options, 'first'), textOption(options, 'after')]
      const page = await whatIsNew(ports, actor, { ...(first === undefined ? {} : { first }), ...(after === undefined ? {} : { after }), unread: flag(options, 'unread') })
      const names = await namesOf(ports.accounts, page.items.map((one) => one.actor ?? ''))
      tell(page, function* () {
        if (page.items.length === 0) yield flag(options, 'unread') ? '沒有還沒看的消息。' : '還沒有消息。'
        for (const [i, { at, what, text, reason, unread }] of page.items.entries()) {
          yield `${unread ? strong('●') : ' '} ${new Date(at).toISOString().slice(0, 10)}  ${WHAT_LABELS[what]}  ${text}`
          if (names[i] !== '') yield faint(`    ${names[i]!}${reason === undefined || reason === '' ? '' : `：${reason}`}`)
        }
        if (page.hasNextPage) yield `接著看：--after ${page.endCursor!}`
      })
    },
  },
  read: {
    words: [0, 0], usage: '                 all of it was read', run: async ({ ports, actor, tell }) => {
      accountOf(actor)
      await markRead(ports, actor)
      tell({ read: true }, () => ['都標為看過了。'])
    },
  },
  feed: {
    words: [0, 1], usage: '[close]          a new secret address of your feed (Atom); the one before ends', run: async ({ ports, actor, words: [what], tell }) => {
      if (what !== undefined && what !== 'close') throw badInput('feed', '用法：fangzhi watch feed [close]')
      if (what === 'close') {
        await closeFeed(ports, actor)
        return tell({ feed: null }, () => ['訂閱網址停用了。'])
      }
      const address = `${readConfig(process.env).PUBLIC_URL}/feeds/${await openFeed(ports, actor)}.atom`
      tell({ feed: address }, () => ['您的訂閱網址，只顯示這一次；有這個網址的人，看得到您看得到的：', `  ${strong(address)}`])
    },
  },
  digest: {
    words: [1, 1], usage: 'day|week|off   mails of what is new', run: async ({ ports, actor, words: [often], tell }) => {
      if (!['day', 'week', 'off'].includes(often!)) throw badInput('digest', '用法：fangzhi watch digest day|week|off')
      const digest = often === 'off' ? null : often as 'day' | 'week'
      await setDigest(ports, actor, digest, readConfig(process.env).SMTP_URL !== undefined)
      tell({ digest }, () => [digest === null ? '不再寄信了。' : digest === 'day' ? '每天早上有新消息就寄信給您。' : '每星期一早上有新消息就寄信給您。'])
    },
  },
  webhooks: {
    words: [0, 0], usage: '             addresses that are told', run: async ({ ports, actor, tell }) => {
      const all = await webhooks(ports, actor)
      tell(all, () => (all.length === 0 ? ['沒有通知網址（webhook）。'] : table(['名稱', '網址', '情形', 'id'], all.map(({ name, address, disabledAt, results: [last], id }) =>
        [name, address, disabledAt !== undefined ? '停用了' : last === undefined ? '還沒送過' : last.error ?? '正常', faint(id)]))))
    },
  },
  'webhook-add': {
    words: [2, 2], usage: 'NAME https://…  is told of what is new as it is noticed', run: async ({ ports, actor, words: [name, address], tell }) => {
      const made = await addWebhook(ports, actor, { name: name!, address: address! })
      tell(made, () => [`加了通知網址「${made.webhook.name}」  ${faint(made.webhook.id)}`, '  驗證簽章用的密鑰，只顯示這一次：', `  ${strong(made.secret)}`])
    },
  },
  'webhook-test': {
    words: [1, 1], usage: 'ID', run: async ({ ports, actor, words, tell }) => {
      const result = await testWebhook({ ...ports, post: postOutside() }, actor, words[0]!)
      tell(result, () => [result.error === undefined ? '送到了。' : `沒有送到：${result.error}`])
    },
  },
  'webhook-enable': {
    words: [1, 1], usage: 'ID', run: async ({ ports, actor, words, tell }) => {
      const view = await enableWebhook(ports, actor, words[0]!)
      tell(view, () => ['重新啟用了；停用期間的消息會補送。'])
    },
  },
  'webhook-remove': {
    words: [1, 1], usage: 'ID', run: async ({ ports, actor, words, tell }) => {
      await removeWebhook(ports, actor, words[0]!)
      tell({ removed: words[0]! }, () => ['刪去了。'])
    },
  },
}

export const watch: Command = {
  usage: `VERB … --as USER [--name TEXT] [--json]\n${Object.entries(VERBS).map(([verb, { usage }]) => `  ${verb} ${usage}`).join('\n')}`,
  summary: '關注：有新消息就告訴您 Watch entities, relations, communities and questions; docs/watching.md',
  options: { ...SHARED.json, ...SHARED.paging, name: { type: 'string' }, unread: { type: 'boolean' } },
  words: [1, 3],
  run: async (invocation) => {
    const { words: [name = '', ...words], options, out } = invocation
    const verb = Object.hasOwn(VERBS, name) ? VERBS[name] : undefined
    if (verb === undefined) throw badInput('watch', `「${name}」 is none of ${Object.keys(VERBS).join(', ')}`)
    if (words.length < verb.words[0] || words.length > verb.words[1]) throw badInput('watch', `用法：fangzhi watch ${name} ${verb.usage.trim()}`)
    const use = (archive: Opened): Promise<void> => withAccounts(async (accounts) => {
      const { graph, vocabulary, actor, asking } = archive
      accountOf(actor)
      await verb.run({
        ...archive, invocation, words,
        ports: { graph, vocabulary, accounts, directory: new Directory({ graph, accounts }) },
        ask: (viewer, asks, before) => askWatched({ ...asking, viewer }, asks, before),
        tell: (value, lines) => {
          if (flag(options, 'json')) out(JSON.stringify(value, null, 2))
          else for (const line of lines()) out(line)
        },
      })
    })
    await (verb.search === true ? withSearch(invocation, use) : withArchive(invocation, use))
  },
}
