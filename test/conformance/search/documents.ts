import { EVERYONE, PUBLIC, WHOLE, type Viewer } from '../../../src/model/audience.ts'
import { clearanceKey } from '../../../src/model/clearance.ts'
import type { Kind } from '../../../src/model/records.ts'
import type { SearchDocument, SearchFacets, SearchResult } from '../../../src/search/port.ts'

/** What may be read by whom, and who reads. */
export const OPEN = clearanceKey([EVERYONE])
export const SIGNED_IN = clearanceKey([{ mode: 'all', protocols: ['signed-in'] }])
export const ELDERS = clearanceKey([{ mode: 'all', protocols: ['elders'] }])
export const NOBODYS = clearanceKey([{ mode: 'all', protocols: [] }])
export const VIEWERS: Readonly<Record<string, Viewer>> = {
  public: PUBLIC, 'signed in': { signedIn: true, protocols: new Set() }, elder: { signedIn: true, protocols: new Set(['elders']) }, whole: WHOLE,
}

/** The id of a test's nth entity: as ids are, in order. */
export const id = (n: number): string => `0190a000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`

interface Rest { readonly kind?: Kind; readonly names?: readonly string[]; readonly clearance?: string; readonly facets?: SearchFacets }

export function entity(n: number, name: string, text = '', { kind = 'Organization', names = [], clearance = OPEN, facets = {} }: Rest = {}): SearchDocument {
  return { id: id(n), entity: id(n), kind, name, names, text, clearance, facets }
}

export function passage(n: number, number: number, name: string, text: string, { kind = 'Work', clearance = OPEN, facets = {} }: Rest = {}): SearchDocument {
  return { id: `${id(1_000_000 + n)}:${number}`, entity: id(n), kind, name, names: [], text, locator: { page: String(number + 1) }, clearance, facets }
}

export const names = ({ hits }: SearchResult): string[] => hits.map(({ entity }) => entity.name)

/** What is marked in the best passage of the first hit. */
export function marked({ hits }: SearchResult): string[] {
  const passage = hits[0]?.passages[0]
  return passage?.highlights.map(({ start, end }) => passage.text.slice(start, end)) ?? []
}

export async function* each<T>(all: Iterable<T>): AsyncGenerator<T> {
  yield* all
}
