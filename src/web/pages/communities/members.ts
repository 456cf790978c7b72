import { invite } from '../../../archive/accounts/links.ts'
import { membersFor, removeMember, setMember } from '../../../archive/access/members.ts'
import { markup as html } from '../../../exchange/markup.ts'
import { askerOf } from '../../../http/asker.ts'
import { MEMBER_ROLES, type MemberRole } from '../../../model/actor.ts'
import { notFound, unauthenticated } from '../../../model/errors.ts'
import type { Call } from '../../call.ts'
import { attempted, choice, field, hidden, mistakesList, NONE, type Mistakes } from '../../form.ts'
import type { Page } from '../../page.ts'
import type { Handler } from '../../route.ts'
import { memberName } from '../accounts/roles.ts'
import { portsOf } from './ports.ts'

/** Who is in a community, or on the list of a protocol (`:id` of either): let in, taken out, invited. */
export const membersOf: { readonly get: Handler; readonly post: Handler } = {
  get: (call) => page(call, NONE),
  post: async (call) => {
    const { form, context, href, params, actor } = call
    const [ports, id] = [portsOf(call), params['id']!]
    switch (form.get('act')) {
      case 'leave':
        if (actor === undefined) throw unauthenticated()
        await removeMember(ports, actor, id, actor.account)
        return { to: href('/communities') }
      case 'remove': {
        const found = await attempted(call, () => removeMember(ports, actor, id, form.get('who') ?? ''))
        return 'mistakes' in found ? page(call, new Map([['', found.mistakes.values().next().value!]])) : { to: href(`/communities/${id}/members`) }
      }
      case 'invite': {
        const found = await attempted(call, () => invite(context.people(), actor, { joins: [{ group: id, role: (form.get('as') ?? 'member') as MemberRole }] }))
        return 'mistakes' in found ? page(call, found.mistakes) : page(call, NONE, `${context.address}${href('/join')}#${found.done.secret}`)
      }
      default: {
        const found = await attempted(call, () => setMember(ports, actor, id, form.get('who') ?? '', form.get('role') ?? 'member'))
        return 'mistakes' in found ? page(call, found.mistakes) : { to: href(`/communities/${id}/members`) }
      }
    }
  },
}

async function page(call: Call, mistakes: Mistakes, link?: string): Promise<Page> {
  const { t, href, context, params, form } = call
  const id = params['id']!
  const all = await membersFor(portsOf(call), askerOf(context), id)
  if (all === undefined) throw notFound(id)
  const roles = MEMBER_ROLES.map((role) => ({ value: role, label: memberName(call, role) }))
  const to = href(`/communities/${id}/members`)
  return {
    title: t('成員', 'Members'), unlisted: true, islands: ['copy'], ...(mistakes.size === 0 ? {} : { status: 400 }),
    main: html`<h1>${t('成員', 'Members')}</h1>
${link === undefined ? '' : html`<div class="done" role="status"><p>${t('邀請連結，只能用一次，兩個星期內有效，只顯示這一次：', 'The invitation, good once and for two weeks, shown this once:')}</p><p><code id="link">${link}</code></p><copy-text for="link" data-label="${t('複製', 'Copy')}" data-done="${t('已複製', 'Copied')}"></copy-text></div>`}${mistakesList(call, mistakes)}
<ul class="plainlist">${all.map(({ account, name, role }) => html`<li><p>${name}，${memberName(call, role)}</p><form method="post" action="${to}">${hidden('act', 'remove')}${hidden('who', account)}<button class="quiet">${t(`移出 ${name}`, `Take ${name} out`)}</button></form></li>`)}</ul>
<h2>${t('加入或換角色', 'Let in, or another role')}</h2>
<form method="post" action="${to}">${hidden('act', 'set')}${field({ name: 'who', label: t('登入名稱', 'Login'), value: form.get('act') === 'set' ? form.get('who') ?? '' : '', mistakes, required: true, autocomplete: 'off' })}${choice({ name: 'role', label: t('角色', 'Role'), value: form.get('role') ?? 'member', options: roles, mistakes })}<div class="buttons"><button>${t('加入', 'Let in')}</button></div></form>
<h2>${t('邀請還沒有帳號的人', 'Invite somebody without an account')}</h2>
<form method="post" action="${to}">${hidden('act', 'invite')}${choice({ name: 'as', label: t('成為', 'As'), value: 'member', options: roles })}<div class="buttons"><button class="plain">${t('做一個邀請連結', 'Make an invitation')}</button></div></form>`,
  }
}
