import { changeCommunity, community } from '../../../archive/access/communities.ts'
import { membersFor, stewards } from '../../../archive/access/members.ts'
import { coverageOf, protocols } from '../../../archive/access/protocols.ts'
import { markup as html } from '../../../exchange/markup.ts'
import { askerOf } from '../../../http/asker.ts'
import { grouped } from '../../../model/numbers.ts'
import type { Call } from '../../call.ts'
import { attempted, hidden, mistakesList, NONE, type Mistakes } from '../../form.ts'
import type { Page } from '../../page.ts'
import { own } from '../../parts/entity.ts'
import type { Handler } from '../../route.ts'
import { memberName } from '../accounts/roles.ts'
import { AS_FIELDS, namingFields } from './fields.ts'
import { isSteward, labelOf, portsOf, textOf } from './ports.ts'

/** A community's own page: who runs it, who is in it, what its protocols cover. */
export const communityPage: { readonly get: Handler; readonly post: Handler } = {
  get: (call) => page(call, NONE),
  post: async (call) => {
    const { form, context, href, params } = call
    const change = { label: labelOf(form), description: textOf(form, 'description'), contact: textOf(form, 'contact') }
    const found = await attempted(call, () => changeCommunity(portsOf(call), context.actor, params['id']!, change, form.get('version') ?? ''), AS_FIELDS)
    return 'mistakes' in found ? page(call, found.mistakes) : { to: href(`/communities/${params['id']!}`) }
  },
}

async function page(call: Call, mistakes: Mistakes): Promise<Page> {
  const { t, href, context, actor, params, language } = call
  const [ports, asker, id] = [portsOf(call), askerOf(context), params['id']!]
  const view = await community(ports, asker, id)
  const name = view.label[language] ?? view.label['zh-Hant']
  const [all, running, theirs] = [await membersFor(ports, asker, id), await stewards(ports, asker, id), await protocols(ports, asker, id)]
  const covered = await Promise.all(theirs.map((one) => coverageOf(ports, asker, one.id)))
  const runs = isSteward(actor, [id])
  const role = actor?.memberships.get(id)
  return {
    title: name, ...(mistakes.size === 0 ? {} : { status: 400 }),
    main: html`<h1${own(call)}>${name}</h1>
${runs ? '' : mistakesList(call, mistakes)}${view.description === undefined ? '' : html`<p${own(call)}>${view.description}</p>`}
<dl class="pairs">
${view.contact === undefined ? '' : html`<dt>${t('聯絡', 'Contact')}</dt><dd${own(call)}>${view.contact}</dd>`}${running.length === 0 ? '' : html`<dt>${t('管理者', 'Stewards')}</dt><dd>${running.map((one) => one.name).join('、')}</dd>`}${role === undefined ? '' : html`<dt>${t('我是', 'I am')}</dt><dd>${memberName(call, role)}</dd>`}
</dl>
<h2>${t('守則', 'Protocols')}</h2>
${theirs.length === 0 ? html`<p>${t('沒有您看得到的守則。', 'None that you may know of.')}</p>` : html`<ul class="plainlist">${theirs.map((one, i) => html`<li><a href="${href(`/protocols/${one.id}`)}"${own(call)}>${one.label[language] ?? one.label['zh-Hant']}</a>${one.inForce ? '' : html` <span class="mark proposed">${one.ended === true ? t('已結束', 'ended') : t('等候同意', 'waits for consent')}</span>`}<br><small>${t(`守著 ${grouped(covered[i]!.entities)} 筆人、機構、地方與著作，${grouped(covered[i]!.relations)} 筆關係，${grouped(covered[i]!.contents)} 篇文字或檔案`, `guards ${grouped(covered[i]!.entities)} entities, ${grouped(covered[i]!.relations)} relations, ${grouped(covered[i]!.contents)} texts or files`)}</small></li>`)}</ul>`}
${runs ? html`<p><a class="button plain" href="${href(`/communities/${id}/protocols`)}">${t('訂一個新守則', 'Make a protocol')}</a></p>` : ''}
${all === undefined ? '' : html`<h2>${t('成員', 'Members')}</h2>
<ul>${all.map((one) => html`<li>${one.name}，${memberName(call, one.role)}</li>`)}</ul>
${runs ? html`<p><a class="button plain" href="${href(`/communities/${id}/members`)}">${t('加入、移出、邀請', 'Let in, take out, invite')}</a></p>` : ''}`}
${role === undefined ? '' : html`<form method="post" action="${href(`/communities/${id}/members`)}">${hidden('act', 'leave')}<button class="quiet">${t('退出這個社群', 'Leave this community')}</button></form>`}
${runs ? html`<h2>${t('改這一頁', 'Change this page')}</h2>
${mistakesList(call, mistakes)}<form method="post" action="${href(`/communities/${id}`)}">${hidden('version', view.version)}${namingFields(call, mistakes, { name: view.label['zh-Hant'], english: view.label.en, description: view.description, contact: view.contact })}<div class="buttons"><button>${t('存', 'Save')}</button></div></form>` : ''}`,
  }
}
