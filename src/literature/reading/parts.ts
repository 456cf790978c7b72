import type { Span } from '../../model/document.ts'
import { nameKey } from '../../model/names.ts'
import type { FieldValue } from '../../model/records.ts'
import { kindOf, type Author, type FrontMatter, type Section } from '../structure/index.ts'
import { languageOf, type Desk } from './desk.ts'
import { WORK } from './record.ts'

/** Which work a place in the document belongs to: a chapter with an entry of its own, else the whole. */
export type PartAt = (at: Span) => string

/** Chapters are works of their own in what is made of several: a thesis or an article is one. */
const DIVIDED: ReadonlySet<FrontMatter['genre']> = new Set(['專書', '論文集'])

/** The chapters, as contents and headings give them, and their authors. */
export function readParts(desk: Desk, { genre }: FrontMatter, sections: readonly Section[]): PartAt {
  const chapters = DIVIDED.has(genre) ? sections.filter(({ kind }) => kind === 'chapter') : []
  // one chapter that is the whole text is no part
  if (chapters.length < 2) return () => WORK
  const taken = new Set<string>()
  const keys = chapters.map((chapter, i) => {
    const key = keyOf(chapter, i, taken)
    const name = chapter.subtitle === undefined ? chapter.title : `${chapter.title}——${chapter.subtitle}`
    const fields: Record<string, FieldValue> = { workType: 'chapter', chapterNumber: i + 1 }
    if (chapter.subtitle !== undefined) Object.assign(fields, { mainTitle: chapter.title, subtitle: chapter.subtitle })
    if (/^\d+$/.test(chapter.page ?? '')) fields.firstPage = Number(chapter.page)
    else if (chapter.page !== undefined) fields.pages = chapter.page
    desk.put({
      key, kind: 'Work', names: [{ text: (name || chapter.number || key).slice(0, 1_000), language: languageOf(name), sort: 'official' }], identifiers: [], fields,
      covers: ['workType', 'chapterNumber', 'mainTitle', 'subtitle', 'firstPage', 'pages'], proposed: false,
    })
    const at = { start: chapter.start, end: chapter.inText ? chapter.body : chapter.end }
    desk.relate('PART_OF', { key }, { key: WORK }, ['Work', 'Work'], desk.place(at, { words: name }), { qualifiers: { order: i + 1 } })
    for (const author of chapter.authors) {
      const kind = kindOf(author)
      desk.relate('AUTHORED', { key: desk.named(kind, author) }, { key }, [kind, 'Work'], desk.place(at, { words: author }))
    }
    return key
  })
  return ({ start }) => {
    const at = chapters.findLastIndex(({ inText, start: from, end }) => inText && from <= start && start < end)
    return at < 0 ? WORK : keys[at]!
  }
}

/** By its title, which stays when a chapter is put in before it; a title that comes again is counted. */
function keyOf({ title, number }: Section, i: number, taken: Set<string>): string {
  const key = `chapter/${nameKey(title || number || String(i + 1)).slice(0, 200)}`
  let free = key
  for (let time = 2; taken.has(free); time++) free = `${key}/${time}`
  taken.add(free)
  return free
}

/** Authors with the posts they held, as the document prints them. */
export function readAuthorship(desk: Desk, authors: readonly Author[]): void {
  for (const { name, institution, post, at } of authors) {
    const person = desk.named('Person', name)
    const place = desk.place(at, { words: name })
    if (institution === undefined) {
      desk.relate('CONTRIBUTED_TO', { key: person }, { key: WORK }, ['Person', 'Work'], place, { qualifiers: post === undefined ? {} : { post } })
      continue
    }
    const body = desk.named('Organization', institution)
    const [type, qualifiers] = post === undefined ? ['WORKS_FOR', {}] : STUDENT.test(post) ? ['STUDIES_AT', { post }] : ['HOLDS_POST', { post }]
    desk.relate(type as string, { key: person }, { key: body }, ['Person', 'Organization'], place, { qualifiers: qualifiers as Record<string, string> })
  }
}

const STUDENT = /生$|student|candidate/i
