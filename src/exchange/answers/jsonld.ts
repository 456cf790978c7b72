import { relationsOf, type AnswerRow, type Cell } from '../../graph/answer.ts'
import { entitiesIn } from '../../graph/cells.ts'
import type { CitedAnswer } from '../../graph/cited.ts'
import { locatorText } from '../../model/locator.ts'
import { VIEWS } from './about.ts'
import type { AnswerFormat } from './format.ts'
import { graphOf } from './graph.ts'
import { citationOf, groundsOf, type Grounds } from './grounds.ts'
import { CONTEXT } from './jsonld-context.ts'
import { KINDS, sourceOf, statementOf, urn } from './jsonld-parts.ts'

/** As linked data: each relation a statement that says what it was derived from. Ids are `urn:uuid:` of the archive's. */
export const jsonld: AnswerFormat = {
  name: 'jsonld',
  mediaType: 'application/ld+json; charset=utf-8',
  extension: 'jsonld',
  inline: false,
  write: (cited: CitedAnswer) => {
    const { answer: { put, title, text, total, rows, notes }, sources, day, view, checksum, permalink, software } = cited
    const grounds = groundsOf(cited)
    return `${JSON.stringify({
      '@context': CONTEXT,
      id: permalink, type: ['schema:Dataset', 'schema:ItemList', 'prov:Entity'],
      title, text, note: notes, question: put, answered: day, view: VIEWS[view], checksum: `sha256:${checksum}`, permalink, software, total,
      rows: rows.map((row, i) => rowOf(row, i, grounds)),
      entities: graphOf(cited).nodes.map(({ id, name, kind }) => ({ id: urn(id), type: KINDS[kind], name })),
      statements: grounds.relations.map((relation) => statementOf(relation, cited, grounds)),
      sources: [...sources.values()].map((source) => sourceOf(source, grounds.items.get(source.entity.id)!)),
    }, null, 1)}\n`
  },
}

function rowOf(row: AnswerRow, i: number, grounds: Grounds): object {
  const { cells, routes = [], passages = [] } = row
  return {
    type: 'schema:ListItem', position: i + 1,
    cells: Object.entries(cells).flatMap(([property, cell]) => (cell === null ? [] : [{ type: 'schema:PropertyValue', property, ...valueOf(cell) }])),
    routes: routes.map(({ steps }) => ({ steps: steps.map(({ from, to, relations }) => ({ about: [urn(from.id), urn(to.id)], restsOn: relations.map(({ id }) => urn(id)) })) })),
    restsOn: relationsOf(row).map(({ id }) => urn(id)),
    evidence: passages.map(({ work, locator, text }) => ({ type: 'prov:Derivation', source: urn(work.id), quote: text, ...(locator === undefined ? {} : { locator: locatorText(locator) }), citation: citationOf(work, locator, grounds) })),
  }
}

const valueOf = (cell: NonNullable<Cell>): object => (typeof cell === 'string' || typeof cell === 'number' ? { value: cell } : { about: entitiesIn(cell).map(({ id }) => urn(id)), value: entitiesIn(cell).map(({ name }) => name) })
