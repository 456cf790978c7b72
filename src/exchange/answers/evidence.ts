import type { AnswerRow } from '../../graph/answer.ts'
import type { CitedAnswer } from '../../graph/cited.ts'
import type { EvidenceView, RelationView, Step } from '../../graph/port.ts'
import { locatorText } from '../../model/locator.ts'
import { VIEWS } from './about.ts'
import type { AnswerFormat } from './format.ts'
import { citationOf, contested, groundsOf, type Grounds } from './grounds.ts'
import { csvOf } from './table.ts'

const HEADER = [
  'row', 'route', 'step', 'step_from', 'step_to', 'relation_id', 'from', 'from_id', 'type', 'type_label', 'to', 'to_id', 'start', 'end', 'state', 'standing', 'disputed',
  'source', 'source_id', 'locator', 'quote', 'stance', 'method', 'unchecked', 'citation', 'note', 'question', 'answered', 'view', 'checksum', 'permalink', 'software',
]

type Line = readonly (string | number | null | undefined)[]

/** One line for each piece of evidence of each step: to be filtered and counted. `row` is that of the table. */
export const evidence: AnswerFormat = {
  name: 'evidence',
  mediaType: 'text/csv; charset=utf-8; header=present',
  extension: 'evidence.csv',
  inline: false,
  write: (cited: CitedAnswer) => {
    const { answer: { rows, title }, day, view, checksum, permalink, software } = cited
    const grounds = groundsOf(cited)
    const whole = [title, day, VIEWS[view], `sha256:${checksum}`, permalink, software]
    return csvOf(HEADER, rows.flatMap((row, i) => [...linesOf(row, cited, grounds)].map((line) => [i + 1, ...line, ...whole])))
  },
}

function* linesOf(row: AnswerRow, { vocabulary }: CitedAnswer, grounds: Grounds): Generator<Line> {
  const pieces = function* (relation: RelationView, place: Line): Generator<Line> {
    const { id, from, to, type, start, end, state, standing, disputed } = relation
    const said = [id, from.name, from.id, type, vocabulary.relations.get(type)?.forward['zh-Hant'] ?? type, to.name, to.id, start, end, state, standing, String(disputed)]
    // what is kept elsewhere is said, with nothing of it
    if (relation.keptBy.length > 0) yield [...place, ...said, ...Array<null>(8).fill(null), contested(relation).join('')]
    for (const piece of relation.evidence) yield [...place, ...said, ...pieceOf(piece, grounds), contested(relation).join('')]
  }
  for (const [r, { steps }] of (row.routes ?? []).entries()) {
    for (const [s, { from, to, relations }] of steps.entries() as Iterable<[number, Step]>) {
      for (const relation of relations) yield* pieces(relation, [r + 1, s + 1, from.name, to.name])
    }
  }
  for (const relation of row.relations ?? []) yield* pieces(relation, NOWHERE)
  for (const { work, locator, text } of row.passages ?? []) {
    yield [...NOWHERE, ...Array<null>(12).fill(null), work.name, work.id, locator === undefined ? '' : locatorText(locator), text, 'mentions', null, null, citationOf(work, locator, grounds), null]
  }
}

/** On no route. */
const NOWHERE = [null, null, null, null]

const pieceOf = ({ source, locator, quote, stance, method, unchecked }: EvidenceView, grounds: Grounds): Line =>
  [source.name, source.id, locatorText(locator), quote, stance, method, String(unchecked), citationOf(source, locator, grounds)]
