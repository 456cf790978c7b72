import { report } from '../../../archive/contribute/reports.ts'
import { markup as html } from '../../../exchange/markup.ts'
import type { Call } from '../../call.ts'
import { field, hidden, mistakesList } from '../../form.ts'
import type { Page } from '../../page.ts'
import type { Handler } from '../../route.ts'
import { own } from '../../parts/entity.ts'
import { addressOf } from './address.ts'
import { given, said } from './posted.ts'
import { subject } from './subject.ts'
import { Wrong } from './wrong.ts'

/** `GET /report?of=ID`: asks that something be looked at, or taken away; also without an account. */
export const reporting: Handler = async (call) => {
  const { t, href, query } = call
  const { head, title } = await subject(call, query.get('of'))
  if (!query.has('sent')) return shown(call, new URLSearchParams({ of: head.id }), new Wrong(call))
  return {
    title: t('收到了', 'It has arrived'), unlisted: true,
    main: html`<h1>${t('收到了，謝謝', 'It has arrived, thank you')}</h1>
<p class="done" role="status">${t('負責的人會看，需要的話會和您聯絡。', 'Whoever is in charge will look at it, and write to you if need be.')}</p>
<p><a href="${href(addressOf(head.record))}"${own(call)}>${title}</a></p>`,
  }
}

/** `POST /report` */
export const reported: Handler = async (call) => {
  const { form, context, actor, asking, href } = call
  const wrong = new Wrong(call)
  const { head } = await subject(call, form.get('of'))
  const done = await wrong.tried(async () => {
    await report({ graph: asking.graph, accounts: context.people().accounts }, actor, asking.viewer, { id: head.id, reason: said(form, 'reason'), contact: given(form, 'contact') ?? null }, context.visit().from)
    return true
  })
  return done === true ? { to: href('/report', { of: head.id, sent: 'yes' }) } : shown(call, form, wrong)
}

async function shown(call: Call, form: URLSearchParams, wrong: Wrong): Promise<Page> {
  const { t, href } = call
  const { head, title } = await subject(call, form.get('of'))
  const heading = t('這裡有問題', 'Something is wrong here')
  return {
    title: `${heading}：${title}`, unlisted: true, ...(wrong.any ? { status: wrong.status } : {}),
    main: html`<h1>${heading}</h1>
<p>${t('要回報的是：', 'This is about: ')}<a href="${href(addressOf(head.record))}"${own(call)}>${title}</a></p>
<p>${t('寫錯了、侵犯隱私、不該公開、想請我們拿掉，都可以說。不用登入。', 'An error, a breach of privacy, something that should not be public: say so. No account is needed.')}</p>
${mistakesList(call, wrong.mistakes)}<form class="entry" method="post" action="${href('/report')}">
${hidden('of', head.id)}${field({ name: 'reason', label: t('有什麼問題？', 'What is wrong?'), hint: t('例如：這段故事裡有我家的電話', 'For example: our telephone number is in this story'), type: 'textarea', rows: 5, required: true, value: form.get('reason') ?? '', mistakes: wrong.mistakes, most: 5_000 })}
${field({ name: 'contact', label: t('怎麼聯絡您？（可以不填）', 'How can you be reached? (optional)'), hint: t('只給處理的人看，90 天後刪掉。', 'For those who settle it; deleted after 90 days.'), value: said(form, 'contact'), mistakes: wrong.mistakes, most: 300 })}
<div class="buttons"><button>${t('送出', 'Send')}</button></div>
</form>`,
  }
}
