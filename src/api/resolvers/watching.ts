import type { Delivered } from '../../accounts/port.ts'
import { closeFeed, openFeed } from '../../archive/watching/feed.ts'
import { setDigest } from '../../archive/watching/digest.ts'
import type { News } from '../../archive/watching/news.ts'
import { markRead, whatIsNew } from '../../archive/watching/read.ts'
import { unwatch, watch, watches, type WatchInput, type WatchView } from '../../archive/watching/watch.ts'
import { addWebhook, enableWebhook, removeWebhook, testWebhook, webhooks, type WebhookView } from '../../archive/watching/webhooks.ts'
import type { EntityRef } from '../../graph/port.ts'
import { badInput, unavailable } from '../../model/errors.ts'
import { isId, type Id } from '../../model/ids.ts'
import { demand } from '../../model/permissions.ts'
import { entityNamed } from '../../questions/resolve.ts'
import { savedOrCollection } from '../../questions/watched.ts'
import type { RequestContext } from '../../http/context.ts'
import { askAnew, watchPorts } from '../../http/watching.ts'

interface WatchArguments {
  readonly record?: string | null
  readonly saved?: string | null
  readonly question?: string | null
  readonly arguments?: string | null
  readonly search?: string | null
  readonly name?: string | null
}

const iso = (ms: number | undefined): string | null => (ms === undefined ? null : new Date(ms).toISOString())

async function inputOf({ asking }: RequestContext, { record, saved, question, arguments: given, search, name }: WatchArguments): Promise<WatchInput> {
  if ([record, saved, question, search].filter((one) => one != null).length !== 1) throw badInput('record', '請給 record、saved、question、search 其中一個 (give one of these)')
  const called = name == null ? {} : { name }
  if (record != null) return { ...called, record: isId(record) ? record : (await entityNamed(asking, record, 'record')).id }
  if (saved != null) return { ...called, saved: await savedOrCollection(asking, saved) }
  if (question != null) return { ...called, question: { name: question, arguments: objectIn(given ?? '{}', 'arguments') } }
  return { ...called, search: search!.trimStart().startsWith('{') ? objectIn(search!, 'search') : { text: search! } }
}

/** @throws BAD_USER_INPUT */
function objectIn(text: string, field: string): Readonly<Record<string, unknown>> {
  try {
    const value = JSON.parse(text) as unknown
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>
  } catch {
    // told of below
  }
  throw badInput(field, `${field}: 「${text.slice(0, 100)}」 is not an object of JSON`)
}

const telling = async (context: RequestContext): Promise<object> => {
  const { actor } = context
  const { accounts } = context.people()
  demand(actor, 'watch')
  const watcher = await accounts.watcher(actor.account)
  return { feed: watcher?.feed !== undefined, digest: watcher?.digest ?? null, webhooks: await webhooks({ accounts }, actor) }
}

const row = (entities: readonly EntityRef[]): object => ({ entities })

/** What one watches, and what is told of it. */
export const watching = {
  Query: {
    watches: (_: unknown, __: unknown, context: RequestContext) => watches(watchPorts(context), context.actor),
    whatIsNew: async (_: unknown, { first, after, unread }: { first?: number | null; after?: Id | null; unread?: boolean | null }, context: RequestContext) => {
      const { items, ...page } = await whatIsNew(watchPorts(context), context.actor, { ...(first == null ? {} : { first }), ...(after == null ? {} : { after }), unread: unread === true }, context.asking.signal)
      return { items, pageInfo: { endCursor: page.endCursor ?? null, hasNextPage: page.hasNextPage } }
    },
    telling: (_: unknown, __: unknown, context: RequestContext) => telling(context),
  },
  Mutation: {
    watch: async (_: unknown, args: WatchArguments, context: RequestContext) => {
      demand(context.actor, 'watch')
      return watch(watchPorts(context), askAnew(context), context.actor, await inputOf(context, args))
    },
    unwatch: async (_: unknown, { id }: { id: Id }, context: RequestContext) => {
      await unwatch(watchPorts(context), context.actor, id)
      return true
    },
    markRead: async (_: unknown, { upTo }: { upTo?: Id | null }, context: RequestContext) => {
      await markRead(watchPorts(context), context.actor, upTo ?? undefined)
      return true
    },
    openFeed: async (_: unknown, __: unknown, context: RequestContext) => `${context.address}/feeds/${await openFeed(watchPorts(context), context.actor)}.atom`,
    closeFeed: (_: unknown, __: unknown, context: RequestContext) => closeFeed(watchPorts(context), context.actor),
    digest: async (_: unknown, { every }: { every?: 'day' | 'week' | null }, context: RequestContext) => {
      await setDigest(watchPorts(context), context.actor, every ?? null, context.people().mail !== undefined)
      return telling(context)
    },
    addWebhook: (_: unknown, args: { name: string; address: string }, context: RequestContext) => {
      demand(context.actor, 'watch')
      if (context.people().post === undefined) throw unavailable('sending to webhooks')
      return addWebhook(watchPorts(context), context.actor, args)
    },
    removeWebhook: async (_: unknown, { id }: { id: Id }, context: RequestContext) => {
      await removeWebhook(watchPorts(context), context.actor, id)
      return true
    },
    enableWebhook: (_: unknown, { id }: { id: Id }, context: RequestContext) => enableWebhook(watchPorts(context), context.actor, id),
    testWebhook: (_: unknown, { id }: { id: Id }, context: RequestContext) => {
      const { post } = context.people()
      if (post === undefined) throw unavailable('sending to webhooks')
      return testWebhook({ ...watchPorts(context), post }, context.actor, id)
    },
  },
  Watch: {
    title: ({ about }: WatchView) => about?.text ?? null,
    createdAt: ({ createdAt }: WatchView) => iso(createdAt), checkedAt: ({ checkedAt }: WatchView) => iso(checkedAt),
  },
  News: {
    at: ({ at }: News) => iso(at),
    record: ({ record }: News) => record?.id ?? null,
    changed: ({ changes }: News) => changes.map(({ field }) => field),
    by: ({ actor }: News, _: unknown, { nameOf }: RequestContext) => (actor === undefined ? null : nameOf(actor)),
    found: ({ found }: News) => found && { gained: found.gained.map(row), changed: found.changed.map(row), lost: found.lost.map(row) },
  },
  Webhook: {
    createdAt: ({ createdAt }: WebhookView) => iso(createdAt), failingSince: ({ failingSince }: WebhookView) => iso(failingSince), disabledAt: ({ disabledAt }: WebhookView) => iso(disabledAt),
  },
  Delivery: { at: ({ at }: Delivered) => iso(at) },
}
