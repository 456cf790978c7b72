import { suggest } from '../../../questions/search.ts'
import type { Handler } from '../../route.ts'

/** `GET /search/suggest?q=`: names that begin so, for the box as one types. */
export const suggestions: Handler = async ({ asking, query }) => {
  const found = await suggest(asking, (query.get('q') ?? '').slice(0, 100), { first: 8 })
  return { type: 'application/json; charset=utf-8', body: JSON.stringify(found.map(({ entity, matched }) => ({ id: entity.id, name: entity.name, matched }))) }
}
