import { cslOf, dateOf } from '../../../exchange/citations/from-source.ts'
import type { CslName } from '../../../exchange/citations/csl.ts'
import { markup as html, type Markup } from '../../../exchange/markup.ts'
import type { Source } from '../../../graph/cited.ts'

/** What reference managers read of a work (`citation_*`, as Google Scholar and Zotero know them). */
export function citationMeta(source: Source, address: string): Markup {
  const item = cslOf(source)
  const container = item['container-title']
  const [first, last] = (item.page ?? '').split(/[-–—]/)
  const pairs: (readonly [name: string, value: string | undefined])[] = [
    ['title', item.title],
    ...(item.author ?? []).map((one) => ['author', nameOf(one)] as const),
    ...(item.editor ?? []).map((one) => ['editor', nameOf(one)] as const),
    ['publication_date', dayOf(item.issued)],
    ['publisher', item.publisher],
    [item.type === 'article-journal' || item.type === 'article-newspaper' ? 'journal_title' : item.type === 'paper-conference' ? 'conference_title' : 'inbook_title', container],
    ['dissertation_institution', item.type === 'thesis' ? item.publisher : undefined],
    ['technical_report_institution', item.type === 'report' ? item.publisher : undefined],
    ['volume', item.volume], ['issue', item.issue], ['firstpage', first], ['lastpage', last],
    ['isbn', item.ISBN], ['doi', item.DOI], ['language', item.language],
    ['public_url', address],
  ]
  return html`${pairs.map(([name, value]) => (value === undefined || value === '' ? '' : html`<meta name="citation_${name}" content="${value}">
`))}`
}

const nameOf = (one: CslName): string => ('literal' in one ? one.literal : one.given === undefined ? one.family : `${one.family}, ${one.given}`)

/** 2012/04/30, as far as known. */
function dayOf(date: ReturnType<typeof dateOf>): string | undefined {
  if (date === undefined) return undefined
  return 'literal' in date ? date.literal : date['date-parts'][0].map((part) => String(part).padStart(2, '0')).join('/')
}
