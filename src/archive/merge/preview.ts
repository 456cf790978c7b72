import { every, pages } from '../../graph/every.ts'
import type { EntityRef, EntityView, RelationView } from '../../graph/port.ts'
import { Turns } from '../../graph/turns.ts'
import type { Actor } from '../../model/actor.ts'
import { isNoNarrower, type Viewer } from '../../model/audience.ts'
import type { Head } from '../../model/changeset.ts'
import { badInput, conflict, notFound, unauthenticated } from '../../model/errors.ts'
import { isId, type Id } from '../../model/ids.ts'
import { concernOfSteward, demand } from '../../model/permissions.ts'
import { readersOf } from '../../model/readers.ts'
import type { FieldValue, Identifier, Name } from '../../model/records.ts'
import { demandMerge, mayMerge } from '../contribute/rights.ts'
import { same } from '../three-way.ts'
import { circleOfMerge } from '../vocabulary/merged.ts'
import { circleWords } from '../vocabulary/written.ts'
import { distinctionsBetween, groupOf } from './group.ts'
import type { MergePorts } from './ports.ts'

/** Relations of either that are looked at; of more, counts say at least. */
const MOST_RELATIONS = 50_000
const SLICE = 1_000
/** Of a list in a preview. */
const MOST_SHOWN = 10

export interface TypeCount {
  readonly type: string
  readonly count: number
}

/** What a merge would come to, as whoever looks sees the two. */
export interface MergePreview {
  readonly from: EntityView
  readonly into: EntityView
  /** 「甲」併入「乙」：… */
  readonly text: string
  /** Why it would be refused; none: it can be done. */
  readonly obstacles: readonly string[]
  /** Relations that come over, by type, the most first. */
  readonly moves: { readonly count: number; readonly types: readonly TypeCount[] }
  /** Of these, those that the other has too: shown together, with the evidence of both. */
  readonly meets: { readonly count: number; readonly examples: readonly RelationView[] }
  /** Relations between the two: they would tie it to itself, and are set aside while they are one. */
  readonly aside: { readonly count: number; readonly examples: readonly RelationView[] }
  /** False where there are more relations than were looked at. */
  readonly exact: boolean
  readonly contents: number
  readonly names: readonly Name[]
  readonly identifiers: readonly Identifier[]
  /** Fields in which the two differ: both stand, each in its own record; the page shows that of the survivor. */
  readonly fields: readonly { readonly code: string; readonly from: FieldValue; readonly into: FieldValue }[]
  /** Whether more people read the survivor than what comes over: its names and relations keep their own readers. */
  readonly wider: boolean
}

/**
 * What comes of merging the one into the other, before it is done.
 * @throws NOT_FOUND, UNAUTHENTICATED, FORBIDDEN, CONFLICT where the two are one already
 */
export async function mergePreview({ graph }: Pick<MergePorts, 'graph'>, actor: Actor | undefined, id: Id, into: Id): Promise<MergePreview> {
  if (actor === undefined) throw unauthenticated()
  demand(actor, 'merge', concernOfSteward(actor))
  const { viewer } = actor
  const [from, to] = await two(graph, viewer, id, into)
  const heads = await graph.heads([from.id, to.id], viewer)
  const obstacles = [...refusals(heads.get(from.id), heads.get(to.id)), ...notTheirs(actor, heads.values()), ...(await distinctionsBetween(graph, viewer, from, to)).map(({ record }) => `有人查過，不是同一個${record.reason === undefined ? '' : `：${record.reason}`} (found not to be the same)`)]
  const way = from.kind === 'Concept' && to.kind === 'Concept' ? await circleOfMerge(graph, viewer, from.id, to.id) : undefined
  if (way !== undefined) obstacles.push(circleWords(way))
  const [ours, theirs] = [new Ties(from.id, to.id), new Ties(to.id, from.id)]
  const exact = await ours.read(graph, viewer) && await theirs.read(graph, viewer)
  const meeting = [...ours.others].filter(([key]) => theirs.others.has(key)).flatMap(([, relations]) => relations)
  return {
    from, into: to, exact, obstacles,
    text: `「${from.name}」併入「${to.name}」：以後「${from.name}」的網址會帶到「${to.name}」；兩邊的名稱、關係和文字在「${to.name}」一起看到，各自的紀錄都留著，隨時可以再分開。`,
    moves: { count: ours.count, types: ours.types() },
    meets: await examplesOf(graph, viewer, meeting),
    aside: await examplesOf(graph, viewer, ours.between),
    contents: await contentsOf(graph, viewer, from.id),
    names: from.names.filter((name) => !to.names.some(({ text }) => text === name.text)),
    identifiers: from.identifiers.filter((one) => !to.identifiers.some((other) => same(one, other))),
    fields: Object.entries(from.fields).flatMap(([code, value]) => (to.fields[code] === undefined || same(to.fields[code], value) ? [] : [{ code, from: value, into: to.fields[code] }])),
    wider: !isNoNarrower(audienceOf(heads.get(from.id)), audienceOf(heads.get(to.id))),
  }
}

