import { abandonable } from '../graph/abandonable.ts'
import { Turns } from '../graph/turns.ts'
import { ArchiveError, badInput } from '../model/errors.ts'
import type { Id } from '../model/ids.ts'
import { nameKey } from '../model/names.ts'
import type { NameLookup } from '../model/names/index.ts'
import type { Answer, CitedPassage, Put } from '../graph/answer.ts'
import type { Asking } from './context.ts'
import type { Grammar } from './ask/grammar.ts'
import { loadGrammar } from './ask/load.ts'
import { nearestTo } from './ask/nearest.ts'
import { innerOf, meantBy, type Meant } from './ask/puts.ts'
import { say } from './ask/say.ts'
import { understand, type Understood } from './ask/understand.ts'
import { FAMILY } from './family.ts'
import { checked, type QuestionKind } from './kind.ts'
import { queryOf } from './query.ts'
import { namesSeen } from './resolve-index.ts'

export interface QuestionReading {
  /** In words. */
  readonly understood: string
  readonly put: Put
  /** GraphQL that can be run as it is. */
  readonly query: string
}

/**
 * not_understood: nothing answerable covers the sentence; ambiguous: a name means several; not_found: the archive
 * has no passage for the words; impossible: understood, and cannot be asked so (of an entity and itself).
 */
export type Declined = 'not_understood' | 'ambiguous' | 'not_found' | 'impossible'

export interface AskAnswer {
  readonly question: string
  /** Everything it may have meant; what was answered stands first. */
  readonly readings: readonly QuestionReading[]
  readonly answer?: Answer
  /** What was run, or would be. */
  readonly reading?: QuestionReading
  readonly declined?: Declined
  /** The answer in a sentence, or why there is none. */
  readonly text: string
  readonly notes: readonly string[]
  /** What can be answered and comes nearest, where nothing was. */
  readonly nearest: readonly QuestionReading[]
  /** Of works and entries, where nothing was answered. */
  readonly passages: readonly CitedPassage[]
}

/** Longer is no question. */
const LONGEST = 300
const SHOWN = 3

/**
 * A question in plain Chinese or English, understood by the table `seed/patterns/questions.yaml`, and its answer.
 * Beyond the names in it, it costs one question, or one search where it is declined.
 * @throws BAD_USER_INPUT (`question`) for none or more than 300 characters; what the question throws that it becomes,
 *   where that says that too much was asked or that something is down
 */
export async function ask(asking: Asking, question: string): Promise<AskAnswer> {
  const sentence = question.normalize('NFKC').trim()
  if (sentence === '') throw badInput('question', 'question: 請輸入問題 (a question is needed)')
  if (sentence.length > LONGEST) throw badInput('question', `question: 最多 ${LONGEST} 個字 (at most ${LONGEST} characters)`)
  const grammar = loadGrammar(asking.vocabulary)
  const understood = await understand(asking, sentence, grammar)
  const lookup = await namesSeen(asking)
  const shown = (meant: Meant): QuestionReading => ({ understood: say(meant, grammar, asking.vocabulary), put: meant.put, query: queryOf(byNames(meant, lookup)) })
  const [first, ...beside] = understood.readings
  const best = first === undefined ? [] : meantBy(first)
  const readings = [...best, ...beside.flatMap(meantBy)].map(shown)
  const notes = understood.slips.map(({ name }) => `把「${name.text}」讀作「${name.candidates![0]!.entity.name}」。`)
  if (understood.several) notes.push('一句話問了幾件事，只回答第一件；其餘的列在讀法裡。')
  const base = { question, readings, notes }
  const decline = async (declined: Declined, text: string): Promise<AskAnswer> => {
    const isOpen = best.length > 0 && declined !== 'not_found'
    const near = [...understood.supposed.flatMap(meantBy), ...(isOpen ? [] : nearestTo(understood.words, grammar).flatMap(meantBy))]
    const nearest = near.length > 0 || isOpen ? near : await examples(asking, grammar)
    return { ...base, declined, text, nearest: nearest.slice(0, SHOWN).map(shown), passages: await passagesFor(asking, sentence) }
  }
  if (best.length === 0) return decline('not_understood', understood.unfinished === undefined ? '沒有看懂這個問題。' : `「${understood.unfinished.text}」後面還少一個名稱，請補上再問 (a second name is missing).`)
  if (best.length > 1) return decline('ambiguous', `可以指好幾個，請選一個：${readings.map((one) => one.understood).join(' ')}`)
  const reading = readings[0]!
  const kind = FAMILY.get(reading.put.name)
  if (kind === undefined) return { ...await decline('impossible', '這種問題還不能回答。'), reading }
  try {
    const { wider, names } = best[0]!
    const answer = await kind.answer(asking, checked(kind, { ...reading.put.arguments, ...(wider && { orElse: wider }) }))
    // nothing was recorded by what was asked for, and something by what comes next to it
    const isWider = wider !== undefined && answer.put.arguments['orElse'] === undefined
    const other = answer.total === 0 && !isWider ? await otherBearer(asking, best[0]!, kind, understood.slips, lookup) : undefined
    if (other !== undefined) {
      const instead = shown(other.meant)
      const note = `「${other.instead}」沒有這樣的紀錄；改看名稱裡也有這幾個字的「${other.name}」。`
      return { ...base, answer: other.answer, reading: instead, readings: [instead, reading, ...readings.slice(1)], text: other.answer.text, notes: [note, ...other.answer.notes], nearest: [], passages: [] }
    }
    const answered = isWider ? shown({ put: answer.put, names }) : reading
    if (answer.put.name === grammar.phrase.name && answer.total === 0) return { ...await decline('not_found', answer.text), reading }
    return { ...base, answer, reading: answered, readings: isWider ? [reading, answered, ...readings.slice(1)] : readings, text: answer.text, notes: [...notes, ...answer.notes], nearest: [], passages: [] }
  } catch (error) {
    if (!(error instanceof ArchiveError) || error.code !== 'BAD_USER_INPUT') throw error
    return { ...await decline('impossible', error.message), reading }
  }
}

