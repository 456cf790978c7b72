import { markup as html } from '../../../exchange/markup.ts'
import type { Call } from '../../call.ts'
import { field } from '../../form.ts'
import type { Page } from '../../page.ts'

/** For whoever is not signed in: with an account, or with the code from the board of a workshop. */
export function strangers({ t, href, query, context }: Pick<Call, 't' | 'href' | 'query' | 'context'>): Page {
  const to = href('/contribute', Object.fromEntries([...query]))
  const title = t('寫下一段', 'Write something down')
  return {
    title, description: t('把您知道的地方故事寫下來，附上照片。', 'Write down what you know of a place, with pictures.'),
    main: html`<h1>${title}</h1>
<p>${t('記得的事、聽來的故事、家裡的老照片，都可以寫下來。寫好以後會有人看過，再照您選的「誰看得到」放上來。', 'What you remember, what you were told, old photographs: write it down. Somebody looks at it, and then it is there for those whom you choose.')}</p>
<div class="buttons"><a class="button" href="${href('/sign-in', { to })}">${t('登入後開始寫', 'Sign in and begin')}</a></div>
<p>${context.people().registration === undefined ? t('還沒有帳號：請向管理這個檔案庫的人要一個邀請連結，打開就能設立。', 'No account yet: ask whoever keeps this archive for an invitation.') : html`<a href="${href('/register')}">${t('還沒有帳號', 'No account yet')}</a>`}</p>
<h2>${t('參加工作坊的人', 'In a workshop')}</h2>
<form action="${href('/contribute')}" method="get" class="code">
${field({ name: 'code', label: t('黑板上的代碼', 'The code on the board'), hint: t('有代碼就不用帳號，例如：ABCDE-FGHJK', 'With a code no account is needed: ABCDE-FGHJK'), required: true, most: 40, autocomplete: 'off', more: html`autocapitalize="characters" spellcheck="false"` })}
<p><button class="plain">${t('用代碼寫', 'Write with the code')}</button></p>
</form>`,
  }
}
