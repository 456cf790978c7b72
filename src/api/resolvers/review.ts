import { propose, type ProposalInput } from '../../archive/contribute/propose.ts'
import { storedRecord, type StoredRecord } from '../../archive/contribute/record.ts'
import { toldVersion } from '../../archive/contribute/versions.ts'
import { contributions, type Contribution } from '../../archive/review/mine.ts'
import { decidedWith, queue, queueItem, said, textsOn, type QueueItem } from '../../archive/review/queue.ts'
import { settle, type Outcome, type Settling } from '../../archive/review/settle.ts'
import type { ThreeTexts } from '../../archive/review/texts.ts'
import { partText, titleOf } from '../../archive/review/titles.ts'
import type { WaitingQuery } from '../../graph/port.ts'
import { loggedAs } from '../../model/actor.ts'
import { parseAsOf } from '../../model/dates.ts'
import { badInput, unauthenticated } from '../../model/errors.ts'
import { isId, type Id } from '../../model/ids.ts'
import { RECORD_TYPES, type Kind, type RecordType, type State } from '../../model/records.ts'
import { pageOf } from '../../questions/entity.ts'
import { entityNamed } from '../../questions/resolve.ts'
import type { RequestContext } from '../../http/context.ts'
import { writer, writingPorts } from '../../http/writing.ts'

type Paging = { first?: number | null; after?: string | null }

interface QueueArguments extends Paging {
  readonly state?: State | null
  readonly types?: readonly string[] | null
  readonly relations?: readonly string[] | null
  readonly kinds?: readonly Kind[] | null
  readonly work?: string | null
  readonly confidence?: number | null
  readonly mine?: boolean | null
  readonly since?: string | null
  readonly until?: string | null
  readonly order?: WaitingQuery['order'] | null
}

const json = (value: unknown): string | null => (value === undefined ? null : JSON.stringify(value, (key, inner: unknown) => (['sha256', 'sent'].includes(key) ? undefined : inner)))
const paged = <T>({ items, endCursor, hasNextPage }: { items: readonly T[]; endCursor?: string; hasNextPage: boolean }): object => ({ items, pageInfo: { endCursor: endCursor ?? null, hasNextPage } })
const moment = (at: number): string => new Date(at).toISOString()

async function queryOf({ state, types, relations, kinds, work, confidence, mine, since, until, order }: QueueArguments, { asking, actor }: RequestContext): Promise<WaitingQuery> {
  if (state != null && state !== 'proposed' && state !== 'returned') throw badInput('state', '待審的是 proposed；退回的是 returned (proposed or returned)')
  const wrong = types?.find((type) => !(RECORD_TYPES as string[]).includes(type))
  if (wrong !== undefined) throw badInput('types', `「${wrong}」 is none of ${RECORD_TYPES.join(', ')}`)
  if (confidence != null && !(confidence >= 0 && confidence <= 1)) throw badInput('confidence', 'confidence is a number from 0 to 1')
  if (mine === true && actor === undefined) throw unauthenticated()
  return {
    ...(state == null ? {} : { state }), ...(types == null ? {} : { types: types as RecordType[] }), ...(relations == null ? {} : { relations }), ...(kinds == null ? {} : { kinds }),
    ...(work == null ? {} : { source: (await entityNamed(asking, work, 'work')).id }), ...(confidence == null ? {} : { confidence }), ...(mine === true ? { by: loggedAs(actor!) } : {}),
    ...(since == null ? {} : { since: startOf(since, 'since') }), ...(until == null ? {} : { until: startOf(until, 'until') }), ...(order == null ? {} : { order }),
  }
}

/** The first moment, in Taiwan, of the day, month or year written. */
function startOf(written: string, field: string): number {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(written)) throw badInput(field, `${field} is a day such as 2026-01-31`)
  parseAsOf(written)
  return Date.parse(`${written}T00:00:00+08:00`)
}

const stored = (id: Id, { asking, people }: RequestContext): Promise<StoredRecord | undefined> => storedRecord({ graph: asking.graph, directory: people().directory }, asking.viewer, id)

