import { changeCollection, type Changing } from '../../archive/collections/change.ts'
import { createCollection, type Creating } from '../../archive/collections/create.ts'
import type { BlockView } from '../../archive/collections/exhibit.ts'
import { freezeCollection, unfreezeCollection, withdrawCollection } from '../../archive/collections/freeze.ts'
import { collections as allCollections, collectionsOf } from '../../archive/collections/list.ts'
import { collection, pageOfMembers, type CollectionView } from '../../archive/collections/view.ts'
import { recordTold } from '../../archive/contribute/record.ts'
import type { Put } from '../../graph/answer.ts'
import type { Page } from '../../graph/port.ts'
import type { Id } from '../../model/ids.ts'
import { pageOf } from '../../questions/entity.ts'
import { FAMILY } from '../../questions/family.ts'
import { permalinkOf } from '../../questions/permalink.ts'
import type { RequestContext } from '../../http/context.ts'
import { fileAddress } from '../../http/file-address.ts'
import { shelves, shelving } from '../../http/shelves.ts'
import { writer } from '../../http/writing.ts'

type Paging = { readonly first?: number | null; readonly after?: string | null }
type Listed = Paging & { readonly includeProposed?: boolean | null }
type Of = Parameters<typeof freezeCollection>[2]

const listing = ({ includeProposed, ...page }: Listed): Parameters<typeof allCollections>[1] => ({ ...pageOf(page), includeProposed: includeProposed ?? false })
const paged = <T>({ items, endCursor, hasNextPage }: Page<T>): object => ({ items, pageInfo: { endCursor: endCursor ?? null, hasNextPage } })

/** A search has no address of its own. */
const asked = (question: Put | undefined, { address }: RequestContext): string | null => (question === undefined || !FAMILY.has(question.name) ? null : `${address}${permalinkOf(question)}`)
const json = (question: Put | undefined): string | null => (question === undefined ? null : JSON.stringify(question))

export const collections = {
  Query: {
    collection: (_: unknown, { id }: { id: Id }, context: RequestContext) => collection(shelves(context), id),
    collections: async (_: unknown, page: Listed, context: RequestContext) => paged(await allCollections(shelves(context), listing(page))),
    collectionsOf: async (_: unknown, { id, ...page }: { id: Id } & Listed, context: RequestContext) => paged(await collectionsOf(shelves(context), id, listing(page))),
  },
  Mutation: {
    createCollection: (_: unknown, given: Creating, context: RequestContext) => createCollection(shelving(context), writer(context), given),
    changeCollection: (_: unknown, given: Changing, context: RequestContext) => changeCollection(shelving(context), writer(context), given),
    freezeCollection: (_: unknown, given: Of, context: RequestContext) => freezeCollection(shelving(context), writer(context), given),
    unfreezeCollection: (_: unknown, given: Of, context: RequestContext) => unfreezeCollection(shelving(context), writer(context), given),
    withdrawCollection: (_: unknown, given: Parameters<typeof withdrawCollection>[2], context: RequestContext) => withdrawCollection(shelving(context), writer(context), given),
  },
  Collection: {
    name: ({ entity }: CollectionView) => entity.name,
    entityId: ({ entity }: CollectionView) => entity.id,
    entity: ({ entity, isNamed }: CollectionView) => (isNamed ? entity : null),
    by: ({ by }: CollectionView, _: unknown, { nameOf }: RequestContext) => (by === undefined ? '' : nameOf(by)),
    members: ({ members }: CollectionView, page: Paging) => paged(pageOfMembers(members, pageOf(page))),
    question: ({ question }: CollectionView) => json(question),
    permalink: ({ question }: CollectionView, _: unknown, context: RequestContext) => asked(question, context),
    cover: ({ cover }: CollectionView) => (cover === undefined ? null : fileAddress(cover.content, cover.file)),
  },
  CollectionBlock: {
    passages: ({ block, content }: BlockView) => (block === 'item' ? content?.passages ?? [] : []),
    quotation: ({ quotation, found, content }: BlockView) => (quotation === undefined ? null : { ...quotation, ...(found === undefined ? {} : { ...found, content: content!.id }) }),
    address: ({ content, handedOut }: BlockView) => (handedOut === undefined ? null : fileAddress(content!.id, handedOut)),
    alternative: ({ content, file }: BlockView) => (file === undefined ? null : content?.files?.[file - 1]?.alternative ?? null),
    version: ({ pinned }: BlockView) => pinned?.version ?? null,
    at: ({ pinned }: BlockView) => (pinned === undefined ? null : new Date(pinned.at).toISOString()),
    record: ({ pinned }: BlockView) => (pinned === undefined ? null : recordTold(pinned.record)),
    items: ({ items }: BlockView) => items ?? [],
    question: ({ question }: BlockView) => json(question),
    permalink: ({ question }: BlockView, _: unknown, context: RequestContext) => asked(question, context),
  },
}
