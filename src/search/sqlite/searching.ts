import type { Viewer } from '../../model/audience.ts'
import { badInput } from '../../model/errors.ts'
import type { Kind, Locator } from '../../model/records.ts'
import { TOTAL_LIMIT, type FoundPassage, type Hit, type SearchQuery, type SearchResult } from '../port.ts'
import { candidateOf, highlight, question, rank, type Dictionary, type Question, type Statistics } from '../text/index.ts'
import type { Columns } from './columns.ts'
import type { Connection } from './connection.ts'
import { cursorOf, placeOf } from '../cursor.ts'
import { facetsOf } from './facets.ts'
import { find, type Found } from './finding.ts'
import { contenders, grouped, isAfter, sorted, SORTS, type Group, type Scored } from './groups.ts'
import type { Postings } from './postings.ts'
import { filtered, seen } from './seeing.ts'

/** Documents whose texts are looked at. With DRCD's questions the right one is among the first 40 of 1,000 in 99 of 100 cases. */
const LOOKED_AT = 100
const LONGEST = 1_000

/** What searching needs of an opened index. */
export interface Index {
  readonly db: Connection
  readonly columns: Columns
  readonly postings: Postings
  readonly dictionary: Dictionary
  readonly statistics: Statistics
}

/** @throws BAD_USER_INPUT */
export function search(index: Index, query: SearchQuery, viewer: Viewer): SearchResult {
  const { first = 20, sort = 'relevance', passages = 3 } = query
  if (query.text.length > LONGEST) throw badInput('text', `要找的字最多 ${LONGEST} 個 (a search may have ${LONGEST} characters)`)
  if (!Number.isInteger(first) || first < 0 || first > 100) throw badInput('first', 'a page has at most 100 hits')
  if (!Object.hasOwn(SORTS, sort)) throw badInput('sort', `sort is one of ${Object.keys(SORTS).join(', ')}`)
  const after = query.after === undefined ? undefined : placeOf(query.after)
  const asked = question(query.text, index.dictionary)
  const found = find(asked, index.statistics, index.columns, index.postings, seen(index.columns, viewer), filtered(index.columns, query))
  const rows: Rows = new Map()
  const groups = sorted(grouped(scored(index, asked, found, rows), index.columns), sort)
  const rest = after === undefined ? groups : groups.filter((group) => isAfter(group, after, sort))
  const page = rest.slice(0, first)
  const last = page.at(-1)
  return {
    total: Math.min(TOTAL_LIMIT, groups.length),
    hits: page.map((group) => hitOf(index, asked, group, passages, rows)),
    facets: facetsOf(found.numbers, index.columns),
    ...(last === undefined ? {} : { endCursor: cursorOf({ key: SORTS[sort].key(last), entity: last.entity }) }),
    hasNextPage: rest.length > page.length,
  }
}

/** Best first: those looked at by their rank, the others behind them by what they hold. */
function scored({ db, columns, statistics }: Index, asked: Question, { numbers, weight }: Found, rows: Rows): Scored[] {
  const order = contenders(numbers, weight, columns).sort((x, y) => y.score - x.score || columns.length[x.number]! - columns.length[y.number]! || x.number - y.number)
  const best = order.slice(0, LOOKED_AT)
  if (best.length === 0) return []
  const candidates = best.map(({ number }) => {
    const row = rowOf(db, columns, number)
    rows.set(number, row)
    return candidateOf({ name: row[1], names: row[2] === '[]' ? [] : JSON.parse(row[2]) as string[], text: row[3] })
  })
  const scores = rank(asked, statistics, candidates)
  const looked = best.map(({ number }, i) => ({ number, score: scores[i]! })).sort((x, y) => y.score - x.score || x.number - y.number)
  const [least, edge] = [looked.at(-1)!.score, best.at(-1)!.score]
  return [...looked, ...order.slice(LOOKED_AT).map(({ number, score }) => ({ number, score: least * (score / edge) }))]
}

type Row = [id: string, name: string, names: string, text: string, locator: string | null]
type Rows = Map<number, Row>

const rowOf = (db: Connection, columns: Columns, number: number): Row => db.row<Row>(`SELECT id, name, names, text, locator FROM document_${columns.generation} WHERE number = ?`, number)!

function hitOf({ db, columns }: Index, asked: Question, group: Group, passages: number, rows: Rows): Hit {
  const shown = group.documents.slice(0, passages).map(({ number, score }) => passageOf(rows.get(number) ?? rowOf(db, columns, number), score, asked))
  const kind = columns.kinds.words[columns.kind[group.documents[0]!.number]!] as Kind
  return { entity: { id: group.entity, name: group.name, kind }, score: group.score, passages: shown }
}

function passageOf([id, name, , text, locator]: Row, score: number, asked: Question): FoundPassage {
  const shown = text === '' ? name : text
  return { document: id, text: shown, ...(locator === null ? {} : { locator: JSON.parse(locator) as Locator }), score, highlights: highlight(shown, asked) }
}
