import type { CitedAnswer } from '../graph/cited.ts'
import type { EntityView } from '../graph/port.ts'
import { edtfOf } from './answers/graph.ts'
import { groundsOf } from './answers/grounds.ts'
import { CONTEXT } from './answers/jsonld-context.ts'
import { KINDS, sourceOf, statementOf, thing, urn } from './answers/jsonld-parts.ts'

export interface LinkedEntity {
  readonly entity: EntityView
  /** What is stated of it, as an answer without columns. */
  readonly cited: CitedAnswer
  /** Of its page. */
  readonly address: string
  /** The same thing where others tell of it. */
  readonly sameAs: readonly string[]
  /** Where there are more statements. */
  readonly next?: string
}

/** Beside the terms of answers. */
const MORE = {
  alternateName: { '@id': 'schema:alternateName', '@container': '@set' },
  sameAs: { '@id': 'schema:sameAs', '@type': '@id', '@container': '@set' },
  field: { '@id': 'schema:additionalProperty', '@container': '@set' },
  mergedFrom: { '@id': 'prov:alternateOf', '@type': '@id', '@container': '@set' },
  next: { '@id': 'fz:next', '@type': '@id' },
} as const

/** An entity as linked data: names, identifiers, fields, and each relation a statement that says what it was derived from. */
export function linkedEntity({ entity, cited, address, sameAs, next }: LinkedEntity): string {
  const { id, kind, name, names, identifiers, fields, merged, state } = entity
  const grounds = groundsOf(cited)
  const others = new Map(grounds.relations.flatMap(({ from, to }) => [from, to]).filter((one) => one.id !== id).map((one) => [one.id, one]))
  return `${JSON.stringify({
    '@context': { ...CONTEXT, ...MORE },
    id: urn(id), type: KINDS[kind], url: address, name, state,
    alternateName: names.filter(({ text }) => text !== name).map(({ text, language }) => ({ '@value': text, '@language': language })),
    identifier: identifiers.map(({ scheme, value }) => ({ type: 'schema:PropertyValue', property: scheme, value })),
    field: Object.entries(fields).map(([property, value]) => ({ type: 'schema:PropertyValue', property, value: dateOr(value) })),
    sameAs, mergedFrom: merged.map((one) => urn(one.id)),
    entities: [...others.values()].map(thing),
    statements: grounds.relations.map((relation) => statementOf(relation, cited, grounds)),
    sources: [...cited.sources.values()].map((source) => sourceOf(source, grounds.items.get(source.entity.id)!)),
    ...(next === undefined ? {} : { next }),
  }, null, 1)}\n`
}

/** Dates in the standard's form, anything else as it stands. */
const dateOr = (value: EntityView['fields'][string]): unknown => (typeof value === 'string' && /^(?:民國|\d{2,4}[-/.])/.test(value) ? edtfOf(value) ?? value : value)
