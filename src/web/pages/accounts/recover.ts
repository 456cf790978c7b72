import { askRecovery, recover } from '../../../archive/accounts/links.ts'
import { markup as html } from '../../../exchange/markup.ts'
import type { Call } from '../../call.ts'
import { attempted, field, mistakesList, NONE, type Mistakes } from '../../form.ts'
import type { Page } from '../../page.ts'
import type { Handler } from '../../route.ts'
import { secretField, secretIn } from './secret.ts'

interface Both { readonly get: Handler; readonly post: Handler }

/** `/recover#SECRET`: a new password by a link. */
export const recovering: Both = {
  get: async (call) => page(call, NONE),
  post: async (call) => {
    const { form, context, href } = call
    const found = await attempted(call, () => recover(context.people(), secretIn(form), form.get('password') ?? '', context.visit().from))
    if ('mistakes' in found) return page(call, found.mistakes)
    context.visit().keep(found.done.secret, found.done.expiresAt)
    return { to: href('/me') }
  },
}

/** By mail, where it is set up: it says the same whether there is such an account or not. */
export const askForLink: Both = {
  get: async (call) => asking(call, NONE),
  post: async (call) => {
    const { form, context } = call
    const found = await attempted(call, () => askRecovery(context.people(), form.get('login') ?? '', context.address, context.visit().from))
    return asking(call, 'mistakes' in found ? found.mistakes : NONE, !('mistakes' in found))
  },
}

function page(call: Call, mistakes: Mistakes): Page {
  const { t, href } = call
  const title = t('設定新密碼', 'Set a new password')
  return {
    title, unlisted: true, islands: ['link-secret'], ...(mistakes.size === 0 ? {} : { status: 400 }),
    main: html`<h1>${title}</h1>
${mistakesList(call, mistakes)}<form method="post" action="${href('/recover')}">
${secretField(call, mistakes)}${field({ name: 'password', label: t('新密碼', 'New password'), hint: t('長一點、好記的一句話最好。其他裝置會登出。', 'A long sentence is best. Other devices are signed out.'), type: 'password', mistakes, required: true, autocomplete: 'new-password' })}<div class="buttons"><button>${title}</button></div>
</form>`,
  }
}

function asking(call: Call, mistakes: Mistakes, isSent = false): Page {
  const { t, href, form } = call
  const title = t('忘了密碼', 'Password forgotten')
  return {
    title, unlisted: true, ...(mistakes.size === 0 ? {} : { status: 400 }),
    main: html`<h1>${title}</h1>
${isSent ? html`<p class="done" role="status">${t('如果有這個帳號，而且留了電子郵件，信已經寄出。請看信裡的連結。', 'If there is such an account with an address, a mail is on its way. Follow the link in it.')}</p>` : ''}${mistakesList(call, mistakes)}<form method="post" action="${href('/recover/ask')}">
${field({ name: 'login', label: t('登入名稱或電子郵件', 'Login or address of mail'), value: form.get('login') ?? '', mistakes, required: true, autocomplete: 'username' })}<div class="buttons"><button>${t('寄連結給我', 'Send me a link')}</button></div>
</form>`,
  }
}
