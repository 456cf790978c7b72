import type { BlockView } from '../../../archive/collections/exhibit.ts'
import type { CollectionView } from '../../../archive/collections/view.ts'
import { markup as html, type Markup } from '../../../exchange/markup.ts'
import type { Call } from '../../call.ts'
import { boxes, field, hidden } from '../../form.ts'
import { own } from '../../parts/entity.ts'
import { typeLabel } from '../../parts/relation.ts'
import { doing, tool, typed, type Trying } from './collections-tools.ts'
import { nameField, questionFields } from './collections-form.ts'
import { questionTitle } from './collections-words.ts'

const KINDS: Readonly<Record<BlockView['block'], readonly [zh: string, en: string]>> = {
  text: ['文字', 'Text'], item: ['一筆資料', 'Something of the archive'], quotation: ['引文', 'Quotation'], picture: ['圖片', 'Picture'], map: ['幾個地方', 'Places'], graph: ['一個問題的圖', 'Picture of an answer'],
}

/** The blocks of an exhibit with their buttons, and what can be put in. */
export async function blocksEdited(call: Call, one: CollectionView, trying: Trying): Promise<Markup> {
  const { t } = call
  const rows: Markup[] = []
  for (const [place, block] of one.blocks.entries()) rows.push(await row(call, one, block, place))
  return html`<h2 id="blocks">${t(`展覽裡有 ${one.blocks.length} 塊`, `${one.blocks.length} blocks`)}</h2>
${rows.length === 0 ? html`<p>${t('還沒有東西，從下面加進來。', 'There is nothing in it yet; put something in below.')}</p>` : html`<arrange-list data-field="block" data-do="blockPlace"><ol class="editing">${rows}</ol></arrange-list>`}
<h3>${t('再放一塊', 'Put in a block')}</h3>
${texts(call, one, trying)}${items(call, one, trying)}${quotations(call, one, trying)}${pictures(call, one, trying)}${places(call, one, trying)}${graphs(call, one, trying)}`
}

async function summaryOf(call: Call, { block, text, title, entity, relation, quotation, items: shown, question }: BlockView): Promise<string> {
  if (block === 'text') return [...text ?? ''].slice(0, 40).join('')
  if (block === 'quotation') return `「${[...quotation?.exact ?? ''].slice(0, 40).join('')}」`
  if (block === 'map') return (shown ?? []).map(({ name }) => name).slice(0, 5).join('、')
  if (block === 'graph') return question === undefined ? '' : questionTitle(call, question)
  if (relation !== undefined) return `${relation.from.name} ${typeLabel(call, relation.type)} ${relation.to.name}`
  return title ?? entity?.name ?? ''
}

async function row(call: Call, one: CollectionView, block: BlockView, place: number): Promise<Markup> {
  const { t } = call
  const kind = t(...KINDS[block.block])
  const button = (does: string, label: string): Markup => html`<button class="quiet" name="do" value="${does}" aria-label="${t(`第 ${place + 1} 塊${label}`, `Block ${place + 1}: ${label}`)}">${label}</button>`
  const [isFirst, isLast] = [place === 0, place === one.blocks.length - 1]
  return html`<li id="e${place + 1}"><div class="row"><span class="what">${place + 1}. ${kind}：<span${own(call)}>${await summaryOf(call, block)}</span>${block.pinned === undefined ? '' : html` <span class="mark">${t('固定的版本', 'pinned')}</span>`}</span>
${doing(call, one, '', html`${hidden('block', String(block.number))}${isFirst ? '' : button('blockUp', t('上移', 'Up'))}${isLast ? '' : button('blockDown', t('下移', 'Down'))}${button('blockRemove', t('拿掉', 'Take out'))}`)}</div>
<details><summary>${block.block === 'text' ? t('改文字', 'Change the text') : t('改說明', 'Change the caption')}</summary>
${doing(call, one, 'blockChange', html`${hidden('block', String(block.number))}<label class="unseen" for="words-${place}">${kind}</label><textarea id="words-${place}" name="${block.block === 'text' ? 'text' : 'caption'}" rows="${block.block === 'text' ? 6 : 2}" maxlength="20000">
${block.block === 'text' ? block.text : block.caption}</textarea><p class="buttons"><button class="quiet">${t('存起來', 'Save')}</button></p>`)}</details></li>
`
}

