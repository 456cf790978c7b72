import { communities } from '../../../archive/access/communities.ts'
import type { ProtocolFields } from '../../../archive/access/protocols.ts'
import { markup as html, type Markup } from '../../../exchange/markup.ts'
import { askerOf } from '../../../http/asker.ts'
import type { Call } from '../../call.ts'
import { boxes, type Mistakes } from '../../form.ts'
import { portsOf } from './ports.ts'

type Rules = Pick<ProtocolFields, 'kind' | 'signedIn' | 'shown' | 'members'>

/** What a form says of the rules. */
export const rulesOf = (form: URLSearchParams): Rules => ({
  kind: form.get('kind') === 'open' || form.get('kind') === 'signed-in' ? 'open' : 'strict', signedIn: form.get('kind') === 'signed-in',
  shown: form.get('shown') === 'announced' ? 'announced' : 'silent', members: form.get('members') === 'listed' ? 'listed' : 'community',
})

/** Who sees it, what others see in its place, whose members count, and who owns it together. */
export async function ruleFields(call: Call, mistakes: Mistakes, kept: Partial<Rules> & { readonly owners: readonly string[] }): Promise<Markup> {
  const { t, form, context, language } = call
  const others = (await communities(portsOf(call), askerOf(context))).filter(({ id }) => id !== kept.owners[0])
  const kind = kept.kind === 'open' ? (kept.signedIn === true ? 'signed-in' : 'open') : 'strict'
  return html`${boxes({
    name: 'kind', label: t('誰看得到', 'Who sees it'), single: true, values: [form.get('kind') ?? kind], mistakes, options: [
      { value: 'strict', label: t('只有成員', 'Members only') }, { value: 'signed-in', label: t('有帳號的人', 'Whoever has an account') }, { value: 'open', label: t('所有人', 'Everyone') },
    ],
  })}${boxes({
    name: 'shown', label: t('別人看到什麼', 'What others see'), single: true, values: [form.get('shown') ?? kept.shown ?? 'silent'], mistakes, options: [
      { value: 'silent', label: t('完全看不到', 'Nothing at all'), hint: t('連有這件東西也不說。', 'Not even that it is there.') },
      { value: 'announced', label: t('標題和怎麼聯絡', 'A title, and whom to ask') },
    ],
  })}${boxes({
    name: 'members', label: t('誰是成員', 'Who is a member'), single: true, values: [form.get('members') ?? kept.members ?? 'community'], mistakes, options: [
      { value: 'community', label: t('社群的所有成員', 'Everybody in the community') }, { value: 'listed', label: t('另列名單', 'Who is on a list of its own') },
    ],
  })}${others.length === 0 ? '' : boxes({
    name: 'owners', label: t('和哪些社群一起訂', 'Together with'), hint: t('一起訂的，每個社群的管理者都同意才算數。', 'A joint one holds when a steward of each has agreed.'), values: form.has('name') ? form.getAll('owners') : kept.owners, mistakes,
    options: others.map(({ id, label }) => ({ value: id, label: label[language] ?? label['zh-Hant'] })),
  })}`
}
