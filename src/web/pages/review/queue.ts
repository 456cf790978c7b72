import { queue, type QueueItem } from '../../../archive/review/queue.ts'
import { markup as html, type Markup } from '../../../exchange/markup.ts'
import type { WaitingQuery } from '../../../graph/port.ts'
import { TYPE_NAMES } from '../../../graph/wording.ts'
import { writer } from '../../../http/writing.ts'
import { unauthenticated } from '../../../model/errors.ts'
import { KINDS, type Kind, type RecordType } from '../../../model/records.ts'
import { entityNamed } from '../../../questions/resolve.ts'
import type { Call } from '../../call.ts'
import { attempted, choice, field, mistakesList, NONE, onceOnly, type Mistakes } from '../../form.ts'
import type { Page } from '../../page.ts'
import { kindLabel } from '../../parts/entity.ts'
import { momentOf } from '../../parts/moment.ts'
import { pager } from '../../parts/pager.ts'
import { evidenceOf, relationHead } from '../../parts/relation.ts'
import { workroom } from '../../parts/workroom.ts'
import type { Handler } from '../../route.ts'
import { afterwards, settled, settledNote } from './settling.ts'

const PAGE = 20
const TYPES: readonly RecordType[] = ['relation', 'entity', 'content', 'evidence', 'proposal']
const ORDERS = ['oldest', 'newest', 'confidence'] as const

/** What waits for a decision: fifty before lunch, with the keyboard alone (j k to go, x to choose, a accepts, d declines, r returns, Enter opens). */
export const queuePage: { readonly get: Handler; readonly post: Handler } = {
  get: (call) => page(call, NONE),
  post: async (call) => {
    const found = await attempted(call, () => settled(call, call.form.getAll('ids')))
    return 'mistakes' in found ? page(call, found.mistakes) : { to: afterwards(call, found.done, Object.fromEntries(filters(call))) }
  },
}

const FILTERS = ['type', 'kind', 'relation', 'work', 'confidence', 'order', 'after']
const filters = ({ form }: Pick<Call, 'form'>): [string, string][] => FILTERS.flatMap((name) => (form.has(`f-${name}`) ? [[name, form.get(`f-${name}`)!]] : []))

async function queryOf({ query, asking }: Call): Promise<WaitingQuery> {
  const [type, kind, relation, work, confidence, order] = ['type', 'kind', 'relation', 'work', 'confidence', 'order'].map((name) => query.get(name) ?? '')
  return {
    ...(TYPES.includes(type as RecordType) ? { types: [type as RecordType] } : {}), ...(KINDS.includes(kind as Kind) ? { kinds: [kind as Kind] } : {}), ...(relation === '' ? {} : { relations: [relation!] }),
    ...(work === '' ? {} : { source: (await entityNamed(asking, work!, 'work')).id }), ...(confidence === '' || !(Number(confidence) >= 0) ? {} : { confidence: Number(confidence) }),
    ...(ORDERS.includes(order as never) ? { order: order as (typeof ORDERS)[number] } : {}),
  }
}

