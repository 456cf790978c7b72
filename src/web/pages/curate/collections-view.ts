import { collectionsOf } from '../../../archive/collections/list.ts'
import { collection, pageOfMembers, type CollectionView, type MemberView } from '../../../archive/collections/view.ts'
import { markup as html, type Markup } from '../../../exchange/markup.ts'
import { fileAddress } from '../../../http/file-address.ts'
import { shelves } from '../../../http/shelves.ts'
import { notFound } from '../../../model/errors.ts'
import { isId } from '../../../model/ids.ts'
import { pageOf } from '../../../questions/entity.ts'
import type { Call } from '../../call.ts'
import { entityLink, entityPath, kindLabel, own } from '../../parts/entity.ts'
import { pager } from '../../parts/pager.ts'
import { relationLine } from '../../parts/relation.ts'
import type { Handler } from '../../route.ts'
import { blockShown } from './collections-blocks.ts'
import { collectionPath, descriptionOf, layoutPath, mannerOf, questionAddress, questionTitle, sizeOf, stateMark } from './collections-words.ts'

/** The collection at an address, as its reader sees it. @throws NOT_FOUND */
export async function collectionAt(call: Call): Promise<CollectionView> {
  const id = call.params['id'] ?? ''
  const found = await collection(shelves(call.context), id)
  if (found === undefined) throw notFound(call.path)
  return found
}

/** `GET /collections/ID`, by its own id or its entity's. */
export const view: Handler = async (call) => {
  const { t, href, asking, context, query, params: { id = '' } } = call
  const one = await collection(shelves(context), id)
  if (one === undefined) {
    // what holds nothing that this reader sees is a name, as others are
    const named = isId(id) ? (await asking.graph.entities([id], asking.viewer)).get(id) : undefined
    if (named?.kind !== 'Collection') throw notFound(call.path)
    return { to: href(entityPath(named.id)) }
  }
  const entity = (await asking.graph.entities([one.entity.id], asking.viewer)).get(one.entity.id)
  const description = entity === undefined ? '' : descriptionOf(entity)
  const holders = (await collectionsOf(shelves(context), one.entity.id, { first: 10 })).items
  const by = one.by === undefined ? '' : await context.nameOf(one.by)
  return {
    title: one.entity.name, canonical: collectionPath(one.id), unlisted: one.state !== 'published' || query.has('after'),
    card: { kind: t('專題', 'Collection') },
    ...(description === '' ? {} : { description: description.slice(0, 200) }),
    main: html`<article class="collection">
${one.cover === undefined ? '' : html`<img class="cover" src="${fileAddress(one.cover.content, one.cover.file, 'medium')}" alt="">\n`}<p class="hint">${t('專題', 'Collection')}．${mannerOf(call, one)}</p>
<h1><span${own(call)}>${one.entity.name}</span>${stateMark(call, one.state)}</h1>
${description === '' ? '' : html`<p class="lead"${own(call)}>${description}</p>\n`}<p class="hint">${[sizeOf(call, one), by === '' ? '' : t(`${by} 編`, `by ${by}`), one.frozenOn === undefined ? '' : t(`內容固定在 ${one.frozenOn}`, `kept as it was on ${one.frozenOn}`)].filter((part) => part !== '').join('．')}</p>
${holders.length === 0 ? '' : html`<p class="hint">${t('收在', 'Within')}：${holders.map((holder, i) => html`${i > 0 ? t('、', ', ') : ''}<a href="${href(collectionPath(holder.id))}"${own(call)}>${holder.entity.name}</a>`)}</p>\n`}<p class="buttons noprint">${one.looking === undefined ? '' : html`<a class="button" href="${href(layoutPath(one.id))}">${t('看這張圖', 'Look at the picture')}</a> `}${one.mayEdit ? html`<a class="button plain" href="${href(`${collectionPath(one.id)}/edit`)}">${t('編輯這個專題', 'Edit this collection')}</a> ` : ''}<a href="${href('/me/watch', { of: one.entity.id })}">${t('有變動通知我', 'Watch')}</a></p>
${one.question === undefined ? '' : html`<p>${t('這個專題的內容是這個問題的答案', 'It holds what answers this question')}：<a href="${questionAddress(call, one.question)}">${await questionTitle(call, one.question)}</a></p>\n`}${one.manner === 'exhibit' ? await blocksOf(call, one) : membersOf(call, one)}
</article>`,
  }
}

async function blocksOf(call: Call, { blocks }: CollectionView): Promise<Markup> {
  if (blocks.length === 0) return html`<p>${call.t('展覽裡還沒有東西。', 'There is nothing in it yet.')}</p>`
  const shown: Markup[] = []
  for (const block of blocks) shown.push(await blockShown(call, block))
  return html`<div class="exhibit">${shown}</div>`
}

function membersOf(call: Call, { members, manner }: CollectionView): Markup {
  if (members.length === 0) return html`<p>${call.t('裡面還沒有東西。', 'There is nothing in it yet.')}</p>`
  const page = pageOfMembers(members, pageOf({ first: 30, after: call.query.get('after') }))
  // only what somebody has put in an order has one
  const items = page.items.map((member) => html`<li>${memberShown(call, member)}</li>\n`)
  return html`${manner === 'manual' ? html`<ul class="members plainlist">${items}</ul>` : html`<ul class="members plainlist short">${items}</ul>`}
${pager(call, page)}`
}

function memberShown(call: Call, { entity, relation, reasons }: MemberView): Markup {
  const why = reasons.map((reason) => html`<p class="reason"${own(call)}>${reason}</p>`)
  if (relation !== undefined) return html`${relationLine(call, relation)}${why}`
  if (entity === undefined) return html`${why}`
  const link = entity.kind === 'Collection' ? html`<a class="entity collection" href="${call.href(collectionPath(entity.id))}"${own(call)}>${entity.name}</a>` : entityLink(call, entity)
  return html`<p class="member">${link} <span class="kind">${kindLabel(call, entity.kind)}</span></p>${why}`
}
