import { markup as html, type Markup } from '../../../exchange/markup.ts'
import { grouped } from '../../../model/numbers.ts'
import type { Kind } from '../../../model/records.ts'
import { KINDS } from '../../../model/records.ts'
import { namesListed } from '../../../questions/names-listed.ts'
import type { Call } from '../../call.ts'
import type { Page } from '../../page.ts'
import { entityLink, kindLabel } from '../../parts/entity.ts'
import { searchBox } from './box.ts'

/** Without words and without a kind: how many there are of each kind, each a way in. */
export async function waysIn(call: Call): Promise<Page> {
  const { asking, t, href } = call
  const { entities } = await asking.graph.statistics(asking.viewer)
  return {
    title: t('找資料', 'Search'), canonical: '/search', islands: ['suggest'],
    description: t('用字詞找人、機構、地方、著作和其中的段落，或依種類瀏覽。', 'Find people, bodies, places, works and passages by words, or browse by kind.'),
    main: html`<h1>${t('找資料', 'Search')}</h1>
${searchBox(call, '')}
<h2>${t('依種類瀏覽', 'Browse by kind')}</h2>
<ul class="tiles kinds">${KINDS.filter((kind) => (entities[kind] ?? 0) > 0).map((kind) => html`<li><a href="${href('/search', { kind })}">${kindLabel(call, kind)}</a> <span class="count">${grouped(entities[kind]!)}</span></li>`)}</ul>`,
  }
}

/** All of one kind, by the strokes of their names. */
export async function browse(call: Call, kind: Kind): Promise<Page> {
  const { t, query, asking } = call
  const text = query.get('page') ?? ''
  const listed = await namesListed(asking, kind, { page: text === '' ? 1 : Number(text), size: 100 })
  const label = kindLabel(call, kind)
  const total = grouped(listed.total)
  return {
    title: t(`所有的${label}`, `All: ${label}`), unlisted: listed.page > 1, islands: ['suggest'],
    main: html`<h1>${t(`所有的${label}`, `All: ${label}`)}</h1>
${searchBox(call, '', { kind })}
<p class="found">${t(`共 ${total} 個`, `${total} in all`)}${listed.byStrokes ? t('，依筆畫排列', ', by strokes') : ''}${listed.pages > 1 ? t(`；第 ${listed.page} 頁，共 ${listed.pages} 頁`, `; page ${listed.page} of ${listed.pages}`) : ''}</p>
<ul class="plainlist names">${listed.items.map((entity) => html`<li>${entityLink(call, entity)}${entity.state === 'proposed' ? html`<span class="mark proposed">${t('待審', 'proposed')}</span>` : ''}</li>`)}</ul>
${pagesOf(call, kind, listed)}`,
  }
}

/** To any page: first, last, and those near. */
function pagesOf({ t, href }: Call, kind: Kind, { page, pages }: { readonly page: number; readonly pages: number }): Markup {
  if (pages === 1) return html``
  const at = (to: number): string => href('/search', { kind, page: to === 1 ? undefined : to })
  const shown = [...new Set([1, page - 2, page - 1, page, page + 1, page + 2, pages])].filter((one) => one >= 1 && one <= pages).sort((x, y) => x - y)
  return html`<nav class="pager pages" aria-label="${t('分頁', 'Pages')}">${page > 1 ? html`<a rel="prev" href="${at(page - 1)}">${t('上一頁', 'Before')}</a>` : ''}${shown.map((one, i) => html`${i > 0 && one - shown[i - 1]! > 1 ? html`<span aria-hidden="true">…</span>` : ''}<a href="${at(one)}"${one === page ? html` aria-current="page"` : ''} aria-label="${t(`第 ${one} 頁`, `Page ${one}`)}">${one}</a>`)}${page < pages ? html`<a rel="next" href="${at(page + 1)}">${t('下一頁', 'Next')}</a>` : ''}</nav>`
}
