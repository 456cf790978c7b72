import type { AnswerRow } from '../graph/answer.ts'
import { entitiesIn } from '../graph/cells.ts'
import type { KeptAnswer } from '../kept/port.ts'
import { badInput } from '../model/errors.ts'
import type { Id } from '../model/ids.ts'
import { MOST_ROWS } from './arguments.ts'
import { cite } from './cite.ts'
import type { Asking } from './context.ts'
import { differenceOf, keepable, type Difference } from './difference.ts'
import { FAMILY } from './family.ts'
import { checked } from './kind.ts'
import { questionIn } from './put-again.ts'
import { savedNamed } from './saved.ts'
import { search, type SearchArguments } from './search.ts'

/** Rows told of at once; what is new beyond is known as new all the same. */
const MOST_TOLD = 50
/** Entities of a search that are compared, and that are remembered. */
const [MOST_FOUND, MOST_SEEN] = [500, 5_000]
const PAGE = 100

export interface Watched {
  readonly kind: 'question' | 'search'
  /** The saved question. */
  readonly subject?: Id
  /** JSON: a question, or the arguments of a search. */
  readonly asks?: string
}

/** Rows by the entities they are about. */
interface News {
  readonly gained: readonly (readonly Id[])[]
  readonly changed: readonly (readonly Id[])[]
  readonly lost: readonly (readonly Id[])[]
}

/**
 * Asks what somebody watches, as them, and tells what is new since last time (SEMANTICS 7): of a question how its
 * answer differs, of a search the entities that were never found before.
 * @param before as `seen` was; undefined: it was never asked
 * @throws what asking throws: NOT_FOUND, BAD_USER_INPUT, UNAVAILABLE …
 */
export async function askWatched(asking: Asking, { kind, subject, asks }: Watched, before: string | undefined): Promise<{ readonly seen: string; readonly found?: News }> {
  if (kind === 'search') return searchWatched(asking, argumentsIn(asks ?? ''), before === undefined ? undefined : JSON.parse(before) as Id[])
  const put = subject === undefined ? questionIn(() => FAMILY, asks ?? '', 'question') : (await savedNamed(asking, subject)).put
  const one = FAMILY.get(put.name)
  if (one === undefined) throw badInput('question', `「${put.name}」 is no question`)
  const whole = 'first' in one.shape ? { first: MOST_ROWS } : {}
  const cited = await cite(asking, await one.answer(asking, checked(one, { ...put.arguments, ...whole })), '')
  const seen = JSON.stringify(await keepable(cited))
  if (before === undefined) return { seen }
  return { seen, ...newsIn(await differenceOf(asking, JSON.parse(before) as KeptAnswer, cited), cited.answer.columns.map(({ key }) => key)) }
}

function newsIn({ gained, changed, lost }: Difference, columns: readonly string[]): { found?: News } {
  const about = ({ cells }: AnswerRow): Id[] => [...new Set(columns.flatMap((key) => entitiesIn(cells[key] ?? null)).map(({ id }) => id))]
  const found = {
    gained: gained.slice(0, MOST_TOLD).map(about), changed: changed.slice(0, MOST_TOLD).map(about),
    // of what is gone nothing may be left that is shown to them
    lost: lost.slice(0, MOST_TOLD).map(({ entities }) => entities.map(({ id }) => id)).filter((row) => row.length > 0),
  }
  return found.gained.length + found.changed.length + found.lost.length === 0 ? {} : { found }
}

async function searchWatched(asking: Asking, args: SearchArguments, before: readonly Id[] | undefined): Promise<{ seen: string; found?: News }> {
  const ids: Id[] = []
  for (let after: string | undefined; ;) {
    const page = await search(asking, { ...args, first: PAGE, passages: 1, ...(after === undefined ? { after: null } : { after }) })
    ids.push(...page.hits.map(({ entity }) => entity.id))
    if (!page.hasNextPage || page.endCursor === undefined || ids.length >= MOST_FOUND) break
    after = page.endCursor
  }
  // what was found once is not new when it is found again
  const seen = JSON.stringify([...new Set([...ids, ...before ?? []])].slice(0, MOST_SEEN))
  const known = new Set(before)
  const gained = before === undefined ? [] : ids.filter((id) => !known.has(id)).slice(0, MOST_TOLD).map((id) => [id])
  return { seen, ...(gained.length === 0 ? {} : { found: { gained, changed: [], lost: [] } }) }
}

function argumentsIn(text: string): SearchArguments {
  const args = JSON.parse(text) as Partial<SearchArguments> | null
  if (typeof args !== 'object' || args === null || typeof args.text !== 'string') throw badInput('search', 'search: a search is {"text": …}')
  return args as SearchArguments
}
