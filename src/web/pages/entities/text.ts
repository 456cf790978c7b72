import type { AnnotationView } from '../../../archive/annotations/view.ts'
import { markup as html, type Markup } from '../../../exchange/markup.ts'
import type { ContentView, EntityView, RelationView } from '../../../graph/port.ts'
import { ArchiveError, notFound } from '../../../model/errors.ts'
import { isId } from '../../../model/ids.ts'
import { nameKey } from '../../../model/names.ts'
import { grouped } from '../../../model/numbers.ts'
import type { Passage } from '../../../model/records.ts'
import { entity as entityOf } from '../../../questions/entity.ts'
import { fold, highlight, question, type Question, type Range } from '../../../search/text/index.ts'
import type { Call } from '../../call.ts'
import { entityLink, own } from '../../parts/entity.ts'
import { story } from '../../parts/story.ts'
import type { Handler } from '../../route.ts'
import { beside } from './facts.ts'
import { gone } from './gone.ts'
import { noteLine, notesOn } from './remarks.ts'
import { restingEvidence } from './resting.ts'
import { pieces, slicesOf, type Slice, type Span } from './slices.ts'
import { isChapter } from './work.ts'

/** Texts of one entity that are looked through for the one that is meant. */
const MOST_TEXTS = 40
const MOST_HITS = 30

interface Found {
  readonly content: ContentView
  readonly previous?: ContentView
  readonly next?: ContentView
  /** The passage to begin at. */
  readonly passage: number
}

/** The text of a work or an entry, page by page, with what rests on it and what was noted. */
export const textPage: Handler = async (call) => {
  const { params: { id = '' }, query, t, href, asking } = call
  if (!isId(id)) throw notFound(id)
  const entity = await entityOf(asking, id)
  if (entity === undefined) return gone(call, id)
  if (entity.id !== id) return { to: href(`/entities/${entity.id}/text`, Object.fromEntries(query)) }
  const place = placeIn(query.get('at'))
  const found = await contentFor(call, entity, place)
  if (found === undefined) throw new ArchiveError('NOT_FOUND', t('這一筆沒有可以讀的文字，或您看不到。', 'There is no text here that you can read.'))
  const { content } = found
  const slices = slicesOf(content.passages)
  const at = Math.max(0, slices.findIndex(({ from, to }) => found.passage >= from && found.passage < to))
  const slice = slices[at]!
  const asked = query.get('q')?.trim().slice(0, 100) ?? ''
  const [hits, notes, resting] = await Promise.all([
    asked === '' ? [] : hitsIn(call, entity, asked), notesOn(call, content.id, 100), entity.kind === 'Work' || entity.kind === 'Entry' ? restingOn(call, entity, content, slice) : [],
  ])
  const passages = await passagesShown(call, { entity, content, slice, asked: asked === '' ? undefined : question(asked), place, notes, resting })
  const chapter = content.passages[slice.from]!.chapter
  return {
    title: chapter === undefined ? t(`${entity.name}（全文）`, `${entity.name} (text)`) : `${chapter}－${entity.name}`,
    canonical: `/entities/${id}/text`, unlisted: asked !== '' || at > 0 || query.has('at'),
    islands: ['passage'],
    main: html`<p class="over">${t('全文', 'Text')}</p>
<h1>${entityLink(call, entity)}</h1>
<form class="within noprint" method="get" role="search" aria-label="${t('在這份文字裡找', 'Find in this text')}" action="${href(`/entities/${id}/text`)}"><label for="within-q">${t('在這份文字裡找', 'Find in this text')}</label> <input id="within-q" name="q" type="search" maxlength="100" value="${asked}"> <button class="quiet">${t('找', 'Find')}</button></form>
${asked === '' ? '' : hitList(call, entity, asked, hits)}${contentsList(call, entity, content, slices)}${beside(call, content)}<article class="text" data-content="${content.id}"${own(call)}>
${passages}</article>
${turning(call, entity, found, slices, at)}
<passage-tools class="noprint" data-relate="${href('/contribute/relation')}" data-annotate="${href('/annotate')}" data-relate-label="${t('這段話說了一個關係', 'This states a relation')}" data-annotate-label="${t('加註', 'Annotate')}"></passage-tools>`,
  }
}

