import { reports as waiting, settleReport } from '../../../archive/contribute/reports.ts'
import { takeDown } from '../../../archive/contribute/takedown.ts'
import { markup as html } from '../../../exchange/markup.ts'
import type { Call } from '../../call.ts'
import { attempted, field, hidden, mistakesList, NONE, type Mistakes } from '../../form.ts'
import type { Page } from '../../page.ts'
import { momentOf } from '../../parts/moment.ts'
import { pager } from '../../parts/pager.ts'
import type { Handler } from '../../route.ts'

const PAGE = 20

/** What readers asked to be taken down or set right: settled with a note, or destroyed with a reason. For administrators, and stewards of what it concerns. */
export const reports: { readonly get: Handler; readonly post: Handler } = {
  get: (call) => page(call, NONE),
  post: async (call) => {
    const { form, context, actor, asking, href } = call
    const ports = { graph: asking.graph, accounts: context.people().accounts }
    const id = form.get('id') ?? ''
    const found = await attempted(call, async () => {
      if (form.get('act') === 'redact') await takeDown({ ...ports, ...context.takedown() }, actor, { id: form.get('record') ?? '', reason: form.get(`reason-${id}`) ?? '', confirm: form.get(`confirm-${id}`) ?? '' })
      else await settleReport(ports, actor, id, form.get(`note-${id}`) ?? '')
    }, { note: `note-${id}`, reason: `reason-${id}`, confirm: `confirm-${id}` })
    return 'mistakes' in found ? page(call, found.mistakes) : { to: href('/admin/reports') }
  },
}

async function page(call: Call, mistakes: Mistakes): Promise<Page> {
  const { t, href, context, actor, asking, query, form } = call
  const after = query.get('after')
  const all = await waiting({ graph: asking.graph, accounts: context.people().accounts }, actor, { first: PAGE + 1, settled: query.get('settled') === 'true', ...(after === null ? {} : { after }) })
  const shown = all.slice(0, PAGE)
  const to = href('/admin/reports')
  return {
    title: t('讀者的回報', 'What readers reported'), unlisted: true, ...(mistakes.size === 0 ? {} : { status: 400 }),
    main: html`<h1>${t('讀者的回報', 'What readers reported')}</h1>
<p>${query.get('settled') === 'true' ? html`<a href="${to}">${t('還沒處理的', 'Not settled yet')}</a>` : html`<a href="${href('/admin/reports', { settled: true })}">${t('處理過的', 'Settled')}</a>`}</p>
${mistakesList(call, mistakes)}${shown.length === 0 ? html`<p>${t('沒有。', 'None.')}</p>` : html`<ul class="plainlist">${shown.map(({ id, record, title, reason, contact, createdAt, settled }) => html`<li id="r-${id}"><h2><a href="${href(`/entities/${record}`)}">${title ?? record}</a></h2><p>${reason}</p><p><small>${momentOf(call, createdAt)}${contact === undefined ? '' : html`，${t('聯絡', 'contact')}：${contact}`}</small></p>
${settled === undefined ? html`<form method="post" action="${to}">${hidden('id', id)}${field({ name: `note-${id}`, label: t('怎麼處理的', 'How it was settled'), value: form.get(`note-${id}`) ?? '', mistakes })}<button>${t('處理好了', 'Settled')}</button></form>
<details><summary>${t('銷毀這些字（不能復原）', 'Destroy the words (cannot be undone)')}</summary><form method="post" action="${to}">${hidden('act', 'redact')}${hidden('id', id)}${hidden('record', record)}${field({ name: `reason-${id}`, label: t('原因（會留著）', 'The reason (stays)'), value: form.get(`reason-${id}`) ?? '', mistakes })}${field({ name: `confirm-${id}`, label: t('請打出標題，確認是這一筆', 'Type its title, to be sure'), value: form.get(`confirm-${id}`) ?? '', mistakes })}<button class="quiet">${t('銷毀', 'Destroy')}</button></form></details>` : html`<p>${settled.note}</p>`}</li>`)}</ul>`}
${pager(call, { hasNextPage: all.length > PAGE, endCursor: shown.at(-1)?.id })}`,
  }
}
