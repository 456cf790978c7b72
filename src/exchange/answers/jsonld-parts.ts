import type { CitedAnswer, Source } from '../../graph/cited.ts'
import type { EntityRef, RelationView } from '../../graph/port.ts'
import { locatorText } from '../../model/locator.ts'
import type { Kind } from '../../model/records.ts'
import { reference } from '../citations/apa.ts'
import type { CslItem, CslType } from '../citations/csl.ts'
import { plain } from '../citations/pieces.ts'
import { edtfOf } from './graph.ts'
import { citationOf, contested, type Grounds } from './grounds.ts'

/** What the archive has, in the terms of `jsonld-context.ts`. */

export const urn = (id: string): string => `urn:uuid:${id}`

/** The kinds as schema.org has them. */
export const KINDS: Readonly<Record<Kind, string>> = {
  Organization: 'schema:Organization', Person: 'schema:Person', Place: 'schema:Place', Programme: 'schema:Project', Event: 'schema:Event',
  Concept: 'schema:DefinedTerm', Work: 'schema:CreativeWork', Entry: 'schema:Article', Collection: 'schema:Collection',
}

const WORKS: Readonly<Partial<Record<CslType, string>>> = {
  book: 'schema:Book', chapter: 'schema:Chapter', 'article-journal': 'schema:ScholarlyArticle', 'article-newspaper': 'schema:NewsArticle', thesis: 'schema:Thesis',
  report: 'schema:Report', webpage: 'schema:WebPage', legislation: 'schema:Legislation', dataset: 'schema:Dataset',
}

export function statementOf(relation: RelationView, { versions }: CitedAnswer, grounds: Grounds): object {
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

export function sourceOf({ entity, authors, editors, container }: Source, item: CslItem): object {
  const issued = edtfOf(entity.fields['issued'] === undefined ? undefined : String(entity.fields['issued']))
  return {
    id: urn(entity.id), type: WORKS[item.type] ?? KINDS[entity.kind], name: entity.name, citation: plain(reference(item)),
    creator: authors.map(thing), editor: editors.map(thing),
    ...(item.publisher === undefined ? {} : { publisher: item.publisher }), ...(issued === undefined ? {} : { issued }), ...(item.URL === undefined ? {} : { url: item.URL }),
    identifier: entity.identifiers.map(({ scheme, value }) => ({ type: 'schema:PropertyValue', property: scheme, value })),
    ...(container === undefined ? {} : { isPartOf: urn(container.entity.id) }),
  }
}

export const thing = ({ id, name, kind }: EntityRef): object => ({ id: urn(id), type: KINDS[kind], name })
