import { identifierClashes } from '../../archive/identifier-clashes.ts'
import { pageOf } from '../../questions/entity.ts'
import type { RequestContext } from '../../http/context.ts'

/** Identifiers that several things have. */
export const clashes = {
  Query: {
    identifierClashes: async (_: unknown, args: { first?: number | null; after?: string | null }, { actor, asking }: RequestContext) => {
      const { items, endCursor, hasNextPage } = await identifierClashes(asking, actor, asking.viewer, pageOf(args))
      return { items, pageInfo: { endCursor: endCursor ?? null, hasNextPage } }
    },
  },
}
