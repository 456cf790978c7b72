import type { EntityRef, EntityView, EvidenceView, GraphStore, Page, RelationView } from '../../graph/port.ts'
import { periodText } from '../../graph/wording.ts'
import { refuseAnnounced } from '../../archive/access/announced.ts'
import { duplicates, sharedText, type Duplicate } from '../../archive/duplicates.ts'
import { holds, parseAsOf } from '../../model/dates.ts'
import { notFound } from '../../model/errors.ts'
import { locatorText } from '../../model/locator.ts'
import { KINDS, type Correction, type FieldValue, type Kind, type Passage } from '../../model/records.ts'
import { VERSION } from '../../model/software.ts'
import type { Vocabulary } from '../../model/vocabulary.ts'
import { connectors, type ConnectorsArguments } from '../../questions/connectors.ts'
import { contents, entities, entity, pageOf, relation, relations, type EntitiesArguments, type RelationsArguments } from '../../questions/entity.ts'
import { history, type Change } from '../../questions/history.ts'
import { paths, type PathsArguments } from '../../questions/paths.ts'
import { resolve } from '../../questions/resolve.ts'
import { search, suggest, type SearchArguments } from '../../questions/search.ts'
import { visibleVersion } from '../../graph/version.ts'
import type { GraphQLResolveInfo } from 'graphql'
import { asks } from '../asks.ts'
import type { FoundPassage, Hit as FoundHit, SearchResult } from '../../search/port.ts'
import { capturedAddress } from '../captured.ts'
import type { RequestContext } from '../../http/context.ts'

/** Fields of a relation that cannot be told without its evidence: pages without them are read in half the time. */
const NEED_EVIDENCE = ['evidence', 'disputed', 'version', 'keptBy']

type Paging = { first?: number | null; after?: string | null }

/** An entity as a resolver meets it: only id, name and kind, or the whole view. */
type Met = EntityRef & Partial<EntityView>

/** The whole view, fetched with the others of the request unless it is here already. */
async function whole(met: Met, context: RequestContext): Promise<EntityView> {
  if (met.names !== undefined) return met as EntityView
  const view = await context.views.load(met.id)
  if (view === undefined) throw notFound(met.id)
  return view
}

const part = <K extends keyof EntityView>(key: K) => async (met: Met, _: unknown, context: RequestContext): Promise<EntityView[K]> =>
  (await whole(met, context))[key]

const pageInfo = (page: { readonly endCursor?: string; readonly hasNextPage: boolean }): { endCursor: string | null; hasNextPage: boolean } => ({ endCursor: page.endCursor ?? null, hasNextPage: page.hasNextPage })

const paged = <T>(page: Page<T>): { items: readonly T[]; pageInfo: ReturnType<typeof pageInfo> } => ({ items: page.items, pageInfo: pageInfo(page) })

const listed = (fields: Readonly<Record<string, FieldValue>>, vocabulary: Vocabulary): { code: string; label: string; values: string[] }[] =>
  Object.entries(fields).map(([code, value]) => ({
    code,
    label: vocabulary.fields.get(code)?.label['zh-Hant'] ?? code,
    values: (Array.isArray(value) ? value : [value]).map(String),
  }))

const json = (value: unknown): string | null => (value === undefined ? null : JSON.stringify(value))

/** 「…至…」 in reading form; an unknown end is said to be unknown, never left looking open. */
const periodOf = (relation: RelationView): string => periodText(relation) || '時間不詳'

