import { groundsOf, type Grounds } from '../../../exchange/answers/grounds.ts'
import { Markup, markup as html } from '../../../exchange/markup.ts'
import { relationsOf, type Answer, type AnswerRow, type Cell, type CitedPassage, type Column } from '../../../graph/answer.ts'
import { entitiesIn, textOf } from '../../../graph/cells.ts'
import type { CitedAnswer } from '../../../graph/cited.ts'
import type { RelationView } from '../../../graph/port.ts'
import type { Concurrence } from '../../../model/concurrence.ts'
import { locatorText } from '../../../model/locator.ts'
import { grouped } from '../../../model/numbers.ts'
import type { Call } from '../../call.ts'
import { entityLink, own } from '../../parts/entity.ts'
import { evidenceOf, marks, periodOf, typeLabel } from '../../parts/relation.ts'

/** The rows of an answer with what they rest on: ways as lists, everything else as a table. The numbers are those of the picture. */
export function found(call: Call, cited: CitedAnswer): Markup {
  const { answer: { rows, columns } } = cited
  if (rows.length === 0) return new Markup('')
  const writing = new Writing(call, groundsOf(cited))
  return rows.some(({ routes }) => routes?.length) ? ways(call, cited.answer, writing) : table(call, { rows, columns }, writing)
}

/** Each statement stands once with its evidence, and is referred to by its number from then on. */
class Writing {
  readonly #call: Call
  readonly grounds: Grounds
  readonly #told = new Set<number>()

  constructor(call: Call, grounds: Grounds) {
    this.#call = call
    this.grounds = grounds
  }

  /** 「[3] 愛鄉協會 立案於 社會局 民國99年（2010）」 and its evidence a tap away. */
  relation(relation: RelationView): Markup {
    const call = this.#call
    const number = this.grounds.numberOf(relation)
    const about = [Object.values(relation.qualifiers).flat().map(String).join('；'), periodOf(call, relation)].filter((part) => part !== '').join('，')
    const isFirst = !this.#told.has(number)
    this.#told.add(number)
    const sentence = html`${entityLink(call, relation.from)} <span class="verb">${typeLabel(call, relation.type)}</span> ${entityLink(call, relation.to)}${about === '' ? '' : html` <span class="about"${own(call)}>${about}</span>`}${marks(call, relation)}`
    return isFirst
      ? html`<div class="relation ground" id="ground-${number}"><p><b class="n">[${number}]</b> ${sentence}</p>
${evidenceOf(call, relation, false)}</div>
`
      : html`<div class="relation"><p><a class="n" href="#ground-${number}">[${number}]</a> ${sentence}</p></div>
`
  }