/** `at=120-240`: a stretch of the text as it was read. */
function placeIn(text: string | null): readonly [number, number] | undefined {
  const [, start, end] = /^(\d{1,9})-(\d{1,9})$/.exec(text ?? '') ?? []
  return start === undefined ? undefined : [Number(start), Number(end)]
}

/** The text that is meant: by its id and a passage of it, by a place, by a chapter; else the first. Each is as long as its text: they are looked at one by one. */
async function contentFor({ query, asking: { graph, viewer } }: Call, { id }: EntityView, place: readonly [number, number] | undefined): Promise<Found | undefined> {
  const [of, chapter, p] = [query.get('of'), query.get('chapter'), Math.max(0, Number(query.get('p')) || 0)]
  let [previous, first, found]: [ContentView | undefined, Found | undefined, Found | undefined] = [undefined, undefined, undefined]
  let after: string | undefined
  for (let looked = 0; looked < MOST_TEXTS; looked++) {
    const page = await graph.contents(id, viewer, { first: 1, ...(after === undefined ? {} : { after }) })
    const [content] = page.items
    if (content === undefined) break
    if (content.passages.length > 0) {
      if (found !== undefined) return { ...found, next: content }
      const passage = isMeant(content)
      const one: Found = { content, passage: passage ?? 0, ...(previous === undefined ? {} : { previous }) }
      first ??= one
      if (passage !== undefined) found = one
      else if (first !== one && first.next === undefined) first = { ...first, next: content }
      previous = content
    }
    if (!page.hasNextPage) break
    after = page.endCursor
  }
  return found ?? first

  function isMeant(content: ContentView): number | undefined {
    const { passages } = content
    if (of !== null) return content.id === of ? Math.min(p, passages.length - 1) : undefined
    const index = place !== undefined ? passages.findIndex(({ offset }) => offset[0] <= place[0] && place[0] < offset[1]) : chapter !== null ? passages.findIndex((one) => one.chapter !== undefined && isChapter(one.chapter, chapter)) : p
    return index < 0 || index >= passages.length ? undefined : index
  }
}

interface Hit { readonly content: string; readonly passage: number; readonly text: string; readonly where: string; readonly highlights: readonly { readonly start: number; readonly end: number }[] }

/** Passages in which the words stand, in the order of the text; by the index of the full text, where there is one. */
async function hitsIn({ asking: { search, viewer } }: Call, { id }: EntityView, asked: string): Promise<Hit[]> {
  if (search === undefined || nameKey(asked) === '') return []
  const { hits } = await search.search({ text: asked, within: [id], first: 1, passages: MOST_HITS }, viewer)
  const found = hits.flatMap(({ passages }) => passages)
  const asking = question(asked)
  const isWhole = (text: string): boolean => fold(text).text.includes(asking.text)
  // whoever looks for 學習型城市 in one text means it whole, where it is there
  const isAnyWhole = found.some(({ text }) => isWhole(text))
  return found.filter(({ text, highlights }) => (isAnyWhole ? isWhole(text) : highlights.some(({ start, end }) => end - start >= Math.min(2, asked.length)))).flatMap(({ document, text, locator, highlights }) => {
    const [content = '', number] = document.split(':')
    if (number === undefined) return []
    return [{ content, passage: Number(number), text, highlights, where: [locator?.section?.split(' › ').at(-1), locator?.page === undefined ? undefined : `頁 ${locator.page}`].filter((part) => part !== undefined).join('，') }]
  }).sort((x, y) => (x.content < y.content ? -1 : x.content > y.content ? 1 : x.passage - y.passage))
}

const AROUND = 24

