import type { CitedAnswer } from '../graph/cited.ts'
import type { EntityView } from '../graph/port.ts'
import type { KeptAnswers } from '../kept/port.ts'
import { viewerKey } from '../model/audience.ts'
import { badInput, notFound } from '../model/errors.ts'
import type { Id } from '../model/ids.ts'
import type { Put } from '../graph/answer.ts'
import { MOST_ROWS } from './arguments.ts'
import { cite } from './cite.ts'
import type { Asking } from './context.ts'
import { differenceOf, keepable, type Difference } from './difference.ts'
import { FAMILY } from './family.ts'
import { checked } from './kind.ts'
import { entityNamed } from './resolve.ts'
import { pages } from '../graph/every.ts'

/** A question that somebody named: a Collection whose field `question` holds it. */
export interface SavedQuestion {
  readonly id: Id
  readonly name: string
  readonly put: Put
}

export interface SavedRun {
  readonly saved: SavedQuestion
  readonly cited: CitedAnswer
  /** To what this reader was answered last time; absent the first time. */
  readonly difference?: Difference
}

/** Collections looked through at a time. */
const PAGE = 200

/** Those the reader may see, in the order in which they were saved. */
export async function savedQuestions({ graph, viewer }: Asking): Promise<SavedQuestion[]> {
  const all: SavedQuestion[] = []
  for await (const views of pages((page) => graph.find({ kinds: ['Collection'] }, viewer, page), PAGE)) all.push(...views.flatMap((view) => savedIn(view) ?? []))
  return all
}

/** @param name or id. @throws NOT_FOUND, AMBIGUOUS_NAME; BAD_USER_INPUT where it is something else */
export async function savedNamed(asking: Asking, name: string): Promise<SavedQuestion> {
  const same = (await savedQuestions(asking)).filter((one) => one.name === name)
  if (same.length === 1) return same[0]!
  const { id } = await entityNamed(asking, name, 'name')
  const view = (await asking.graph.entities([id], asking.viewer)).get(id)
  if (view === undefined) throw notFound(name)
  const saved = savedIn(view)
  if (saved === undefined) throw badInput('name', `「${view.name}」 is not a saved question`)
  return saved
}

/**
 * Asks again, as the reader, and tells what changed since this reader asked last.
 * @param keep this answer is the next one's last time; queries that only read leave it as it is
 */
export async function runSaved(asking: Asking, saved: SavedQuestion, answers: KeptAnswers, { address, keep }: { readonly address: string; readonly keep: boolean }): Promise<SavedRun> {
  const one = FAMILY.get(saved.put.name)
  if (one === undefined) throw notFound(saved.put.name)
  const whole = 'first' in one.shape ? { first: MOST_ROWS } : {}
  const cited = await cite(asking, await one.answer(asking, checked(one, { ...whole, ...saved.put.arguments })), address)
  const reader = viewerKey(asking.viewer)
  const before = await answers.last(saved.id, reader)
  const difference = before === undefined ? undefined : await differenceOf(asking, before, cited)
  if (keep) await answers.keep(saved.id, reader, await keepable(cited))
  return { saved, cited, ...(difference === undefined ? {} : { difference }) }
}

/** What a Collection asks; undefined for one that is put together by hand. */
function savedIn({ id, name, fields: { question } }: EntityView): SavedQuestion | undefined {
  if (typeof question !== 'string') return undefined
  try {
    const put = JSON.parse(question) as Put
    return typeof put.name === 'string' && typeof put.arguments === 'object' ? { id, name, put } : undefined
  } catch {
    return undefined
  }
}
