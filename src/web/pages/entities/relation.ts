import { keepersNamed } from '../../../archive/access/announced.ts'
import { markup as html, type Markup } from '../../../exchange/markup.ts'
import type { EvidenceView, RelationView } from '../../../graph/port.ts'
import { isWebAddress } from '../../../model/address.ts'
import { notFound } from '../../../model/errors.ts'
import { isId } from '../../../model/ids.ts'
import { grouped } from '../../../model/numbers.ts'
import { history } from '../../../questions/history.ts'
import { relation as relationOf } from '../../../questions/entity.ts'
import type { Call } from '../../call.ts'
import type { Page } from '../../page.ts'
import { entityLink, own } from '../../parts/entity.ts'
import { pager } from '../../parts/pager.ts'
import { evidenceLine, marks, periodOf, typeLabel } from '../../parts/relation.ts'
import type { Handler } from '../../route.ts'
import { changeList } from './changes.ts'
import { dated, valueOf } from './facts.ts'
import { gone, peopleOf } from './gone.ts'
import { noteLine, notesOn, reportsOf } from './remarks.ts'
import { inText } from './statement.ts'

const METHODS: Readonly<Record<EvidenceView['method'], readonly [string, string]>> = {
  hand: ['有人填寫', 'entered by a person'], register: ['由名冊匯入', 'imported from a register'], extractor: ['由程式讀出', 'read by a program'], rule: ['由規則推得', 'derived by a rule'],
}

/** One relation: what it says, what it rests on, what was noted and what became of it. */
export const relationPage: Handler = async (call) => {
  const { params: { id = '' }, asking, t, href } = call
  const relation = isId(id) ? await relationOf(asking, id) : undefined
  if (relation === undefined) return gone(call, id, 'relation')
  const [changes, notes, reported] = await Promise.all([history(asking, id, { first: 5 }), notesOn(call, id), reportsOf(call, id)])
  const { from, to, type, qualifiers, standing, standingReason, recorded } = relation
  const verb = typeLabel(call, type)
  const period = periodOf(call, relation)
  const note = asking.vocabulary.relations.get(type)?.note
  const facts = html`${period === '' ? '' : html`<dt>${t('何時', 'When')}</dt><dd>${period}</dd>
`}${Object.entries(qualifiers).map(([code, value]) => html`<dt>${asking.vocabulary.fields.get(code)?.label[call.language] ?? code}</dt><dd>${valueOf(call, code, value)}</dd>
`)}${standing === 'deprecated' ? html`<dt>${t('已不採用', 'Deprecated')}</dt><dd${own(call)}>${standingReason ?? t('沒有寫理由', 'no reason given')}</dd>
` : ''}${recorded === undefined ? '' : html`<dt>${t('原來的記載', 'As recorded')}</dt><dd${own(call)}>${recorded.from.name} → ${recorded.to.name}</dd>
`}${note === undefined ? '' : html`<dt>${t('這種關係', 'This relation')}</dt><dd${own(call)}>${note}</dd>
`}`
  return {
    title: `${from.name} ${verb} ${to.name}`,
    description: [`${from.name} ${verb} ${to.name}`, period, t(`憑據 ${grouped(relation.evidence.length)} 件`, `${grouped(relation.evidence.length)} pieces of evidence`)].filter((part) => part !== '').join(t('，', ', ')),
    main: html`<p class="kind">${t('關係', 'Relation')}${marks(call, relation)}</p>
<h1 class="statement">${entityLink(call, from)} <span class="verb">${verb}</span> ${entityLink(call, to)}</h1>
${facts.text === '' ? '' : html`<dl class="pairs facts">
${facts}</dl>
`}<section aria-labelledby="evidence"><h2 id="evidence">${t('憑據', 'Evidence')}</h2>
${relation.evidence.length === 0 ? await kept(call, relation) : html`<ol class="grounds">${relation.evidence.map((one) => html`<li>${oneEvidence(call, one)}</li>
`)}</ol>`}</section>
<p class="standing">${t('有紀錄的連結不等於隸屬或立場。', 'A recorded connection is neither membership nor a position.')}</p>
${notes.length === 0 ? '' : html`<section aria-labelledby="notes"><h2 id="notes">${t('註記', 'Notes')}</h2><ul class="plainlist">${await Promise.all(notes.map(async (one) => html`<li>${await noteLine(call, one)}</li>
`))}</ul></section>
`}${reported}<nav class="acts noprint" aria-label="${t('可以做的事', 'What you can do')}"><ul>
<li><a href="${href('/contribute', { change: id })}">${t('建議修改', 'Propose a change')}</a></li>
<li><a href="${href('/me/watch', { of: id })}">${t('有變動通知我', 'Watch')}</a></li>
<li><a href="${href('/report', { of: id })}">${t('回報問題', 'Report')}</a></li>
</ul></nav>
<section aria-labelledby="changes"><h2 id="changes">${t('改過什麼', 'History')}</h2>
${await changeList(call, changes.items)}${changes.hasNextPage ? html`<p><a href="${href(`/relations/${id}/history`)}">${t('全部的歷史', 'The whole history')}</a></p>` : ''}</section>`,
  } satisfies Page
}

/** All that is known of a piece of evidence. */
function oneEvidence(call: Call, evidence: EvidenceView): Markup {
  const { t } = call
  const { id, method, confidence, attested, rule, captured } = evidence
  const said = [
    t(...METHODS[method]), rule, confidence === undefined ? undefined : t(`可信度 ${confidence}`, `confidence ${confidence}`), attested === undefined ? undefined : t(`資料時間 ${dated(attested, call)}`, `attested ${dated(attested, call)}`),
  ].filter((part) => part !== undefined)
  return html`${evidenceLine(call, evidence)}${inText(call, evidence)}<p class="about">${said.join('，')}${evidence.locator.url === undefined || !isWebAddress(evidence.locator.url) ? '' : html` <a href="${evidence.locator.url}" rel="external nofollow">${t('原網頁', 'The page itself')}</a>`}${captured === undefined ? '' : html` <a href="/captured/${id}">${t(`當時存下的副本（${captured.at.slice(0, 10)}）`, `Copy kept on ${captured.at.slice(0, 10)}`)}</a>`}</p>`
}

/** Evidence that is announced and not shown: who keeps it, and whom to ask. */
async function kept(call: Call, { keptBy }: RelationView): Promise<Markup> {
  const { t } = call
  const people = keptBy.length === 0 ? undefined : peopleOf(call)
  if (people === undefined) return html`<p class="kept">${keptBy.length === 0 ? t('沒有憑據', 'No evidence') : t('憑據由社群保管', 'The evidence is kept by a community')}</p>`
  const keepers = keepersNamed(await people.directory.table(), keptBy)
  return html`${keepers.map(({ label, contact }) => html`<p class="kept">${t(`憑據由「${label}」保管，想看請聯絡`, `The evidence is kept by “${label}”; contact`)} ${contact}</p>
`)}`
}

/** The whole history of a relation, page by page. */
export const relationHistoryPage: Handler = async (call) => {
  const { params: { id = '' }, asking, query, t, href } = call
  if (!isId(id)) throw notFound(id)
  const page = await history(asking, id, { first: 20, after: query.get('after') })
  if (page.items.length === 0 && !query.has('after')) throw notFound(id)
  return {
    title: t('關係的歷史', 'History of a relation'), unlisted: true,
    main: html`<p class="over"><a href="${href(`/relations/${id}`)}">${t('這筆關係', 'The relation')}</a></p>
<h1>${t('改過什麼', 'History')}</h1>
${await changeList(call, page.items)}${pager(call, page)}`,
  }
}
