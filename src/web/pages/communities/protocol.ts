import { communities } from '../../../archive/access/communities.ts'
import { membersFor } from '../../../archive/access/members.ts'
import { changeProtocol, consent, coverageOf, endProtocol, protocol, refuse, type ProtocolView } from '../../../archive/access/protocols.ts'
import { isListed } from '../../../archive/access/viewer.ts'
import { markup as html, type Markup } from '../../../exchange/markup.ts'
import { askerOf } from '../../../http/asker.ts'
import { grouped } from '../../../model/numbers.ts'
import type { Call } from '../../call.ts'
import { attempted, field, hidden, mistakesList, NONE, type Mistakes } from '../../form.ts'
import type { Page } from '../../page.ts'
import { own } from '../../parts/entity.ts'
import type { Handler } from '../../route.ts'
import { AS_FIELDS, namingFields } from './fields.ts'
import { isSteward, labelOf, portsOf, textOf } from './ports.ts'
import { ruleFields, rulesOf } from './rules.ts'

/** What a protocol guards and for whom; its stewards change it, agree, or end it. */
export const protocolPage: { readonly get: Handler; readonly post: Handler } = {
  get: (call) => page(call, NONE),
  post: async (call) => {
    const { form, context: { actor }, href, params } = call
    const [ports, id, version] = [portsOf(call), params['id']!, form.get('version') ?? '']
    const found = await attempted(call, async () => {
      switch (form.get('act')) {
        case 'consent': return consent(ports, actor, id, version)
        case 'refuse': return refuse(ports, actor, id, form.get(`${form.get('act')!}-reason`) ?? '')
        case 'end': return endProtocol(ports, actor, id, form.get(`${form.get('act')!}-reason`) ?? '')
        default: {
          const { owners } = await protocol(ports, actor, id)
          const first = owners.find((owner) => isSteward(actor, [owner])) ?? owners[0]!
          return changeProtocol(ports, actor, id, { label: labelOf(form), description: textOf(form, 'description'), contact: textOf(form, 'contact'), ...rulesOf(form), owners: [...new Set([first, ...form.getAll('owners')])] }, version)
        }
      }
    }, form.get('act') === 'refuse' || form.get('act') === 'end' ? { reason: `${form.get('act')!}-reason` } : AS_FIELDS)
    return 'mistakes' in found ? page(call, found.mistakes) : { to: href(`/protocols/${id}`) }
  },
}

