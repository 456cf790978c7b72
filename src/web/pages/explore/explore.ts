import { markup as html, type Markup } from '../../../exchange/markup.ts'
import type { EntityRef } from '../../../graph/port.ts'
import { ArchiveError } from '../../../model/errors.ts'
import { grouped } from '../../../model/numbers.ts'
import { neighbourhood, type Near } from '../../../questions/neighbourhood.ts'
import { entityNamed } from '../../../questions/resolve.ts'
import type { Call } from '../../call.ts'
import type { Page } from '../../page.ts'
import { entityLink, kindLabel, own } from '../../parts/entity.ts'
import { pager } from '../../parts/pager.ts'
import { periodOf, typeLabel } from '../../parts/relation.ts'
import { suggesting } from '../../parts/suggest.ts'
import type { Handler } from '../../route.ts'
import { filters, graph } from './around.ts'
import { lookingIn, queryOf, walkFor, type Looking } from './given.ts'
import { kept, layouts } from './layout.ts'

/** `GET /explore?from=ID`: from one entity outwards. A list of who stands around; with scripts a picture that grows. */
export const explore: Handler = async (call) => {
  const layout = call.query.get('layout')
  if (layout !== null) return kept(call, layout)
  const from = call.query.get('from')?.trim() ?? ''
  if (from === '') return beginning(call, [])
  try {
    return await around(call, await entityNamed(call.asking, from, 'from'))
  } catch (error) {
    if (!(error instanceof ArchiveError) || error.code !== 'AMBIGUOUS_NAME') throw error
    return beginning(call, (error.details.candidates ?? []).flatMap((one) => (typeof one === 'object' && one !== null && 'entity' in one ? [one.entity as EntityRef] : [])))
  }
}

async function beginning(call: Call, candidates: readonly EntityRef[]): Promise<Page> {
  const { t, href, query } = call
  return {
    title: t('看連到哪裡', 'Explore'), canonical: '/explore', unlisted: candidates.length > 0 || query.has('after'), islands: ['suggest'],
    description: t('從一個人、機構或地方開始，一步一步看它連到哪裡。', 'From one person, body or place outwards, step by step.'),
    main: html`<h1>${t('看連到哪裡', 'Explore')}</h1>
<p>${t('從一個名字開始，一步一步看它連到哪裡。', 'Begin with a name, and see step by step what it is connected with.')}</p>
<form class="asking" method="get" action="${href('/explore')}">
<label for="from">${t('從誰開始？', 'From whom?')}</label>
<div class="box-and-button">${suggesting(call, html`<input id="from" name="from" type="search" maxlength="300" autocomplete="off" required value="${query.get('from') ?? ''}">`)}<button>${t('開始', 'Begin')}</button></div>
</form>
${candidates.length === 0 ? '' : html`<p role="status">${t('這個名字可以指好幾個：', 'Several are called so:')}</p>
<ul class="plainlist">${candidates.map((one) => html`<li><a href="${href('/explore', { from: one.id })}"${own(call)}>${one.name}</a> <span class="kind">${kindLabel(call, one.kind)}</span></li>`)}</ul>`}
${await layouts(call)}`,
  }
}

async function around(call: Call, center: EntityRef): Promise<Page> {
  const { t, query, asking } = call
  const looking = lookingIn(query)
  const page = await neighbourhood(asking, center.id, await walkFor(call, looking), { kinds: looking.kinds, after: query.get('after') })
  const number = grouped(page.total)
  return {
    title: t(`從「${center.name}」看連到哪裡`, `Around ${center.name}`), unlisted: true, wide: true, islands: ['explore'],
    main: html`<h1>${t('從', 'Around ')}${entityLink(call, center)}${t('看連到哪裡', '')}</h1>
${await graph(call, center)}
<details class="tool filters"><summary>${t('要看哪些', 'What to show')}</summary>
${filters(call, center, looking)}</details>
<section class="around"><h2>${t(`與它有關係的有 ${number} 個`, `${number} are connected with it`)}</h2>
${page.items.length === 0 ? html`<p>${t('沒有符合的。', 'None.')}</p>` : html`<ul class="plainlist">${page.items.map((one) => near(call, center, one, looking))}</ul>
${pager(call, page)}`}</section>`,
  }
}

function near(call: Call, center: EntityRef, { entity, relations }: Near, looking: Looking): Markup {
  const { t, href } = call
  return html`<li><p class="member">${entityLink(call, entity)} <span class="kind">${kindLabel(call, entity.kind)}</span> <a class="on" href="${href('/explore', { from: entity.id, ...queryOf(looking) })}" aria-label="${t(`從這裡再看出去：${entity.name}`, `Further from here: ${entity.name}`)}">${t('從這裡再看出去', 'Further from here')}</a></p>
<ul class="ties">${relations.slice(0, SHOWN).map((one) => html`<li><a href="${href(`/relations/${one.id}`)}">${typeLabel(call, one.type, one.from.id === center.id ? 'forward' : 'backward')}</a>${periodOf(call, one) === '' ? '' : html` <span class="about"${own(call)}>${periodOf(call, one)}</span>`}${one.state === 'proposed' ? html`<span class="mark proposed">${t('待審', 'proposed')}</span>` : ''}${one.disputed ? html`<span class="mark disputed">${t('有異議', 'disputed')}</span>` : ''}</li>`)}${relations.length > SHOWN ? html`<li>${t(`還有 ${grouped(relations.length - SHOWN)} 筆`, `${grouped(relations.length - SHOWN)} more`)}</li>` : ''}</ul></li>
`
}

/** Relations told of between two. */
const SHOWN = 4
