import type { BlockView } from '../../../archive/collections/exhibit.ts'
import { markup as html, type Markup } from '../../../exchange/markup.ts'
import type { EntityRef, EntityView } from '../../../graph/port.ts'
import { fileAddress } from '../../../http/file-address.ts'
import { FAMILY } from '../../../questions/family.ts'
import { permalinkOf } from '../../../questions/permalink.ts'
import type { Call } from '../../call.ts'
import { entityLink, kindLabel, own } from '../../parts/entity.ts'
import { relationLine } from '../../parts/relation.ts'
import { story } from '../../parts/story.ts'
import { placesShown } from './collections-map.ts'
import { descriptionOf, questionAddress, questionTitle } from './collections-words.ts'

/** A block of an exhibit, as its visitors see it; each has an address of its own: `#b3`. */
export async function blockShown(call: Call, block: BlockView): Promise<Markup> {
  const about = html`${block.caption === undefined ? '' : html`<p class="caption"${own(call)}>${block.caption}</p>`}${block.pinned === undefined ? '' : html`<p class="hint">${call.t(`這是 ${day(call, block.pinned.at)} 的樣子`, `As it was on ${day(call, block.pinned.at)}`)}</p>`}`
  return html`<section class="block ${block.block}" id="b${block.number}">${await bodyOf(call, block)}${about}</section>
`
}

const day = ({ language }: Pick<Call, 'language'>, at: number): string => new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : 'zh-TW', { dateStyle: 'long', timeZone: 'Asia/Taipei' }).format(at)

async function bodyOf(call: Call, block: BlockView): Promise<Markup> {
  switch (block.block) {
    case 'text': return html`<div class="prose"${own(call)}>${story(block.text ?? '', `b${block.number}`)}</div>`
    case 'item': return itemOf(call, block)
    case 'quotation': return quotationOf(call, block)
    case 'picture': return pictureOf(call, block)
    case 'map': return placesShown(call, block.items ?? [])
    case 'graph': return graphOf(call, block)
  }
}

/** Blank lines part paragraphs; line breaks stay. */
export const paragraphs = (text: string): Markup[] =>
  text.split(/\n\s*\n/).filter((part) => part.trim() !== '').map((part) => html`<p>${part.trim().split('\n').map((line, i) => html`${i > 0 ? html`<br>` : ''}${line}`)}</p>`)

const isWhole = (entity: EntityView | EntityRef): entity is EntityView => 'fields' in entity

function itemOf(call: Call, { entity, relation, content, title, pinned }: BlockView): Markup {
  if (relation !== undefined) return relationLine(call, relation, { open: true })
  if (content !== undefined && entity !== undefined) return html`<div class="prose"${own(call)}>${content.passages.map(({ text }) => html`<p>${text}</p>`)}</div><p class="source">${entityLink(call, entity)}</p>`
  if (entity === undefined) return html`<h2${own(call)}>${title ?? ''}</h2>`
  const record = pinned?.record
  const description = record?.type === 'entity' ? descriptionOf(record) : isWhole(entity) ? descriptionOf(entity) : ''
  return html`<h2>${entityLink(call, { ...entity, name: title ?? entity.name })} <span class="kind">${kindLabel(call, entity.kind)}</span></h2>${description === '' ? '' : html`<p${own(call)}>${description}</p>`}`
}

function quotationOf(call: Call, { entity, quotation, found, content }: BlockView): Markup {
  const page = found === undefined ? undefined : content?.passages.find(({ offset: [from, to] }) => found.start >= from && found.start < to)?.page
  return html`<blockquote${own(call)}>${paragraphs(quotation?.exact ?? '')}</blockquote>${entity === undefined ? '' : html`<p class="source">—— ${entityLink(call, entity)}${page === undefined ? '' : call.t(`，頁 ${page}`, `, p. ${page}`)}${found === undefined ? html` <span class="mark">${call.t('這段話現在找不到了', 'these words are not found any more')}</span>` : ''}</p>`}`
}

function pictureOf(call: Call, { entity, content, file, handedOut }: BlockView): Markup {
  const shown = file === undefined ? undefined : content?.files?.[file - 1]
  const source = entity === undefined ? '' : html`<figcaption><span${own(call)}>${shown?.caption ?? ''}</span> ${entityLink(call, entity)}</figcaption>`
  if (content === undefined || handedOut === undefined) return html`<figure><p class="kept">${call.t('這張圖現在不提供了。', 'The picture is not handed out any more.')}</p>${source}</figure>`
  return html`<figure><a href="${fileAddress(content.id, handedOut)}"><img src="${fileAddress(content.id, handedOut, 'medium')}" alt="${shown?.alternative ?? shown?.caption ?? call.t('圖片', 'Picture')}" loading="lazy"></a>${source}</figure>`
}

async function graphOf(call: Call, { question }: BlockView): Promise<Markup> {
  if (question === undefined) return html``
  const title = await questionTitle(call, question)
  return html`<h2><a href="${questionAddress(call, question)}">${title}</a></h2>${FAMILY.has(question.name) ? html`<figure class="picture" tabindex="0" aria-label="${title}"><img src="${svgAddress(permalinkOf(question))}" alt="${call.t(`「${title}」的圖；同樣的內容，文字在連結的頁上`, `Picture of the answer; in words on the linked page`)}" loading="lazy"></figure>` : ''}`
}

/** The same answer as a picture. */
const svgAddress = (permalink: string): string => permalink.replace(/^([^?]*)/, '$1.svg')
