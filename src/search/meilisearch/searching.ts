import type { Viewer } from '../../model/audience.ts'
import { badInput } from '../../model/errors.ts'
import { cursorOf, placeOf } from '../cursor.ts'
import { TOTAL_LIMIT, type FoundPassage, type Hit, type SearchQuery, type SearchResult } from '../port.ts'
import { highlight, question, type Question } from '../text/index.ts'
import type { StoredDocument } from './documents.ts'
import { dictionaryFor } from './dictionary.ts'
import { filterOf } from './filters.ts'
import { find, learn } from './finding.ts'
import { facetsOf, grouped, isAfter, sorted, SORTS, type Group } from './groups.ts'
import { look, SHOWN, type Looked } from './looking.ts'
import type { Ask } from './reading.ts'
import { didYouMean } from './spelling.ts'
import { clearedFor } from './viewers.ts'

const LONGEST = 1_000
/** At most so many entities found are little: then another spelling is looked for. */
const LITTLE = 2

/** @throws BAD_USER_INPUT */
export async function search(ask: Ask, query: SearchQuery, viewer: Viewer): Promise<SearchResult> {
  const { first = 20, sort = 'relevance', passages = 3 } = query
  if (query.text.length > LONGEST) throw badInput('text', `要找的字最多 ${LONGEST} 個 (a search may have ${LONGEST} characters)`)
  if (!Number.isInteger(first) || first < 0 || first > 100) throw badInput('first', 'a page has at most 100 hits')
  if (!Object.hasOwn(SORTS, sort)) throw badInput('sort', `sort is one of ${Object.keys(SORTS).join(', ')}`)
  const after = query.after === undefined ? undefined : placeOf(query.after)
  const cleared = clearedFor(viewer, ask.snapshot.clearances)
  const filter = filterOf(cleared, query)
  // nearly always there is no name among the words, and all is learnt with the first question
  const plain = question(query.text)
  const [dictionary] = await Promise.all([dictionaryFor(ask, query.text), learn(ask, plain, cleared, filter)])
  const asked = dictionary === undefined ? plain : question(query.text, dictionary)
  const looked = await look(ask, asked, await find(ask, asked, cleared, filter))
  const groups = sorted(grouped(looked), sort)
  const rest = after === undefined ? groups : groups.filter((group) => isAfter(group, after, sort))
  const page = rest.slice(0, first)
  const last = page.at(-1)
  const other = groups.length <= LITTLE && after === undefined ? await didYouMean(ask, query.text) : undefined
  return {
    total: Math.min(TOTAL_LIMIT, groups.length),
    hits: await hitsOf(ask, page, passages, asked),
    facets: facetsOf(looked),
    ...(other === undefined ? {} : { didYouMean: other }),
    ...(last === undefined ? {} : { endCursor: cursorOf({ key: SORTS[sort].key(last), entity: last.entity }) }),
    hasNextPage: rest.length > page.length,
  }
}

type Presented = Looked & Pick<StoredDocument, 'id' | 'text' | 'locator'>
const isPresented = (one: Looked): one is Presented => one.text !== undefined

async function hitsOf(ask: Ask, page: readonly Group[], passages: number, asked: Question): Promise<Hit[]> {
  const shown = page.map((group) => group.documents.slice(0, passages))
  const lacking = shown.flat().filter((one) => !isPresented(one))
  const more = await ask.documents(lacking.map(({ key }) => key), SHOWN)
  return page.map((group, i) => {
    const { kind } = group.documents[0]!
    return {
      entity: { id: group.entity, name: group.name, kind }, score: group.score,
      passages: shown[i]!.map((one) => ({ ...one, ...more.get(one.key) })).filter(isPresented).map((one) => passageOf(one, asked)),
    }
  })
}

function passageOf({ id, name, text, locator, score }: Presented, asked: Question): FoundPassage {
  const words = text === '' ? name : text
  return { document: id, text: words, ...(locator === undefined ? {} : { locator }), score, highlights: highlight(words, asked) }
}