function hitList({ t, href, language }: Call, { id }: EntityView, asked: string, hits: readonly Hit[]): Markup {
  if (hits.length === 0) return html`<p role="status">${t(`沒有找到「${asked}」。`, `Nothing found for “${asked}”.`)}</p>
`
  return html`<details class="hits" open><summary>${t(`「${asked}」在 ${grouped(hits.length)} 段裡`, `“${asked}” in ${grouped(hits.length)} passages`)}</summary>
<ol>${hits.map(({ content, passage, text, where, highlights: [first] }) => {
    const [start, end] = first === undefined ? [0, 0] : [first.start, first.end]
    const [from, to] = [Math.max(0, start - AROUND), Math.min(text.length, end + AROUND)]
    return html`<li><a href="${href(`/entities/${id}/text#p${passage}`, { of: content, p: passage, q: asked })}"${own({ language })}>${from > 0 ? '…' : ''}${text.slice(from, start)}<mark>${text.slice(start, end)}</mark>${text.slice(end, to)}${to < text.length ? '…' : ''}</a>${where === '' ? '' : html` <small${own({ language })}>${where}</small>`}</li>
`
  })}</ol></details>
`
}

/** Where its chapters begin. */
function contentsList({ t, href, language }: Call, { id }: EntityView, { id: of, passages }: ContentView, slices: readonly Slice[]): Markup {
  const chapters = passages.flatMap(({ chapter }, i) => (chapter !== undefined && chapter !== passages[i - 1]?.chapter ? [{ chapter, i }] : []))
  if (chapters.length < 2 && slices.length < 2) return html``
  return html`<details class="toc noprint"><summary>${t('目次', 'Contents')}</summary>
<ol>${chapters.map(({ chapter, i }) => html`<li><a href="${href(`/entities/${id}/text#p${i}`, { of, p: i })}"${own({ language })}>${chapter}</a></li>
`)}</ol></details>
`
}

/** 「前一頁」, 「下一頁」: within the text, then in the next text of the same work. */
function turning({ t, href }: Call, { id }: EntityView, { content, previous, next }: Found, slices: readonly Slice[], at: number): Markup {
  const to = (of: string, p: number): string => href(`/entities/${id}/text`, { of, p })
  const back = at > 0 ? to(content.id, slices[at - 1]!.from) : previous === undefined ? undefined : to(previous.id, previous.passages.length - 1)
  const on = at < slices.length - 1 ? to(content.id, slices[at + 1]!.from) : next === undefined ? undefined : to(next.id, 0)
  if (back === undefined && on === undefined) return html``
  return html`<nav class="pager" aria-label="${t('翻頁', 'Pages of text')}">${back === undefined ? '' : html`<a rel="prev" href="${back}">${t('← 前一頁', '← Back')}</a>`}<span>${at + 1}／${slices.length}</span>${on === undefined ? '' : html`<a rel="next" href="${on}">${t('下一頁 →', 'Next →')}</a>`}</nav>
`
}

/** Relations that rest on words of this page, with where these stand. */
interface Resting { readonly relation: RelationView; readonly start: number; readonly end: number }

async function restingOn(call: Call, { id }: EntityView, { passages }: ContentView, { from, to }: Slice): Promise<Resting[]> {
  const [start, end] = [passages[from]!.offset[0], passages[to - 1]!.offset[1]]
  const places = new Map<string, readonly [number, number]>()
  for (const { relation, locator } of await restingEvidence(call, id) ?? []) {
    if (locator.offset === undefined) continue
    const [begins, ends] = locator.offset
    const [known] = places.get(relation) ?? []
    if (begins < end && ends > start && (known === undefined || begins < known)) places.set(relation, [begins, ends])
  }
  const { graph, viewer } = call.asking
  const relations = await graph.relationsById([...places.keys()].sort(), viewer)
  return [...relations].map(([relation, view]) => ({ relation: view, start: places.get(relation)![0], end: places.get(relation)![1] })).sort((x, y) => x.start - y.start || x.end - y.end)
}

type Marked = { readonly by: 'hit' | 'here' | 'noted' } | { readonly note: string; readonly ref: string }

interface Shown {
  readonly entity: EntityView
  readonly content: ContentView
  readonly slice: Slice
  readonly asked: Question | undefined
  readonly place: readonly [number, number] | undefined
  readonly notes: readonly AnnotationView[]
  readonly resting: readonly Resting[]
}

