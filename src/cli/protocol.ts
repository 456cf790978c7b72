import { communities } from '../archive/access/communities.ts'
import { changeProtocol, consent, coverageOf, endProtocol, makeProtocol, protocols, refuse, type ProtocolChange, type ProtocolView } from '../archive/access/protocols.ts'
import { badInput } from '../model/errors.ts'
import type { Id } from '../model/ids.ts'
import { SHARED, type Command } from './command.ts'
import { memberVerbs } from './member.ts'
import { flag, listOption } from './options.ts'
import { faint, strong, table } from './text.ts'
import { filled, labelFrom, named, present, settable, verbsCommand, wanted, type Desk, type Verbs } from './verbs.ts'

const of = async ({ ports, actor }: Desk, text: string): Promise<ProtocolView> => named(await protocols(ports, actor), text)

/** 「限制・不公開・名單」 */
const kindText = ({ kind, signedIn, shown, members, inForce, ended, pending }: ProtocolView): string => [
  ...(kind === 'open' ? ['公開', ...(signedIn ? ['要登入'] : [])] : ['限制', shown === 'announced' ? '預告' : '靜默', ...(members === 'listed' ? ['名單'] : [])]),
  ...(inForce ? [] : [ended === true ? '已結束' : '未生效']), ...(pending === undefined || !inForce ? [] : ['有修改待同意']),
].join('・')

function tellView({ tell }: Desk, view: ProtocolView, done: string): void {
  tell(view, function* () {
    yield `${view.pending === undefined ? done : '等其他社群同意'}：${strong(view.label['zh-Hant'])}（${kindText(view)}）  ${faint(view.id)}`
  })
}

async function ownersOf({ ports, actor, options }: Desk): Promise<Id[] | undefined> {
  const given = listOption(options, 'community')
  if (given === undefined) return undefined
  const all = await communities(ports, actor)
  return given.map((text) => named(all, text).id)
}

/** Of two flags that exclude each other: what is set by the one, what by the other; absent where neither is given. */
function either<T>({ options }: Desk, [one, first]: readonly [string, T], [other, second]: readonly [string, T]): T | undefined {
  if (flag(options, one) && flag(options, other)) throw badInput(`--${one}`, `--${one} 和 --${other} 只能有一個 (one of the two)`)
  return flag(options, one) ? first : flag(options, other) ? second : undefined
}

const settingsOf = (desk: Desk): ProtocolChange => present({
  kind: either(desk, ['open', 'open'], ['strict', 'strict']) as ProtocolView['kind'] | undefined,
  signedIn: either(desk, ['signed-in', true], ['without-signing-in', false]),
  shown: either(desk, ['announced', 'announced'], ['silent', 'silent']) as ProtocolView['shown'] | undefined,
  members: either(desk, ['listed', 'listed'], ['all-members', 'community']) as ProtocolView['members'] | undefined,
  description: settable(desk.options, 'description'), contact: settable(desk.options, 'contact'),
}) as ProtocolChange

