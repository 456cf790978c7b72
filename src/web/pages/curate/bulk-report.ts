import type { ManyReport } from '../../../archive/bulk/writing.ts'
import { partText } from '../../../archive/review/titles.ts'
import { markup as html, type Markup } from '../../../exchange/markup.ts'
import { valueText } from '../../../graph/wording.ts'
import { isId } from '../../../model/ids.ts'
import { countIn, grouped } from '../../../model/numbers.ts'
import type { Call } from '../../call.ts'
import { hidden } from '../../form.ts'
import { entityPath, own } from '../../parts/entity.ts'
import { inLanguage } from '../../words.ts'

/** Rows of a preview that are shown. */
export const SHOWN = 50

/** What would change, record by record, and what would be left. */
export function reportList(call: Call, { chosen, changed, unchanged, refused, differences, refusals }: ManyReport): Markup {
  const { t, href, asking } = call
  const all = [[t('看過', 'looked at'), chosen], [t('會改', 'change'), changed], [t('已經是這樣', 'are so already'), unchanged], [t('不能改', 'cannot'), refused]] as const
  const path = (id: string, type: string): string | undefined => (!isId(id) ? undefined : type === 'entity' ? entityPath(id) : type === 'relation' ? `/relations/${id}` : undefined)
  return html`<dl class="figures">${all.map(([label, count]) => html`<div><dt>${label}</dt><dd>${grouped(count)}</dd></div>`)}</dl>
${differences.length === 0 ? '' : html`<section class="scroll" tabindex="0" aria-label="${t('會改什麼', 'What changes')}"><table><thead><tr><th scope="col">${t('哪一筆', 'Which')}</th><th scope="col">${t('哪一項', 'What')}</th><th scope="col">${t('現在', 'Now')}</th><th scope="col">${t('改成', 'Becomes')}</th></tr></thead><tbody${own(call)}>
${differences.flatMap(({ id, type, name, row, isNew, changes }) => changes.filter(({ field }) => !(isNew === true && (field === 'audience' || field === 'state'))).map((change, i) => {
    const to = isNew === true ? undefined : path(id, type)
    return html`<tr><td>${i > 0 ? '' : html`${row === undefined ? '' : html`<small>${t(`第 ${row} 列`, `Row ${row}`)}</small> `}${to === undefined ? name : html`<a href="${href(to)}">${name}</a>`}${isNew === true ? html` <span class="mark">${type === 'relation' ? t('新關係', 'new relation') : type === 'evidence' ? t('新憑據', 'new evidence') : t('新增', 'new')}</span>` : ''}`}</td><td>${partText(change.field, asking.vocabulary)}</td><td>${change.before === undefined ? '' : html`<del>${valueText(change.before)}</del>`}</td><td><ins>${valueText(change.after)}</ins></td></tr>
`
  }))}</tbody></table></section>
${changed > SHOWN ? html`<p class="hint">${t(`只列出前 ${SHOWN} 筆；其餘的也一樣改。`, `The first ${SHOWN} are shown; the others change alike.`)}</p>` : ''}`}
${refusals.length === 0 ? '' : html`<details open><summary>${t(`不能改的，會留著不動（${grouped(refused)}）`, `Left as they are (${grouped(refused)})`)}</summary><ul${own(call)}>${refusals.map(({ id, name, row, reason }) => html`<li>${row === undefined ? '' : t(`第 ${row} 列 `, `Row ${row} `)}${name || id}：${inLanguage(call, reason)}</li>`)}</ul></details>`}`
}

/** After it was done, with the way back. */
export function doneNote({ t, href, query }: Call, back: string): Markup | string {
  const [batch, changed] = [query.get('batch') ?? '', countIn(query.get('changed'))]
  if (changed === undefined) return ''
  return html`<div class="done" role="status"><p>${t(`改了 ${grouped(changed)} 筆。`, `${grouped(changed)} records were changed.`)}</p>
${!isId(batch) ? '' : html`<form method="post" action="${href(`/undo/${batch}`)}">${hidden('to', href(back))}<button class="quiet">${t('整批收回', 'Take all of it back')}</button></form>`}</div>`
}
