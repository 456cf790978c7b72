import { invite, recoveryLink } from '../../../archive/accounts/links.ts'
import { changeStanding, listAccounts } from '../../../archive/accounts/manage.ts'
import { markup as html } from '../../../exchange/markup.ts'
import { ROLES, type AccountRole } from '../../../model/actor.ts'
import type { Call } from '../../call.ts'
import { attempted, choice, hidden, mistakesList, NONE, type Mistakes } from '../../form.ts'
import type { Page } from '../../page.ts'
import { momentOf } from '../../parts/moment.ts'
import { pager } from '../../parts/pager.ts'
import type { Handler } from '../../route.ts'
import { roleName } from '../accounts/roles.ts'

const PAGE = 50

/** Accounts: invited, given another role, suspended, helped to a new password. */
export const accounts: { readonly get: Handler; readonly post: Handler } = {
  get: (call) => page(call, NONE),
  post: async (call) => {
    const { form, context, actor, href } = call
    const [people, id] = [context.people(), form.get('id') ?? '']
    const at = (path: string, secret: string): string => `${context.address}${href(path)}#${secret}`
    const found = await attempted(call, async (): Promise<string | undefined> => {
      switch (form.get('act')) {
        case 'invite': return at('/join', (await invite(people, actor, { role: (form.get('role') ?? 'contributor') as AccountRole })).secret)
        case 'recover': return at('/recover', (await recoveryLink(people, actor, id)).secret)
        case 'suspend': case 'resume': await changeStanding(people, actor, id, { suspended: form.get('act') === 'suspend' }); return undefined
        default: await changeStanding(people, actor, id, { role: form.get('role') }); return undefined
      }
    })
    if ('mistakes' in found) return page(call, found.mistakes)
    return found.done === undefined ? { to: href('/admin/accounts') } : page(call, NONE, found.done)
  },
}

async function page(call: Call, mistakes: Mistakes, link?: string): Promise<Page> {
  const { t, href, context, actor, query } = call
  const after = query.get('after')
  const all = await listAccounts(context.people(), actor, { first: PAGE + 1, ...(after === null ? {} : { after }) })
  const shown = all.slice(0, PAGE)
  const to = href('/admin/accounts')
  const roles = ROLES.map((role) => ({ value: role, label: roleName(call, role) }))
  return {
    title: t('帳號', 'Accounts'), unlisted: true, wide: true, islands: ['copy'], ...(mistakes.size === 0 ? {} : { status: 400 }),
    main: html`<h1>${t('帳號', 'Accounts')}</h1>
${link === undefined ? '' : html`<div class="done" role="status"><p>${t('連結只能用一次，只顯示這一次，請交給對方：', 'The link is good once and shown this once; hand it over:')}</p><p><code id="link">${link}</code></p><copy-text for="link" data-label="${t('複製', 'Copy')}" data-done="${t('已複製', 'Copied')}"></copy-text></div>`}${mistakesList(call, mistakes)}
<form method="post" action="${to}">${hidden('act', 'invite')}${choice({ name: 'role', label: t('邀請一位', 'Invite a'), value: 'contributor', options: roles })}<div class="buttons"><button>${t('做一個邀請連結', 'Make an invitation')}</button></div></form>
<ul class="plainlist">${shown.map(({ id, login, name, role, state, createdAt }) => html`<li id="a-${id}"><p><b>${name}</b>（${login}）${state === 'suspended' ? html` <span class="mark">${t('停用', 'suspended')}</span>` : ''}<br><small>${roleName(call, role)}，${t('自', 'since')} ${momentOf(call, createdAt)}</small></p>
<details><summary>${t(`改 ${name} 的帳號`, `Change the account of ${name}`)}</summary>
<form method="post" action="${to}">${hidden('act', 'role')}${hidden('id', id)}<div class="field"><label for="role-${id}">${t('角色', 'Role')}</label><select id="role-${id}" name="role">${roles.map((one) => html`<option value="${one.value}"${one.value === role ? html` selected` : ''}>${one.label}</option>`)}</select></div><button class="plain">${t('換角色', 'Change the role')}</button></form>
<div class="buttons"><form method="post" action="${to}">${hidden('act', state === 'suspended' ? 'resume' : 'suspend')}${hidden('id', id)}<button class="quiet">${state === 'suspended' ? t('恢復', 'Resume') : t('停用', 'Suspend')}</button></form>
<form method="post" action="${to}">${hidden('act', 'recover')}${hidden('id', id)}<button class="quiet">${t('給一個設定新密碼的連結', 'A link for a new password')}</button></form></div></details></li>`)}</ul>
${pager(call, { hasNextPage: all.length > PAGE, endCursor: shown.at(-1)?.id })}`,
  }
}