const put = ({ t }: Call): Markup => html`<p class="buttons"><button>${t('放進去', 'Put it in')}</button></p>`

function texts(call: Call, one: CollectionView, trying: Trying): Markup {
  const { form, mistakes } = typed(trying, 'text')
  return tool(trying, 'text', call.t(...KINDS.text), doing(call, one, 'text', html`${field({ name: 'text', label: call.t('文字', 'Text'), hint: call.t('空一行就是新的一段；**粗體**、[連結](網址) 都可以', 'An empty line begins a paragraph; **bold** and [links](address) may be used'), type: 'textarea', value: form.get('text') ?? '', mistakes, most: 20_000, required: true })}${put(call)}`))
}

const pin = ({ t }: Call, name: string): Markup => boxes({ name, label: t('版本', 'Version'), options: [{ value: '1', label: t('固定在現在的樣子', 'As it is now, for ever'), hint: t('不勾，就跟著資料更新', 'else it changes as the archive does') }] })

function items(call: Call, one: CollectionView, trying: Trying): Markup {
  const { form, mistakes } = typed(trying, 'item')
  return tool(trying, 'item', call.t(...KINDS.item), doing(call, one, 'item', html`${nameField(call, { name: 'item-what', label: call.t('名稱', 'Its name'), value: form.get('item-what') ?? '', mistakes, choosing: trying.choosing })}${pin(call, 'pin')}${put(call)}`))
}

function quotations(call: Call, one: CollectionView, trying: Trying): Markup {
  const { t } = call
  const { form, mistakes } = typed(trying, 'quotation')
  return tool(trying, 'quotation', t(...KINDS.quotation), doing(call, one, 'quotation', html`${nameField(call, { name: 'quote-what', label: t('哪一篇、哪一本', 'From which work'), value: form.get('quote-what') ?? '', mistakes, choosing: trying.choosing })}
${field({ name: 'words', label: t('要引的話，從原文複製', 'The words, copied from its text'), type: 'textarea', rows: 4, value: form.get('words') ?? '', mistakes, most: 2_000, required: true })}${put(call)}`))
}

function pictures(call: Call, one: CollectionView, trying: Trying): Markup {
  const { form, mistakes } = typed(trying, 'picture')
  return tool(trying, 'picture', call.t(...KINDS.picture), doing(call, one, 'picture', html`${nameField(call, { name: 'picture-what', label: call.t('誰的圖片', 'Whose pictures'), value: form.get('picture-what') ?? '', mistakes, choosing: trying.choosing })}<p class="buttons"><button>${call.t('看它的圖片', 'See its pictures')}</button></p>`))
}

function places(call: Call, one: CollectionView, trying: Trying): Markup {
  const { t } = call
  const { form, mistakes } = typed(trying, 'map')
  return tool(trying, 'map', t(...KINDS.map), doing(call, one, 'map', html`${field({ name: 'map-places', label: t('地方，一行一個', 'Places, one a line'), type: 'textarea', rows: 4, value: form.get('map-places') ?? '', mistakes, required: true, most: 10_000 })}
${field({ name: 'map-caption', label: t('說明（可以不填）', 'Caption (optional)'), value: form.get('map-caption') ?? '', most: 1_000 })}${put(call)}`))
}

function graphs(call: Call, one: CollectionView, trying: Trying): Markup {
  const { form, mistakes } = typed(trying, 'graph')
  return tool(trying, 'graph', call.t(...KINDS.graph), doing(call, one, 'graph', html`${questionFields(call, form, mistakes)}${put(call)}`))
}
