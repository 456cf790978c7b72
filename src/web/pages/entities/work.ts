import { markup as html, type Markup } from '../../../exchange/markup.ts'
import type { Source } from '../../../graph/cited.ts'
import type { ContentView, EntityRef, EntityView, RelationView } from '../../../graph/port.ts'
import { bareKey, nameKey } from '../../../model/names.ts'
import { sourceOf } from '../../../questions/cite.ts'
import { placeInWhole } from '../../../questions/ways.ts'
import { together } from '../../../questions/together.ts'
import type { Call } from '../../call.ts'
import { entityLink, entityPath, own } from '../../parts/entity.ts'
import { marks } from '../../parts/relation.ts'
import { dated, listIn, valueOf } from './facts.ts'
import { grounds } from './statement.ts'
import type { Stated } from './statements.ts'

/** Fields that the record of a work has said already. */
export const RECORDED: ReadonlySet<string> = new Set([
  'workType', 'mainTitle', 'subtitle', 'containerTitle', 'publisher', 'place', 'issued', 'edition', 'volume', 'issue', 'series', 'chapterNumber', 'pages', 'firstPage', 'lastPage', 'extent', 'binding', 'price',
  'classification', 'subjects', 'degree', 'institution', 'url',
])

const TYPES: Readonly<Record<string, readonly [string, string]>> = {
  book: ['書', 'Book'], chapter: ['書中篇章', 'Chapter'], article: ['期刊文章', 'Journal article'], 'newspaper article': ['報導', 'Newspaper article'], thesis: ['學位論文', 'Thesis'], report: ['報告', 'Report'],
  'conference paper': ['研討會論文', 'Conference paper'], webpage: ['網頁', 'Web page'], legislation: ['法規', 'Legislation'], dataset: ['資料集', 'Data set'],
}

/** The record in the order of ISBD: title and responsibility, edition, publication, extent, series, notes, identifiers; each area with its name. */
export function workRecord(call: Call, { fields }: EntityView, { authors, editors, translators, publishers, container }: Source): Markup {
  const { t, href } = call
  const said = (code: string): Markup | undefined => (fields[code] === undefined ? undefined : valueOf(call, code, fields[code]))
  const people = (all: readonly EntityRef[], role: string): Markup[] => (all.length === 0 ? [] : [html`${all.map((one, i) => html`${i === 0 ? '' : '、'}${entityLink(call, one)}`)} ${role}`])
  const parts = (all: readonly (Markup | undefined)[], between: string): Markup | undefined => {
    const there = all.filter((one) => one !== undefined)
    return there.length === 0 ? undefined : html`${there.map((one, i) => html`${i === 0 ? '' : between}${one}`)}`
  }
  const type = String(fields['workType'] ?? '')
  const pages = fields['firstPage'] === undefined ? undefined : html`${t('頁 ', 'pp. ')}${fields['firstPage'] as number}${fields['lastPage'] === undefined ? '' : html`–${fields['lastPage'] as number}`}`
  const rows: (readonly [label: string, value: Markup | undefined])[] = [
    [t('類型', 'Type'), type === '' ? undefined : html`${TYPES[type] === undefined ? type : t(...TYPES[type])}`],
    [t('題名', 'Title'), fields['mainTitle'] === undefined ? undefined : parts([said('mainTitle'), said('subtitle')], '：')],
    [t('責任者', 'Responsibility'), parts([...people(authors, t('著', '(author)')), ...people(editors, t('編', '(editor)')), ...people(translators, t('譯', '(translator)'))], '；')],
    [t('版本', 'Edition'), said('edition')],
    [t('收錄於', 'In'), parts([container === undefined ? said('containerTitle') : html`${entityLink(call, container.entity)}`, fields['chapterNumber'] === undefined ? undefined : html`${t(`第 ${String(fields['chapterNumber'])} 章`, `chapter ${String(fields['chapterNumber'])}`)}`, fields['volume'] === undefined ? undefined : html`${t('卷 ', 'vol. ')}${said('volume')}`, fields['issue'] === undefined ? undefined : html`${t('期 ', 'no. ')}${said('issue')}`, pages], '，')],
    [t('出版', 'Publication'), parts([parts([said('place'), publishers.length > 0 ? html`${people(publishers, '')}` : said('publisher') ?? said('institution')], '：'), fields['issued'] === undefined ? undefined : html`${dated(String(fields['issued']), call)}`], '，')],
    [t('面頁冊數', 'Extent'), parts([said('extent'), said('pages'), said('degree')], '；')],
    [t('叢書', 'Series'), said('series')],
    [t('分類號', 'Classification'), fields['classification'] === undefined ? undefined : html`${t('中文圖書分類法 ', 'New Classification Scheme for Chinese Libraries ')}${said('classification')}`],
    [t('主題詞', 'Subjects'), listIn(fields['subjects']).length === 0 ? undefined : html`${listIn(fields['subjects']).map((word, i) => html`${i === 0 ? '' : '、'}<a href="${href('/search', { q: word })}"${own(call)}>${word}</a>`)}`],
    [t('裝訂與定價', 'Binding and price'), parts([said('binding'), said('price')], '；')],
    [t('連結', 'Link'), said('url')],
  ]
  return html`<dl class="pairs record">
${rows.map(([label, value]) => (value === undefined ? '' : html`<dt>${label}</dt><dd>${value}</dd>
`))}</dl>
`
}

