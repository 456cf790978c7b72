import { distinctions, distinguish, undistinguish, type Distinguishing, type DistinctionView } from '../../archive/merge/distinct.ts'
import { merge as mergeInto, unmerge as part, type Merging, type Unmerging } from '../../archive/merge/merge.ts'
import { mergePreview, unmergePreview, type MergePreview, type UnmergePreview } from '../../archive/merge/preview.ts'
import type { Id } from '../../model/ids.ts'
import { pageOf } from '../../questions/entity.ts'
import type { RequestContext } from '../../http/context.ts'
import { mergePorts, writer } from '../../http/writing.ts'

const told = {
  at: ({ at }: { at: number }): string => new Date(at).toISOString(),
  by: ({ by }: { by: string }, _: unknown, { nameOf }: RequestContext): Promise<string> => nameOf(by),
}

export const merge = {
  Query: {
    mergePreview: (_: unknown, { id, into }: { id: Id; into: Id }, context: RequestContext) => mergePreview(mergePorts(context), writer(context), id, into),
    unmergePreview: (_: unknown, { id }: { id: Id }, context: RequestContext) => unmergePreview(mergePorts(context), writer(context), id),
    distinctions: async (_: unknown, { of, ...paging }: { of?: Id | null; first?: number | null; after?: string | null }, { asking }: RequestContext) => {
      const { items, endCursor, hasNextPage } = await distinctions(asking, { ...(of == null ? {} : { of }), ...pageOf(paging) })
      return { items, pageInfo: { endCursor: endCursor ?? null, hasNextPage } }
    },
  },
  Mutation: {
    merge: (_: unknown, merging: Merging, context: RequestContext) => mergeInto(mergePorts(context), writer(context), merging),
    unmerge: (_: unknown, unmerging: Unmerging, context: RequestContext) => part(mergePorts(context), writer(context), unmerging),
    distinguish: (_: unknown, distinguishing: Distinguishing, context: RequestContext) => distinguish(mergePorts(context), writer(context), distinguishing),
    undistinguish: (_: unknown, taken: { id: Id; reason: string; key: string }, context: RequestContext) => undistinguish(mergePorts(context), writer(context), taken),
  },
  FieldClash: {
    label: ({ code }: MergePreview['fields'][number], _: unknown, { asking }: RequestContext) => asking.vocabulary.fields.get(code)?.label['zh-Hant'] ?? code,
    from: ({ from }: MergePreview['fields'][number]) => JSON.stringify(from),
    into: ({ into }: MergePreview['fields'][number]) => JSON.stringify(into),
  },
  UnmergePreview: told satisfies Record<string, (value: UnmergePreview, _: unknown, context: RequestContext) => unknown>,
  LaterMerge: told,
  Distinction: told satisfies Record<string, (value: DistinctionView, _: unknown, context: RequestContext) => unknown>,
}