  /** All that is recorded between two who are next to each other: what was told before by its numbers, of many the first few at sight. */
  step(relations: readonly RelationView[]): Markup {
    const { t } = this.#call
    const isNew = (relation: RelationView): boolean => !this.#told.has(this.grounds.numberOf(relation))
    const [fresh, again] = [relations.filter(isNew), relations.filter((relation) => !isNew(relation))]
    const told = fresh.map((relation) => this.relation(relation))
    const rest = told.slice(AT_SIGHT)
    return html`${again.length === 1 ? this.relation(again[0]!) : again.length === 0 ? '' : html`<div class="relation"><p>${entityLink(this.#call, again[0]!.from)} ${t('與', 'and')} ${entityLink(this.#call, again[0]!.to)}${t('：前面說過的 ', ': told before, ')}${again.map((relation, i) => html`${i > 0 ? ' ' : ''}${this.number(relation)}`)}</p></div>
`}${told.slice(0, AT_SIGHT)}${rest.length === 0 ? '' : html`<details><summary>${t(`另外 ${grouped(rest.length)} 筆`, `${grouped(rest.length)} more`)}</summary>
${rest}</details>
`}`
  }

  passage(passage: CitedPassage): Markup {
    const number = this.grounds.numberOf(passage)
    const { work, locator, text } = passage
    this.#told.add(number)
    return html`<div class="relation ground" id="ground-${number}"><p><b class="n">[${number}]</b> <cite>${entityLink(this.#call, work)}</cite>${locator === undefined ? '' : html` <span class="where"${own(this.#call)}>${locatorText(locator)}</span>`}</p>
<blockquote${own(this.#call)}>${text}</blockquote></div>
`
  }

  number(ground: RelationView | CitedPassage): Markup {
    return html`<a class="n" href="#ground-${this.grounds.numberOf(ground)}">[${this.grounds.numberOf(ground)}]</a>`
  }
}

/** Statements of one step that are seen without asking for more. */
const AT_SIGHT = 3

/** A cell as people read it; names lead on. */
const shown = (call: Call, cell: Cell): Markup =>
  (entitiesIn(cell).length > 0 ? html`${entitiesIn(cell).map((entity, i) => html`${i > 0 ? '、' : ''}${entityLink(call, entity)}`)}` : html`${Number.isInteger(cell) ? grouped(cell as number) : textOf(cell)}`)

/** Most ways may be of one time and may not: that is not said. */
const CONCURRENCES: Readonly<Record<Concurrence, readonly [zhHant: string, en: string] | undefined>> = { concurrent: ['同一時期', 'at the same time'], possible: undefined, sequential: ['不在同一時期', 'not at the same time'] }

/** What rows are ordered by says nothing as a number; files have it. */
const LEFT_OUT = ['score']

const concurrenceOf = ({ t }: Pick<Call, 't'>, concurrence: Concurrence): Markup => {
  const words = CONCURRENCES[concurrence]
  return words === undefined ? new Markup('') : html`<span class="mark">${t(...words)}</span>`
}

function ways(call: Call, { rows, columns }: Answer, writing: Writing): Markup {
  const { t, language } = call
  const [head, ...rest] = columns.filter(({ key }) => !LEFT_OUT.includes(key)) as [Column, ...Column[]]
  return html`<section class="ways">
<h2>${t('怎麼連起來', 'How they are connected')}</h2>
<ol class="rows">${rows.map((row) => html`<li>
<h3>${headed(call, head, row)}</h3>
${rest.length === 0 ? '' : html`<p class="about">${rest.map(({ key, label }, i) => (textOf(row.cells[key] ?? null) === '' ? '' : html`${i > 0 ? '・' : ''}${label[language]} ${shown(call, row.cells[key] ?? null)}`))}</p>\n`}${(row.routes ?? []).map(({ steps, concurrence }) => html`<div class="way"><p class="path">${entityLink(call, steps[0]!.from)}${steps.map(({ to }) => html` <span aria-hidden="true">─</span> ${entityLink(call, to)}`)}${concurrenceOf(call, concurrence)}</p>
${steps.map(({ relations }) => writing.step(relations))}</div>
`)}${(row.relations ?? []).map((relation) => writing.relation(relation))}${(row.passages ?? []).map((passage) => writing.passage(passage))}</li>
`)}</ol>
</section>`
}

/** A row is headed by what its first column says. */
const headed = (call: Call, { key, label }: Column, { cells }: AnswerRow): Markup => {
  const cell = cells[key] ?? null
  return entitiesIn(cell).length > 0 ? shown(call, cell) : html`${label[call.language]} ${textOf(cell)}`
}

function table(call: Call, { rows, columns: all }: Pick<Answer, 'rows' | 'columns'>, writing: Writing): Markup {
  const { t, language } = call
  const columns = all.filter(({ key }) => rows.some(({ cells }) => textOf(cells[key] ?? null) !== ''))
  const hasGrounds = rows.some((row) => relationsOf(row).length > 0 || row.passages?.length)
  const isNumber = ({ key }: Column): boolean => rows.every(({ cells }) => cells[key] === null || cells[key] === undefined || typeof cells[key] === 'number')
  /** Sentences want room, also on a phone: there the table is moved sideways instead. */
  const isWords = ({ key }: Column): boolean => rows.some(({ cells }) => typeof cells[key] === 'string' && cells[key].length > SENTENCE)
  return html`<div class="table">
<h2 id="rows">${t('一列一列看', 'Row by row')}</h2>
<section class="scroll" tabindex="0" aria-labelledby="rows"><table>
<thead><tr>${columns.map((column) => html`<th scope="col"${new Markup(isNumber(column) ? ' class="number"' : isWords(column) ? ' class="telling"' : '')}>${column.label[language]}</th>`)}${hasGrounds ? html`<th scope="col">${t('憑據', 'Evidence')}</th>` : ''}</tr></thead>
<tbody>
${rows.map((row) => html`<tr>${columns.map((column) => {
    const cell = row.cells[column.key] ?? null
    return html`<td${isNumber(column) ? new Markup(' class="number"') : typeof cell === 'string' ? own(call) : ''}>${shown(call, cell)}</td>`
  })}${hasGrounds ? html`<td class="numbers-of">${numbersOf(row, writing)}</td>` : ''}</tr>
`)}</tbody>
</table></section>
</div>
${hasGrounds ? html`<section class="grounds">
<h2>${t('憑據', 'What it rests on')}</h2>
${writing.grounds.relations.map((relation) => writing.relation(relation))}${writing.grounds.passages.map((passage) => writing.passage(passage))}</section>` : ''}`
}

/** Characters beyond which a cell is one. */
const SENTENCE = 16

/** More numbers in one cell say nothing. */
const MOST_NUMBERS = 6

function numbersOf(row: AnswerRow, writing: Writing): Markup {
  const all = [...relationsOf(row), ...row.passages ?? []]
  return html`${all.slice(0, MOST_NUMBERS).map((ground, i) => html`${i > 0 ? ' ' : ''}${writing.number(ground)}`)}${all.length > MOST_NUMBERS ? ' …' : ''}`
}
