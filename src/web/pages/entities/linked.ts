import { linkedEntity } from '../../../exchange/linked-entity.ts'
import type { Answer } from '../../../graph/answer.ts'
import type { EntityView } from '../../../graph/port.ts'
import { relations } from '../../../questions/entity.ts'
import type { Call } from '../../call.ts'
import type { Other } from '../../page.ts'
import { sameElsewhere } from './identity.ts'

const TYPES = ['application/ld+json', 'application/json']
/** Statements in one document; the next are at `next`. */
const MOST = 100

/** Whether linked data is asked for: by `format=jsonld`, or by what is liked better than a page (RFC 9110, 12.5.1). */
export function wantsLinked({ query, request }: Call): boolean {
  if (query.get('format') === 'jsonld') return true
  let [linked, page] = [0, 0]
  for (const part of (request.headers.accept ?? '').split(',')) {
    const [type = '', ...parameters] = part.split(';').map((word) => word.trim().toLowerCase())
    const quality = Number(parameters.find((word) => word.startsWith('q='))?.slice(2) ?? 1)
    if (TYPES.includes(type)) linked = Math.max(linked, quality)
    if (type === 'text/html' || type === 'application/xhtml+xml') page = Math.max(page, quality)
  }
  return linked > page
}

/** The entity and what is stated of it, for machines. */
export async function linked(call: Call, entity: EntityView): Promise<Other> {
  const { asking, context, query } = call
  const after = query.get('after')
  const { items, endCursor, hasNextPage } = await relations(asking, entity.id, { includeProposed: true, first: MOST, after })
  const answer: Answer = {
    put: { name: 'related', arguments: { of: entity.id } }, title: entity.name, text: '', columns: [], rows: [{ cells: {}, relations: items }], total: items.length, hasNextPage, notes: [],
  }
  const address = `${context.address}/entities/${entity.id}`
  const next = hasNextPage && endCursor !== undefined ? `${address}?format=jsonld&after=${encodeURIComponent(endCursor)}` : undefined
  return {
    body: linkedEntity({ entity, cited: await context.cited(answer), address, sameAs: sameElsewhere(entity), ...(next === undefined ? {} : { next }) }),
    type: 'application/ld+json; charset=utf-8',
    headers: { 'cache-control': 'private, no-cache', vary: 'Cookie, Authorization, Accept', link: `<${address}>; rel="canonical"${next === undefined ? '' : `, <${next}>; rel="next"`}` },
  }
}
