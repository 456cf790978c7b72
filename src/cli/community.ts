import { changeCommunity, communities, foundCommunity, type CommunityChange, type CommunityView } from '../archive/access/communities.ts'
import { membersFor, removeMember, stewards } from '../archive/access/members.ts'
import { coverageOf, protocols } from '../archive/access/protocols.ts'
import { badInput } from '../model/errors.ts'
import { SHARED, type Command } from './command.ts'
import { memberVerbs } from './member.ts'
import { faint, strong, table } from './text.ts'
import { filled, labelFrom, named, present, settable, verbsCommand, type Desk, type Verbs } from './verbs.ts'

const of = async ({ ports, actor }: Desk, text: string): Promise<CommunityView> => named(await communities(ports, actor), text)

const tellView = ({ tell }: Desk, view: CommunityView, done: string): void => { tell(view, () => [`${done}：${strong(view.label['zh-Hant'])}  ${faint(view.id)}`]) }

const VERBS: Verbs = {
  list: {
    words: 0, usage: '', run: async ({ ports, actor, tell }) => {
      const all = await communities(ports, actor)
      tell(all, () => (all.length === 0 ? ['還沒有社群：fangzhi community found NAME'] : table(['社群', '聯絡', 'id'], all.map(({ label, contact, id }) => [label['zh-Hant'], contact ?? '', faint(id)]))))
    },
  },
  show: {
    words: 1, usage: 'COMMUNITY   who runs it, its members (for its members), what its protocols cover', run: async (desk) => {
      const { ports, actor, words, tell } = desk
      const view = await of(desk, words[0]!)
      const [run, all, own] = await Promise.all([stewards(ports, actor, view.id), membersFor(ports, actor, view.id), protocols(ports, actor, view.id)])
      const covered = await Promise.all(own.map(async (one) => ({ ...one, covers: await coverageOf(ports, actor, one.id) })))
      tell({ ...view, stewards: run, members: all ?? null, protocols: covered }, function* () {
        yield `${strong(view.label['zh-Hant'])}${view.label.en === undefined ? '' : `  ${view.label.en}`}  ${faint(view.id)}`
        if (view.description !== undefined) yield `  ${view.description}`
        if (view.contact !== undefined) yield `  聯絡：${view.contact}`
        yield `  管理者：${run.map(({ name }) => name).join('、') || '沒有'}`
        if (all !== undefined) yield `  成員：${all.length} 人`
        for (const { label, id, covers: { entities, relations, contents } } of covered) yield `  守則「${label['zh-Hant']}」守著實體 ${entities}、關係 ${relations}、內容 ${contents}  ${faint(id)}`
      })
    },
  },
  found: {
    words: 1, usage: 'NAME [--english NAME] [--description TEXT] [--contact TEXT]', run: async (desk) => {
      const label = labelFrom({ ...desk.options, name: desk.words[0] }, { 'zh-Hant': '' })!
      tellView(desk, await foundCommunity(desk.ports, desk.actor, { label, ...filled({ description: settable(desk.options, 'description'), contact: settable(desk.options, 'contact') }) }), '成立了社群')
    },
  },
  change: {
    words: 1, usage: 'COMMUNITY [--name NAME] [--english NAME] [--description TEXT] [--contact TEXT]   "" takes away', run: async (desk) => {
      const { id, label, version } = await of(desk, desk.words[0]!)
      const change = present({ label: labelFrom(desk.options, label), description: settable(desk.options, 'description'), contact: settable(desk.options, 'contact') })
      tellView(desk, await changeCommunity(desk.ports, desk.actor, id, change as CommunityChange, version), '改了社群')
    },
  },
  leave: {
    words: 1, usage: 'COMMUNITY --as USER', run: async (desk) => {
      if (desk.actor.account === 'maintenance') throw badInput('--as', '請用 --as 說是誰要離開 (say who leaves)')
      await removeMember(desk.ports, desk.actor, (await of(desk, desk.words[0]!)).id, desk.actor.account)
      desk.tell({ left: true }, () => ['離開了。'])
    },
  },
  ...memberVerbs('COMMUNITY', async (desk, text) => (await of(desk, text)).id),
}

export const community: Command = verbsCommand('community', VERBS, {
  summary: '社群 Communities: found, change, members; docs/communities.md',
  options: { ...SHARED.json, name: { type: 'string' }, english: { type: 'string' }, description: { type: 'string' }, contact: { type: 'string' }, role: { type: 'string' } },
  foot: 'COMMUNITY：名稱或 id',
})