async function passagesShown(call: Call, { entity, content, slice, asked, place, notes, resting }: Shown): Promise<Markup[]> {
  const { passages } = content
  const isMarkdown = entity.kind === 'Entry' && asked === undefined && place === undefined
  const footnotes = notesOf(passages)
  const shown: Markup[] = []
  let isHere = false
  for (let i = slice.from; i < slice.to; i++) {
    const passage = passages[i]!
    const [start, end] = passage.offset
    const before = i === slice.from ? undefined : passages[i - 1]!
    const mine = notes.filter(({ found, state }) => state !== 'withdrawn' && found !== undefined && found.content === content.id && found.start < end && found.end > start)
    const spans: Span<Marked>[] = [
      ...(asked === undefined ? [] : hitsOf(passage.text, asked).map((range): Span<Marked> => ({ ...range, mark: { by: 'hit' } }))),
      ...(place === undefined || place[0] >= end || place[1] <= start ? [] : [{ start: place[0] - start, end: place[1] - start, mark: { by: 'here' } } as Span<Marked>]),
      ...mine.map(({ found }): Span<Marked> => ({ start: found!.start - start, end: found!.end - start, mark: { by: 'noted' } })),
      ...[...passage.text.matchAll(REFERENCE)].flatMap(({ 0: all, 1: label, index }): Span<Marked>[] => {
        const note = passage.kind === 'note' ? undefined : footnotes.get(label!)
        return note === undefined ? [] : [{ start: index, end: index + all.length, mark: { note: addressOf(call, entity, content, note, slice), ref: label! } }]
      }),
    ]
    const anchor = !isHere && place !== undefined && place[0] < end && place[1] > start
    if (anchor) isHere = true
    shown.push(html`${leaf(call, passage, before)}${headings(passage, before)}<div class="passage${passage.kind === 'note' ? ' note' : ''}" id="p${i}">${anchor ? html`<span id="here"></span>` : ''}${words(passage, spans, isMarkdown, i)}
${await besidePassage(call, { content, passage, number: i, notes: mine, resting: resting.filter((one) => one.start >= start && one.start < end) })}</div>
`)
  }
  return shown
}

/** In a text of many passages single characters of longer words are no hits. */
const hitsOf = (text: string, asked: Question): readonly Range[] => highlight(text, asked).filter(({ start, end }) => end - start >= Math.min(2, asked.text.length))

const REFERENCE = /\[\^([^\]\s]{1,20})\]/g

/** Notes by their labels: the text names them in their order, and they come in their order; where the numbers differ, none is tied. */
function notesOf(passages: readonly Passage[]): ReadonlyMap<string, number> {
  const labels = [...new Set(passages.filter(({ kind }) => kind !== 'note').flatMap(({ text }) => [...text.matchAll(REFERENCE)].map(([, label]) => label!)))]
  const notes = passages.flatMap(({ kind }, i) => (kind === 'note' ? [i] : []))
  return labels.length === notes.length ? new Map(labels.map((label, i) => [label, notes[i]!])) : new Map()
}

const addressOf = ({ href }: Call, { id }: EntityView, { id: of }: ContentView, note: number, { from, to }: Slice): string => (note >= from && note < to ? `#p${note}` : href(`/entities/${id}/text#p${note}`, { of, p: note }))

/** 「頁 12」 where a page of the book begins. */
const leaf = ({ t }: Call, { page }: Passage, before: Passage | undefined): Markup =>
  (page === undefined || page === before?.page ? html`` : html`<p class="leaf"><span>${/^[\divxlc[\]]+$/i.test(page) ? t(`頁 ${page}`, `p. ${page}`) : page}</span></p>
`)

/** The headings that are new here; where a page begins, all that it stands under. */
function headings({ heading, chapter }: Passage, before: Passage | undefined): Markup {
  const [now, then] = [(heading ?? chapter)?.split(' › ') ?? [], (before?.heading ?? before?.chapter)?.split(' › ') ?? []]
  const same = now.findIndex((part, i) => part !== then[i])
  const fresh = same < 0 ? [] : now.slice(same)
  return html`${fresh.map((part, i) => {
    const depth = same + i
    return depth === 0 ? html`<h2>${part}</h2>\n` : depth === 1 ? html`<h3>${part}</h3>\n` : html`<h4>${part}</h4>\n`
  })}`
}

