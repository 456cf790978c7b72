import { changePassword, me, updateMe } from '../../../archive/accounts/mine.ts'
import { markup as html } from '../../../exchange/markup.ts'
import { demand } from '../../../model/permissions.ts'
import type { Call } from '../../call.ts'
import { attempted, field, hidden, mistakesList, NONE, type Mistakes } from '../../form.ts'
import type { Page } from '../../page.ts'
import type { Handler } from '../../route.ts'

/** One's name, login, address and password. */
export const settings: { readonly get: Handler; readonly post: Handler } = {
  get: async (call) => page(call, NONE),
  post: async (call) => {
    const { form, context, actor, href } = call
    const visit = context.visit()
    const text = (name: string): string => form.get(name) ?? ''
    const account = await me(context.people(), (demand(actor, 'ownAccount'), actor))
    const found = await attempted(call, async () => {
      if (text('about') === 'password') await changePassword(context.people(), actor, { password: text('old'), becomes: text('becomes') }, visit.secret, visit.from)
      else {
        const [login, mail] = [text('login').trim(), text('mail').trim()]
        await updateMe(context.people(), actor, { name: text('name'), ...(login === account.login ? {} : { login }), ...(mail === (account.mail ?? '') ? {} : { mail }), password: text('password') }, visit.from)
      }
    }, text('about') === 'password' ? { password: 'old' } : {})
    return 'mistakes' in found ? page(call, found.mistakes) : { to: href('/me/settings', { done: 'saved' }) }
  },
}

async function page(call: Call, mistakes: Mistakes): Promise<Page> {
  const { t, href, form, context, actor, query } = call
  demand(actor, 'ownAccount')
  const account = await me(context.people(), actor)
  const isPassword = form.get('about') === 'password'
  const typed = (name: string, kept: string): string => (isPassword ? kept : form.get(name) ?? kept)
  return {
    title: t('名字、登入名稱、密碼', 'Name, login, password'), unlisted: true, ...(mistakes.size === 0 ? {} : { status: 400 }),
    main: html`<h1>${t('帳號', 'Account')}</h1>
${query.has('done') ? html`<p class="done" role="status">${t('存好了。', 'Saved.')}</p>` : ''}${mistakesList(call, mistakes)}<form method="post" action="${href('/me/settings')}">
<h2>${t('名字與登入', 'Name and login')}</h2>
${hidden('about', 'me')}
${field({ name: 'name', label: t('名字', 'Name'), value: typed('name', account.name), mistakes, required: true, most: 100, autocomplete: 'name' })}${field({ name: 'login', label: t('登入名稱', 'Login'), value: typed('login', account.login), mistakes, required: true, autocomplete: 'username' })}${field({ name: 'mail', label: t('電子郵件（可以不填）', 'Address of mail (optional)'), type: 'email', value: typed('mail', account.mail ?? ''), mistakes, autocomplete: 'email' })}${field({ name: 'password', label: t('現在的密碼', 'Present password'), hint: t('改登入名稱或電子郵件時才要填。', 'Needed only for another login or address.'), type: 'password', mistakes: isPassword ? NONE : mistakes, autocomplete: 'current-password' })}<div class="buttons"><button>${t('存', 'Save')}</button></div>
</form>
${account.mail === undefined || account.provedMail === account.mail ? '' : html`<p><a href="${href('/mail')}">${t('這個電子郵件還沒有確認', 'This address is not confirmed yet')}</a></p>`}
<form method="post" action="${href('/me/settings')}">
<h2>${t('換密碼', 'Change the password')}</h2>
${hidden('about', 'password')}
${field({ name: 'old', label: t('現在的密碼', 'Present password'), type: 'password', mistakes, required: true, autocomplete: 'current-password' })}${field({ name: 'becomes', label: t('新密碼', 'New password'), hint: t('其他裝置會登出。', 'Other devices are signed out.'), type: 'password', mistakes, required: true, autocomplete: 'new-password' })}<div class="buttons"><button>${t('換密碼', 'Change the password')}</button></div>
</form>`,
  }
}