async function page(call: Call, mistakes: Mistakes): Promise<Page> {
  const { t, href, query, asking, actor, form, context } = call
  if (actor === undefined) throw unauthenticated()
  const asked = await attempted(call, () => queryOf(call))
  const after = query.get('after')
  const found = await queue(asking, writer(context), 'mistakes' in asked ? {} : asked.done, { first: PAGE, ...(after === null ? {} : { after }) })
  const chosen = new Set(form.getAll('ids'))
  const all = new Map([...mistakes, ...('mistakes' in asked ? asked.mistakes : [])])
  const any: { value: string; label: string } = { value: '', label: t('全部', 'all') }
  return {
    title: t('審查', 'Review'), unlisted: true, wide: true, islands: ['review'], ...(mistakes.size === 0 ? {} : { status: 400 }),
    main: html`${workroom(call)}<h1>${t('等著決定的', 'What waits for a decision')}</h1>
${settledNote(call)}${mistakesList(call, all)}<details class="noprint"${[...query.keys()].some((name) => FILTERS.includes(name) && name !== 'after') ? html` open` : ''}><summary>${t('篩選', 'Filter')}</summary>
<form method="get" action="${href('/review')}">
${choice({ name: 'type', label: t('哪一種', 'What'), value: query.get('type') ?? '', options: [any, ...TYPES.map((type) => ({ value: type, label: TYPE_NAMES[type][call.language] }))] })}${choice({ name: 'kind', label: t('關於', 'About'), value: query.get('kind') ?? '', options: [any, ...KINDS.map((kind) => ({ value: kind, label: kindLabel(call, kind) }))] })}${field({ name: 'work', label: t('只看這個出處的', 'Only from this source'), value: query.get('work') ?? '', mistakes: all })}${choice({ name: 'confidence', label: t('把握', 'How sure'), value: query.get('confidence') ?? '', options: [any, ...['0.9', '0.8', '0.6'].map((value) => ({ value, label: t(`至少 ${Number(value) * 100}%`, `at least ${Number(value) * 100}%`) }))] })}${choice({ name: 'order', label: t('順序', 'Order'), value: query.get('order') ?? 'oldest', options: [{ value: 'oldest', label: t('等最久的在前', 'oldest first') }, { value: 'newest', label: t('最新的在前', 'newest first') }, { value: 'confidence', label: t('最有把握的在前', 'surest first') }] })}<div class="buttons"><button class="plain">${t('篩選', 'Filter')}</button></div>
</form></details>
${found.items.length === 0 ? html`<p>${t('沒有等著決定的。', 'Nothing waits.')}</p>` : html`<review-queue data-help="${t('鍵盤：j、k 上下，x 勾選，a 採納，d 不採納，r 退回，Enter 打開', 'Keys: j, k go; x chooses; a accepts; d declines; r returns; Enter opens')}"><form method="post" action="${href('/review', Object.fromEntries([...query].filter(([name]) => FILTERS.includes(name))))}">
${onceOnly()}${[...query].filter(([name]) => FILTERS.includes(name)).map(([name, value]) => html`<input type="hidden" name="f-${name}" value="${value}">`)}
<ol class="plainlist queue">${found.items.map((item) => row(call, item, chosen.has(item.id)))}</ol>
<div class="decide">${field({ name: 'words', label: t('要說的話（退回和不採納時要寫）', 'Words (needed to return or decline)'), value: form.get('words') ?? '', mistakes, most: 2_000 })}<div class="buttons"><button name="decision" value="accept">${t('採納勾選的', 'Accept the chosen')}</button> <button class="plain" name="decision" value="return">${t('退回', 'Return')}</button> <button class="quiet" name="decision" value="decline">${t('不採納', 'Decline')}</button></div></div>
</form></review-queue>`}
${pager(call, found)}`,
  }
}

/** One thing that waits, with the words it rests on. */
function row(call: Call, { id, type, title, at, confidence, relation, record, mayDecide }: QueueItem, isChosen: boolean): Markup {
  const { t, href } = call
  const name = `c-${id}`
  return html`<li id="q-${id}" data-href="${href(`/review/${id}`)}"><div class="box">${mayDecide ? html`<input type="checkbox" id="${name}" name="ids" value="${id}"${isChosen ? html` checked` : ''}>` : ''}<div><label for="${name}"><span class="mark">${TYPE_NAMES[type][call.language]}</span> ${relation === undefined ? title : relationHead(call, relation)}</label>
${record.type === 'proposal' && record.words !== undefined ? html`<p class="hint">${record.words}</p>` : ''}${relation === undefined ? '' : evidenceOf(call, relation, true)}<p class="hint">${momentOf(call, at)}${record.by === undefined && confidence > 0 ? t(`，把握 ${Math.round(confidence * 100)}%`, `, ${Math.round(confidence * 100)}% sure`) : ''}${mayDecide ? '' : t('，由別人決定', ', for others to decide')} <a href="${href(`/review/${id}`)}">${t('細看', 'Look closer')}</a></p></div></div></li>`
}
