import { same } from '../../../archive/three-way.ts'
import { decidedWith, queueItem, said, textsOn, type QueueItem } from '../../../archive/review/queue.ts'
import type { ThreeTexts } from '../../../archive/review/texts.ts'
import { partText, titleOf } from '../../../archive/review/titles.ts'
import { markup as html, type Markup } from '../../../exchange/markup.ts'
import { TYPE_NAMES, valueText } from '../../../graph/wording.ts'
import { writer } from '../../../http/writing.ts'
import { notFound, unauthenticated } from '../../../model/errors.ts'
import { isId, type Id } from '../../../model/ids.ts'
import type { ContentRecord, FieldValue, Kind, StoredFile } from '../../../model/records.ts'
import type { Call } from '../../call.ts'
import { attempted, boxes, field, hidden, mistakesList, NONE, onceOnly, type Mistakes } from '../../form.ts'
import type { Page } from '../../page.ts'
import { entityPath, kindLabel, own } from '../../parts/entity.ts'
import { momentOf } from '../../parts/moment.ts'
import { relationLine } from '../../parts/relation.ts'
import type { Handler } from '../../route.ts'
import { fileAddress } from '../../../http/file-address.ts'
import { valueOf } from '../entities/facts.ts'
import { afterwards, settled } from './settling.ts'

/** One thing that waits: what it says, what it would change, and what stands now; accepted whole or in part. */
export const itemPage: { readonly get: Handler; readonly post: Handler } = {
  get: (call) => page(call, NONE),
  post: async (call) => {
    const found = await attempted(call, () => settled(call, [call.params['id']!]))
    return 'mistakes' in found ? page(call, found.mistakes) : { to: afterwards(call, found.done) }
  },
}

async function page(call: Call, mistakes: Mistakes): Promise<Page> {
  const { t, href, asking, params, context, form, actor } = call
  const id = params['id']!
  if (actor === undefined) throw unauthenticated()
  const item = isId(id) ? await queueItem(asking, writer(context), id) : undefined
  if (item === undefined) throw notFound(id)
  const [texts, along] = [await textsOn(asking, item), await decidedWith(asking, item)]
  const { record, relation } = item
  const by = record.by === undefined ? undefined : await context.nameOf(record.by)
  return {
    title: item.title, unlisted: true, wide: true, ...(mistakes.size === 0 ? {} : { status: mistakes.has('') ? 409 : 400 }),
    main: html`<p><a href="${href('/review')}">${t('等著決定的', 'What waits')}</a></p>
<h1${own(call)}>${item.title}</h1>
<p><span class="mark">${TYPE_NAMES[item.type][call.language]}</span> ${momentOf(call, item.at)}${by === undefined ? '' : t(`，${by} 提出`, `, by ${by}`)}${record.type === 'entity' ? html` <a href="${href(entityPath(id))}">${t('看整頁', 'See its page')}</a>` : ''}</p>
${record.type === 'proposal' && record.words !== undefined ? html`<blockquote>${record.words}</blockquote>` : ''}${relation === undefined ? '' : relationLine(call, relation, { open: true })}
${mistakesList(call, mistakes)}${item.mayDecide ? html`<form method="post" action="${href(`/review/${id}`)}">${onceOnly()}${changes(call, item, texts)}${sayings(call, item)}${alongWith(call, along)}${texts.length > 1 ? hidden('partwise', 'yes') : ''}${texts.some(({ conflict }) => conflict) ? boxes({ name: 'over', label: t('有人改過了', 'It was changed meanwhile'), values: form.getAll('over'), options: [{ value: 'yes', label: t('仍用提議的', 'Accept what is proposed all the same') }] }) : ''}${texts.length > 1 ? boxes({ name: 'rest', label: t('沒勾選的部分', 'The parts not chosen'), single: true, values: [form.get('rest') ?? 'close'], options: [{ value: 'close', label: t('不採納', 'are declined') }, { value: 'return', label: t('退回給作者', 'go back to their author') }] }) : ''}${field({ name: 'words', label: t('要說的話（退回和不採納時要寫）', 'Words (needed to return or decline)'), type: 'textarea', rows: 3, value: form.get('words') ?? '', mistakes, most: 2_000 })}<div class="buttons"><button name="decision" value="accept">${t('採納', 'Accept')}</button>${record.by === undefined ? '' : html` <button class="plain" name="decision" value="return">${t('退回', 'Return')}</button>`} <button class="quiet" name="decision" value="decline">${t('不採納', 'Decline')}</button></div></form>` : html`${changes(call, item, texts)}${sayings(call, item)}${alongWith(call, along)}<p>${t('這一項由別人決定。', 'This is for others to decide.')}</p>`}`,
  }
}