const VERBS: Verbs = {
  list: {
    words: 0, usage: '[--community COMMUNITY]', run: async (desk) => {
      const [owner] = await ownersOf(desk) ?? []
      const all = await protocols(desk.ports, desk.actor, owner)
      const names = new Map((await communities(desk.ports, desk.actor)).map(({ id, label }) => [id, label['zh-Hant']]))
      desk.tell(all, () => (all.length === 0 ? ['沒有守則。'] : table(['守則', '種類', '社群', 'id'], all.map((view) => [view.label['zh-Hant'], kindText(view), view.owners.map((id) => names.get(id) ?? id).join('、'), faint(view.id)]))))
    },
  },
  show: {
    words: 1, usage: 'PROTOCOL   and how much it guards of what you see', run: async (desk) => {
      const view = await of(desk, desk.words[0]!)
      const covers = await coverageOf(desk.ports, desk.actor, view.id)
      desk.tell({ ...view, covers }, function* () {
        yield `${strong(view.label['zh-Hant'])}（${kindText(view)}）  ${faint(view.id)}`
        if (view.description !== undefined) yield `  ${view.description}`
        if (view.contact !== undefined) yield `  聯絡：${view.contact}`
        yield `  ${view.ended === true ? '沒有人看得到的有' : '守著'}實體 ${covers.entities}、關係 ${covers.relations}、內容 ${covers.contents}`
        if (view.pending !== undefined) yield `  待同意：${view.pending.ends === undefined ? JSON.stringify(view.pending.change) : `結束（${view.pending.ends}）`}；還差 ${view.pending.awaits.length} 個社群`
      })
    },
  },
  make: {
    words: 1, usage: 'NAME --community A[,B] [--open [--signed-in]] [--announced] [--listed] [--english NAME] [--description TEXT] [--contact TEXT]   default: strict, silent, every member', run: async (desk) => {
      const [label, owners] = [labelFrom({ ...desk.options, name: desk.words[0] }, { 'zh-Hant': '' })!, await ownersOf(desk)]
      if (owners === undefined) throw badInput('--community', '缺 --community：守則要有社群 (a protocol belongs to a community)')
      tellView(desk, await makeProtocol(desk.ports, desk.actor, { kind: 'strict', signedIn: false, shown: 'silent', members: 'community', ...filled(settingsOf(desk)), label, owners }), '設立了守則')
    },
  },
  change: {
    words: 1, usage: 'PROTOCOL [--name NAME] [--announced|--silent] [--listed|--all-members] [--signed-in|--without-signing-in] [--community A,B] [--description TEXT] [--contact TEXT] …', run: async (desk) => {
      const { id, label, version } = await of(desk, desk.words[0]!)
      const change = present({ ...settingsOf(desk), label: labelFrom(desk.options, label), owners: await ownersOf(desk) })
      tellView(desk, await changeProtocol(desk.ports, desk.actor, id, change as ProtocolChange, version), '改了守則')
    },
  },
  consent: {
    words: 1, usage: 'PROTOCOL   agrees to what waits; see it with show first', run: async (desk) => {
      const { id, version } = await of(desk, desk.words[0]!)
      tellView(desk, await consent(desk.ports, desk.actor, id, version), '同意了，已生效')
    },
  },
  refuse: {
    words: 1, usage: 'PROTOCOL --reason TEXT   takes what waits away', run: async (desk) => {
      tellView(desk, await refuse(desk.ports, desk.actor, (await of(desk, desk.words[0]!)).id, wanted(desk.options, 'reason')), '不同意，照舊')
    },
  },
  end: {
    words: 1, usage: 'PROTOCOL --reason TEXT   what it guards is closed to all', run: async (desk) => {
      tellView(desk, await endProtocol(desk.ports, desk.actor, (await of(desk, desk.words[0]!)).id, wanted(desk.options, 'reason')), '結束了守則')
    },
  },
  ...memberVerbs('PROTOCOL', async (desk, text) => (await of(desk, text)).id),
}

export const protocol: Command = verbsCommand('protocol', VERBS, {
  summary: '守則 Protocols: who reads what is a community\'s; make, change, consent, end; docs/communities.md',
  options: {
    ...SHARED.json, community: { type: 'string' }, open: { type: 'boolean' }, strict: { type: 'boolean' }, 'signed-in': { type: 'boolean' }, 'without-signing-in': { type: 'boolean' },
    announced: { type: 'boolean' }, silent: { type: 'boolean' }, listed: { type: 'boolean' }, 'all-members': { type: 'boolean' }, role: { type: 'string' }, reason: { type: 'string' },
    name: { type: 'string' }, english: { type: 'string' }, description: { type: 'string' }, contact: { type: 'string' },
  },
  foot: 'PROTOCOL, COMMUNITY：名稱或 id',
})
