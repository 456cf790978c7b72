import { markup as html, type Markup } from '../../exchange/markup.ts'
import type { Call } from '../call.ts'

/** 「接著看」: the next page of a list, with what was asked for kept. Nothing where there is none. */
export function pager({ t, href, path, query }: Pick<Call, 't' | 'href' | 'path' | 'query'>, { endCursor, hasNextPage }: { readonly endCursor?: string | undefined; readonly hasNextPage: boolean }, name = 'after'): Markup {
  if (!hasNextPage && !query.has(name)) return html``
  const kept = Object.fromEntries([...new Set(query.keys())].filter((key) => key !== name).map((key) => [key, query.getAll(key)]))
  return html`<nav class="pager" aria-label="${t('分頁', 'Pages')}">${query.has(name) ? html`<a href="${href(path, kept)}">${t('回到開頭', 'To the beginning')}</a> ` : ''}${hasNextPage && endCursor !== undefined ? html`<a rel="next" href="${href(path, { ...kept, [name]: endCursor })}">${t('接著看', 'More')}</a>` : ''}</nav>`
}
