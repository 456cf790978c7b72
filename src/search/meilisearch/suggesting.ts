import type { Viewer } from '../../model/audience.ts'
import type { Kind } from '../../model/records.ts'
import type { Suggestion } from '../port.ts'
import { inner, typed } from './beginnings.ts'
import type { StoredDocument } from './documents.ts'
import { filterOf, quoted } from './filters.ts'
import type { Ask } from './reading.ts'
import { clearedFor } from './viewers.ts'

/** Entities looked at of those of which a name begins so. */
const LOOKED_AT = 1_000

const strokes = new Intl.Collator('zh-Hant-u-co-stroke')

type Named = Pick<StoredDocument, 'entity' | 'name' | 'names' | 'kind'>
interface Candidate extends Suggestion { readonly whole: boolean; readonly inner: boolean; readonly known: number }

/** Names that are what was typed, then those that begin so, then those of which a later word does; the best known first. */
export async function suggest(ask: Ask, text: string, viewer: Viewer, { kinds, first = 10 }: { readonly kinds?: readonly Kind[]; readonly first?: number }): Promise<Suggestion[]> {
  const prefix = typed(text)
  if (!/[\p{L}\p{N}]/u.test(prefix)) return []
  const cleared = clearedFor(viewer, ask.snapshot.clearances)
  const filter = `${filterOf(cleared, { text, ...(kinds === undefined ? {} : { kinds }) })} AND beginnings STARTS WITH ${quoted(prefix)}`
  const [met] = await ask.queries<Named>([{ q: '', filter, limit: LOOKED_AT, attributesToRetrieve: ['entity', 'name', 'names', 'kind'] }])
  const entities = met!.hits.map(({ entity }) => entity)
  if (entities.length === 0) return []
  const [counted] = await ask.queries([{ q: '', filter: filterOf(cleared, { text, within: entities }), limit: 0, facets: ['entity'] }])
  const documents = counted!.facetDistribution?.['entity'] ?? {}
  return met!.hits.flatMap((one) => candidatesOf(one, prefix, documents[one.entity] ?? 0).sort(order).slice(0, 1))
    .sort(order).slice(0, first).map(({ entity, matched }) => ({ entity, matched }))
}

/** By which of its names; none where Meilisearch folded more than we do. */
function candidatesOf({ entity, name, names, kind }: Named, prefix: string, known: number): Candidate[] {
  return [name, ...names].flatMap((matched): Candidate[] => {
    const key = typed(matched)
    const begins = key.startsWith(prefix)
    if (!begins && ![...inner(matched)].some((one) => one.startsWith(prefix))) return []
    return [{ entity: { id: entity, name, kind }, matched, whole: key === prefix, inner: !begins, known }]
  })
}

const order = (x: Candidate, y: Candidate): number =>
  Number(y.whole) - Number(x.whole) || Number(x.inner) - Number(y.inner) || y.known - x.known || x.matched.length - y.matched.length ||
  strokes.compare(x.matched.replaceAll('臺', '台'), y.matched.replaceAll('臺', '台')) || (x.entity.id < y.entity.id ? -1 : 1)
