import { accept, register as made } from '../../../archive/accounts/links.ts'
import type { SignedIn } from '../../../archive/accounts/sign-in.ts'
import { markup as html } from '../../../exchange/markup.ts'
import { forbidden } from '../../../model/errors.ts'
import type { Call } from '../../call.ts'
import { attempted, field, mistakesList, NONE, type Mistakes } from '../../form.ts'
import type { Page } from '../../page.ts'
import type { Handler } from '../../route.ts'
import { secretField, secretIn } from './secret.ts'

interface Both { readonly get: Handler; readonly post: Handler }

/** `/join#SECRET`: an account by invitation, the first administrator's too. */
export const join: Both = {
  get: async (call) => page(call, NONE, true),
  post: async (call) => entered(call, true, (given) => accept(call.context.people(), secretIn(call.form), given, call.context.visit().from)),
}

/** An account without an invitation, where the settings let anybody in. */
export const register: Both = {
  get: async (call) => {
    roleOf(call)
    return page(call, NONE, false)
  },
  post: async (call) => entered(call, false, (given) => made(call.context.people(), given, roleOf(call), call.context.visit().from)),
}

function roleOf({ context }: Call) {
  const role = context.people().registration
  if (role === undefined) throw forbidden('這裡不開放註冊；請向管理員要一個邀請連結 (accounts are by invitation)')
  return role
}

type Given = Parameters<typeof accept>[2]

async function entered(call: Call, byLink: boolean, enter: (given: Given) => Promise<SignedIn>) {
  const { form, context, href } = call
  const mail = (form.get('mail') ?? '').trim()
  const found = await attempted(call, () => enter({ login: form.get('login') ?? '', name: form.get('name') ?? '', password: form.get('password') ?? '', ...(mail === '' ? {} : { mail }) }))
  if ('mistakes' in found) return page(call, found.mistakes, byLink)
  context.visit().keep(found.done.secret, found.done.expiresAt)
  return { to: href(found.done.account.role === 'administrator' ? '/admin/begin' : '/me') }
}

function page(call: Call, mistakes: Mistakes, byLink: boolean): Page {
  const { t, href, form } = call
  const title = t('設立帳號', 'Set up an account')
  return {
    title, unlisted: true, ...(mistakes.size === 0 ? {} : { status: 400 }), ...(byLink ? { islands: ['link-secret'] } : {}),
    main: html`<h1>${title}</h1>
${mistakesList(call, mistakes)}<form method="post" action="${href(byLink ? '/join' : '/register')}">
${byLink ? secretField(call, mistakes) : ''}${field({ name: 'name', label: t('名字', 'Name'), hint: t('別人看到的名字。', 'As others see it.'), value: form.get('name') ?? '', mistakes, required: true, most: 100, autocomplete: 'name' })}${field({ name: 'login', label: t('登入名稱', 'Login'), hint: t('文字、數字或電子郵件地址；登入時用。', 'Letters, digits, or an address of mail.'), value: form.get('login') ?? '', mistakes, required: true, autocomplete: 'username' })}${field({ name: 'password', label: t('密碼', 'Password'), hint: t('長一點、好記的一句話最好。常見的密碼不收。', 'A long sentence is best. Common passwords are refused.'), type: 'password', mistakes, required: true, autocomplete: 'new-password' })}${field({ name: 'mail', label: t('電子郵件（可以不填）', 'Address of mail (optional)'), type: 'email', value: form.get('mail') ?? '', mistakes, autocomplete: 'email' })}<div class="buttons"><button>${title}</button></div>
</form>`,
  }
}
