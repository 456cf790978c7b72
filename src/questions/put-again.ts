import { Turns } from '../graph/turns.ts'
import { badInput } from '../model/errors.ts'
import type { Answer, Put } from '../graph/answer.ts'
import { MOST_ROWS } from './arguments.ts'
import type { Asking } from './context.ts'
import { checked, type QuestionKind } from './kind.ts'

/** The table of kinds, when it is there: kinds that ask others are in it themselves. */
export type Family = () => ReadonlyMap<string, QuestionKind>

/** Rows that are read of a question put within another. */
const MOST_READ = 1_000

/** Questions that may not be put within others: they would ask each other without end. */
const NOT_WITHIN = ['overlap', 'compare']

/** @throws BAD_USER_INPUT (`field`) for what is not a question as JSON */
export function questionIn(family: Family, text: string, field: string): Put {
  let read: unknown
  try {
    read = JSON.parse(text)
  } catch {
    throw badInput(field, `${field}: 「${text}」 is not JSON`)
  }
  const { name, arguments: given = {} } = (read ?? {}) as Partial<Put>
  if (typeof name !== 'string' || typeof given !== 'object' || given === null || Array.isArray(given)) throw badInput(field, `${field}: a question is {"name": …, "arguments": {…}}`)
  return { name: known(family, name, field).name, arguments: given }
}

/** @throws BAD_USER_INPUT (`field`) for a name of no question, or of one that may not stand here */
export function known(family: Family, name: string, field: string): QuestionKind {
  const one = NOT_WITHIN.includes(name) ? undefined : family().get(name)
  if (one === undefined) throw badInput(field, `${field}: 沒有「${name}」這種問題 (${field} is one of ${[...family().keys()].filter((key) => !NOT_WITHIN.includes(key)).join(', ')})`)
  return one
}

/** The answer with all its rows, up to a thousand: page after page, or as many as the question gives at once. */
export async function answersOf(asking: Asking, family: Family, { name, arguments: given }: Put): Promise<Answer> {
  const one = family().get(name)!
  const page = (after?: string): Promise<Answer> => one.answer(asking, checked(one, { ...given, ...('first' in one.shape ? { first: MOST_ROWS } : {}), ...(after === undefined ? {} : { after }) }))
  const answer = await page()
  const rows = [...answer.rows]
  let { endCursor, hasNextPage } = answer
  // each page may have been there at once
  const turns = new Turns(asking.signal)
  while (hasNextPage && endCursor !== undefined && 'after' in one.shape && rows.length < MOST_READ) {
    await turns.next()
    const next = await page(endCursor)
    rows.push(...next.rows)
    ;({ endCursor, hasNextPage } = next)
  }
  return { ...answer, rows: rows.slice(0, MOST_READ) }
}
