import { z } from 'zod'
import { Turns } from '../graph/turns.ts'
import { parseSpan } from '../model/dates.ts'
import { badInput } from '../model/errors.ts'
import { grouped } from '../model/numbers.ts'
import type { Answer, AnswerRow, Column } from '../graph/answer.ts'
import { MOST_ROWS, whole } from './arguments.ts'
import { entitiesIn, textOf } from '../graph/cells.ts'
import { kind, type QuestionKind } from './kind.ts'
import { pageAt, placeAfter } from './place.ts'
import { putOf } from './put.ts'
import { answersOf, known, questionIn, type Family } from './put-again.ts'
import * as shapes from './shapes.ts'

const SHAPE = {
  question: z.string().min(1).describe('問題的種類 (a kind of question)'),
  arguments: z.string().min(1).describe('它的參數，JSON (its arguments as JSON)'),
  at: z.string().min(1), to: z.string().min(1),
  first: shapes.first, after: shapes.after,
}

/** A question at two dates: exactly as docs/questions.md. */
export const compareKind = (family: Family): QuestionKind<typeof SHAPE> => kind({
  name: 'compare',
  summary: { 'zh-Hant': '同一個問題，兩個時間的答案差在哪裡？', en: 'How does an answer differ between two dates?' },
  shape: SHAPE,
  words: ['question', 'arguments', 'at', 'to'],
  answer: async (asking, given): Promise<Answer> => {
    const first = whole('first', given.first, 20, 1, MOST_ROWS)
    const start = placeAfter(given.after)
    const one = known(family, given.question, 'question')
    if (!('asOf' in one.shape)) throw badInput('question', `「${one.name}」 takes no asOf, so it cannot be compared at two dates`)
    for (const field of ['at', 'to'] as const) dateIn(given[field], field)
    const { arguments: asked } = questionIn(family, `{"name":${JSON.stringify(one.name)},"arguments":${given.arguments}}`, 'arguments')
    const [before, then] = [await answersOf(asking, family, { name: one.name, arguments: { ...asked, asOf: given.at } }), await answersOf(asking, family, { name: one.name, arguments: { ...asked, asOf: given.to } })]
    const columns = [...new Map([...before.columns, ...then.columns].map((column) => [column.key, column])).values()]
    const rows = await compared(columns, before.rows, then.rows, asking.signal)
    const count = (change: Change): number => rows.filter((row) => row.change === change).length
    const { asOf: _, ...put } = then.put.arguments
    return {
      put: putOf('compare', given, { arguments: JSON.stringify(put) }),
      title: `${then.title}（${given.at} 與 ${given.to} 比較）`,
      text: `從 ${given.at} 到 ${given.to}：多了 ${count('gained')}、少了 ${count('lost')}、不變 ${count('stayed')}。`,
      columns: [
        { key: 'change', label: { 'zh-Hant': '變化', en: 'change' } }, ...columns,
        { key: 'changed', label: { 'zh-Hant': '哪裡不同', en: 'what differs' } },
      ],
      rows: rows.slice(start, start + first).map(({ change, row, changed }) => ({
        ...row, cells: { ...row.cells, change: LABELS[change], changed: changed.map(({ label }) => label['zh-Hant']).join('、') },
      })),
      total: rows.length, ...pageAt(start, first, rows.length), ...(then.searched && { searched: then.searched }),
      notes: [...new Set([
        ...[before, then].flatMap((answer) => (answer.rows.length < answer.total ? [`有一邊的答案只看了前 ${grouped(answer.rows.length)} 列，共 ${grouped(answer.total)} 列 (only the first rows of one answer were looked at).`] : [])),
        ...before.notes, ...then.notes,
      ])],
    }
  },
})

type Change = 'gained' | 'lost' | 'stayed'
const LABELS: Readonly<Record<Change, string>> = { gained: '多了', lost: '少了', stayed: '不變' }

interface Compared {
  readonly change: Change
  readonly row: AnswerRow
  /** Columns whose numbers or texts differ. */
  readonly changed: readonly Column[]
}

function dateIn(text: string, field: string): void {
  try {
    parseSpan(text)
  } catch {
    throw badInput(field, `${field}: 「${text}」 is not a day, month, year or span`)
  }
}

/** Gained, lost, stayed; within each as the answers had them. */
async function compared(columns: readonly Column[], before: readonly AnswerRow[], then: readonly AnswerRow[], signal: AbortSignal | undefined): Promise<Compared[]> {
  const turns = new Turns(signal)
  const old = await keyed(columns, before, turns)
  const now = await keyed(columns, then, turns)
  const differing = (one: AnswerRow, other: AnswerRow): Column[] => columns.filter(({ key }) => textOf(one.cells[key] ?? null) !== textOf(other.cells[key] ?? null))
  return [
    ...[...now].filter(([key]) => !old.has(key)).map(([, row]): Compared => ({ change: 'gained', row, changed: [] })),
    ...[...old].filter(([key]) => !now.has(key)).map(([, row]): Compared => ({ change: 'lost', row, changed: [] })),
    ...[...now].filter(([key]) => old.has(key)).map(([key, row]): Compared => ({ change: 'stayed', row, changed: differing(old.get(key)!, row) })),
  ]
}

/** Rows by the entities in their cells, column by column; by their texts where there are none; and by which of several alike they are. */
async function keyed(columns: readonly Column[], rows: readonly AnswerRow[], turns: Turns): Promise<Map<string, AnswerRow>> {
  const [seen, found] = [new Map<string, number>(), new Map<string, AnswerRow>()]
  for (const row of rows) {
    const ids = columns.map(({ key }) => entitiesIn(row.cells[key] ?? null).map(({ id }) => id))
    const texts = columns.flatMap(({ key }) => (typeof row.cells[key] === 'string' ? [row.cells[key]] : []))
    const said = JSON.stringify(ids.some((one) => one.length > 0) ? ids : texts)
    const nth = (seen.get(said) ?? 0) + 1
    seen.set(said, nth)
    found.set(`${nth} ${said}`, row)
    await turns.next()
  }
  return found
}