export const review = {
  Query: {
    queue: async (_: unknown, args: QueueArguments, context: RequestContext) => paged(await queue(context.asking, context.actor, await queryOf(args, context), pageOf(args))),
    waiting: (_: unknown, { id }: { id: string }, { asking, actor }: RequestContext) => (isId(id) ? queueItem(asking, actor, id) : null),
    myContributions: async (_: unknown, { states, ...page }: { states?: readonly State[] | null } & Paging, { asking, actor }: RequestContext) =>
      paged(await contributions(asking.graph, actor, states ?? undefined, pageOf(page))),
  },
  QueueItem: {
    state: ({ head }: QueueItem) => head.state,
    version: async ({ record }: QueueItem, _: unknown, { asking, people }: RequestContext) => toldVersion({ table: await people().directory.table(), viewer: asking.viewer }, record),
    since: ({ at }: QueueItem) => moment(at),
    by: ({ record }: QueueItem, _: unknown, { nameOf }: RequestContext) => (record.by === undefined ? null : nameOf(record.by)),
    words: ({ record }: QueueItem) => (record.type === 'proposal' ? record.words : null),
    target: ({ target }: QueueItem, _: unknown, context: RequestContext) => (target === undefined ? null : stored(target.id, context)),
    withdraw: ({ record }: QueueItem) => record.type === 'proposal' && record.withdraw === true,
    into: ({ record }: QueueItem) => (record.type === 'proposal' ? record.into : null),
    texts: (item: QueueItem, _: unknown, { asking }: RequestContext) => textsOn(asking, item),
    says: (item: QueueItem) => said(item).map(({ field, after }) => ({ field, after: after === undefined ? undefined : withoutHashes(after) })),
    with: async (item: QueueItem, _: unknown, context: RequestContext) => Promise.all((await decidedWith(context.asking, item)).map(({ id }) => stored(id, context))),
  },
  ThreeTexts: {
    label: ({ part }: ThreeTexts, _: unknown, { asking }: RequestContext) => partText(part, asking.vocabulary),
    base: ({ base }: ThreeTexts) => json(base),
    theirs: ({ theirs }: ThreeTexts) => json(theirs),
    now: ({ now }: ThreeTexts) => json(now),
  },
  Contribution: {
    title: async ({ id }: Contribution, _: unknown, { asking }: RequestContext) => {
      const record = (await asking.graph.heads([id], asking.viewer)).get(id)?.record
      return record == null ? '' : titleOf(record, (await asking.graph.relationsById([id], asking.viewer)).get(id), asking.vocabulary)
    },
    version: async ({ id }: Contribution, _: unknown, context: RequestContext) => (await stored(id, context))?.version ?? null,
    since: ({ at }: Contribution) => moment(at),
  },
  ReviewDecision: {
    by: ({ by }: NonNullable<Contribution['decision']>, _: unknown, { nameOf }: RequestContext) => nameOf(by),
    at: ({ at }: NonNullable<Contribution['decision']>) => moment(at),
  },
  Outcome: { texts: ({ texts }: Outcome) => texts ?? [] },
  Mutation: {
    propose: (_: unknown, input: ProposalInput, context: RequestContext) => propose(writingPorts(context), writer(context), input),
    settle: (_: unknown, { words, parts, rest, over, partly, dryRun, ...rest_ }: SettleArguments, context: RequestContext) => settle(context.asking.graph, writer(context), {
      ...rest_, ...(words == null ? {} : { words }), ...(parts == null ? {} : { parts }), ...(rest == null ? {} : { rest }),
      over: over === true, partly: partly === true, dryRun: dryRun === true,
    }),
  },
}

type Optional<T> = { readonly [K in keyof T]: T[K] | null }
type SettleArguments = Pick<Settling, 'ids' | 'decision'> & { readonly key: string } & Optional<Pick<Settling, 'words' | 'parts' | 'rest' | 'over' | 'partly' | 'dryRun'>>

/** Hashes of files are nobody's to know. */
const withoutHashes = (value: unknown): unknown => JSON.parse(json(value)!) as unknown
