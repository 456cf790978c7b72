import { changeMany, MOST_AT_ONCE } from '../../../archive/bulk/bulk.ts'
import { chosen, RELATION_QUEUES } from '../../../archive/bulk/choice.ts'
import type { BulkPorts } from '../../../archive/bulk/ports.ts'
import type { ManyReport } from '../../../archive/bulk/writing.ts'
import { csvOf, exportSheet, xlsxOf } from '../../../archive/round-trip/export.ts'
import { QUEUES } from '../../../archive/quality/queues.ts'
import { markup as html, Markup } from '../../../exchange/markup.ts'
import { writer } from '../../../http/writing.ts'
import type { Id } from '../../../model/ids.ts'
import { grouped } from '../../../model/numbers.ts'
import { KINDS, type Kind } from '../../../model/records.ts'
import { demand } from '../../../model/permissions.ts'
import type { Call } from '../../call.ts'
import { attempted, boxes, choice, field, hidden, mistakesList, NONE, onceOnly, type FieldOptions, type Mistakes, type Option } from '../../form.ts'
import type { Other, Page, Redirect } from '../../page.ts'
import { entityLink, kindLabel, own } from '../../parts/entity.ts'
import { relationHead, typeLabel } from '../../parts/relation.ts'
import { workroom } from '../../parts/workroom.ts'
import type { Handler } from '../../route.ts'
import { ACTS, actIn, changeIn, choiceIn, ofIn, PLACES, saidIn, type Act, type Of, type Said } from './bulk-form.ts'
import { doneNote, reportList, SHOWN } from './bulk-report.ts'
import { relationOptions } from './import-columns.ts'
import { readerOptions } from './readers.ts'

/** The same done to many: choose which, say what, see it row by row, do it as one batch that can be taken back. */
export const bulkPage: { readonly get: Handler; readonly post: Handler } = { get: (call) => first(call, NONE), post: sent }

export const bulkPorts = ({ asking: { graph, vocabulary, search }, context }: Pick<Call, 'asking' | 'context'>): BulkPorts => ({ graph, vocabulary, directory: context.people().directory, ...(search === undefined ? {} : { search }) })

