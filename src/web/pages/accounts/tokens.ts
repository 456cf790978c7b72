import { deleteToken, makeToken, myTokens } from '../../../archive/accounts/tokens.ts'
import { markup as html } from '../../../exchange/markup.ts'
import { SCOPES, type Scope } from '../../../model/actor.ts'
import type { Call } from '../../call.ts'
import { attempted, boxes, field, hidden, mistakesList, NONE, onceOnly, type Mistakes } from '../../form.ts'
import { once } from '../../once.ts'
import type { Page } from '../../page.ts'
import { momentOf } from '../../parts/moment.ts'
import type { Handler } from '../../route.ts'

const SCOPE_NAMES: Readonly<Record<Scope, readonly [zh: string, en: string]>> = {
  read: ['讀我能讀的', 'Read what I may read'], contribute: ['撰寫與提出修改', 'Write and propose'], review: ['審查', 'Review'], manage: ['管理', 'Manage'],
}

/** Personal access tokens: shown once. */
export const tokens: { readonly get: Handler; readonly post: Handler } = {
  get: async (call) => page(call, NONE),
  post: async (call) => {
    const { form, context, actor, href } = call
    const id = form.get('delete')
    if (id !== null) {
      await deleteToken(context.people(), actor, id)
      return { to: href('/me/tokens') }
    }
    const found = await attempted(call, () => once(call, () => makeToken(context.people(), actor, { name: form.get('name') ?? '', scopes: form.getAll('scopes'), days: Number(form.get('days') ?? 90) })))
    return 'mistakes' in found ? page(call, found.mistakes) : page(call, NONE, found.done.secret)
  },
}

async function page(call: Call, mistakes: Mistakes, secret?: string): Promise<Page> {
  const { t, href, form, context, actor } = call
  const all = await myTokens(context.people(), actor)
  const isNew = secret === undefined
  return {
    title: t('給程式用的權杖', 'Tokens for programs'), unlisted: true, islands: ['copy'], ...(mistakes.size === 0 ? {} : { status: 400 }),
    main: html`<h1>${t('給程式用的權杖', 'Tokens for programs')}</h1>
${secret === undefined ? '' : html`<div class="done" role="status"><p>${t('這是新的權杖，只顯示這一次，請現在存好：', 'The new token, shown this once; keep it now:')}</p><p><code id="secret">${secret}</code></p><copy-text for="secret" data-label="${t('複製', 'Copy')}" data-done="${t('已複製', 'Copied')}"></copy-text></div>`}${mistakesList(call, mistakes)}${all.length === 0 ? html`<p>${t('還沒有。', 'None yet.')}</p>` : html`<ul class="plainlist">${all.map(({ id, name, scopes, expiresAt, usedAt }) => html`<li><p><b>${name}</b>：${scopes.map((scope) => t(...SCOPE_NAMES[scope])).join('、')}<br><small>${t('用到', 'Until')} ${momentOf(call, expiresAt)}${usedAt === undefined ? t('，還沒用過', ', never used') : html`，${t('上次使用', 'last used')} ${momentOf(call, usedAt)}`}</small></p>
<form method="post" action="${href('/me/tokens')}">${hidden('delete', id)}<button class="quiet">${t('刪去', 'Delete')}</button></form></li>`)}</ul>`}
<h2>${t('發一個新的', 'Make a new one')}</h2>
<form method="post" action="${href('/me/tokens')}">
${onceOnly()}${field({ name: 'name', label: t('做什麼用', 'What it is for'), value: isNew ? form.get('name') ?? '' : '', mistakes, required: true, most: 100 })}${boxes({ name: 'scopes', label: t('可以做什麼', 'What it may do'), values: isNew ? form.getAll('scopes') : [], mistakes, options: SCOPES.map((scope) => ({ value: scope, label: t(...SCOPE_NAMES[scope]) })) })}${field({ name: 'days', label: t('幾天後失效', 'Good for how many days'), type: 'number', value: isNew ? form.get('days') ?? '90' : '90', mistakes })}<div class="buttons"><button>${t('發權杖', 'Make the token')}</button></div>
</form>`,
  }
}
