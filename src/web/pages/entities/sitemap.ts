import { markup as html } from '../../../exchange/markup.ts'
import { cursor } from '../../../graph/log.ts'
import type { GraphStore } from '../../../graph/port.ts'
import type { Viewer } from '../../../model/audience.ts'
import { notFound } from '../../../model/errors.ts'
import { isId, type Id } from '../../../model/ids.ts'
import { grouped } from '../../../model/numbers.ts'
import { KINDS } from '../../../model/records.ts'
import type { Call } from '../../call.ts'
import { menuOf } from '../../menu.ts'
import type { Handler } from '../../route.ts'
import { peopleOf } from './gone.ts'

/** 「網站導覽」: every place one can go to. */
export const sitemapPage: Handler = async (call) => {
  const { t, href, asking, language } = call
  const { entities } = await asking.graph.statistics(asking.viewer)
  const places: readonly (readonly [string, string])[] = [
    ['/', t('首頁：問一個問題', 'Front page: ask a question')], ['/search', t('找資料', 'Search')], ['/explore', t('看連到哪裡', 'Explore')], ['/collections', t('專題', 'Collections')],
    ['/contribute', t('寫下一段', 'Contribute')], ['/contributions', t('我送出的', 'My contributions')], ['/communities', t('社群', 'Communities')], ['/vocabulary', t('用詞', 'Vocabulary')],
    ['/help', t('怎麼使用', 'Help')], ['/developers', t('給程式開發者', 'Developers')],
  ]
  const all = new Map([...places, ...menuOf(call).map(({ to, label }) => [to, label] as const).filter(([to]) => !places.some(([path]) => path === to))])
  return {
    title: t('網站導覽', 'Site map'),
    main: html`<h1>${t('網站導覽', 'Site map')}</h1>
<ul class="plainlist">${[...all].map(([to, label]) => html`<li><a href="${href(to)}">${label}</a></li>
`)}</ul>
<h2>${t('依種類', 'By kind')}</h2>
<ul class="plainlist">${KINDS.flatMap((kind) => (entities[kind] === undefined ? [] : [html`<li><a href="${href('/search', { kind })}">${asking.vocabulary.kinds.get(kind)?.[language] ?? kind}</a> <small>${grouped(entities[kind])}</small></li>
`]))}</ul>`,
  }
}

/** Addresses of one part: far below what the protocol allows, and quickly read. */
const ON_A_PART = 5_000
const SLICE = 500

/** What nobody has to sign in for: whoever asks, a map for crawlers tells of nothing else. */
const everyone = async (call: Call): Promise<Viewer> => (await peopleOf(call)?.directory.everyone()) ?? { signedIn: false, protocols: new Set() }

/** Published entities of everybody's, in the order of ids, a slice at a time. */
async function* listed(graph: GraphStore, viewer: Viewer, after: Id | undefined): AsyncGenerator<readonly Id[]> {
  for (let from = after === undefined ? undefined : cursor(after); ;) {
    const page = await graph.scan('entity', viewer, { first: SLICE, ...(from === undefined ? {} : { after: from }) })
    yield page.items.flatMap(({ id, state, record, mergedInto }) => (state === 'published' && record !== null && mergedInto === undefined ? [id] : []))
    if (!page.hasNextPage) return
    from = page.endCursor
  }
}

/** After which ids the parts begin; worked out anew when the archive has changed, at most once in so long. */
const KEPT = 3_600_000
const known = new WeakMap<GraphStore, { readonly sequence: number; readonly at: number; readonly starts: Promise<readonly (Id | undefined)[]> }>()

async function startsOf({ asking: { graph } }: Call, viewer: Viewer): Promise<readonly (Id | undefined)[]> {
  const sequence = await graph.sequence()
  const before = known.get(graph)
  if (before !== undefined && (before.sequence === sequence || Date.now() - before.at < KEPT)) return before.starts
  const starts = (async () => {
    const found: (Id | undefined)[] = [undefined]
    let count = 0
    for await (const ids of listed(graph, viewer, undefined)) {
      for (const id of ids) if (++count % ON_A_PART === 0) found.push(id)
    }
    return found
  })()
  known.set(graph, { sequence, at: Date.now(), starts })
  starts.catch(() => known.delete(graph))
  return starts
}

const xml = (body: unknown): { body: string; type: string; headers: Record<string, string> } => ({ body: `<?xml version="1.0" encoding="UTF-8"?>\n${String(body)}`, type: 'application/xml; charset=utf-8', headers: { 'cache-control': 'public, max-age=3600' } })

/** `/sitemap.xml`: where the parts are. */
export const sitemapIndex: Handler = async (call) => {
  const { context: { address } } = call
  const starts = await startsOf(call, await everyone(call))
  return xml(html`<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${starts.map((start) => html`<sitemap><loc>${address}/sitemap/${start ?? 'first'}.xml</loc></sitemap>
`)}</sitemapindex>
`)
}

/** `/sitemap/first.xml`, `/sitemap/ID.xml`: the next five thousand after that id, in both languages. */
export const sitemap: Handler = async (call) => {
  const { params: { part = '' }, context: { address }, asking: { graph } } = call
  const start = /^([\w-]{1,40})\.xml$/.exec(part)?.[1]
  if (start === undefined || (start !== 'first' && !isId(start))) throw notFound(`/sitemap/${part}`)
  const ids: Id[] = []
  for await (const some of listed(graph, await everyone(call), start === 'first' ? undefined : start)) {
    ids.push(...some)
    if (ids.length >= ON_A_PART) break
  }
  return xml(html`<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">
${ids.slice(0, ON_A_PART).map((id) => html`<url><loc>${address}/entities/${id}</loc><xhtml:link rel="alternate" hreflang="en" href="${address}/en/entities/${id}"/></url>
`)}</urlset>
`)
}
