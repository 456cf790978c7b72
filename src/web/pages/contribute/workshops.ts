import { contributors, endWorkshop, makeWorkshop, workshops, type Made, type ShownWorkshop } from '../../../archive/entries/workshops.ts'
import { audienceText } from '../../../archive/access/audiences.ts'
import { markup as html, type Markup } from '../../../exchange/markup.ts'
import { unauthenticated } from '../../../model/errors.ts'
import type { Id } from '../../../model/ids.ts'
import { grouped } from '../../../model/numbers.ts'
import type { Call } from '../../call.ts'
import { field, hidden, mistakesList, onceOnly } from '../../form.ts'
import { once } from '../../once.ts'
import type { Page } from '../../page.ts'
import type { Handler } from '../../route.ts'
import { entityPath, own } from '../../parts/entity.ts'
import { readersIn } from './answers.ts'
import { said } from './posted.ts'
import { protocolsOf, readersChooser } from './readers.ts'
import { Wrong } from './wrong.ts'

/** `GET /workshops`: those whose contributions somebody settles, how to reach whoever wrote, and a form for a new one. */
export const workshopList: Handler = async (call) => {
  if (call.actor === undefined) throw unauthenticated()
  return shown(call, new URLSearchParams(), new Wrong(call))
}

/** `POST /workshops`: makes one, and shows its code this once; or ends one. */
export const workshopsChanged: Handler = async (call) => {
  const { form, context, actor, href } = call
  const wrong = new Wrong(call)
  if (form.get('action') === 'end') {
    await endWorkshop(context.people(), actor, said(form, 'id') as Id)
    return { to: href('/workshops') }
  }
  const audience = readersIn(form)
  if (audience.protocols.every((one) => one === 'none')) wrong.add('audience', call.t('請選誰看得到', 'Choose who can see it'))
  const [days, keepDays] = [Number(said(form, 'days') || 1), Number(said(form, 'keepDays') || 90)]
  const made = wrong.any ? undefined : await wrong.tried(() => once(call, () => makeWorkshop(context.people(), actor, { title: said(form, 'title'), audience, days, keepDays })), (name) => (name === 'name' ? 'title' : name))
  return shown(call, made === undefined ? form : new URLSearchParams(), wrong, made)
}

async function shown(call: Call, form: URLSearchParams, wrong: Wrong, made?: Made): Promise<Page> {
  const { t, href, context, actor } = call
  const all = await workshops(context.people(), actor)
  const { mistakes } = wrong
  const title = t('工作坊', 'Workshops')
  return {
    title, unlisted: true, ...(wrong.any ? { status: wrong.status } : {}),
    main: html`<h1>${title}</h1>
<p>${t('開一個工作坊，把代碼寫在黑板上：來的人不用帳號，就能寫下一段。寫的都會先等人看過。', 'Make a workshop and write its code on the board: whoever comes writes without an account. All of it waits until somebody has looked at it.')}</p>
${made === undefined ? '' : html`<div class="done" role="status"><p>${t(`「${made.workshop.title}」的代碼，只顯示這一次：`, `The code of “${made.workshop.title}”, shown this once:`)}</p>
<p class="code"><strong>${made.code}</strong></p>
<p>${t('也可以直接開這個網址：', 'Or open this address: ')}<a href="${href(`/workshop/${made.code}`)}">${context.address}${href(`/workshop/${made.code}`)}</a></p></div>
`}${all.length === 0 ? '' : html`<ul class="plainlist">
${await Promise.all(all.map((one) => line(call, one)))}</ul>
`}<h2>${t('開一個新的', 'A new one')}</h2>
${mistakesList(call, mistakes)}<form class="entry" method="post" action="${href('/workshops')}">
${onceOnly()}${field({ name: 'title', label: t('名稱', 'Name'), hint: t('例如：松山老照片工作坊', 'For example: old photographs of Songshan'), value: said(form, 'title'), required: true, mistakes, most: 100 })}${readersChooser(call, form, await protocolsOf(call), mistakes)}${field({ name: 'days', label: t('代碼可以用幾天？（1 到 31）', 'For how many days is the code good? (1 to 31)'), type: 'number', value: said(form, 'days') || '1', mistakes })}${field({ name: 'keepDays', label: t('聯絡方式留幾天？（1 到 366）', 'For how many days is it known how to reach somebody? (1 to 366)'), type: 'number', value: said(form, 'keepDays') || '90', mistakes })}<div class="buttons"><button name="action" value="make">${t('開工作坊', 'Make it')}</button></div>
</form>`,
  }
}

async function line(call: Call, { account, title, audience, expiresAt }: ShownWorkshop): Promise<Markup> {
  const { t, href, context, actor, language } = call
  const goesOn = expiresAt > Date.now()
  const until = new Intl.DateTimeFormat(language === 'en' ? 'en' : 'zh-TW', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'Asia/Taipei' }).format(expiresAt)
  const reached = await contributors(context.people(), actor, account)
  return html`<li><p><strong${own(call)}>${title}</strong> <small>${goesOn ? t(`代碼到 ${until}`, `its code is good until ${until}`) : t('已經結束', 'over')} · ${audienceText(await context.people().directory.table(), actor!.viewer, audience)}</small></p>
${reached.length === 0 ? '' : html`<details><summary>${t(`怎麼聯絡寫的人（${grouped(reached.length)}）`, `How to reach whoever wrote (${grouped(reached.length)})`)}</summary>
<ul>${reached.map(({ record, contact }) => html`<li>${contact} <a href="${href(entityPath(record))}">${t('寫了什麼', 'what they wrote')}</a></li>`)}</ul></details>
`}${goesOn ? html`<form method="post" action="${href('/workshops')}" class="buttons">${hidden('id', account)}<button class="quiet" name="action" value="end">${t('現在就結束', 'End it now')}<span class="unseen">：${title}</span></button></form>` : ''}</li>
`
}
