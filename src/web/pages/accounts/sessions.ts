import { endOtherSessions, endSession, mySessions } from '../../../archive/accounts/sessions.ts'
import { markup as html } from '../../../exchange/markup.ts'
import { momentOf } from '../../parts/moment.ts'
import { hidden } from '../../form.ts'
import type { Handler } from '../../route.ts'

/** Where somebody is signed in, and how that ends. */
export const sessions: { readonly get: Handler; readonly post: Handler } = {
  get: async (call) => {
    const { t, href, context, actor } = call
    const all = await mySessions(context.people(), actor, context.visit().secret)
    return {
      title: t('在哪些裝置登入', 'Where I am signed in'), unlisted: true,
      main: html`<h1>${t('在哪些裝置登入', 'Where I am signed in')}</h1>
<ul class="plainlist">${all.map(({ id, agent, createdAt, usedAt, current }) => html`<li><p>${agent === '' ? t('不明的裝置', 'Unknown device') : agent}${current ? html` <span class="mark">${t('這一個', 'this one')}</span>` : ''}<br><small>${t('登入', 'Signed in')} ${momentOf(call, createdAt)}，${t('上次使用', 'last used')} ${momentOf(call, usedAt)}</small></p>
${current ? '' : html`<form method="post" action="${href('/me/sessions')}">${hidden('id', id)}<button class="quiet">${t('登出這個裝置', 'Sign this one out')}</button></form>`}</li>`)}</ul>
${all.length < 2 ? '' : html`<form method="post" action="${href('/me/sessions')}">${hidden('id', 'others')}<button class="plain">${t('登出其他所有裝置', 'Sign all others out')}</button></form>`}`,
    }
  },
  post: async ({ form, context, actor, href }) => {
    const id = form.get('id') ?? ''
    if (id === 'others') await endOtherSessions(context.people(), actor, context.visit().secret)
    else await endSession(context.people(), actor, id)
    return { to: href('/me/sessions') }
  },
}