export const core = {
  Query: {
    archive: (_: unknown, __: unknown, { asking }: RequestContext) => asking.graph.statistics(asking.viewer),
    entity: async (_: unknown, { id }: { id: string }, { asking, people }: RequestContext) => {
      const view = await entity(asking, id)
      if (view === undefined && asking.viewer.announced !== undefined) await refuseAnnounced(asking.graph, () => people().directory.table(), asking.viewer, id)
      return view
    },
    entities: async (_: unknown, args: EntitiesArguments, { asking }: RequestContext) => paged(await entities(asking, args)),
    relation: async (_: unknown, { id }: { id: string }, { asking }: RequestContext) => relation(asking, id),
    resolve: (_: unknown, { name, kind, first, alike }: { name: string; kind?: Kind; first?: number; alike?: boolean }, { asking }: RequestContext) =>
      resolve(asking, name, { ...(kind == null ? {} : { kind }), ...(first == null ? {} : { first }), ...(alike == null ? {} : { alike }) }),
    duplicates: async (_: unknown, { kind, first, after }: { kind?: Kind } & Paging, { asking }: RequestContext) =>
      paged(await duplicates(asking, { ...(kind == null ? {} : { kind }), ...pageOf({ ...(first == null ? {} : { first }), ...(after == null ? {} : { after }) }) })),
    connectors: (_: unknown, args: ConnectorsArguments, { asking }: RequestContext) => connectors(asking, args),
    search: (_: unknown, args: SearchArguments, { asking }: RequestContext) => search(asking, args),
    suggest: (_: unknown, { text, kinds, first }: { text: string; kinds?: string[]; first?: number }, { asking }: RequestContext) => suggest(asking, text, { kinds: kinds ?? null, first: first ?? null }),
    paths: (_: unknown, args: PathsArguments, { asking }: RequestContext) => paths(asking, args),
  },
  Duplicate: {
    for: ({ for: speaksFor, shared }: Duplicate, _: unknown, { asking }: RequestContext) => [...speaksFor, ...sharedText(shared, asking.vocabulary)],
  },
  Archive: {
    version: () => VERSION,
    entities: (statistics: Awaited<ReturnType<GraphStore['statistics']>>, _: unknown, { asking }: RequestContext) =>
      // in one order: a store's would tell what was entered first, also of what is hidden
      KINDS.flatMap((kind) => {
        const count = statistics.entities[kind]
        return count === undefined ? [] : [{ kind, count, label: asking.vocabulary.kinds.get(kind)?.['zh-Hant'] ?? kind }]
      }),
    relations: (statistics: Awaited<ReturnType<GraphStore['statistics']>>, _: unknown, { asking }: RequestContext) =>
      [...asking.vocabulary.relations.values()].flatMap(({ code, role, forward, backward }) => {
        const count = statistics.relations[code]
        return count === undefined ? [] : [{ type: code, count, role, forward: forward['zh-Hant'], backward: backward['zh-Hant'] }]
      }),
  },
  Entity: {
    state: part('state'),
    version: async (met: Met, _: unknown, context: RequestContext) => visibleVersion(await whole(met, context)),
    names: part('names'),
    identifiers: part('identifiers'),
    merged: part('merged'),
    fields: async (met: Met, _: unknown, context: RequestContext) => listed((await whole(met, context)).fields, context.asking.vocabulary),
    relations: async (met: Met, args: RelationsArguments, { asking }: RequestContext, info: GraphQLResolveInfo) =>
      paged(await relations(asking, met.id, { ...args, evidence: asks(info, NEED_EVIDENCE) })),
    history: async (met: Met, args: Paging, { asking }: RequestContext) => paged(await history(asking, met.id, args)),
    contents: async (met: Met, args: Paging, { asking }: RequestContext) => paged(await contents(asking, met.id, args)),
  },
  Passage: { start: ({ offset }: Passage) => offset[0], end: ({ offset }: Passage) => offset[1] },
  Correction: { start: ({ offset }: Correction) => offset[0], end: ({ offset }: Correction) => offset[1] },
  SearchAnswer: {
    pageInfo,
    facets: ({ facets }: SearchResult) => Object.entries(facets).map(([facet, values]) => ({ facet, values })),
  },
  Hit: { passage: ({ passages }: FoundHit) => passages[0] ?? null },
  FoundPassage: {
    locator: ({ locator }: FoundPassage) => (locator === undefined ? '' : locatorText(locator)),
    page: ({ locator }: FoundPassage) => locator?.page,
    section: ({ locator }: FoundPassage) => locator?.section,
  },
  Relation: {
    version: visibleVersion,
    label: ({ type }: RelationView, _: unknown, { asking }: RequestContext) => asking.vocabulary.relations.get(type)?.forward['zh-Hant'] ?? type,
    period: periodOf,
    holds: ({ bounds }: RelationView, { asOf }: { asOf: string }) => holds(bounds, parseAsOf(asOf)),
    qualifiers: ({ qualifiers }: RelationView, _: unknown, { asking }: RequestContext) => listed(qualifiers, asking.vocabulary),
    history: async ({ id }: RelationView, args: Paging, { asking }: RequestContext) => paged(await history(asking, id, args)),
  },
  Evidence: {
    work: ({ source }: EvidenceView) => source,
    locator: ({ locator }: EvidenceView) => locatorText(locator),
    page: ({ locator }: EvidenceView) => locator.page,
    section: ({ locator }: EvidenceView) => locator.section,
    row: ({ locator }: EvidenceView) => locator.row,
    url: ({ locator }: EvidenceView) => locator.url,
    note: ({ locator }: EvidenceView) => locator.note,
    captured: ({ id, captured }: EvidenceView) => (captured === undefined ? null : { ...captured, address: capturedAddress(id) }),
  },
  Change: {
    version: ({ record }: Change) => (record === null ? null : visibleVersion(record)),
    at: ({ at }: Change) => new Date(at).toISOString(),
    by: ({ actor }: Change, _: unknown, { nameOf }: RequestContext) => nameOf(actor),
  },
  FieldChange: {
    before: ({ before }: { before?: unknown }) => json(before),
    after: ({ after }: { after?: unknown }) => json(after),
  },
}
