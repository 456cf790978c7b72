import { WHOLE, type Viewer } from '../../model/audience.ts'
import type { Id } from '../../model/ids.ts'
import { placeOf } from '../log.ts'
import type { EntityView, FindQuery, Page, PageRequest } from '../port.ts'
import type { Params } from './connection.ts'
import { viewsOf } from './entities.ts'
import { pageOf } from './pages.ts'
import type { Reads } from './reads.ts'

const wanted = ({ keys, identifiers }: Pick<FindQuery, 'keys' | 'identifiers'>): Params =>
  ({ keys: [...new Set(keys)], identifiers: (identifiers ?? []).map(({ scheme, value }) => ({ scheme, value })) })

export function find(reads: Reads, { keys, identifiers, kinds, includeProposed = false }: FindQuery, viewer: Viewer, { first = 20, after }: PageRequest = {}): Promise<Page<EntityView>> {
  const [place] = after === undefined ? [''] : placeOf<[string]>(after, 'string')
  const page = { proposed: includeProposed, kinds: kinds ?? null, after: place, limit: first + 1 }
  return reads.answer(viewer, async (ask) => {
    const ids = keys === undefined && identifiers === undefined
      ? await ask<Id>('read/all-entities', page)
      : await ask<Id>('read/find', { ...page, ...wanted({ keys, identifiers }) })
    const views = await viewsOf(ask, ids)
    return pageOf(ids.flatMap((id) => views.get(id) ?? []), first, ({ id }) => [id])
  })
}

/** @throws as `GraphStore.bearers` */
export const bearers = (reads: Reads, query: Pick<FindQuery, 'keys' | 'identifiers'>): Promise<Set<Id>> =>
  reads.answer(WHOLE, async (ask) => new Set(await ask<Id>('read/bearers', wanted(query))))