/** The words as they were read, letter by letter: what is marked in a browser is found again by its place. */
function words({ text, kind, offset }: Passage, spans: readonly Span<Marked>[], isMarkdown: boolean, number: number): Markup {
  if (isMarkdown) return html`<div data-words data-start="${offset[0]}">${story(text, `p${number}`)}</div>`
  // a browser makes one character of a line break that is two
  const plain = text.includes('\r') ? html`` : html` data-plain`
  const body = pieces(text, spans).map(({ text: piece, marks }) => {
    const said = marks.flatMap((mark) => ('by' in mark ? [mark.by] : []))
    const note = marks.find((mark) => 'note' in mark)
    const inner = note !== undefined && 'note' in note ? html`<sup><a href="${note.note}" role="doc-noteref">${piece}</a></sup>` : html`${piece}`
    return said.length === 0 ? inner : html`<mark class="${[...new Set(said)].join(' ')}">${inner}</mark>`
  })
  if (kind === 'table') return html`<pre class="words" data-words${plain} data-start="${offset[0]}" tabindex="0">
${body}</pre>`
  if (kind === 'quotation') return html`<blockquote class="words" data-words${plain} data-start="${offset[0]}">${body}</blockquote>`
  return html`<p class="words" data-words${plain} data-start="${offset[0]}">${body}</p>`
}

interface Beside { readonly content: ContentView; readonly passage: Passage; readonly number: number; readonly notes: readonly AnnotationView[]; readonly resting: readonly Resting[] }

/** What rests on a passage, what was noted, and what one can do with it: without scripts, too. */
async function besidePassage(call: Call, { content, passage, number, notes, resting }: Beside): Promise<Markup> {
  const { t, href } = call
  const [start, end] = passage.offset
  const cites = resting.filter(({ relation }) => relation.type === 'CITES')
  const others = resting.filter(({ relation }) => relation.type !== 'CITES')
  const count = others.length + notes.length
  return html`${cites.length === 0 ? '' : html`<p class="cites">${t('引用', 'Cites')}：${unique(cites.map(({ relation }) => relation)).map(({ to }, i) => html`${i === 0 ? '' : '；'}${entityLink(call, to)}`)}</p>
`}<details class="do noprint"><summary>${count === 0 ? html`<span aria-hidden="true">¶</span><span class="unseen">${t(`第 ${number + 1} 段可以做的事`, `What to do with paragraph ${number + 1}`)}</span>` : t(`這一段：${[others.length === 0 ? '' : `${grouped(others.length)} 筆關係`, notes.length === 0 ? '' : `${grouped(notes.length)} 則註記`].filter((part) => part !== '').join('、')}`, `This paragraph: ${[others.length === 0 ? '' : `${grouped(others.length)} relations`, notes.length === 0 ? '' : `${notes.length} notes`].filter((part) => part !== '').join(', ')}`)}</summary>
${notes.length === 0 ? '' : html`<ul>${await Promise.all(notes.map(async (note) => html`<li>${note.quotation === undefined ? '' : html`「${[...note.quotation.exact].slice(0, 40).join('')}」 `}${await noteLine(call, note)}</li>
`))}</ul>
`}${others.map(({ relation }) => html`<div class="relation"><p>${lineOf(call, relation)}</p></div>
`)}<ul class="chips"><li><a href="${href('/contribute/relation', { content: content.id, start, end })}">${t('這段話說了一個關係', 'This states a relation')}</a></li><li><a href="${href('/annotate', { of: content.id, start, end })}">${t('加註', 'Annotate')}</a></li><li><a href="#p${number}">${t('這一段的連結', 'Link to it')}</a></li></ul></details>`
}

const unique = (relations: readonly RelationView[]): RelationView[] => [...new Map(relations.map((relation) => [relation.to.id, relation])).values()]

/** Without its evidence: that is the passage. */
const lineOf = (call: Call, { from, to, type, id, state }: RelationView): Markup =>
  html`${entityLink(call, from)} <a class="verb" href="${call.href(`/relations/${id}`)}">${call.asking.vocabulary.relations.get(type)?.forward[call.language] ?? type}</a> ${entityLink(call, to)}${state === 'proposed' ? html`<span class="mark proposed">${call.t('待審', 'proposed')}</span>` : ''}`

