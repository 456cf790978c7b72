import { pages } from '../../graph/every.ts'
import type { EntityView, RelationView } from '../../graph/port.ts'
import { Turns } from '../../graph/turns.ts'
import type { Viewer } from '../../model/audience.ts'
import { ArchiveError, badInput, unavailable } from '../../model/errors.ts'
import type { Id } from '../../model/ids.ts'
import { bareKey, nameKey } from '../../model/names.ts'
import type { Kind } from '../../model/records.ts'
import { slices } from '../../model/slices.ts'
import { TOTAL_LIMIT } from '../../search/port.ts'
import type { FoundRelation } from '../quality/finding.ts'
import { queuePage } from '../quality/page.ts'
import type { QueueName } from '../quality/queues.ts'
import { membersOf } from './members.ts'
import type { BulkPorts } from './ports.ts'

/** Which entities: all that is said must be so. */
export interface EntityChoice {
  readonly ids?: readonly Id[]
  /** Words, as for a search. */
  readonly search?: string
  readonly kinds?: readonly Kind[]
  /** By key, as `find`. */
  readonly name?: string
  readonly collection?: Id
  /** Without a value: those that do not have the field. */
  readonly field?: { readonly code: string; readonly value?: string }
  readonly includeProposed?: boolean
}

/** Which relations: all that is said must be so. */
export interface RelationChoice {
  readonly ids?: readonly Id[]
  readonly types?: readonly string[]
  /** With an end in one of these. */
  readonly of?: readonly Id[]
  /** That rest on this source; of a queue, also that rested on it before it was withdrawn. */
  readonly source?: Id
  /** That are in a queue of quality. */
  readonly queue?: RelationQueue
  readonly includeProposed?: boolean
}

/** Queues whose findings are relations, or evidence on them. */
export const RELATION_QUEUES = ['unsupported', 'unsourced', 'unchecked', 'undated', 'doubtful'] as const satisfies readonly QueueName[]
export type RelationQueue = (typeof RELATION_QUEUES)[number]

/** One of these. */
export interface BulkChoice {
  readonly entities?: EntityChoice
  readonly relations?: RelationChoice
}

type ChoicePorts = Pick<BulkPorts, 'graph' | 'search' | 'vocabulary'>

const SLICE = 200

/**
 * Ids of what is meant, each once, some at a time; always in the same order. Given ids come as they are, also of what is
 * not there: whoever gave them is told so.
 * @param most of what is chosen
 * @throws BAD_USER_INPUT, TOO_EXPENSIVE where there is more; UNAVAILABLE without an index to search
 */
export async function* chosen(ports: ChoicePorts, viewer: Viewer, choice: BulkChoice, most: number): AsyncGenerator<readonly Id[]> {
  const { entities, relations } = choice
  if ((entities === undefined) === (relations === undefined)) throw badInput('choice', '請選條目或關係其中一種 (choose entities or relations)')
  const told = new Set<Id>()
  for await (const some of entities === undefined ? relationIds(ports, viewer, relations!) : entityIds(ports, viewer, entities)) {
    const fresh = [...new Set(some)].filter((id) => !told.has(id))
    for (const id of fresh) told.add(id)
    if (told.size > most) throw new ArchiveError('TOO_EXPENSIVE', `一次最多 ${most} 筆，請選少一點 (at most ${most} at once: choose fewer)`, { field: 'choice' })
    yield* slices(fresh, SLICE)
  }
}

async function* entityIds({ graph, search, vocabulary }: ChoicePorts, viewer: Viewer, choice: EntityChoice): AsyncGenerator<readonly Id[]> {
  const { ids, kinds, name, collection, field, includeProposed } = choice
  if (Object.values(choice).every((part) => part === undefined || typeof part === 'boolean')) throw badInput('choice', '請說要改哪些：編號、關鍵字、種類、名稱、專題或欄位 (say which: ids, words, kinds, a name, a collection, a field)')
  if (field !== undefined && !vocabulary.fields.has(field.code)) throw badInput('choice.field.code', `「${field.code}」不是欄位的代碼 (is not the code of a field)`)
  const fits = (view: EntityView): boolean =>
    (includeProposed === true || view.state === 'published') && (kinds === undefined || kinds.includes(view.kind)) && (field === undefined || hasValue(view, field)) && (name === undefined || isNamed(view, name))
  if (ids !== undefined && choice.search === undefined && collection === undefined && kinds === undefined && field === undefined && name === undefined) return yield ids
  const within = collection === undefined ? undefined : new Set(await listed(membersOf(graph, viewer, collection)))
  const isWithin = (id: Id): boolean => within === undefined || within.has(id)
  const keyed = async (some: readonly Id[]): Promise<Id[]> => {
    const views = await graph.entities(some, viewer)
    return some.flatMap((id) => { const view = views.get(id); return view !== undefined && fits(view) ? [view.id] : [] })
  }
  if (ids !== undefined) yield* sliced(ids.filter(isWithin), keyed)
  else if (choice.search !== undefined) {
    const found = await listed(searched(search, viewer, choice.search, kinds))
    yield* sliced(found.filter(isWithin), keyed)
  } else if (within !== undefined) yield* sliced([...within], keyed)
  else {
    const keys = name === undefined ? undefined : keysOf(name)
    const query = { ...(kinds === undefined ? {} : { kinds }), ...(keys === undefined ? {} : { keys }), includeProposed: includeProposed ?? false }
    for await (const views of pages((page) => graph.find(query, viewer, page), SLICE)) yield views.filter(fits).map(({ id }) => id)
  }
}

const keysOf = (name: string): string[] => [...new Set([nameKey(name), bareKey(name)])].filter((key) => key !== '')

