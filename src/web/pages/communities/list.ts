import { communities, foundCommunity } from '../../../archive/access/communities.ts'
import { markup as html } from '../../../exchange/markup.ts'
import { askerOf } from '../../../http/asker.ts'
import { allowed } from '../../../model/permissions.ts'
import type { Call } from '../../call.ts'
import { attempted, mistakesList, NONE, onceOnly, type Mistakes } from '../../form.ts'
import { once } from '../../once.ts'
import type { Page } from '../../page.ts'
import { own } from '../../parts/entity.ts'
import type { Handler } from '../../route.ts'
import { memberName } from '../accounts/roles.ts'
import { AS_FIELDS, namingFields } from './fields.ts'
import { labelOf, portsOf, textOf } from './ports.ts'

/** The communities of this archive; a librarian founds one. */
export const list: { readonly get: Handler; readonly post: Handler } = {
  get: (call) => page(call, NONE),
  post: async (call) => {
    const { form, context, href } = call
    const [description, contact] = [textOf(form, 'description'), textOf(form, 'contact')]
    const found = await attempted(call, () => once(call, () => foundCommunity(portsOf(call), context.actor, { label: labelOf(form), ...(description === null ? {} : { description }), ...(contact === null ? {} : { contact }) })), AS_FIELDS)
    return 'mistakes' in found ? page(call, found.mistakes) : { to: href(`/communities/${found.done.id}`) }
  },
}

async function page(call: Call, mistakes: Mistakes): Promise<Page> {
  const { t, href, context, language, actor } = call
  const all = await communities(portsOf(call), askerOf(context))
  return {
    title: t('社群', 'Communities'), ...(mistakes.size === 0 ? {} : { status: 400 }),
    description: t('自己決定誰能讀什麼的一群人。', 'Groups of people who decide themselves who reads what is theirs.'),
    main: html`<h1>${t('社群', 'Communities')}</h1>
<p>${t('社群自己決定：屬於他們的，誰看得到。', 'A community decides itself who reads what is theirs.')}</p>
${all.length === 0 ? html`<p>${t('還沒有社群。', 'None yet.')}</p>` : html`<ul class="tiles">${all.map(({ id, label, description }) => {
    const role = actor?.memberships.get(id)
    return html`<li><h2><a href="${href(`/communities/${id}`)}"${own(call)}>${label[language] ?? label['zh-Hant']}</a></h2>${description === undefined ? '' : html`<p${own(call)}>${description.slice(0, 120)}</p>`}${role === undefined ? '' : html`<p><span class="mark">${memberName(call, role)}</span></p>`}</li>`
  })}</ul>`}
${actor === undefined || !allowed(actor, 'foundCommunity') ? '' : html`<h2>${t('成立社群', 'Found a community')}</h2>
${mistakesList(call, mistakes)}<form method="post" action="${href('/communities')}">${onceOnly()}${namingFields(call, mistakes)}<div class="buttons"><button>${t('成立', 'Found it')}</button></div></form>`}`,
  }
}
