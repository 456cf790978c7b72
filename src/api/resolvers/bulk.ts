import { changeMany } from '../../archive/bulk/bulk.ts'
import type { BulkChange, Citing } from '../../archive/bulk/change.ts'
import { RELATION_QUEUES, type BulkChoice, type EntityChoice, type RelationChoice } from '../../archive/bulk/choice.ts'
import type { RecordDifference } from '../../archive/bulk/differences.ts'
import type { BulkPorts } from '../../archive/bulk/ports.ts'
import { demandQueue } from '../../archive/quality/queues.ts'
import { csvOf, exportSheet, xlsxOf, type Sheet } from '../../archive/round-trip/export.ts'
import { importSheet, type SheetOptions, type Table } from '../../archive/round-trip/import.ts'
import { csvRows, xlsxRows } from '../../archive/round-trip/rows.ts'
import { badInput } from '../../model/errors.ts'
import { isId, type Id } from '../../model/ids.ts'
import { entityNamed } from '../../questions/resolve.ts'
import type { Asking } from '../../questions/context.ts'
import type { RequestContext } from '../../http/context.ts'
import { writer } from '../../http/writing.ts'

/** As sent: null is what was left out, and entities are named by id or name. */
interface Chosen {
  readonly entities?: (Nullable<Omit<EntityChoice, 'field'>> & { readonly field?: { readonly code: string; readonly value?: string | null } | null }) | null
  readonly relations?: Nullable<RelationChoice> | null
}
type Nullable<T> = { readonly [K in keyof T]?: T[K] | null }
type Shown = { readonly shown?: number | null; readonly token?: string | null }
type SheetSent = Shown & { readonly csv?: string | null; readonly xlsx?: string | null; readonly added?: { readonly audience: NonNullable<SheetOptions['added']>['audience']; readonly state?: NonNullable<SheetOptions['added']>['state'] | null } | null }
type BulkSent = Shown & { readonly choice: Chosen; readonly change: BulkChange }
type Said = { readonly key: string; readonly reason: string }

/** Differences that one answer may tell. */
const MOST_SHOWN = 200
/** Of a preview, which is written under none. */
const UNUSED = { key: 'preview-', reason: '' }

export const bulk = {
  Query: {
    bulkPreview: async (_: unknown, { choice, change, shown }: BulkSent, context: RequestContext) =>
      changeMany(ports(context), writer(context), { ...UNUSED, dryRun: true, ...shownOf(shown), choice: await choiceOf(context, choice), change: await changeOf(context.asking, change) }),
    sheet: async (_: unknown, { choice }: { choice: Chosen }, context: RequestContext) => exportSheet(ports(context), context.asking.viewer, await choiceOf(context, choice)),
    sheetPreview: (_: unknown, sent: SheetSent, context: RequestContext) => importSheet(ports(context), writer(context), tableIn(sent), { ...UNUSED, dryRun: true, ...optionsOf(sent) }),
  },
  Mutation: {
    bulk: async (_: unknown, { key, reason, choice, change, shown, token }: BulkSent & Said, context: RequestContext) =>
      changeMany(ports(context), writer(context), { key, reason, ...shownOf(shown), ...tokenOf(token), choice: await choiceOf(context, choice), change: await changeOf(context.asking, change) }),
    importSheet: (_: unknown, { key, reason, ...sent }: SheetSent & Said, context: RequestContext) => importSheet(ports(context), writer(context), tableIn(sent), { key, reason, ...optionsOf(sent) }),
  },
  Sheet: {
    csv: (sheet: Sheet) => csvOf(sheet),
    xlsx: async (sheet: Sheet) => Buffer.from(await xlsxOf(sheet)).toString('base64'),
  },
  RecordDifference: {
    isNew: ({ isNew }: RecordDifference) => isNew === true,
    changes: ({ changes }: RecordDifference) => changes.map(({ field, before, after }) => ({ field, before: json(before), after: json(after) })),
  },
}

/** @throws BAD_USER_INPUT where not one of the two was sent, and no more */
function tableIn({ csv, xlsx }: SheetSent): Table {
  if ((csv == null) === (xlsx == null)) throw badInput('csv', '請給 csv 或 xlsx，其中一個 (give csv or xlsx, one of the two)')
  return csv != null ? csvRows(csv) : xlsxRows(Buffer.from(xlsx!, 'base64'))
}

const json = (value: unknown): string | null => (value === undefined ? null : JSON.stringify(value))

const ports = ({ asking: { graph, vocabulary, search }, people }: RequestContext): BulkPorts => ({ graph, vocabulary, directory: people().directory, ...(search === undefined ? {} : { search }) })

function shownOf(shown: number | null | undefined): { shown?: number } {
  if (shown == null) return {}
  if (shown < 0 || shown > MOST_SHOWN) throw badInput('shown', `shown: 0 到 ${MOST_SHOWN} (0 to ${MOST_SHOWN})`)
  return { shown }
}

const tokenOf = (token: string | null | undefined): { token?: string } => (token == null ? {} : { token })

const optionsOf = ({ added, shown, token }: SheetSent): Pick<SheetOptions, 'added' | 'shown' | 'token'> =>
  ({ ...shownOf(shown), ...tokenOf(token), ...(added == null ? {} : { added: { audience: added.audience, ...(added.state == null ? {} : { state: added.state }) } }) })

const idOf = async (asking: Asking, name: string, field: string): Promise<Id> => (await entityNamed(asking, name, field)).id

const given = <T extends object>(parts: Nullable<T>): T => Object.fromEntries(Object.entries(parts).filter(([, value]) => value != null)) as T

async function choiceOf({ asking, actor }: Pick<RequestContext, 'asking' | 'actor'>, { entities, relations }: Chosen): Promise<BulkChoice> {
  if (relations?.queue != null) {
    if (!(RELATION_QUEUES as readonly string[]).includes(relations.queue)) throw badInput('choice.relations.queue', `${relations.queue} 不是關係的清單 (is not a queue of relations)`)
    demandQueue(actor, relations.queue)
  }
  return {
    ...(entities == null ? {} : { entities: {
      ...given<EntityChoice>({ ...entities, field: entities.field == null ? null : given<NonNullable<EntityChoice['field']>>(entities.field as never), collection: null }),
      ...(entities.collection == null ? {} : { collection: await idOf(asking, entities.collection, 'choice.collection') }),
    } }),
    ...(relations == null ? {} : { relations: {
      ...given<RelationChoice>({ ...relations, of: null, source: null }),
      ...(relations.of == null ? {} : { of: await Promise.all(relations.of.map((name) => idOf(asking, name, 'choice.of'))) }),
      ...(relations.source == null ? {} : { source: isId(relations.source) ? relations.source : await idOf(asking, relations.source, 'choice.source') }),
    } }),
  }
}

async function changeOf(asking: Asking, change: BulkChange): Promise<BulkChange> {
  const { relate, cite } = change
  const from = async <T extends Citing>(one: T): Promise<T> => ({ ...one, source: await idOf(asking, one.source, 'change.source') })
  return {
    ...change,
    ...(cite == null ? {} : { cite: await from(cite) }),
    ...(relate == null ? {} : { relate: { ...(await from(relate)), other: await idOf(asking, relate.other, 'change.relate.other') } }),
  }
}
