import type { Indexable, IndexableContent, IndexableEntity } from '../graph/port.ts'
import { yearOfDay } from '../model/dates.ts'
import { dateOrNone } from '../model/dates-parse.ts'
import type { FieldValue } from '../model/records.ts'
import { withoutMarks } from '../model/markdown.ts'
import { readingsIn, withoutReadings } from '../model/readings.ts'
import type { SearchDocument, SearchFacets } from '../search/port.ts'

/** Fields that sort what is found, the first that is there. */
const YEAR = ['issued', 'foundedOn', 'startedOn', 'happenedOn', 'recordedOn', 'bornOn'] as const
const TYPE = ['workType', 'organizationType', 'programmeType', 'eventType', 'placeType', 'artForm'] as const
const PLACE = ['district', 'place', 'countryOrRegion'] as const
/** Fields that are no words to search in. */
const SILENT = new Set(['checksum', 'rows', 'firstPage', 'lastPage', 'chapterNumber', 'districtCode', 'coordinates', 'url', 'language', 'licence', 'labels', 'contentWarning', 'telephone', 'consent', 'consentOn', 'consentBy', 'consentMeans'])

/** The documents of an index for what the archive tells of a record; none for what only is proposed. */
export function documentsOf(indexable: Indexable, entity: IndexableEntity | undefined): SearchDocument[] {
  if (indexable.state !== 'published') return []
  return indexable.type === 'entity' ? [entityDocument(indexable)] : passageDocuments(indexable, entity)
}

function entityDocument({ id, entity, names, fields, clearance }: IndexableEntity): SearchDocument {
  // what was merged and is hidden from some is a document of its own, found by its own names
  const all = names.map(({ text }) => text)
  return {
    id, entity: entity.id, kind: entity.kind, name: entity.name, names: all.filter((text) => text !== entity.name),
    text: wordsOf(fields), clearance, facets: facetsOf(fields),
  }
}

/** The description first: that is what is shown of it. */
function wordsOf(fields: Readonly<Record<string, FieldValue>>): string {
  const { description, ...rest } = fields
  const said = Object.entries(rest).filter(([code, value]) => !SILENT.has(code) && typeof value !== 'boolean').flatMap(([, value]) => value).map(String)
  return [...(description === undefined ? [] : [String(description)]), ...said].join('\n')
}

function passageDocuments({ id, entity, passages, clearance }: IndexableContent, of: IndexableEntity | undefined): SearchDocument[] {
  const facets = facetsOf(of?.fields ?? {})
  return passages.map(({ text, chapter, heading, page, offset }, i) => ({
    id: passageId(id, i), entity: entity.id, kind: entity.kind, name: entity.name, names: [], text: entity.kind === 'Entry' ? searched(text) : text, clearance, facets,
    locator: { ...(page === undefined ? {} : { page }), ...(sectionOf(chapter, heading) === undefined ? {} : { section: sectionOf(chapter, heading)! }), offset: [...offset] as [number, number] },
  }))
}

/** The words of an entry without the marks of Markdown, and without how they are said, which stands behind them: either is found. */
function searched(text: string): string {
  const readings = readingsIn(text)
  const words = withoutMarks(withoutReadings(text).text)
  return readings.length === 0 ? words : `${words}\n${readings.map(({ base, said }) => `${base} ${said.join(' ')}`).join('、')}`
}

const sectionOf = (chapter: string | undefined, heading: string | undefined): string | undefined =>
  (chapter === undefined || heading?.startsWith(chapter) ? heading : heading === undefined ? chapter : `${chapter} › ${heading}`)

/** As `search/port.ts` has it: dropping the content drops them all. */
const passageId = (content: string, number: number): string => `${content}:${number}`

function facetsOf(fields: Readonly<Record<string, FieldValue>>): SearchFacets {
  const first = (codes: readonly string[]): string | undefined => codes.map((code) => fields[code]).flatMap((value) => value ?? []).map(String)[0]
  const year = yearOf(first(YEAR))
  const [type, place] = [first(TYPE), first(PLACE)]
  return { ...(year === undefined ? {} : { year }), ...(type === undefined ? {} : { type }), ...(place === undefined ? {} : { place }) }
}

/** The year in which it can have begun at the earliest; none for what is open or unknown. */
function yearOf(date: string | undefined): number | undefined {
  const parsed = date === undefined ? undefined : dateOrNone(date)
  return parsed?.status === 'known' ? yearOfDay(parsed.earliest) : undefined
}
