import type { Answer, Put } from '../graph/answer.ts'
import { entitiesIn } from '../graph/cells.ts'
import { badInput } from '../model/errors.ts'
import type { Id } from '../model/ids.ts'
import { MOST_ROWS } from './arguments.ts'
import type { Asking } from './context.ts'
import { FAMILY } from './family.ts'
import { checked } from './kind.ts'
import { search, type SearchArguments } from './search.ts'

/** What a collection by question is made of: a question of the family, or a search, with its arguments. */

/** Not a kind of question: what a saved search is called. */
const SEARCH = 'search'
/** What a saved search may say; the place in a list is no part of it. */
const SEARCHED: ReadonlySet<string> = new Set(['text', 'kinds', 'from', 'to', 'types', 'places', 'collections', 'within', 'sort'])
/** Hits of one page of a search. */
const MOST_HITS = 100

/**
 * A question as it is kept, with its arguments as its kind takes them.
 * @throws BAD_USER_INPUT on the field for what is none
 */
export function putIn(question: unknown, field: string): Put {
  const { name, arguments: given = {} } = (question ?? {}) as Partial<Put>
  if (typeof name !== 'string' || typeof given !== 'object' || given === null || Array.isArray(given)) throw badInput(field, '問題要寫成 {"name": …, "arguments": {…}} (a question is {"name": …, "arguments": {…}})')
  const { first: _, after: __, ...rest } = given as Record<string, unknown>
  if (name === SEARCH) {
    const unknown = Object.keys(rest).find((key) => !SEARCHED.has(key))
    if (unknown !== undefined || typeof rest['text'] !== 'string' || rest['text'].trim() === '') throw badInput(field, `搜尋要有 text，可以有 ${[...SEARCHED].join('、')} (a search has text, and may have these)`)
    return { name, arguments: rest }
  }
  const one = FAMILY.get(name)
  if (one === undefined) throw badInput(field, `「${name}」不是 ${[SEARCH, ...FAMILY.keys()].join('、')} 之一 (is none of these)`)
  checked(one, rest)
  return { name, arguments: rest }
}

/** Whether it looks through the full text. */
export const needsIndex = ({ name }: Put): boolean => name === SEARCH || FAMILY.get(name)?.search === true

/**
 * The entities that a question gives this reader now, each once, in its order: of the first column that has any.
 * @param most rows that are read, at most
 * @throws as the question
 */
export async function collected(asking: Asking, { name, arguments: given }: Put, most: number): Promise<Id[]> {
  const ids = new Set<Id>()
  for await (const page of name === SEARCH ? hits(asking, given, most) : rows(asking, name, given, most)) for (const id of page) ids.add(id)
  return [...ids].slice(0, most)
}

async function* hits(asking: Asking, given: Put['arguments'], most: number): AsyncGenerator<readonly Id[]> {
  for (let [after, left] = [undefined as string | undefined, most]; left > 0;) {
    const found = await search(asking, { ...(given as unknown as SearchArguments), first: Math.min(left, MOST_HITS), ...(after === undefined ? {} : { after }) })
    yield found.hits.map(({ entity }) => entity.id)
    if (!found.hasNextPage || found.endCursor === undefined) return
    after = found.endCursor
    left -= found.hits.length
  }
}

async function* rows(asking: Asking, name: string, given: Put['arguments'], most: number): AsyncGenerator<readonly Id[]> {
  const one = FAMILY.get(name)
  if (one === undefined) throw badInput('question', `「${name}」 is no question of this archive`)
  for (let [after, left] = [undefined as string | undefined, most]; left > 0;) {
    const answer: Answer = await one.answer(asking, checked(one, { ...given, ...('first' in one.shape ? { first: Math.min(left, MOST_ROWS) } : {}), ...(after === undefined ? {} : { after }) }))
    const column = answer.columns.find(({ key }) => answer.rows.some((row) => entitiesIn(row.cells[key] ?? null).length > 0))
    yield column === undefined ? [] : answer.rows.flatMap((row) => entitiesIn(row.cells[column.key] ?? null).map(({ id }) => id))
    if (!answer.hasNextPage || answer.endCursor === undefined || !('after' in one.shape)) return
    after = answer.endCursor
    left -= answer.rows.length
  }
}