/** Of a name said in part, others in whose names these words stand, too. */
const OTHERS = 3
/** Shorter words stand in too many names. */
const LEAST_SAID = 3

/** 紀州庵由誰經營: said of what is called 紀州庵文學森林 nothing is recorded, and of 市定古蹟紀州庵及新館 it is. */
async function otherBearer(asking: Asking, { put, names }: Meant, kind: QuestionKind, slips: Understood['slips'], lookup: NameLookup): Promise<{ readonly answer: Answer; readonly meant: Meant; readonly name: string; readonly instead: string } | undefined> {
  const [slip, more] = slips
  const [taken] = slip?.name.candidates ?? []
  if (slip === undefined || more !== undefined || taken === undefined || slip.name.text.length < LEAST_SAID) return undefined
  const key = nameKey(slip.name.text)
  const others = lookup.near(slip.name.text, { first: 2 * OTHERS }).filter(({ entity, matched }) => entity.id !== taken.entity.id && nameKey(matched).includes(key)).slice(0, OTHERS)
  for (const { entity } of others) {
    const meant = { put: replaced(put, taken.entity.id, entity.id), names: new Map([...names, [entity.id, entity.name]]) }
    const answer = await kind.answer(asking, checked(kind, meant.put.arguments))
    if (answer.total > 0) return { answer, meant, name: entity.name, instead: taken.entity.name }
  }
  return undefined
}

const replaced = (put: Put, one: Id, other: Id): Put => JSON.parse(JSON.stringify(put).replaceAll(one, other)) as Put

/** What the table names as examples, as far as this archive knows the names. */
async function examples(asking: Asking, grammar: Grammar): Promise<Meant[]> {
  const [all, turns]: [Understood[], Turns] = [[], new Turns(asking.signal)]
  for (const example of grammar.examples) {
    await turns.next()
    all.push(await understand(asking, example, grammar))
  }
  return all.flatMap(({ readings: [first] }) => (first === undefined ? [] : meantBy(first).slice(0, 1)))
}

/** Names in the place of ids where nobody else is called so: a query for people to change. */
function byNames({ put, names }: Meant, lookup: NameLookup): Put {
  const replace = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(replace)
    if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, key === 'arguments' ? JSON.stringify(replace(innerOf({ arguments: one }))) : replace(one)]))
    const name = typeof value === 'string' ? names.get(value) : undefined
    return name !== undefined && lookup.bearersOf(nameKey(name)).length === 1 ? name : value
  }
  return { name: put.name, arguments: replace(put.arguments) as Put['arguments'] }
}

/** The best passages of texts for the words; none where there is no index, or it is down. */
async function passagesFor({ search, signal, viewer }: Asking, sentence: string): Promise<CitedPassage[]> {
  if (search === undefined) return []
  try {
    const { hits } = await abandonable(() => search.search({ text: sentence, kinds: ['Work', 'Entry'], first: SHOWN, passages: 1 }, viewer), signal)
    return hits.flatMap(({ entity, passages }) => passages.filter(({ document }) => document.includes(':')).map(({ text, locator }) => ({ work: entity, text, ...(locator === undefined ? {} : { locator }) })))
  } catch (error) {
    if (error instanceof ArchiveError && (error.code === 'UNAVAILABLE' || error.code === 'BAD_USER_INPUT')) return []
    throw error
  }
}
