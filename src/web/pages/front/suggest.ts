import { ArchiveError } from '../../../model/errors.ts'
import { suggestHolding as suggestions } from '../../../questions/search.ts'
import type { Suggestion } from '../../../search/port.ts'
import { entityPath, kindLabel } from '../../parts/entity.ts'
import type { Handler } from '../../route.ts'

/** As many as one looks through. */
const MOST = 8

/** `GET /suggest?q=&kinds=`: names as one types, for the island `suggest`. Where there is no index, none. */
export const suggest: Handler = async (call) => {
  const { asking, query, href } = call
  let found: readonly Suggestion[] = []
  try {
    found = await suggestions(asking, query.get('q') ?? '', { kinds: query.getAll('kinds'), first: MOST })
  } catch (error) {
    if (!(error instanceof ArchiveError) || error.code === 'INTERNAL') throw error
  }
  return {
    type: 'application/json; charset=utf-8',
    body: JSON.stringify(found.map(({ entity: { id, name, kind }, matched }) => ({ id, name, label: kindLabel(call, kind), ...(matched === name ? {} : { matched }), href: href(entityPath(id)) }))),
  }
}