/** Chapters with who wrote them, most. */
const MOST_CHAPTERS = 60

export interface Chapter extends Source {
  /** What says that it is one: of two that say so differently both. */
  readonly told: readonly Stated[]
}

/** The parts of a book, in their order, with who made them. */
export async function chaptersOf({ asking }: Pick<Call, 'asking'>, { id }: EntityView, relations: readonly Stated[]): Promise<Chapter[]> {
  const told = Map.groupBy(relations.filter(({ type, from, to, standing }) => type === 'PART_OF' && to.id === id && from.kind === 'Work' && standing !== 'deprecated'), ({ from }) => from.id)
  const ids = [...told.keys()].slice(0, MOST_CHAPTERS)
  if (ids.length === 0) return []
  const views = [...(await asking.graph.entities(ids, asking.viewer)).values()]
  const place = ({ id: part, fields }: EntityView): number => Number(fields['firstPage'] ?? fields['chapterNumber'] ?? placeInWhole(told.get(part)![0]!.qualifiers) ?? Number.MAX_SAFE_INTEGER)
  return (await together(asking, views.toSorted((x, y) => place(x) - place(y)), (view) => sourceOf(asking, view))).map(({ container: _, ...source }) => ({ ...source, told: told.get(source.entity.id)! }))
}

/** Of a chapter: its place in the text of the book, where words of that are evidence here. */
export function chapterInBook({ t, href }: Call, { fields, name }: EntityView, { container }: Source, relations: readonly RelationView[]): Markup {
  const book = container?.entity.id
  if (book === undefined || !relations.some(({ evidence }) => evidence.some(({ source, locator }) => source.id === book && locator.offset !== undefined))) return html``
  return html`<p class="buttons"><a class="button" href="${href(`${entityPath(book)}/text`, { chapter: String(fields['mainTitle'] ?? name) })}">${t('讀這一章', 'Read this chapter')}</a></p>
`
}

/** The contents of a book, and the way to its text. */
export function readHere(call: Call, { id, kind }: EntityView, texts: readonly ContentView[], chapters: readonly Chapter[]): Markup {
  const { t, href } = call
  const hasText = texts.some(({ passages }) => passages.length > 0)
  if (kind !== 'Work' || (!hasText && chapters.length === 0)) return html``
  return html`${hasText ? html`<p class="buttons"><a class="button" href="${href(`/entities/${id}/text`)}">${t('讀全文', 'Read the text')}</a></p>
<form class="within" method="get" role="search" aria-label="${t('在這份文字裡找', 'Find in this text')}" action="${href(`/entities/${id}/text`)}"><label for="within-q">${t('在這份文字裡找', 'Find in this text')}</label> <input id="within-q" name="q" type="search" maxlength="100" required> <button class="quiet">${t('找', 'Find')}</button></form>
` : ''}${chapters.length === 0 ? '' : html`<section aria-labelledby="chapters"><h2 id="chapters">${t('章節', 'Chapters')}</h2>
<ol class="chapters">${chapters.map(({ entity, authors, told }) => html`<li>${entityLink(call, entity)}${authors.length === 0 ? '' : html` <span class="about"${own(call)}>${authors.map(({ name }) => name).join('、')}</span>`}${entity.fields['firstPage'] === undefined ? '' : html` <span class="about">${t(`頁 ${String(entity.fields['firstPage'])}`, `p. ${String(entity.fields['firstPage'])}`)}</span>`}${hasText ? html` <a class="read" href="${href(`${entityPath(id)}/text`, { chapter: String(entity.fields['mainTitle'] ?? entity.name) })}">${t('讀', 'Read')}</a>` : ''}${told.map((one) => html`${marks(call, one)}${grounds(call, one)}`)}</li>
`)}</ol></section>
`}`
}

/** Whether these name the same chapter: a heading may be without the subtitle. */
export function isChapter(heading: string, wanted: string): boolean {
  const [one, other] = [nameKey(heading), nameKey(wanted)]
  return one === other || bareKey(heading) === bareKey(wanted) || (one.length >= 4 && other.startsWith(one)) || (other.length >= 4 && one.startsWith(other))
}
