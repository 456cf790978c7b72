import type { Answer } from '../../../src/graph/answer.ts'
import { entitiesIn } from '../../../src/graph/cells.ts'
import type { AskAnswer } from '../../../src/questions/ask.ts'
import type { Asking } from '../../../src/questions/context.ts'
import { FAMILY } from '../../../src/questions/family.ts'
import { checked } from '../../../src/questions/kind.ts'
import type { Asked, Reading } from './asked.ts'
import { readingText, sameKinds } from './readings.ts'
import { plain, rowsOf } from './rows.ts'

/** Who stands in the rows of an answer; where two times are compared, behind what became of them. */
export function foundIn({ rows, columns }: Answer): string[] {
  const whose = columns.find(({ key }) => key !== 'change')!.key
  return rows.flatMap(({ cells }) => entitiesIn(cells[whose] ?? null).map(({ name }) => plain(name)))
}

export const sameNames = (one: readonly string[], other: readonly string[]): boolean => JSON.stringify([...new Set(one)].sort()) === JSON.stringify([...new Set(other)].sort())

/** What the rows are to be, as written or as the files of the seed say; undefined where neither is given. */
export const expectedRows = ({ rows, seed }: Asked): string[] | undefined => rows?.map(plain) ?? (seed === undefined ? undefined : rowsOf(seed))

/** Whether a question was read as expected: as the same question, or as one with the same answer (docs/ask.md, How well). */
export async function isRight(asking: Asking, one: Asked, answer: AskAnswer): Promise<boolean> {
  const texts = await Promise.all(answer.readings.map(({ put }) => readingText(asking, put)))
  const first = texts.indexOf(await readingText(asking, one.is!))
  const offered = one.also === undefined ? first === 0 : first >= 0 && texts.includes(await readingText(asking, one.also))
  if (offered && sameKinds(one.is!, answer.readings[first]!.put)) return true
  return one.also === undefined && answer.answer !== undefined && hasSameAnswer(asking, one, answer.answer)
}

async function hasSameAnswer(asking: Asking, one: Asked, answer: Answer): Promise<boolean> {
  const [expected, isSameKind] = [one.is!, answer.put.name === one.is!.name]
  if (expected.name === 'counts') return hasSameCount(answer, await answerOf(asking, expected), expected)
  const whole = expectedRows(one)
  // nothing found by another kind of question says nothing
  if (whole !== undefined) return sameNames(foundIn(answer), whole) && (isSameKind || whole.length > 0)
  if (one.total !== undefined) return isSameKind && answer.total === one.total
  const other = await answerOf(asking, expected)
  return answer.total === other.total && sameNames(foundIn(answer), foundIn(other)) && (isSameKind || foundIn(other).length > 0)
}

/** As many, counted by the same; or as many listed as were to be counted. */
function hasSameCount(answer: Answer, expected: Answer, { arguments: given }: Reading): boolean {
  const by = (one: unknown): unknown => one ?? 'kind'
  if (answer.put.name === 'counts') return answer.text === expected.text && by(answer.put.arguments['by']) === by(given['by'])
  return answer.put.name === 'related' && by(given['by']) === 'kind' && answer.total === Number(/\d+/.exec(expected.text.replaceAll(',', ''))![0])
}

function answerOf(asking: Asking, { name, arguments: given }: Reading): Promise<Answer> {
  const kind = FAMILY.get(name)!
  const inner = given['arguments']
  return kind.answer(asking, checked(kind, typeof inner === 'object' ? { ...given, arguments: JSON.stringify(inner) } : given))
}