/** With their evidence. */
async function examplesOf(graph: MergePorts['graph'], viewer: Viewer, relations: readonly RelationView[]): Promise<MergePreview['meets']> {
  const ids = relations.slice(0, MOST_SHOWN).map(({ id }) => id)
  const views = ids.length === 0 ? new Map<Id, RelationView>() : await graph.relationsById(ids, viewer)
  return { count: relations.length, examples: ids.flatMap((id) => views.get(id) ?? []) }
}

const audienceOf = (head: Head | undefined): ReturnType<typeof readersOf> => (head === undefined ? { mode: 'all', protocols: [] } : readersOf(head))

async function two(graph: MergePorts['graph'], viewer: Viewer, id: Id, into: Id): Promise<[EntityView, EntityView]> {
  const views = await graph.entities([id, into].filter(isId), viewer)
  const [from, to] = [views.get(id), views.get(into)]
  if (from === undefined) throw notFound(id)
  if (to === undefined) throw notFound(into)
  if (from.id !== id) throw conflict(`「${from.name}」已經有它了：要併的是「${from.name}」（${from.id}） (it is merged into another already)`, { id: from.id })
  if (from.id === to.id) throw from.id === into ? badInput('into', '請給兩個不同的條目 (name two different entities)') : conflict('這兩個已經是同一個 (the two are one already)', { id: to.id })
  return [from, to]
}

/** That others decide it: it may be proposed all the same. */
const notTheirs = (actor: Actor, heads: Iterable<Head>): string[] =>
  (mayMerge(actor, ...heads) ? [] : ['要由負責的人決定：館員；社群守則保管的，由那個社群的管理者；可以提議 (others decide: librarians, or the stewards of what guards either; you may propose it)'])

/** What the archive would refuse it for, in words for people. */
function refusals(from: Head | undefined, into: Head | undefined): string[] {
  if (from?.record?.type !== 'entity' || into?.record?.type !== 'entity') return []
  return [
    ...(from.record.kind === into.record.kind ? [] : [`種類不同：${from.record.kind}、${into.record.kind} (kinds differ: correct one first)`]),
    ...(isNoNarrower(readersOf(into), readersOf(from)) ? [] : ['看得到留下那一筆的人比較少，併過去有些人就看不到了；可以反過來併 (fewer people read the survivor)']),
  ]
}

/** The relations of one, sorted by what would become of them. */
class Ties {
  readonly #id
  readonly #other
  readonly #types = new Map<string, number>()
  /** By what makes two of them equal, seen from the entity. */
  readonly others = new Map<string, RelationView[]>()
  readonly between: RelationView[] = []
  count = 0

  constructor(id: Id, other: Id) {
    this.#id = id
    this.#other = other
  }