async function sent(call: Call): Promise<Page | Redirect | Other> {
  const { form, asking, context, actor, href } = call
  demand(actor, 'propose')
  const [said, act] = [saidIn(call), form.get('act')]
  const chosenNow = await attempted(call, async () => {
    const which = await choiceIn(call, said)
    const ids: Id[] = []
    for await (const some of chosen(bulkPorts(call), asking.viewer, which, MOST_AT_ONCE)) ids.push(...some)
    return { which, ids }
  }, PLACES)
  if ('mistakes' in chosenNow) return first(call, chosenNow.mistakes)
  const { which, ids } = chosenNow.done
  if (act === 'sheet' || act === 'workbook') {
    const sheet = await attempted(call, () => exportSheet(bulkPorts(call), asking.viewer, which), PLACES)
    if ('mistakes' in sheet) return first(call, sheet.mistakes)
    const kept = { 'cache-control': 'private, no-store' }
    return act === 'sheet'
      ? { body: await csvOf(sheet.done), type: 'text/csv; charset=utf-8', headers: { ...kept, 'content-disposition': 'attachment; filename="sheet.csv"' } }
      : { body: Buffer.from(await xlsxOf(sheet.done)), type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', headers: { ...kept, 'content-disposition': 'attachment; filename="sheet.xlsx"' } }
  }
  if (act === 'back') return first(call, NONE)
  if (act === 'next') return second(call, ids, NONE)
  const isDone = act === 'do'
  const found = await attempted(call, async () => changeMany(bulkPorts(call), writer(context), {
    choice: which, change: await changeIn(call, said), shown: SHOWN, origin: 'web', dryRun: !isDone,
    key: form.get('key') ?? '', reason: said('reason'), ...(isDone ? { token: form.get('token') ?? '' } : {}),
  }), PLACES)
  if ('mistakes' in found) return second(call, ids, found.mistakes)
  return isDone ? { to: href('/bulk', { of: ofIn(said), batch: found.done.batch ?? null, changed: String(found.done.changed) }) } : second(call, ids, NONE, found.done)
}

/** Which, and what is to be done to them. */
async function first(call: Call, mistakes: Mistakes): Promise<Page> {
  const { t, href, actor, asking, language } = call
  demand(actor, 'propose')
  const said = saidIn(call)
  const of = ofIn(said)
  const input = (name: string, label: string, more: Partial<FieldOptions> = {}): Markup => field({ name, label, value: said(name), mistakes, most: 300, ...more })
  const all = { value: '', label: t('全部', 'all') }
  return {
    title: t('一次改許多', 'Change many at once'), unlisted: true, ...(mistakes.size === 0 ? {} : { status: 400 }),
    main: html`${workroom(call)}<h1>${t('一次改許多', 'Change many at once')}</h1>
${doneNote(call, '/bulk')}<ul class="chips noprint"><li><a href="${href('/bulk', { of: 'entities' })}"${of === 'entities' ? new Markup(' aria-current="page"') : ''}>${t('條目', 'Entities')}</a></li><li><a href="${href('/bulk', { of: 'relations' })}"${of === 'relations' ? new Markup(' aria-current="page"') : ''}>${t('關係', 'Relations')}</a></li><li><a href="${href('/bulk/sheet')}">${t('改好的試算表', 'An edited sheet')}</a></li></ul>
<p>${t('選出要改的，看清楚每一筆會怎麼變，再一起改；隨時可以整批收回。', 'Choose them, see what becomes of each, and change them together; all of it can be taken back.')}</p>
${mistakesList(call, mistakes)}<form method="post" action="${href('/bulk')}">${hidden('of', of)}
<h2>${t('選哪些', 'Which')}</h2>
<p class="hint">${t('填了的都要符合；不用的留空白。', 'All that you say must be so; leave empty what does not matter.')}</p>
${of === 'entities' ? html`${input('search', t('有這些字', 'With these words'))}<div class="side">${choice({ name: 'kind', label: t('哪一類', 'Kind'), value: said('kind'), options: [all, ...KINDS.map((one) => ({ value: one, label: kindLabel(call, one) }))] })}${input('name', t('名稱是', 'Called'))}${input('collection', t('在哪個專題裡', 'In the collection'))}</div>
<div class="side">${choice({ name: 'field', label: t('哪一項內容', 'With the field'), value: said('field'), mistakes, options: [{ value: '', label: t('不限', 'any') }, ...fieldOptions(call)] })}${input('value', t('內容是', 'That says'))}</div>${boxes({ name: 'blank', label: t('或者', 'Or'), options: [{ value: 'yes', label: t('還沒有這一項的', 'those that do not have that field') }], values: [said('blank')] })}`
    : html`<div class="side">${choice({ name: 'types', label: t('哪一種關係', 'Relation type'), value: said('types'), mistakes, options: [all, ...[...asking.vocabulary.relations.keys()].map((one) => ({ value: one, label: typeLabel(call, one) }))] })}${choice({ name: 'queue', label: t('該整理的', 'To be put in order'), value: said('queue'), options: [{ value: '', label: t('不限', 'any') }, ...RELATION_QUEUES.map((one) => ({ value: one, label: QUEUES[one].label[language] }))] })}</div>
${input('ends', t('一端是（一行一個名稱）', 'With an end in (a name a line)'), { type: 'textarea', rows: 2 })}${input('source', t('出處是', 'That rest on the source'))}`}
<details${said('ids') === '' ? '' : new Markup(' open')}><summary>${t('或貼上編號、網址', 'Or paste ids or addresses')}</summary>${field({ name: 'ids', label: t('編號或網址，一行一個', 'Ids or addresses, one a line'), type: 'textarea', rows: 5, value: said('ids'), mistakes })}</details>
<h2>${t('要做什麼', 'What to do')}</h2>
${choice({ name: 'what', label: t('對每一筆', 'To each'), value: said('what'), mistakes, options: ACTS[of].map((one) => ({ value: one, label: actLabel(call, one, of) })) })}
<div class="buttons"><button name="act" value="next">${t('接著', 'Go on')}</button> <button class="quiet" name="act" value="workbook">${t('下載成試算表來改', 'Take them as a sheet to edit')}</button> <button class="quiet" name="act" value="sheet">${t('下載成 CSV', 'Take them as CSV')}</button></div>
</form>`,
  }
}

function actLabel({ t }: Pick<Call, 't'>, act: Act, of: Of): string {
  switch (act) {
    case 'field': return of === 'entities' ? t('改一項內容，或清掉它', 'Set a field, or clear it') : t('改附註，或清掉它', 'Set a note, or clear it')
    case 'addValues': return t('在一項內容裡再加上', 'Add to a field with several values')
    case 'removeValues': return t('從一項內容裡拿掉', 'Take away from a field with several values')
    case 'relate': return t('加上同一種關係', 'Add the same relation')
    case 'cite': return t('補上同一個出處', 'Give the same source')
    case 'confirm': return t('憑據看過了，還是這麼說', 'The evidence was looked at, and says so still')
    case 'dates': return t('改開始或結束的時間', 'Set their dates')
    case 'readers': return t('改誰看得到', 'Change who can see them')
    case 'withdraw': return t('撤下', 'Withdraw them')
  }
}

/** Codes of fields that hold several values, or all. */
function fieldOptions({ asking, language }: Pick<Call, 'asking' | 'language'>, only: 'all' | 'lists' = 'all'): Option[] {
  return [...asking.vocabulary.fields.values()].filter(({ value, retired }) => retired !== true && (only === 'all' || value === 'list')).map(({ code, label }) => ({ value: code, label: label[language] }))
}

/** What was said before, kept as it is. */
const WHICH = ['of', 'search', 'kind', 'name', 'collection', 'field', 'value', 'blank', 'types', 'queue', 'ends', 'source', 'ids', 'what'] as const

/** The particulars, what would change, and the button that does it. */
async function second(call: Call, ids: readonly Id[], mistakes: Mistakes, report?: ManyReport): Promise<Page> {
  const { t, href, form, actor } = call
  demand(actor, 'propose')
  const said = saidIn(call)
  const [of, act] = [ofIn(said), actIn(said) ?? 'field']
  const title = actLabel(call, act, of)
  const isNew = report === undefined || report.changed === 0
  return {
    title, unlisted: true, wide: true, ...(mistakes.size === 0 ? {} : { status: mistakes.has('') ? 409 : 400 }),
    main: html`<h1>${title}</h1>
<p>${t(`選了 ${grouped(ids.length)} 筆`, `${grouped(ids.length)} chosen`)}：</p>${await samples(call, of, ids)}
${mistakesList(call, mistakes)}<form method="post" action="${href('/bulk')}">${WHICH.map((name) => (said(name) === '' ? '' : hidden(name, said(name))))}${form.has('key') && report === undefined && mistakes.size > 0 ? hidden('key', form.get('key')!) : onceOnly()}
${await particulars(call, act, of, said, mistakes)}
<div class="buttons"><button${isNew ? '' : new Markup(' class="plain"')} name="act" value="preview">${report === undefined ? t('先看會改什麼', 'See what would change') : t('再看一次', 'Look again')}</button> <button class="quiet" name="act" value="back" formnovalidate>${t('回去改選哪些', 'Choose others')}</button></div>
${report === undefined ? '' : html`<h2>${t('會改成這樣', 'What would change')}</h2>
${reportList(call, report)}${report.changed === 0 ? html`<p>${t('沒有要改的。', 'Nothing changes.')}</p>` : html`${hidden('token', report.token)}${field({ name: 'reason', label: t('為什麼要改', 'Why'), value: said('reason'), mistakes, most: 500 })}<div class="buttons"><button name="act" value="do">${t(`就這樣改（${grouped(report.changed)} 筆）`, `Change them (${grouped(report.changed)})`)}</button></div><p class="hint">${t('是一整批，隨時可以收回。', 'It is one batch, and can be taken back at any time.')}</p>`}`}</form>`,
  }
}

const SAMPLES = 8

/** The first of what was chosen. */
async function samples(call: Call, of: Of, ids: readonly Id[]): Promise<Markup> {
  const { asking, t } = call
  const some = ids.slice(0, SAMPLES)
  const lines = of === 'entities' ? [...(await asking.graph.entities(some, asking.viewer)).values()].map((one) => entityLink(call, one)) : [...(await asking.graph.relationsById(some, asking.viewer)).values()].map((one) => relationHead(call, one))
  return html`<ul>${lines.map((one) => html`<li>${one}</li>`)}${ids.length > SAMPLES ? html`<li>${t(`……和其他 ${grouped(ids.length - SAMPLES)} 筆`, `… and ${grouped(ids.length - SAMPLES)} more`)}</li>` : ''}${ids.length === 0 ? html`<li>${t('沒有符合的。', 'None.')}</li>` : ''}</ul>`
}

async function particulars(call: Call, act: Act, of: Of, said: Said, mistakes: Mistakes): Promise<Markup> {
  const { t, asking } = call
  const input = (name: string, label: string, more: Partial<FieldOptions> = {}): Markup => field({ name, label, value: said(name), mistakes, most: 2_000, ...more })
  const dates = (): Markup => html`<div class="side">${input('start', t('開始', 'Start'), { hint: t('例如 民國108年9月、2019-09。', 'Such as 2019-09.') })}${input('end', t('結束', 'End'))}</div>`
  const source = (): Markup => html`${input('cited', t('出處', 'Source'), { hint: t('著作、名冊或條目的名稱或編號。', 'The title or id of a work, register or entry.') })}<div class="side">${input('page', t('第幾頁', 'Page'), { most: 60 })}${input('quote', t('原文', 'Its words'))}</div>`
  switch (act) {
    case 'field':
    case 'addValues':
    case 'removeValues': return html`${of === 'relations' ? input('set', t('附註叫什麼', 'The note'), { hint: t('例如 note、about。', 'Such as note, about.'), most: 60 }) : choice({ name: 'set', label: t('哪一項', 'The field'), value: said('set') || said('field'), mistakes, options: [{ value: '', label: t('請選', 'choose') }, ...fieldOptions(call, act === 'field' ? 'all' : 'lists')] })}${input('values', act === 'field' ? t('改成（有好幾個時一行一個；空白就是清掉）', 'Becomes (several: one a line; empty: cleared)') : t('哪些（一行一個）', 'Which (one a line)'), { type: 'textarea', rows: 2 })}`
    case 'relate': return html`<div class="side">${choice({ name: 'relation', label: t('每一筆', 'Each'), value: said('relation'), mistakes, options: [{ value: '', label: t('請選', 'choose') }, ...relationOptions({ asking, language: call.language }, (KINDS.find((one) => one === said('kind')) ?? 'Organization') satisfies Kind)] })}${input('other', t('誰', 'Whom'), { hint: t('名稱或編號。', 'A name or an id.') })}</div>${source()}${dates()}`
    case 'cite': return source()
    case 'dates': return dates()
    case 'readers': return choice({ name: 'readers', label: t('誰看得到？', 'Who can see it?'), value: said('readers') || 'everyone', mistakes, options: await readerOptions(call) })
    case 'withdraw': return input('why', t('為什麼撤下', 'Why'), { hint: t('撤下之後可以再收回。', 'It can be taken back.') })
    case 'confirm': return html`<p${own(call)}>${t('選的這些關係，憑據您都看過了。', 'You have looked at the evidence of all of these.')}</p>`
  }
}
