import type { Vocabulary } from '../model/vocabulary.ts'
import { locatorText } from '../model/locator.ts'
import { ask as asked, type AskAnswer } from '../questions/ask.ts'
import { TAKE, TAKE_USAGE, taken } from './answer.ts'
import { SHARED, type Command } from './command.ts'
import { withSearch } from './open.ts'
import { flag } from './options.ts'
import { answerLines } from './question.ts'
import { faint, strong } from './text.ts'

export const ask: Command = {
  usage: `QUESTION ${TAKE_USAGE} [--json]`,
  summary: '用一句話問 A question in plain Chinese or English, as it is understood, with its answer',
  options: { ...SHARED.json, ...TAKE },
  words: [1, 100],
  run: (invocation) => withSearch(invocation, async (archive) => {
    const { words, options, out } = invocation
    const { asking } = archive
    const answer = await asked(asking, words.join(' '))
    const { answer: found } = answer
    if (found !== undefined && await taken(asking, async () => found, invocation)) return 0
    if (flag(options, 'json')) out(JSON.stringify(answer, null, 2))
    else for (const line of lines(answer, archive.vocabulary)) out(line)
    return answer.declined === undefined ? 0 : 1
  }),
}

/** Without what is asked of the answer. */
const shortQuery = (query: string): string => query.split('\n')[0]!.replace(/ \{$/, ' { … } }')

function* lines({ reading, readings, answer, declined, text, notes, nearest, passages }: AskAnswer, vocabulary: Vocabulary): Generator<string> {
  if (answer !== undefined && reading !== undefined) {
    yield faint(`讀作：${reading.understood}`)
    for (const other of readings.slice(1)) yield faint(`也可以讀作：${other.understood}`)
    yield* answerLines({ ...answer, notes }, vocabulary)
    yield ''
    yield faint(`GraphQL：${shortQuery(reading.query)}`)
    return
  }
  yield strong(text)
  if (declined === 'ambiguous') for (const { understood, query } of readings) yield `  ${understood}  ${faint(shortQuery(query))}`
  if (nearest.length > 0) yield '你是不是要問：'
  for (const { understood } of nearest) yield `  ${understood}`
  if (passages.length > 0) yield '找到這些文字：'
  for (const { work, locator, text: words } of passages) yield `  《${work.name}》${locator === undefined ? '' : locatorText(locator)}：${words}`
}
