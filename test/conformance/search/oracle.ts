import type { Viewer } from '../../../src/model/audience.ts'
import { PUBLIC } from '../../../src/model/audience.ts'
import { isCleared } from '../../../src/model/clearance.ts'
import type { Facet, SearchDocument, SearchQuery } from '../../../src/search/port.ts'
import { admits, candidateOf, deciding, isFound, lengthOf, question, terms, weighted } from '../../../src/search/text/index.ts'

/** Every document looked at for every question: what is found, plainly. Not in which order. */
export class Oracle {
  readonly #documents = new Map<string, SearchDocument>()

  apply(put: readonly SearchDocument[], drop: readonly string[], dropEntities: readonly string[] = []): void {
    for (const { id, entity } of [...this.#documents.values()]) if (dropEntities.includes(entity)) this.#documents.delete(id)
    for (const id of [...this.#documents.keys()]) if (drop.includes(id) || (id.includes(':') && drop.includes(id.slice(0, id.indexOf(':'))))) this.#documents.delete(id)
    for (const document of put) this.#documents.set(document.id, document)
  }

  get documents(): SearchDocument[] {
    return [...this.#documents.values()]
  }

  found(query: SearchQuery, viewer: Viewer): SearchDocument[] {
    const asked = question(query.text)
    const all = this.documents.map((document) => ({ document, candidate: candidateOf(document), terms: terms(termsOf(document)) }))
    const open = all.filter(({ document }) => isCleared(document.clearance, PUBLIC))
    const seen = all.filter(({ document }) => isCleared(document.clearance, viewer))
    const tokens = deciding(weighted(asked, {
      documents: open.length, averageLength: open.reduce((sum, { candidate }) => sum + lengthOf(candidate), 0) / Math.max(1, open.length), frequency: (token) => open.filter(({ terms }) => terms.has(token)).length,
    })).filter(({ text }) => seen.some(({ terms }) => terms.has(text)))
    return seen.filter(({ document, candidate, terms }) => admits(asked, candidate) && isFound(tokens, ({ text }) => terms.has(text)) && passes(document, query)).map(({ document }) => document)
  }
}

const termsOf = (document: SearchDocument): string => [document.name, ...document.names, document.text].join('\n。')

function passes({ kind, entity, facets }: SearchDocument, { kinds, years, types, places, collections, within }: SearchQuery): boolean {
  const among = (value: string | undefined, wanted: readonly string[] | undefined): boolean => wanted === undefined || (value !== undefined && wanted.includes(value))
  return among(kind, kinds) && among(facets.type, types) && among(facets.place, places) && among(entity, within) &&
    (collections === undefined || collections.some((one) => facets.collection?.includes(one) === true)) &&
    (years === undefined || (facets.year !== undefined && facets.year >= (years[0] ?? -Infinity) && facets.year <= (years[1] ?? Infinity)))
}

const VALUES: Readonly<Record<Facet, (document: SearchDocument) => readonly (string | number | undefined)[]>> = {
  kind: ({ kind }) => [kind], year: ({ facets }) => [facets.year], type: ({ facets }) => [facets.type], place: ({ facets }) => [facets.place], collection: ({ facets }) => facets.collection ?? [],
}

/** Facet, value, how many entities; as text, sorted. */
export function facetsOf(documents: readonly SearchDocument[]): string[] {
  const owners = new Map<string, Set<string>>()
  for (const [facet, values] of Object.entries(VALUES)) {
    for (const document of documents) {
      for (const value of values(document)) {
        if (value === undefined) continue
        const key = `${facet} ${value}`
        owners.set(key, (owners.get(key) ?? new Set()).add(document.entity))
      }
    }
  }
  return Array.from(owners, ([key, entities]) => `${key} ${entities.size}`).sort()
}
