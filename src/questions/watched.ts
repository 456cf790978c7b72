import { z } from 'zod'
import type { AnswerRow, Put } from '../graph/answer.ts'
import { entitiesIn } from '../graph/cells.ts'
import type { KeptAnswer } from '../kept/port.ts'
import { ArchiveError, badInput } from '../model/errors.ts'
import type { Id } from '../model/ids.ts'
import { MOST_ROWS } from './arguments.ts'
import { cite } from './cite.ts'
import type { Asking } from './context.ts'
import { differenceOf, keepable, type Difference } from './difference.ts'
import { FAMILY } from './family.ts'
import { checked } from './kind.ts'
import { questionIn } from './put-again.ts'
import { entityNamed } from './resolve.ts'
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
  const put = kind === 'search' ? { name: SEARCH, arguments: JSON.parse(asks ?? '') as Put['arguments'] } : subject === undefined ? questionIn(() => FAMILY, asks ?? '', 'question') : await keptIn(asking, subject)
  if (put.name === SEARCH) return searchWatched(asking, argumentsIn(put.arguments), before === undefined ? undefined : idsIn(before))
  const one = FAMILY.get(put.name)
  if (one === undefined) throw badInput('question', `「${put.name}」 is no question`)
  const whole = 'first' in one.shape ? { first: MOST_ROWS } : {}
  const cited = await cite(asking, await one.answer(asking, checked(one, { ...put.arguments, ...whole })), '')
  const seen = JSON.stringify(await keepable(cited))
  const was = before === undefined ? undefined : JSON.parse(before) as KeptAnswer | Id[]
  // never asked, or another question when it was
  if (was === undefined || Array.isArray(was)) return { seen }
  return { seen, ...newsIn(await differenceOf(asking, was, cited), cited.answer.columns.map(({ key }) => key)) }
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

/** What was found when it was a search; nothing of another question. */
function idsIn(before: string): readonly Id[] | undefined {
  const was = JSON.parse(before) as unknown
  return Array.isArray(was) ? was as Id[] : undefined
}

/** A saved question by its name, or a collection by question; that it asks something shows when it is asked. @throws NOT_FOUND, AMBIGUOUS_NAME */
export async function savedOrCollection(asking: Asking, name: string): Promise<Id> {
  try {
    return (await savedNamed(asking, name)).id
  } catch (error) {
    if (!(error instanceof ArchiveError && error.code === 'BAD_USER_INPUT')) throw error
    return (await entityNamed(asking, name, 'name')).id
  }
}

/** What a Collection asks: its record says it, or its field. */
async function keptIn(asking: Asking, subject: Id): Promise<Put> {
  for (const { state, record } of (await asking.graph.naming(subject, ['collection'], asking.viewer, { first: MOST_RECORDS })).items) {
    const question = state === 'published' && record?.type === 'collection' && record.entity === subject && record.manner === 'question' ? record.question as Partial<Put> | undefined : undefined
    if (typeof question?.name === 'string' && typeof question.arguments === 'object' && question.arguments !== null) return { name: question.name, arguments: question.arguments }
  }
  return (await savedNamed(asking, subject)).put
}

/** Collections looked through that an entity is in, for the one that it is. */
const MOST_RECORDS = 200

/** Not a kind of question: what a saved search is called. */
const SEARCH = 'search'
const names = z.array(z.string().max(1_000)).max(100).nullish()
const searched = z.strictObject({ text: z.string(), kinds: names, types: names, places: names, collections: names, within: names, from: z.number().int().nullish(), to: z.number().int().nullish(), sort: z.string().nullish() })

function argumentsIn(given: unknown): SearchArguments {
  const { data, error } = searched.safeParse(given)
  if (data === undefined) throw badInput('search', `search: 檢索要有 text，其餘如 search 的參數 (a search has text, and what else search takes): ${error!.issues[0]!.message}`)
  return data as SearchArguments
}
