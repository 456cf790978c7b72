import { markup as html, type Markup } from '../../exchange/markup.ts'
import type { EvidenceView, RelationView } from '../../graph/port.ts'
import { formatPeriod } from '../../model/dates.ts'
import { locatorText } from '../../model/locator.ts'
import { grouped } from '../../model/numbers.ts'
import type { Call } from '../call.ts'
import { entityLink, own } from './entity.ts'

type Showing = Pick<Call, 't' | 'href' | 'language' | 'asking'>

/** 「民國108年（2019）9月30日至…」; empty where nothing is known. */
export const periodOf = ({ language }: Pick<Call, 'language'>, { start, end }: Pick<RelationView, 'start' | 'end'>): string =>
  start === undefined && end === undefined ? '' : formatPeriod(start, end, language)

/** What is to be known of a relation before it is believed. */
export function marks({ t }: Pick<Call, 't'>, { state, disputed, standing }: RelationView): Markup[] {
  return [
    ...(state === 'proposed' ? [html`<span class="mark proposed">${t('待審', 'proposed')}</span>`] : []),
    ...(disputed ? [html`<span class="mark disputed">${t('有異議', 'disputed')}</span>`] : []),
    ...(standing === 'deprecated' ? [html`<span class="mark deprecated">${t('已不採用', 'deprecated')}</span>`] : []),
  ]
}

/** How a relation type is called, read from one of its ends. */
export const typeLabel = ({ asking, language }: Pick<Call, 'asking' | 'language'>, type: string, direction: 'forward' | 'backward' = 'forward'): string =>
  asking.vocabulary.relations.get(type)?.[direction][language] ?? type

const qualifiersOf = ({ qualifiers }: RelationView): string => Object.values(qualifiers).flat().map(String).join('；')

/** 「文化局 委託 故事工廠 永安藝文館，民國108年（2019）…」: without brackets, which a date has already. */
export function relationHead(call: Showing, relation: RelationView): Markup {
  const about = [qualifiersOf(relation), periodOf(call, relation)].filter((part) => part !== '').join('，')
  return html`${entityLink(call, relation.from)} <span class="verb">${typeLabel(call, relation.type)}</span> ${entityLink(call, relation.to)}${about === '' ? '' : html` <span class="about"${own(call)}>${about}</span>`}${marks(call, relation)}`
}

/** The same with its evidence folded under it. */
export const relationLine = (call: Showing, relation: RelationView, { open = false }: { readonly open?: boolean } = {}): Markup => html`<div class="relation" id="r-${relation.id}"><p>${relationHead(call, relation)}</p>
${evidenceOf(call, relation, open)}</div>
`

/** The same seen from one of its ends, under a heading that names the type already: the other end, when, and the evidence. */
export function otherEnd(call: Showing, relation: RelationView, id: string): Markup {
  const about = [qualifiersOf(relation), periodOf(call, relation)].filter((part) => part !== '').join('，')
  return html`<div class="relation" id="r-${relation.id}"><p>${entityLink(call, relation.from.id === id ? relation.to : relation.from)}${about === '' ? '' : html` <span class="about"${own(call)}>${about}</span>`}${marks(call, relation)}</p>
${evidenceOf(call, relation, false)}</div>
`
}

/** Its evidence, a tap away; or what stands in its place. */
export function evidenceOf(call: Showing, { evidence, keptBy }: RelationView, open: boolean): Markup {
  const { t } = call
  if (evidence.length === 0) return html`<p class="kept">${keptBy.length > 0 ? t('憑據由社群保管', 'The evidence is kept by a community') : t('沒有憑據', 'No evidence')}</p>`
  return html`<details class="evidence"${open ? html` open` : ''}><summary>${t(`憑據 ${grouped(evidence.length)} 件`, evidence.length === 1 ? '1 piece of evidence' : `${grouped(evidence.length)} pieces of evidence`)}</summary>
<ol>${evidence.map((one) => html`<li>${evidenceLine(call, one)}</li>`)}</ol>
</details>`
}

/** 《社會團體名冊》第 12 列：「…」 */
export function evidenceLine(call: Showing, { source, locator, quote, stance, unchecked, state }: EvidenceView): Markup {
  const { t } = call
  const where = locatorText(locator)
  const said = [stance === 'disputes' ? t('反證', 'disputes it') : stance === 'mentions' ? t('提及', 'mentions it') : '', unchecked ? t('待覆核', 'to be checked again') : '', state === 'proposed' ? t('待審', 'proposed') : ''].filter((mark) => mark !== '')
  return html`<cite>${entityLink(call, source)}</cite>${where === '' ? '' : html` <span class="where"${own(call)}>${where}</span>`}${said.map((mark) => html`<span class="mark">${mark}</span>`)}${quote === undefined ? '' : html`<blockquote${own(call)}>${quote}</blockquote>`}`
}
