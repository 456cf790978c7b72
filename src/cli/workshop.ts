import { contributors, endWorkshop, makeWorkshop, workshops, type NewWorkshop, type ShownWorkshop } from '../archive/entries/workshops.ts'
import { audienceText } from '../archive/access/audiences.ts'
import { readAudience } from './audience.ts'
import { SHARED, type Command } from './command.ts'
import { numberOption } from './options.ts'
import { faint, strong, table } from './text.ts'
import { present, verbsCommand, wanted, type Verbs } from './verbs.ts'

const day = (ms: number): string => new Date(ms).toISOString().slice(0, 10)

const VERBS: Verbs = {
  list: {
    words: 0, usage: '', run: async ({ ports, actor, tell }) => {
      const [all, access] = [await workshops(ports, actor), await ports.directory.table()]
      tell(all.map(told), () => (all.length === 0 ? ['沒有工作坊。'] : table(['工作坊', '誰會看到', '代碼用到', 'id'], all.map(({ title, audience, expiresAt, account }) => [title, audienceText(access, actor.viewer, audience), day(expiresAt), faint(account)]))))
    },
  },
  make: {
    words: 1, usage: 'TITLE --audience AUDIENCE [--days 1] [--keep-days 90]', run: async ({ ports, actor, options, words: [title], tell }) => {
      const audience = readAudience(await ports.directory.table(), actor, wanted(options, 'audience'))
      const { workshop, code } = await makeWorkshop(ports, actor, { title: title!, audience, ...present({ days: numberOption(options, 'days'), keepDays: numberOption(options, 'keep-days') }) } as NewWorkshop)
      tell({ ...told(workshop), code }, () => [`開了工作坊「${workshop.title}」，代碼只顯示這一次：${strong(code)}`, faint(`  用到 ${day(workshop.expiresAt)}  ${workshop.account}`)])
    },
  },
  end: {
    words: 1, usage: 'WORKSHOP   its code is good no longer', run: async ({ ports, actor, words: [id], tell }) => {
      await endWorkshop(ports, actor, id!)
      tell({ ended: true }, () => ['代碼不能再用了。'])
    },
  },
  contributors: {
    words: 1, usage: 'WORKSHOP   how to reach whoever contributed', run: async ({ ports, actor, words: [id], tell }) => {
      const all = await contributors(ports, actor, id!)
      tell(all.map(({ createdAt, purgeAt, ...one }) => ({ ...one, createdAt: new Date(createdAt).toISOString(), purgeAt: new Date(purgeAt).toISOString() })),
        () => (all.length === 0 ? ['沒有人留下聯絡方式。'] : table(['聯絡方式', '留到', '條目'], all.map(({ contact, purgeAt, record }) => [contact, day(purgeAt), faint(record)]))))
    },
  },
}

const told = ({ account, title, audience, createdAt, expiresAt }: ShownWorkshop): object =>
  ({ id: account, title, audience, createdAt: new Date(createdAt).toISOString(), expiresAt: new Date(expiresAt).toISOString() })

export const workshop: Command = verbsCommand('workshop', VERBS, {
  summary: '工作坊 Workshops: entries from people without an account; docs/entries.md',
  options: { ...SHARED.json, audience: { type: 'string' }, days: { type: 'string' }, 'keep-days': { type: 'string' } },
  foot: 'WORKSHOP：id（fangzhi workshop list）',
})
