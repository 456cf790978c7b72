import { collections } from '../../../archive/collections/list.ts'
import type { CollectionView } from '../../../archive/collections/view.ts'
import { markup as html, type Markup } from '../../../exchange/markup.ts'
import { fileAddress } from '../../../http/file-address.ts'
import { shelves } from '../../../http/shelves.ts'
import { allowed } from '../../../model/permissions.ts'
import { pageOf } from '../../../questions/entity.ts'
import type { Call } from '../../call.ts'
import { own } from '../../parts/entity.ts'
import { pager } from '../../parts/pager.ts'
import type { Handler } from '../../route.ts'
import { collectionPath, descriptionOf, mannerOf, sizeOf, stateMark } from './collections-words.ts'

/** On a page. */
const MANY = 24

/** `GET /collections`: those that have something to show, with their covers, and what is nested in them. */
export const list: Handler = async (call) => {
  const { t, href, actor, query, asking, context } = call
  const page = await collections(shelves(context), { ...pageOf({ first: MANY, after: query.get('after') }), includeProposed: actor !== undefined })
  const views = await asking.graph.entities(page.items.map(({ entity }) => entity.id), asking.viewer)
  return {
    title: t('專題', 'Collections'), wide: true, unlisted: query.has('after'),
    description: t('館員和社群把相關的資料編在一起：手編的、用問題編的，和展覽。', 'What librarians and communities have put together: by hand, by question, and exhibits.'),
    main: html`<h1>${t('專題', 'Collections')}</h1>
<p class="lead">${t('把相關的資料編在一起，說說為什麼。', 'Things that belong together, and why.')}</p>
${actor === undefined || allowed(actor, 'propose') ? html`<p><a class="button" href="${href(actor === undefined ? '/sign-in' : '/collections/new', actor === undefined ? { to: href('/collections/new') } : {})}">${t('編一個專題', 'Make a collection')}</a></p>
` : ''}${page.items.length === 0 ? html`<p>${t('還沒有專題。', 'There are no collections yet.')}</p>` : html`<ul class="tiles shelves">${page.items.map((one) => tile(call, one, descriptionOf(views.get(one.entity.id) ?? { fields: {} })))}</ul>
${pager(call, page)}`}`,
  }
}

function tile(call: Call, one: CollectionView, description: string): Markup {
  const { t, href } = call
  const nested = one.members.flatMap(({ entity }) => (entity?.kind === 'Collection' ? [entity] : [])).slice(0, 6)
  return html`<li>${one.cover === undefined ? '' : html`<img src="${fileAddress(one.cover.content, one.cover.file, 'small')}" alt="" loading="lazy">`}
<h2><a href="${href(collectionPath(one.id))}"${own(call)}>${one.entity.name}</a>${stateMark(call, one.state)}</h2>
${description === '' ? '' : html`<p${own(call)}>${shortened(description)}</p>\n`}<p class="hint">${mannerOf(call, one)}．${sizeOf(call, one)}</p>
${nested.length === 0 ? '' : html`<p class="nested">${t('裡面有', 'Within')}：${nested.map((entity, i) => html`${i > 0 ? t('、', ', ') : ''}<a href="${href(collectionPath(entity.id))}"${own(call)}>${entity.name}</a>`)}</p>`}</li>
`
}

const LONG = 80
const shortened = (text: string): string => ([...text].length > LONG ? `${[...text].slice(0, LONG).join('')}…` : text)
