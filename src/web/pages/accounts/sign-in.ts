import { signOut } from '../../../archive/accounts/sessions.ts'
import { signIn } from '../../../archive/accounts/sign-in.ts'
import { markup as html } from '../../../exchange/markup.ts'
import { localPath } from '../../../http/local-path.ts'
import type { Call } from '../../call.ts'
import { attempted, field, hidden, mistakesList, NONE, type Mistakes } from '../../form.ts'
import type { Page } from '../../page.ts'
import type { Handler } from '../../route.ts'

/** `GET /sign-in?to=/…`: and back to where one came from. */
export const signingIn: { readonly get: Handler; readonly post: Handler } = {
  get: async (call) => (call.actor === undefined ? page(call, NONE) : { to: wanted(call) }),
  post: async (call) => {
    const { form, context } = call
    const found = await attempted(call, () => signIn(context.people(), { login: form.get('login') ?? '', password: form.get('password') ?? '' }, context.visit().from))
    if ('mistakes' in found) return page(call, new Map([['login', found.mistakes.values().next().value!]]))
    context.visit().keep(found.done.secret, found.done.expiresAt)
    return { to: wanted(call) }
  },
}

export const signingOut: Handler = async ({ context, href }) => {
  const { secret, leave } = context.visit()
  if (secret !== undefined) await signOut(context.people(), secret)
  leave()
  return { to: href('/') }
}

const wanted = ({ form, query, href }: Call): string => {
  const to = form.get('to') ?? query.get('to')
  return to === null || to === '' ? href('/me') : localPath(to)
}

function page(call: Call, mistakes: Mistakes): Page {
  const { t, href, form, query, context } = call
  const { registration, mail, provider } = context.people()
  const to = form.get('to') ?? query.get('to') ?? ''
  return {
    title: t('登入', 'Sign in'), unlisted: true, ...(mistakes.size === 0 ? {} : { status: 401 }),
    main: html`<h1>${t('登入', 'Sign in')}</h1>
${to === '' || mistakes.size > 0 ? '' : html`<p>${t('這一頁要先登入；登入後會帶您回去。', 'This page needs you to sign in; you will be led back to it.')}</p>`}
${mistakesList(call, mistakes)}<form method="post" action="${href('/sign-in')}">
${hidden('to', to)}
${field({ name: 'login', label: t('登入名稱或電子郵件', 'Login or address of mail'), value: form.get('login') ?? '', mistakes, required: true, autocomplete: 'username' })}${field({ name: 'password', label: t('密碼', 'Password'), type: 'password', required: true, autocomplete: 'current-password' })}<div class="buttons"><button>${t('登入', 'Sign in')}</button></div>
</form>
${provider === undefined ? '' : html`<p><a class="button plain" href="/sign-in/oidc?to=${encodeURIComponent(localPath(to === '' ? href('/me') : to))}">${t(`用 ${provider} 登入`, `Sign in by ${provider}`)}</a></p>`}
<h2>${t('進不去？', 'Cannot get in?')}</h2>
<ul>
<li>${mail === undefined ? t('忘了密碼：請向管理員或您社群的管理者要一個設定新密碼的連結。', 'Password forgotten: ask an administrator or a steward of your community for a link to set a new one.') : html`<a href="${href('/recover/ask')}">${t('忘了密碼', 'Password forgotten')}</a>`}</li>
<li>${registration === undefined ? t('還沒有帳號：請向管理員要一個邀請連結。', 'No account yet: ask an administrator for an invitation.') : html`<a href="${href('/register')}">${t('還沒有帳號', 'No account yet')}</a>`}</li>
</ul>`,
  }
}
