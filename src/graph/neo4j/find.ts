import type { Viewer } from '../../model/audience.ts'
import type { Id } from '../../model/ids.ts'
import { placeOf } from '../log.ts'
import type { EntityView, FindQuery, Page, PageRequest } from '../port.ts'
import { viewsOf } from './entities.ts'
import { pageOf } from './pages.ts'
import type { Reads } from './reads.ts'

export function find(reads: Reads, { keys, identifiers, kinds, includeProposed = false }: FindQuery, viewer: Viewer, { first = 20, after }: PageRequest = {}): Promise<Page<EntityView>> {
  const [place] = after === undefined ? [''] : placeOf<[string]>(after, 'string')
  const page = { proposed: includeProposed, kinds: kinds ?? null, after: place, limit: first + 1 }
  return reads.answer(viewer, async (ask) => {
    const ids = keys === undefined && identifiers === undefined
      ? await ask<Id>('read/all-entities', page)
      : await ask<Id>('read/find', { ...page, keys: [...new Set(keys)], identifiers: (identifiers ?? []).map(({ scheme, value }) => ({ scheme, value })) })
    const views = await viewsOf(ask, ids)
    return pageOf(ids.flatMap((id) => views.get(id) ?? []), first, ({ id }) => [id])
  })
}