function isNamed({ names }: EntityView, name: string): boolean {
  const keys = keysOf(name)
  return names.some(({ text }) => keys.includes(nameKey(text)) || keys.includes(bareKey(text)))
}

function hasValue({ fields }: EntityView, { code, value }: { readonly code: string; readonly value?: string }): boolean {
  const values = fields[code] === undefined ? [] : [fields[code]].flat().map(String)
  return value === undefined ? values.length === 0 : values.includes(value)
}

async function* searched(search: BulkPorts['search'], viewer: Viewer, text: string, kinds: readonly Kind[] | undefined): AsyncGenerator<Id> {
  if (search === undefined) throw unavailable('全文檢索 (search)')
  if (text.trim() === '') throw badInput('choice.search', '請輸入要找的字 (words to look for are needed)')
  for (let after: string | undefined; ;) {
    const { total, hits, endCursor, hasNextPage } = await search.search({ text, first: 100, passages: 1, ...(kinds === undefined ? {} : { kinds }), ...(after === undefined ? {} : { after }) }, viewer)
    // a search is ranked no further: the rest would be left, and nobody told
    if (total >= TOTAL_LIMIT) throw badInput('choice.search', `找到 ${TOTAL_LIMIT} 筆以上，檢索只排到這裡：請加上種類、多寫幾個字，或改用種類、欄位、專題來選 (a search finds at most ${TOTAL_LIMIT}: say more words, or choose by kind, field or collection)`)
    for (const { entity } of hits) yield entity.id
    if (!hasNextPage) return
    after = endCursor
  }
}

async function* relationIds({ graph, vocabulary }: ChoicePorts, viewer: Viewer, choice: RelationChoice): AsyncGenerator<readonly Id[]> {
  const { ids, types, of, source, queue, includeProposed = false } = choice
  for (const type of types ?? []) if (!vocabulary.relations.has(type)) throw badInput('choice.types', `「${type}」不是關係的種類 (is not a relation type)`)
  if (queue !== undefined) return yield* queued({ graph, vocabulary }, viewer, choice, queue)
  if (ids === undefined && types === undefined && of === undefined && source === undefined) throw badInput('choice', '請說要改哪些關係：編號、種類、哪些條目的，或出處 (say which relations: ids, types, of what, or a source)')
  if (ids !== undefined && types === undefined && of === undefined && source === undefined) return yield ids
  const fits = ({ type, state, from, to, evidence }: RelationView): boolean => (includeProposed || state === 'published')
    && (types === undefined || types.includes(type)) && (of === undefined || of.includes(from.id) || of.includes(to.id))
    && (source === undefined || evidence.some((one) => one.source.id === source))
  const viewed = async (some: readonly Id[]): Promise<Id[]> => {
    const views = await graph.relationsById(some, viewer)
    return some.filter((id) => { const view = views.get(id); return view !== undefined && fits(view) })
  }
  if (ids !== undefined) yield* sliced(ids, viewed)
  else if (source !== undefined) {
    // a store gives evidence in the order in which it came, which would tell when what was hidden came
    yield* sliced([...await restingOn(graph, viewer, source)].sort(), viewed)
  } else if (of !== undefined) {
    for (const id of of) {
      for await (const some of pages((page) => graph.relations(id, { includeProposed, includeDeprecated: true, ...(types === undefined ? {} : { types }) }, viewer, page), SLICE)) yield some.filter(fits).map((view) => view.id)
    }
  } else for await (const some of pages((page) => graph.scan('relation', viewer, page), SLICE)) {
    yield viewed(some.flatMap(({ id, record }) => (record?.type === 'relation' && types!.includes(record.relation) ? [id] : [])))
  }
}

/** Relations on which there is evidence from a source, in whatever state. */
async function restingOn(graph: ChoicePorts['graph'], viewer: Viewer, source: Id): Promise<Set<Id>> {
  const view = (await graph.entities([source], viewer)).get(source)
  const found = new Set<Id>()
  for (const from of new Set([source, ...(view === undefined ? [] : [view.id, ...view.merged.map(({ id }) => id)])])) {
    for await (const some of pages((page) => graph.evidenceFrom(from, viewer, page), SLICE)) for (const { record } of some) if (record?.type === 'evidence') found.add(record.relation)
  }
  return found
}

async function* queued({ graph, vocabulary }: Pick<ChoicePorts, 'graph' | 'vocabulary'>, viewer: Viewer, { ids, types, of, source }: RelationChoice, queue: RelationQueue): AsyncGenerator<readonly Id[]> {
  const resting = source === undefined ? undefined : await restingOn(graph, viewer, source)
  const fits = ({ id, from, to }: FoundRelation): boolean => (ids === undefined || ids.includes(id)) && (of === undefined || of.includes(from.id) || of.includes(to.id)) && (resting === undefined || resting.has(id))
  for (let after: string | undefined; ;) {
    const page = await queuePage({ graph, vocabulary }, viewer, { queue, first: SLICE, ...(types === undefined ? {} : { types }), ...(after === undefined ? {} : { after }) })
    yield page.items.flatMap(({ relation }) => (relation !== undefined && fits(relation) ? [relation.id] : []))
    if (!page.hasNextPage) return
    after = page.endCursor
  }
}

async function* sliced(ids: readonly Id[], keep: (some: readonly Id[]) => Promise<Id[]>): AsyncGenerator<readonly Id[]> {
  const turns = new Turns()
  for (const slice of slices(ids, SLICE)) {
    yield keep(slice)
    await turns.next()
  }
}

async function listed(ids: AsyncIterable<Id>): Promise<Id[]> {
  const all: Id[] = []
  for await (const id of ids) all.push(id)
  return all
}
