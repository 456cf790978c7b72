import { markup as html, type Markup } from '../../../exchange/markup.ts'
import type { EvidenceView, RelationView } from '../../../graph/port.ts'
import { grouped } from '../../../model/numbers.ts'
import type { Call } from '../../call.ts'
import type { Stated } from './statements.ts'
import { entityLink, own } from '../../parts/entity.ts'
import { evidenceLine, marks, periodOf } from '../../parts/relation.ts'

/** What its qualifiers say: 「永安藝文館；經理」. */
export const qualifiersText = ({ qualifiers }: RelationView): string => Object.values(qualifiers).flat().map(String).join('；')

/** A relation under a heading that names its type: the other end and when; what it rests on is a tap away. */
export function statement(call: Call, relation: RelationView & Partial<Stated>, id: string): Markup {
  const [about, period] = [qualifiersText(relation), periodOf(call, relation)]
  const other = relation.from.id === id ? relation.to : relation.from
  return html`<div class="relation"><p>${entityLink(call, other)}${about === '' ? '' : html` <span class="about"${own(call)}>${about}</span>`}${period === '' ? '' : html` <span class="about">${period}</span>`}${marks(call, relation)}</p>
${grounds(call, relation)}</div>
`
}

/** Its evidence, folded; and the way to all that is known of it. */
export function grounds(call: Call, relation: RelationView & Partial<Stated>, open = false): Markup {
  const { t, href } = call
  const { id, also = [], evidence, keptBy } = relation
  if (evidence.length === 0) return html`<p class="kept">${keptBy.length > 0 ? t('憑據由社群保管', 'The evidence is kept by a community') : t('沒有憑據', 'No evidence')} <a href="${href(`/relations/${id}`)}">${t('細看', 'Details')}</a></p>`
  return html`<details class="evidence"${open ? html` open` : ''}><summary>${t(`憑據 ${grouped(evidence.length)} 件`, evidence.length === 1 ? '1 piece of evidence' : `${grouped(evidence.length)} pieces of evidence`)}</summary>
<ol>${evidence.map((one) => html`<li>${evidenceLine(call, one)}${inText(call, one)}</li>`)}</ol>
<p class="noprint">${[id, ...also].map((one, i) => html`${i === 0 ? '' : ' '}<a href="${href(`/relations/${one}`)}">${i === 0 ? t('這筆關係的紀錄', 'More on this relation') : t(`另一筆相同的（${i + 1}）`, `another that says the same (${i + 1})`)}</a>`)}</p></details>`
}

/** Where the words stand in the text that is kept here. */
export function inText({ t, href }: Call, { source, locator: { offset } }: EvidenceView): Markup {
  return offset === undefined ? html`` : html` <a href="${href(`/entities/${source.id}/text#here`, { at: `${offset[0]}-${offset[1]}` })}">${t('看原文', 'In the text')}</a>`
}
