import type { z } from 'zod'
import { locatorText } from '../model/locator.ts'
import type { Vocabulary } from '../model/vocabulary.ts'
import { relationsOf, type Answer, type AnswerRow } from '../graph/answer.ts'
import { textOf } from '../graph/cells.ts'
import { FAMILY } from '../questions/family.ts'
import { checked, type QuestionKind } from '../questions/kind.ts'
import { jsonOf, sortOf, type Sort } from '../questions/sorts.ts'
import { TAKE, TAKE_USAGE, taken } from './answer.ts'
import { SHARED, type Command, type Invocation } from './command.ts'
import { withArchive, withSearch, type Opened } from './open.ts'
import { flag, listOption, numberOption, textOption } from './options.ts'
import { searchedText, STANDING_LINE } from '../graph/wording.ts'
import { evidenceLines, faint, relationText, routeLines, strong, table } from './text.ts'

/** The command for a kind of question: its words and options are made from what the kind takes. */
export async function questionCommand(name: string): Promise<Command> {
  const one = FAMILY.get(name)!
  const sorts = new Map(Object.entries(one.shape).map(([field, schema]) => [field, sortOf(schema as z.ZodType)]))
  const optional = [...sorts].filter(([field]) => !one.words.includes(field))
  const least = one.words.filter((field) => !(one.shape[field] as z.ZodType).safeParse(undefined).success).length
  return {
    usage: [...one.words.map((field) => wordUsage(one, field, sorts.get(field)!)), ...optional.map(([field, sort]) => `[--${dashed(field)}${PLACEHOLDER[sort]}]`), TAKE_USAGE, '[--json]'].join(' '),
    summary: `${one.summary['zh-Hant']} ${one.summary.en}`,
    options: { ...SHARED.json, ...TAKE, ...Object.fromEntries(optional.map(([field, sort]) => [dashed(field), { type: sort === 'boolean' ? 'boolean' : 'string' }])) },
    words: [least, sorts.get(one.words.at(-1) ?? '') === 'list' ? 100 : one.words.length],
    run: (invocation) => {
      const run = async ({ asking, vocabulary }: Opened): Promise<void> => {
        const ask = (): Promise<Answer> => one.answer(asking, checked(one, given(one, sorts, invocation)))
        if (await taken(asking, ask, invocation)) return
        const answer = await ask()
        if (flag(invocation.options, 'json')) invocation.out(JSON.stringify(answer, null, 2))
        else for (const line of answerLines(answer, vocabulary)) invocation.out(line)
      }
      return (one.search === true ? withSearch : withArchive)(invocation, run)
    },
  }
}

const PLACEHOLDER: Readonly<Record<Sort, string>> = { text: ' TEXT', list: ' A,B', number: ' N', boolean: '', json: ' JSON' }

function wordUsage(one: QuestionKind, field: string, sort: Sort): string {
  const word = sort === 'list' ? `${field.toUpperCase()}…` : field.toUpperCase()
  return (one.shape[field] as z.ZodType).safeParse(undefined).success ? `[${word}]` : word
}

const dashed = (field: string): string => field.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

function given(one: QuestionKind, sorts: ReadonlyMap<string, Sort>, { words, options }: Invocation): Record<string, unknown> {
  const values = [...sorts].map(([field, sort]): [string, unknown] => {
    const at = one.words.indexOf(field)
    if (at >= 0) return [field, sort === 'list' ? (words.length > at ? words.slice(at) : undefined) : words[at]]
    const option = dashed(field)
    const read = { text: textOption, list: listOption, number: numberOption, json: jsonOption, boolean: (all: typeof options, key: string) => flag(all, key) || undefined }[sort]
    return [field, read(options, option)]
  })
  return Object.fromEntries(values.filter(([, value]) => value !== undefined))
}

function jsonOption(options: Invocation['options'], name: string): unknown {
  const text = textOption(options, name)
  return text === undefined ? undefined : jsonOf(`--${name}`, text)
}

/** An answer for people: the sentence, the table, what each row rests on, what was looked through. */
export function* answerLines(answer: Answer, vocabulary: Vocabulary): Generator<string> {
  yield strong(answer.text)
  if (answer.rows.length > 0) {
    yield ''
    yield* table(['', ...answer.columns.map(({ label }) => label['zh-Hant'])], answer.rows.map((row, i) => [String(i + 1), ...answer.columns.map(({ key }) => textOf(row.cells[key] ?? null))]))
    for (const [i, row] of answer.rows.entries()) yield* groundLines(i + 1, row, vocabulary)
  }
  yield ''
  if (answer.hasNextPage && answer.endCursor !== undefined) yield `其餘的接著看：--after ${answer.endCursor}`
  yield* answer.notes
  if (answer.searched !== undefined) yield searchedText(answer.searched, vocabulary)
  if (answer.rows.some((row) => relationsOf(row).length > 0)) yield STANDING_LINE
}

function* groundLines(number: number, row: AnswerRow, vocabulary: Vocabulary): Generator<string> {
  const lines = [
    ...(row.routes ?? []).flatMap((route) => routeLines(route, vocabulary)),
    ...(row.relations ?? []).flatMap((relation) => [`    · ${relationText(relation, vocabulary)}`, ...evidenceLines(relation).map((line) => faint(`        ${line}`))]),
    ...(row.passages ?? []).map(({ work, locator, text }) => `    《${work.name}》${locator === undefined ? '' : locatorText(locator)}：${text}`),
  ]
  if (lines.length === 0) return
  yield ''
  yield `${String(number).padStart(3)}.`
  yield* lines
}