/** Of a proposed change: each part in three texts, to be chosen one by one. */
function changes(call: Call, { id, record }: QueueItem, texts: readonly ThreeTexts[]): Markup | string {
  const { t, asking, form } = call
  if (texts.length === 0) return ''
  const isChosen = (part: string): boolean => !form.has('key') || form.getAll('parts').includes(part)
  const target = record.type === 'proposal' ? record.target : id
  const told = (part: string, value: unknown, of: Id | undefined): Markup => (part === 'files' && Array.isArray(value) ? html`${pictures(call, of, value as unknown as readonly StoredFile[])}` : html`${valueText(value)}`)
  /** Where files of before are yet to be had: the target hands out those that it has now. */
  const there = (part: string, value: unknown, now: unknown): Id | undefined => (part === 'files' && same(value, now) ? target : undefined)
  return html`<h2>${t('要改什麼', 'What is to change')}</h2>
<section class="scroll" tabindex="0" aria-label="${t('三種文字', 'Three texts')}"><table><thead><tr><th scope="col">${t('欄位', 'Field')}</th><th scope="col">${t('提議時', 'When proposed')}</th><th scope="col">${t('提議', 'Proposed')}</th><th scope="col">${t('現在', 'Now')}</th></tr></thead><tbody>
${texts.map(({ part, base, theirs, now, moved, conflict }) => html`<tr><th scope="row">${texts.length > 1 ? html`<label class="box"><input type="checkbox" name="parts" value="${part}"${isChosen(part) ? html` checked` : ''}> <span>${partText(part, asking.vocabulary)}</span></label>` : partText(part, asking.vocabulary)}${conflict ? html` <span class="mark disputed">${t('有衝突', 'conflict')}</span>` : ''}</th><td${own(call)}>${told(part, base, there(part, base, now))}</td><td${own(call)}>${part === 'files' ? told(part, theirs, id) : html`<ins>${valueText(theirs)}</ins>`}</td><td${own(call)}>${moved ? html`<b>${told(part, now, target)}</b>` : told(part, now, target)}</td></tr>`)}
</tbody></table></section>`
}

/** Of something new: what it says. */
function sayings(call: Call, item: QueueItem): Markup | string {
  const all = item.relation === undefined ? said(item).filter(({ after }) => !Array.isArray(after) || after.length > 0) : []
  return all.length === 0 ? '' : html`<dl class="pairs">${all.map(({ field: part, after }) => html`<dt>${partText(part, call.asking.vocabulary)}</dt><dd>${inWords(call, part, after)}</dd>`)}</dl>`
}

/** As its page will say it. */
function inWords(call: Call, part: string, value: unknown): Markup {
  const code = /^(?:fields|qualifiers)\.(.+)$/.exec(part)?.[1] ?? (part === 'licence' ? part : undefined)
  if (code !== undefined) return valueOf(call, code, value as FieldValue)
  return part === 'kind' ? html`${kindLabel(call, value as Kind)}` : html`<span${own(call)}>${valueText(value)}</span>`
}

function alongWith(call: Call, along: Awaited<ReturnType<typeof decidedWith>>): Markup | string {
  const { t, asking } = call
  const others = along.filter(({ type }) => type !== 'evidence')
  return others.length === 0 ? '' : html`<p>${t('一起決定的', 'Decided with it')}：</p><ul>${others.map((head) => html`<li><span class="mark">${TYPE_NAMES[head.type][call.language]}</span> ${head.record === null ? '' : head.record.type === 'content' ? whole(call, head.record) : html`<span${own(call)}>${titleOf(head.record, undefined, asking.vocabulary)}</span>`}</li>`)}</ul>`
}

/** All of a story and all its pictures: whoever decides has to see what will be seen. */
function whole(call: Call, { id, passages, files = [] }: ContentRecord): Markup {
  return html`${passages.map(({ text }) => html`<blockquote${own(call)}>${text}</blockquote>`)}${pictures(call, id, files)}`
}

/** @param of the record that hands them out; undefined: none does any more, only their names are known */
function pictures(call: Call, of: Id | undefined, files: readonly StoredFile[]): Markup[] {
  const { t } = call
  return files.map(({ mediaType, name, caption, alternative }, i) => {
    if (of === undefined) return html`<p${own(call)}>${name}</p>`
    const address = fileAddress(of, i + 1)
    return html`<figure class="photo"><a href="${address}">${mediaType.startsWith('image/') ? html`<img src="${fileAddress(of, i + 1, 'small')}" alt="${alternative ?? caption ?? t(`圖片 ${i + 1}（沒有說明）`, `Picture ${i + 1} (not described)`)}" loading="lazy">` : name}</a>${caption === undefined ? '' : html`<figcaption${own(call)}>${caption}</figcaption>`}</figure>`
  })
}
