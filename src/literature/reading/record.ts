import { dateOrNone } from '../../model/dates-parse.ts'
import type { FieldValue, Identifier } from '../../model/records.ts'
import { relationOf, type FrontMatter, type Genre } from '../structure/index.ts'
import { languageOf, type Desk } from './desk.ts'

/** The key of the document's own work. */
export const WORK = 'work'

export const WORK_TYPES: Readonly<Record<Genre, string>> = { 專書: 'book', 論文集: 'book', 期刊論文: 'article', 學位論文: 'thesis', 研究報告: 'report', 網頁: 'webpage' }

/** Fields of a work that a front matter can say, by its own names. */
const FIELDS = {
  publisher: 'publisher', place: 'place', edition: 'edition', series: 'series', classification: 'classification', price: 'price', extent: 'extent', language: 'language',
  institution: 'institution', degree: 'degree', journal: 'containerTitle', volume: 'volume', issue: 'issue', pages: 'pages', projectNumber: 'projectNumber',
} as const

const COVERS = ['workType', 'issued', 'subtitle', 'mainTitle', 'subjects', 'note', ...Object.values(FIELDS)]

/** The work itself, who made it and who published it. */
export function readRecord(desk: Desk, front: FrontMatter, fallback: string): void {
  const title = front.title?.value ?? fallback
  const subtitle = front.subtitle?.value
  const fields: Record<string, FieldValue> = { workType: WORK_TYPES[front.genre] }
  for (const [from, to] of Object.entries(FIELDS)) {
    const value = front[from as keyof typeof FIELDS]?.value
    if (value !== undefined && value !== '') fields[to] = value
  }
  if (subtitle !== undefined) Object.assign(fields, { mainTitle: title, subtitle })
  if (front.subjects.length > 0) fields.subjects = front.subjects.map(({ value }) => value)
  const date = front.dateEdtf ?? (front.date === undefined ? undefined : dateOrNone(front.date.value)?.edtf)
  if (date !== undefined) fields.issued = date
  else if (front.date !== undefined) fields.note = `日期印作「${front.date.value}」`
  const identifiers: Identifier[] = [
    ...front.isbn.map(({ value }) => ({ scheme: 'ISBN', value })),
    ...(front.doi === undefined ? [] : [{ scheme: 'DOI', value: front.doi.value }]),
  ]
  const name = subtitle === undefined ? title : `${title}：${subtitle}`
  desk.put({
    key: WORK, kind: 'Work', identifiers, fields, covers: COVERS, proposed: false,
    names: [
      { text: name.slice(0, 1_000), language: languageOf(name), sort: 'official' },
      ...front.parallelTitles.filter(({ value }) => value !== name).map(({ value }) => ({ text: value.slice(0, 1_000), language: languageOf(value), sort: 'translated' as const })),
    ],
  })
  contributors(desk, front)
  for (const doubt of front.doubts) desk.note('identifier', doubt)
  for (const { field, values } of front.conflicts) desk.note('conflict', `${field}：${values.map(({ value, source }) => `「${value}」（${source}）`).join('、')}，取第一個 (parts of the work disagree)`, values[1]?.at)
}

function contributors(desk: Desk, { contributors: named, publisher }: FrontMatter): void {
  for (const { value: { name, role, kind }, at } of named) {
    const person = desk.named(kind, name)
    const place = desk.place(at, { words: name })
    const type = relationOf(role)
    if (type !== undefined && desk.relate(type, { key: person }, { key: WORK }, [kind, 'Work'], place, { qualifiers: { role } })) continue
    desk.relate('CONTRIBUTED_TO', { key: person }, { key: WORK }, [kind, 'Work'], place, { qualifiers: { role } })
  }
  if (publisher === undefined) return
  const house = desk.named('Organization', publisher.value)
  desk.relate('PUBLISHED', { key: house }, { key: WORK }, ['Organization', 'Work'], desk.place(publisher.at, { words: publisher.value }))
}
