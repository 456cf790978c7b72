import { evidenceOf, relationsOf } from '../../graph/answer.ts'
import { entitiesIn } from '../../graph/cells.ts'
import type { CitedAnswer } from '../../graph/cited.ts'
import { VIEWS } from './about.ts'
import type { AnswerFormat } from './format.ts'
import { citationOf, contested, groundsOf, waysOf } from './grounds.ts'
import { csvOf } from './table.ts'

/** Between several things in one cell. */
const AND = '；'

/**
 * One line for each row of the answer: its columns, the ids of its entities, its ways, the citations it rests on;
 * the last columns say on each line what the whole file is.
 */
export const csv: AnswerFormat = {
  name: 'csv',
  mediaType: 'text/csv; charset=utf-8; header=present',
  extension: 'csv',
  inline: false,
  write: (cited: CitedAnswer) => {
    const { answer: { columns, rows, title }, day, view, checksum, permalink, software } = cited
    const grounds = groundsOf(cited)
    const withIds = columns.filter(({ key }) => rows.some(({ cells }) => entitiesIn(cells[key] ?? null).length > 0))
    return csvOf(
      ['row', ...columns.map(({ key }) => key), ...withIds.map(({ key }) => `${key}_id`), 'routes', 'citation', 'note', 'question', 'answered', 'view', 'checksum', 'permalink', 'software'],
      rows.map((row, i) => [
        i + 1,
        ...columns.map(({ key }) => cellOf(row.cells[key] ?? null)),
        ...withIds.map(({ key }) => entitiesIn(row.cells[key] ?? null).map(({ id }) => id).join(AND)),
        waysOf(row).join(AND),
        [...new Set([...evidenceOf(row).map(({ source, locator }) => citationOf(source, locator, grounds)), ...(row.passages ?? []).map(({ work, locator }) => citationOf(work, locator, grounds))])].join(AND),
        [...new Set(relationsOf(row).flatMap(contested))].join(''),
        title, day, VIEWS[view], `sha256:${checksum}`, permalink, software,
      ]),
    )
  },
}

/** Numbers as they are, not as people read them. */
const cellOf = (cell: Parameters<typeof entitiesIn>[0]): string | number | null =>
  cell === null || typeof cell === 'string' || typeof cell === 'number' ? cell : entitiesIn(cell).map(({ name }) => name).join(AND)
