import { relationsOf, type AnswerRow, type Cell } from '../../graph/answer.ts'
import { entitiesIn } from '../../graph/cells.ts'
import type { CitedAnswer, Source } from '../../graph/cited.ts'
import type { EntityRef, RelationView } from '../../graph/port.ts'
import { locatorText } from '../../model/locator.ts'
import type { Kind } from '../../model/records.ts'
import { reference } from '../citations/apa.ts'
import type { CslItem, CslType } from '../citations/csl.ts'
import { plain } from '../citations/pieces.ts'
import { VIEWS } from './about.ts'
import type { AnswerFormat } from './format.ts'
import { edtfOf, graphOf } from './graph.ts'
import { citationOf, contested, groundsOf, type Grounds } from './grounds.ts'
import { CONTEXT } from './jsonld-context.ts'

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

const urn = (id: string): string => `urn:uuid:${id}`

/** The kinds as schema.org has them. */
const KINDS: Readonly<Record<Kind, string>> = {
  Organization: 'schema:Organization', Person: 'schema:Person', Place: 'schema:Place', Programme: 'schema:Project', Event: 'schema:Event',
  Concept: 'schema:DefinedTerm', Work: 'schema:CreativeWork', Entry: 'schema:Article', Collection: 'schema:Collection',
}

const WORKS: Readonly<Partial<Record<CslType, string>>> = {
  book: 'schema:Book', chapter: 'schema:Chapter', 'article-journal': 'schema:ScholarlyArticle', 'article-newspaper': 'schema:NewsArticle', thesis: 'schema:Thesis',
  report: 'schema:Report', webpage: 'schema:WebPage', legislation: 'schema:Legislation', dataset: 'schema:Dataset',
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

function statementOf(relation: RelationView, { versions }: CitedAnswer, grounds: Grounds): object {
  const { id, type, from, to, start, end, state, standing, disputed, evidence } = relation
  const [since, until] = [edtfOf(start), edtfOf(end)]
  return {
    id: urn(id), type: ['rdf:Statement', 'prov:Entity'], position: grounds.numberOf(relation),
    subject: urn(from.id), predicate: `relation:${type}`, object: urn(to.id),
    // an unknown side stays empty, as EDTF has it
    ...((since ?? until) === undefined ? {} : { temporal: `${since ?? ''}/${until ?? ''}` }),
    version: versions.get(id), state, standing, disputed, note: contested(relation),
    wasDerivedFrom: [...new Set(evidence.map(({ source }) => urn(source.id)))],
    evidence: evidence.map(({ id: piece, source, locator, quote, stance, method, unchecked }) => ({
      id: urn(piece), type: 'prov:Derivation', source: urn(source.id), locator: locatorText(locator), ...(quote === undefined ? {} : { quote }), stance, method, unchecked, citation: citationOf(source, locator, grounds),
    })),
  }
}

function sourceOf({ entity, authors, editors, container }: Source, item: CslItem): object {
  const issued = edtfOf(entity.fields['issued'] === undefined ? undefined : String(entity.fields['issued']))
  return {
    id: urn(entity.id), type: WORKS[item.type] ?? KINDS[entity.kind], name: entity.name, citation: plain(reference(item)),
    creator: authors.map(thing), editor: editors.map(thing),
    ...(item.publisher === undefined ? {} : { publisher: item.publisher }), ...(issued === undefined ? {} : { issued }), ...(item.URL === undefined ? {} : { url: item.URL }),
    identifier: entity.identifiers.map(({ scheme, value }) => ({ type: 'schema:PropertyValue', property: scheme, value })),
    ...(container === undefined ? {} : { isPartOf: urn(container.entity.id) }),
  }
}

const thing = ({ id, name, kind }: EntityRef): object => ({ id: urn(id), type: KINDS[kind], name })
