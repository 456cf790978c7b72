import { deleteMe } from '../../../archive/accounts/mine.ts'
import { markup as html } from '../../../exchange/markup.ts'
import { demand } from '../../../model/permissions.ts'
import type { Call } from '../../call.ts'
import { attempted, boxes, field, mistakesList, NONE, type Mistakes } from '../../form.ts'
import type { Page } from '../../page.ts'
import type { Handler } from '../../route.ts'

/** Deleting one's account: what is published stays. */
export const leaving: { readonly get: Handler; readonly post: Handler } = {
  get: async (call) => {
    demand(call.actor, 'ownAccount')
    return page(call, NONE)
  },
  post: async (call) => {
    const { form, context, actor, asking, href } = call
    const visit = context.visit()
    const found = await attempted(call, () => deleteMe({ ...context.people(), graph: asking.graph }, actor, { password: form.get('password') ?? '', unsigned: form.get('signed') !== 'yes' }, visit.from))
    if ('mistakes' in found) return page(call, found.mistakes)
    visit.leave()
    return { to: href('/') }
  },
}

function page(call: Call, mistakes: Mistakes): Page {
  const { t, href, form } = call
  return {
    title: t('刪除帳號', 'Delete the account'), unlisted: true, ...(mistakes.size === 0 ? {} : { status: 400 }),
    main: html`<h1>${t('刪除帳號', 'Delete the account')}</h1>
<p>${t('已經刊出的會留著；草稿會銷毀。這件事不能復原。可以先下載您寫的全部。', 'What is published stays; drafts are destroyed. This cannot be undone. You can download everything you wrote before.')} <a href="/me/export" download>${t('下載我寫的全部', 'Download everything I wrote')}</a></p>
${mistakesList(call, mistakes)}<form method="post" action="${href('/me/leave')}">
${boxes({ name: 'signed', label: t('刊出的文章', 'What is published'), single: true, values: [form.get('signed') ?? 'yes'], options: [{ value: 'yes', label: t('仍署我的名字', 'stays under my name') }, { value: 'no', label: t('不署名', 'stays unsigned') }] })}${field({ name: 'password', label: t('密碼', 'Password'), type: 'password', mistakes, autocomplete: 'current-password' })}<div class="buttons"><button>${t('刪除我的帳號', 'Delete my account')}</button> <a href="${href('/me')}">${t('不刪了', 'Keep it')}</a></div>
</form>`,
  }
}
