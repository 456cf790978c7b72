import { relationsOf, type AnswerRow, type CitedPassage } from '../../graph/answer.ts'
import { grouped } from '../../model/numbers.ts'
import { textOf } from '../../graph/cells.ts'
import type { CitedAnswer } from '../../graph/cited.ts'
import type { RelationView } from '../../graph/port.ts'
import { keptText, relationText, searchedText, STANDING_LINE } from '../../graph/wording.ts'
import { inOrder, isChinese, reference } from '../citations/apa.ts'
import type { CslItem } from '../citations/csl.ts'
import { aboutOf } from './about.ts'
import { citationOf, contested, evidenceText, groundsOf, waysOf, type Grounds } from './grounds.ts'

/** An answer as a text to be read, in blocks that each format of texts sets in its own way. */
export type Block =
  | { readonly block: 'heading'; readonly level: 1 | 2 | 3; readonly text: string }
  | { readonly block: 'paragraph'; readonly words: readonly Word[] }
  | { readonly block: 'list'; readonly items: readonly (readonly Word[])[] }
  | { readonly block: 'table'; readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] }
  | { readonly block: 'picture' }

/** A stretch of text; `title` is a book's or journal's, bold in Chinese and italic elsewhere; `number` one of the list of grounds. */
export type Word = string | { readonly title: string; readonly chinese: boolean } | { readonly number: number } | { readonly ground: number } | { readonly address: string }

/** @param picture where one is drawn */
export function* paperOf(cited: CitedAnswer, picture: boolean): Generator<Block> {
  const { answer, vocabulary } = cited
  const { rows, columns, searched, notes, total } = answer
  const grounds = groundsOf(cited)
  yield { block: 'heading', level: 1, text: answer.title }
  yield { block: 'paragraph', words: [answer.text] }
  if (picture) yield { block: 'picture' }
  if (rows.length > 0) {
    yield { block: 'table', head: ['', ...columns.map(({ label }) => label['zh-Hant'])], rows: rows.map((row, i) => [String(i + 1), ...columns.map(({ key }) => textOf(row.cells[key] ?? null))]) }
    if (rows.length < total) yield { block: 'paragraph', words: [`共 ${grouped(total)} 列，以上是前 ${grouped(rows.length)} 列。`] }
  }
  if (rows.some((row) => row.routes?.length)) {
    yield { block: 'heading', level: 2, text: '路徑' }
    for (const [i, row] of rows.entries()) yield* routesOf(row, `${i + 1}. ${nameOf(row, answer.columns)}`, cited, grounds)
  } else if (rows.some((row) => relationsOf(row).length > 0 || row.passages?.length)) {
    yield { block: 'heading', level: 2, text: '各列的依據' }
    yield { block: 'list', items: rows.map((row, i) => [`${i + 1}. ${nameOf(row, answer.columns)} `, ...numbersOf([...relationsOf(row), ...(row.passages ?? [])], grounds)]) }
  }
  if (grounds.relations.length + grounds.passages.length > 0) {
    yield { block: 'heading', level: 2, text: '依據' }
    yield { block: 'list', items: [
      ...grounds.relations.map((relation): Word[] => [
        { ground: grounds.numberOf(relation) }, ` ${relationText(relation, vocabulary)}`, ...relation.evidence.map((piece) => evidenceText(piece, grounds)),
        ...contested(relation).map((words) => ` ※${words}`),
      ]),
      ...grounds.passages.map((passage): Word[] => [{ ground: grounds.numberOf(passage) }, ` （${citationOf(passage.work, passage.locator, grounds)}）：「${passage.text}」`]),
    ] }
  }
  if (grounds.items.size > 0) {
    yield { block: 'heading', level: 2, text: '引用文獻' }
    yield { block: 'list', items: inOrder([...grounds.items.values()]).map(referenceWords) }
  }
  yield { block: 'heading', level: 2, text: '說明' }
  yield { block: 'list', items: [
    ...notes, ...(searched === undefined ? [] : [searchedText(searched, vocabulary)]), ...(grounds.relations.length > 0 ? [STANDING_LINE] : []),
  ].map((note) => [note]) }
  yield { block: 'heading', level: 2, text: '關於這個答案' }
  yield { block: 'list', items: aboutOf(cited).map(([, label, value]) => [`${label}：`, ...linked(value)]) }
}

function* routesOf(row: AnswerRow, name: string, { vocabulary }: CitedAnswer, grounds: Grounds): Generator<Block> {
  yield { block: 'heading', level: 3, text: name }
  const ways = waysOf(row)
  for (const [i, { steps }] of (row.routes ?? []).entries()) {
    yield { block: 'paragraph', words: [ways[i]!] }
    yield { block: 'list', items: steps.flatMap(({ relations }) => relations.map((relation): Word[] => [
      `${relationText(relation, vocabulary)} `, { number: grounds.numberOf(relation) }, `（${relation.keptBy.length > 0 ? keptText() : [...new Set(relation.evidence.map(({ source, locator }) => citationOf(source, locator, grounds)))].join('；')}）`,
    ])) }
  }
  const others = [...(row.relations ?? []), ...(row.passages ?? [])]
  if (others.length > 0) yield { block: 'paragraph', words: ['另據 ', ...numbersOf(others, grounds)] }
}

const numbersOf = (some: readonly (RelationView | CitedPassage)[], grounds: Grounds): Word[] => [...new Set(some.map((one) => grounds.numberOf(one)))].map((number) => ({ number }))

const nameOf = ({ cells }: AnswerRow, columns: CitedAnswer['answer']['columns']): string => columns.map(({ key }) => textOf(cells[key] ?? null)).find((text) => text !== '') ?? ''

/** Addresses in it are links. */
const referenceWords = (item: CslItem): Word[] => reference(item).flatMap((piece): Word[] => (typeof piece === 'string' ? linked(piece) : [{ title: piece.title, chinese: isChinese(item) }]))

const linked = (text: string): Word[] => text.split(/(https?:\/\/[^\s。，「」]+)/).filter((part) => part !== '').map((part) => (/^https?:\/\//.test(part) ? { address: part } : part))