async function page(call: Call, mistakes: Mistakes): Promise<Page> {
  const { t, href, context, actor, params, language } = call
  const [ports, asker, id] = [portsOf(call), askerOf(context), params['id']!]
  const view = await protocol(ports, asker, id)
  const covers = await coverageOf(ports, asker, id)
  const owners = await communities(ports, asker, view.owners)
  const runs = isSteward(actor, view.owners)
  const list = isListed(view) && view.inForce ? await membersFor(ports, asker, id) : undefined
  const name = view.label[language] ?? view.label['zh-Hant']
  return {
    title: name, unlisted: true, ...(mistakes.size === 0 ? {} : { status: 400 }),
    main: html`<h1${own(call)}>${name}</h1>
${view.inForce ? '' : html`<p><span class="mark proposed">${view.ended === true ? t('已結束：它守著的誰都看不到。', 'Ended: what it guards is closed to all.') : t('等候同意：還不讓任何人看。', 'Waits for consent: it admits nobody yet.')}</span></p>`}${view.description === undefined ? '' : html`<p${own(call)}>${view.description}</p>`}
<dl class="pairs">
<dt>${t('訂守則的社群', 'Owned by')}</dt><dd>${owners.map((one) => html`<a href="${href(`/communities/${one.id}`)}"${own(call)}>${one.label[language] ?? one.label['zh-Hant']}</a> `)}</dd>
<dt>${t('誰看得到', 'Who sees it')}</dt><dd>${whoText(call, view)}</dd>
<dt>${t('別人看到', 'Others see')}</dt><dd>${view.kind === 'open' ? t('一樣看得到', 'the same') : view.shown === 'announced' ? t('標題和怎麼聯絡', 'a title, and whom to ask') : t('完全看不到', 'nothing at all')}</dd>
<dt>${t('守著', 'Guards')}</dt><dd>${t(`${grouped(covers.entities)} 筆人、機構、地方與著作，${grouped(covers.relations)} 筆關係，${grouped(covers.contents)} 篇文字或檔案`, `${grouped(covers.entities)} entities, ${grouped(covers.relations)} relations, ${grouped(covers.contents)} texts or files`)}</dd>
${view.contact === undefined ? '' : html`<dt>${t('聯絡', 'Contact')}</dt><dd${own(call)}>${view.contact}</dd>`}
</dl>
${mistakesList(call, mistakes)}${pending(call, view, owners, mistakes)}
${list === undefined ? '' : html`<h2>${t('名單', 'On its list')}</h2><ul>${list.map((one) => html`<li>${one.name}</li>`)}</ul>${runs ? html`<p><a class="button plain" href="${href(`/communities/${id}/members`)}">${t('改名單', 'Change the list')}</a></p>` : ''}`}
${!runs || view.ended === true ? '' : html`<h2>${t('改守則', 'Change it')}</h2>
<form method="post" action="${href(`/protocols/${id}`)}">${hidden('version', view.version)}${namingFields(call, mistakes, { name: view.label['zh-Hant'], english: view.label.en, description: view.description, contact: view.contact })}${await ruleFields(call, mistakes, { ...view, owners: view.owners })}<div class="buttons"><button>${t('存', 'Save')}</button></div></form>
<h2>${t('結束守則', 'End it')}</h2>
<form method="post" action="${href(`/protocols/${id}`)}">${hidden('act', 'end')}${field({ name: 'end-reason', label: t('為什麼', 'Why'), mistakes })}<div class="buttons"><button class="quiet">${t('結束這個守則', 'End this protocol')}</button></div></form>`}`,
  }
}

const whoText = ({ t }: Call, { kind, signedIn, members }: ProtocolView): string =>
  kind === 'open' ? (signedIn ? t('有帳號的人', 'whoever has an account') : t('所有人', 'everyone')) : members === 'listed' ? t('列名的人', 'who is on its list') : t('社群的成員', 'the members of the community')

function pending({ t, href, params, language }: Call, { pending: waits, version, owners: all }: ProtocolView, owners: readonly { readonly id: string; readonly label: { readonly 'zh-Hant': string; readonly en?: string } }[], mistakes: Mistakes): Markup | string {
  if (waits === undefined) return ''
  const called = (ids: readonly string[]): string => ids.map((id) => owners.find((one) => one.id === id)?.label[language] ?? owners.find((one) => one.id === id)?.label['zh-Hant'] ?? '').filter((name) => name !== '').join('、')
  const to = href(`/protocols/${params['id']!}`)
  return html`<section class="done"><h2>${t('有一個改動等您們同意', 'A change waits for your consent')}</h2>
${waits.ends === undefined ? html`<dl class="pairs">${Object.entries(waits.change).map(([part, value]) => html`<dt>${part}</dt><dd>${typeof value === 'string' ? value : JSON.stringify(value)}</dd>`)}</dl>` : html`<p>${t('結束守則', 'End the protocol')}：${waits.ends}</p>`}
<p>${t('已同意', 'Agreed')}：${called(waits.consents)}。${t('還等', 'Waiting for')}：${called(waits.awaits.length === 0 ? all : waits.awaits)}。</p>
<form method="post" action="${to}">${hidden('act', 'consent')}${hidden('version', version)}<div class="buttons"><button>${t('同意', 'Agree')}</button></div></form>
<form method="post" action="${to}">${hidden('act', 'refuse')}${field({ name: 'refuse-reason', label: t('不同意的原因', 'Why not'), mistakes })}<button class="quiet">${t('不同意，撤下這個改動', 'Refuse, and take the change away')}</button></form></section>`
}
