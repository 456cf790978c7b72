import type { Answer } from '../../graph/answer.ts'
import type { CitedAnswer } from '../../graph/cited.ts'
import type { RelationView } from '../../graph/port.ts'
import type { AnswerFormat } from './format.ts'
import { groundsOf } from './grounds.ts'

/** The answer as programs take it: as `Answer` has it, with what makes it citable and the sources as CSL-JSON. */
export const json: AnswerFormat = {
  name: 'json',
  mediaType: 'application/json; charset=utf-8',
  extension: 'json',
  inline: true,
  write: (cited: CitedAnswer) => {
    const { answer, versions, day, view, checksum, permalink, software } = cited
    const { items } = groundsOf(cited)
    // the store's own numbers would count edits that are hidden from the reader
    const shown = (relation: RelationView): object => ({ ...relation, version: versions.get(relation.id) })
    const rows = answer.rows.map(({ routes, relations, ...row }) => ({
      ...row,
      ...(routes === undefined ? {} : { routes: routes.map(({ steps }) => ({ steps: steps.map((step) => ({ ...step, relations: step.relations.map(shown) })) })) }),
      ...(relations === undefined ? {} : { relations: relations.map(shown) }),
    }))
    const { rows: _, ...whole } = answer as Answer
    return `${JSON.stringify({ ...whole, answered: day, view, checksum: `sha256:${checksum}`, permalink, software, rows, sources: [...items.values()] }, null, 1)}\n`
  },
}