  /** @returns whether these are all */
  async read(graph: MergePorts['graph'], viewer: Viewer): Promise<boolean> {
    const turns = new Turns()
    let left = MOST_RELATIONS
    for await (const relations of pages((page) => graph.relations(this.#id, { includeProposed: true, includeDeprecated: true, evidence: false }, viewer, page), SLICE)) {
      for (const relation of relations) this.#take(relation)
      left -= relations.length
      if (left <= 0) return false
      await turns.next()
    }
    return true
  }

  #take(relation: RelationView): void {
    const { type, from, to, start, end } = relation
    const other = from.id === this.#id ? to : from
    if (other.id === this.#other) {
      this.between.push(relation)
      return
    }
    this.count++
    this.#types.set(type, (this.#types.get(type) ?? 0) + 1)
    const key = JSON.stringify([type, from.id === this.#id, other.id, start, end])
    const equal = this.others.get(key)
    if (equal === undefined) this.others.set(key, [relation])
    else equal.push(relation)
  }

  types(): TypeCount[] {
    return [...this.#types].map(([type, count]) => ({ type, count })).sort((x, y) => y.count - x.count || (x.type < y.type ? -1 : 1))
  }
}

async function contentsOf(graph: MergePorts['graph'], viewer: Viewer, id: Id): Promise<number> {
  let count = 0
  for await (const contents of pages((page) => graph.contents(id, viewer, page), 10)) {
    count += contents.length
    if (count >= SLICE) break
  }
  return count
}

/** What comes apart again when an entity is parted from its survivor. */
export interface UnmergePreview {
  readonly id: Id
  readonly name: string
  /** What it is merged into, and the survivor at the end of the chain. */
  readonly into: EntityRef
  readonly survivor: EntityView
  readonly text: string
  readonly by: string
  readonly at: number
  /** The rule that merged it: it will do so again, unless the two are told apart. */
  readonly rule?: string
  /** What was merged into it, and goes with it. */
  readonly along: readonly EntityRef[]
  /** Later merges of what it is merged into: they stay. */
  readonly later: readonly { readonly id: Id; readonly name: string; readonly into: EntityRef; readonly by: string; readonly at: number }[]
  /** Relations recorded for it, also those that were added since: they go with it. Those between the two, set aside till then, are back. */
  readonly relations: number
  readonly exact: boolean
}

/** @throws NOT_FOUND, BAD_USER_INPUT for what is not merged, UNAUTHENTICATED, FORBIDDEN */
export async function unmergePreview({ graph }: Pick<MergePorts, 'graph'>, actor: Actor | undefined, id: Id): Promise<UnmergePreview> {
  if (actor === undefined) throw unauthenticated()
  demand(actor, 'merge', concernOfSteward(actor))
  const { viewer } = actor
  const survivor = isId(id) ? (await graph.entities([id], viewer)).get(id) : undefined
  const head = isId(id) ? (await graph.heads([id], viewer)).get(id) : undefined
  if (survivor === undefined || head?.record?.type !== 'entity') throw notFound(id)
  const group = await graph.heads(groupOf(survivor), viewer)
  const target = head.mergedInto === undefined ? undefined : group.get(head.mergedInto)
  if (target === undefined) throw badInput('id', '這一筆沒有併入別的 (it is not merged into another)')
  demandMerge(actor, head, target)
  const names = new Map([[survivor.id, survivor.name], ...survivor.merged.map((one) => [one.id, one.name] as const)])
  const ref = (one: Id): EntityRef => ({ id: one, name: names.get(one) ?? one, kind: survivor.kind })
  const merged = async (one: Id): Promise<{ by: string; at: number }> => {
    const found = (await graph.history(one, viewer, { first: 50 })).items.find(({ op }) => op === 'merge')
    return { by: found?.actor ?? '', at: found?.at ?? 0 }
  }
  const own = await merged(id)
  const later: UnmergePreview['later'][number][] = []
  for (let at = target.id; ;) {
    const next = group.get(at)?.mergedInto
    if (next === undefined) break
    const link = await merged(at)
    if (link.at > own.at) later.push({ id: at, name: ref(at).name, into: ref(next), ...link })
    at = next
  }
  const along = [...group.values()].filter((one) => one.id !== id && leadsTo(one, id, group)).map((one) => ref(one.id))
  const going = new Set([id, ...along.map((one) => one.id)])
  const [shown, back] = [await recordedFor(graph, viewer, survivor.id, going), await setAside(graph, viewer, survivor.id, going)]
  const relations = shown.relations + back
  const name = ref(id).name
  return {
    id, name, into: ref(target.id), survivor, ...own, ...(head.mergeRule === undefined ? {} : { rule: head.mergeRule }), along, later, relations, exact: shown.exact,
    text: `「${name}」從「${survivor.name}」分開：它自己的名稱、欄位和記在它名下的關係（合併以後加的也是）跟著它走，其餘留在「${survivor.name}」。${along.length === 0 ? '' : `先前併入它的 ${along.map((one) => `「${one.name}」`).join('、')} 一起走。`}${later.length === 0 ? '' : `後來的合併不受影響：${later.map((one) => `「${one.name}」併入「${one.into.name}」`).join('、')}。`}`,
  }
}

function leadsTo({ mergedInto }: Head, id: Id, group: ReadonlyMap<Id, Head>): boolean {
  for (let at = mergedInto; at !== undefined; at = group.get(at)?.mergedInto) if (at === id) return true
  return false
}

/** Relations that tie what goes to what stays: shown again when they are two. */
async function setAside(graph: MergePorts['graph'], viewer: Viewer, survivor: Id, going: ReadonlySet<Id>): Promise<number> {
  let found = 0
  for await (const { record, state } of every((page) => graph.setAside(survivor, viewer, page), SLICE)) {
    if (record?.type === 'relation' && (state === 'published' || state === 'proposed') && going.has(record.from) !== going.has(record.to)) found++
  }
  return found
}

async function recordedFor(graph: MergePorts['graph'], viewer: Viewer, survivor: Id, ids: ReadonlySet<Id>): Promise<{ relations: number; exact: boolean }> {
  let [found, left] = [0, MOST_RELATIONS]
  for await (const relations of pages((page) => graph.relations(survivor, { includeProposed: true, includeDeprecated: true, evidence: false }, viewer, page), SLICE)) {
    for (const { recorded } of relations) if (recorded !== undefined && (ids.has(recorded.from.id) || ids.has(recorded.to.id))) found++
    left -= relations.length
    if (left <= 0) return { relations: found, exact: false }
  }
  return { relations: found, exact: true }
}
