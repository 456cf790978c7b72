import { every } from '../../graph/every.ts'
import { recordOf } from '../../graph/log.ts'
import type { GraphStore } from '../../graph/port.ts'
import { Turns } from '../../graph/turns.ts'
import { isNoNarrower, WHOLE, type Audience, type Viewer } from '../../model/audience.ts'
import type { Head, LoggedChangeset, LoggedOperation, Operation } from '../../model/changeset.ts'
import { mayBecome } from '../../model/commit.ts'
import type { Id } from '../../model/ids.ts'
import { readersOf } from '../../model/readers.ts'
import type { ArchiveRecord, DistinctionRecord, EvidenceRecord, RecordInput } from '../../model/records.ts'
import { references } from '../../model/references.ts'
import { takeBack, touchesOf, WITHDRAWN, type Sight, type Taken, type Touch } from '../../model/undo.ts'
import { headsOf } from '../access/heads.ts'
import type { Change } from '../change.ts'
import type { Lookup } from '../lookup.ts'
import { isOurs } from '../member.ts'
import { afterPut } from '../predict.ts'
import { rejoin } from '../rejoin.ts'
import { same } from '../three-way.ts'
import { told, WHY, type Obstacle } from './obstacles.ts'

/** What taking a changeset back comes to. */
export interface Plan {
  readonly operations: readonly Operation[]
  /** How many of these are not joins by rule, which follow from the others. */
  readonly taken: number
  /** The heads they make. */
  readonly heads: ReadonlyMap<Id, Head>
  /** What stays, as far as whoever undoes it sees it. */
  readonly held: readonly Held[]
  /** What they cannot see and would go back. */
  readonly unseen: readonly Unseen[]
  /** Whether it brings entities back or changes them: then what is joined by rule must be looked up anew after it. */
  readonly puts: boolean
}

export interface Held {
  /** The record to name: what stays, or what stands on it. */
  readonly head: Head
  readonly why: string
  readonly parts: readonly string[]
}

export interface Unseen {
  readonly head: Head
  readonly back: Taken
}

/** Of one run that undoes something, newest changeset first. */
export interface Planning {
  readonly graph: Pick<GraphStore, 'heads' | 'history' | 'relationsById' | 'entities'>
  readonly lookup: Lookup
  /** Lets what is planned be seen by what `lookup` asks, before it is written. */
  readonly foresee: (heads: ReadonlyMap<Id, Head>) => void
  readonly viewer: Viewer
  /** Whether whoever undoes it may give something back to these readers. */
  readonly may: (audience: Audience) => boolean
  readonly reason: string
  /** Records that these changesets made and that stay, with what stands on them; what is found on the way joins them. */
  readonly stays: Map<Id, Held>
  /** What the archive would not take back, and its words for it. */
  readonly refused: ReadonlyMap<Id, string>
  /** False where nothing is to be written: then joins by rule are left out. */
  readonly joins: boolean
}

const isJoin = ({ op }: LoggedOperation): boolean => op === 'merge' || op === 'unmerge'

/**
 * The operations that take a changeset back field by field, with the joins by rule that follow from it. What is undone
 * already is passed over, so that a run that was cut short can be run again.
 */
export async function planUndo(planning: Planning, changeset: Pick<LoggedChangeset, 'operations' | 'origin' | 'batch'>): Promise<Plan> {
  const { graph, viewer, reason } = planning
  const joins = changeset.operations.filter((operation) => isJoin(operation) && !isOurs(operation.rule))
  const led = viewer.whole === true || joins.length === 0 ? undefined : await headsOf(graph, [...new Set(joins.map(({ into }) => into!))], viewer)
  // a merge with something hidden is hidden itself
  const byHand = changeset.operations.filter((operation) => !isJoin(operation) || (!isOurs(operation.rule) && led?.has(operation.into!) !== false))
  const ids = [...new Set(byHand.map(({ id }) => id))]
  const heads = await headsOf(graph, ids, WHOLE)
  const seen = viewer.whole === true ? undefined : await headsOf(graph, ids, viewer)
  const words = byHand.filter(({ op }) => op === 'put' || op === 'withdraw')
  const [first, last] = [words.toReversed(), words].map((list) => new Map(list.map(({ id, version }) => [id, version]))) as [Map<Id, number>, Map<Id, number>]
  const pasts = new Pasts(graph, viewer)
  // what it made and nobody changed since is as it was written
  await pasts.read(words.filter(({ id }) => first.get(id) !== 1 || (seen !== undefined && seen.get(id)?.version !== last.get(id))))
  const touches = touchesOf(byHand, (id, version) => pasts.whole(id, version), (operation) => (operation.payload == null ? null : recordOf(operation, operation.payload)))
  const held: Held[] = []
  const unseen: Unseen[] = []
  const backs = new Map<Id, Taken>()
  /** Made by the changeset, as far as whoever undoes it sees: those that go, and those that stay. */
  const made = { goes: new Set<Id>(), stays: [] as Id[] }
  const turns = new Turns()
  for (const touch of touches) {
    if (turns.isOver) await turns.next()
    const { id } = touch
    const head = heads.get(id)
    if (head === undefined) continue
    const sight = seen === undefined ? undefined : sightOf(touch, seen.get(id), pasts, first.get(id), last.get(id))
    const isAsMade = first.get(id) === 1 && last.get(id) === head.version && head.record !== null && head.state !== 'withdrawn'
    const back = isAsMade ? WITHDRAWN : takeBack(touch, head, isOurs, sight === 'hidden' ? undefined : sight)
    if (sight === 'hidden') {
      if (back.words !== undefined || back.link !== undefined) unseen.push({ head, back })
      continue
    }
    const isMade = touch.words !== undefined && (touch.words.before === undefined || (sight !== undefined && sight.before === undefined))
    const decided = isMade ? undecided(back, head, planning, unseen) : back
    const stays = planning.stays.get(id)
    const refusal = planning.refused.get(id) ?? (back.destroyed === true ? WHY.destroyed : isTheirs(decided, head, planning) || await isNarrower(decided, head, planning) ? WHY.theirs : undefined)
    if (refusal !== undefined) held.push({ head, why: refusal, parts: [] })
    else if (isMade && decided.words !== undefined && stays !== undefined) held.push(stays)
    else {
      if (back.stand.length > 0) held.push({ head, why: back.stand.includes('merge') ? WHY.merged : WHY.changed, parts: back.stand.filter((part) => part !== '*' && part !== 'merge') })
      if (decided.words !== undefined || decided.link !== undefined) backs.set(id, decided)
      if (isMade && decided.words !== undefined) made.goes.add(id)
    }
    if (isMade && !made.goes.has(id) && head.record !== null && head.state !== 'withdrawn') made.stays.push(id)
  }
  await keepTogether(planning, made, heads)
  for (const id of made.goes) {
    if (!planning.stays.has(id)) continue
    backs.delete(id)
    held.push(planning.stays.get(id)!)
  }
  const taken = operationsOf(touches, backs, heads, reason)
  const operations = planning.joins ? await withJoins(planning, taken, heads, isRuled(changeset)) : rebased(taken, heads)
  return {
    operations, taken: backs.size, held, unseen, heads: headsAfter(operations, (id) => heads.get(id) ?? planning.lookup.known(id)),
    puts: operations.some((operation) => operation.op === 'put' && operation.record.type !== 'relation' && operation.record.type !== 'evidence'),
  }
}

/** What was there unseen is not given back to readers of whom whoever undoes it does not decide: it goes, and their stewards are told. */
function undecided(back: Taken, head: Head, { may }: Planning, unseen: Unseen[]): Taken {
  if (back.words === undefined || back.words === 'withdraw' || may(back.words.audience)) return back
  unseen.push({ head: { ...head, audience: back.words.audience }, back: { stand: [] } })
  return { ...back, words: 'withdraw' }
}

/** It would lead to something that fewer people read than it itself: maintenance may. */
async function isNarrower({ link }: Taken, head: Head, { graph, viewer }: Planning): Promise<boolean> {
  if (link?.into === undefined || viewer.whole === true) return false
  const into = (await graph.heads([link.into], viewer)).get(link.into)
  return into === undefined || !isNoNarrower(readersOf(into), readersOf(head))
}

const isTheirs = ({ words }: Taken, { audience }: Head, { may }: Planning): boolean =>
  words !== undefined && words !== 'withdraw' && !same(words.audience, audience) && !may(words.audience)

/** As whoever undoes it sees it; `hidden` where they see neither the record nor what the changeset made of it. */
function sightOf({ id, words }: Touch, seen: Head | undefined, pasts: Pasts, first: number | undefined, last: number | undefined): Sight | 'hidden' | undefined {
  if (seen === undefined) return 'hidden'
  if (words === undefined || seen.record === null) return undefined
  if (first === 1 && seen.version === last) return { before: undefined, after: seen.record, now: seen.record }
  if (words.after === null) return undefined
  const after = pasts.visible(id, last!)
  if (after === undefined) return 'hidden'
  const before = first === 1 ? undefined : pasts.visibleBefore(id, first!)
  return { before: before?.[1], after, now: seen.record, ...(before === undefined ? {} : { was: pasts.whole(id, before[0]) }) }
}

/** Versions of records, whole and as a viewer sees them. */
class Pasts {
  readonly #graph
  readonly #viewer
  readonly #whole = new Map<Id, Map<number, ArchiveRecord | null>>()
  readonly #visible = new Map<Id, Map<number, ArchiveRecord>>()

  constructor(graph: Planning['graph'], viewer: Viewer) {
    this.#graph = graph
    this.#viewer = viewer
  }

  /** The versions that these operations made, and those before. */
  async read(operations: readonly LoggedOperation[]): Promise<void> {
    const least = new Map<Id, number>()
    for (const { id, version } of operations) least.set(id, Math.min(least.get(id) ?? version, version))
    for (const [id, version] of least) {
      const [whole, visible] = [new Map<number, ArchiveRecord | null>(), new Map<number, ArchiveRecord>()]
      let until = version - 1
      // what they see before may be older than what there was before
      if (this.#viewer.whole !== true) {
        for await (const entry of every((page) => this.#graph.history(id, this.#viewer, page), 20)) {
          if (entry.record !== null) visible.set(entry.version, entry.record)
          if (entry.version >= version) continue
          until = entry.version
          break
        }
      }
      for await (const entry of every((page) => this.#graph.history(id, WHOLE, page), 20)) {
        whole.set(entry.version, entry.record)
        if (entry.version <= until) break
      }
      this.#whole.set(id, whole)
      this.#visible.set(id, visible)
    }
  }

  whole(id: Id, version: number): ArchiveRecord | null {
    return this.#whole.get(id)?.get(version) ?? null
  }

  /** The words of a version as seen. */
  visible(id: Id, version: number): ArchiveRecord | undefined {
    return this.#visible.get(id)?.get(version)
  }

  /** The newest version before this that the viewer may look at, as seen. */
  visibleBefore(id: Id, version: number): readonly [version: number, record: ArchiveRecord] | undefined {
    return [...this.#visible.get(id) ?? []].filter(([one]) => one < version).sort(([x], [y]) => y - x)[0]
  }
}

/** Made by a changeset: what goes with its undoing, and what stays. */
interface Made {
  readonly goes: ReadonlySet<Id>
  readonly stays: readonly Id[]
}

/** What stays keeps what it leads to, and a relation something to rest on. */
async function keepTogether(planning: Planning, made: Made, heads: ReadonlyMap<Id, Head>): Promise<void> {
  const { stays } = planning
  const pending = [...made.stays]
  const keep = (id: Id, because: Head): void => {
    // also what older changesets made: they come later
    if (stays.has(id)) return
    stays.set(id, { head: because, why: WHY.needed, parts: [] })
    if (made.goes.has(id)) pending.push(id)
  }
  const relations = new Set<Id>()
  for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
    const head = heads.get(id)!
    for (const other of references(head.record!)) keep(other, head)
    if (head.type === 'relation') relations.add(id)
    if (pending.length > 0 || relations.size === 0) continue
    for (const one of await supportOf(planning, made, heads, relations)) keep(one.id, heads.get((one.record as EvidenceRecord).relation)!)
    relations.clear()
  }
}

/** Evidence that would go and leave a relation that stays without any, as far as whoever undoes it sees. */
async function supportOf({ graph, viewer, stays }: Planning, { goes }: Made, heads: ReadonlyMap<Id, Head>, relations: ReadonlySet<Id>): Promise<Head[]> {
  const going = [...goes].filter((id) => !stays.has(id)).map((id) => heads.get(id)!).filter(({ record }) => record?.type === 'evidence' && relations.has(record.relation))
  if (going.length === 0) return []
  const [ids, views] = [new Set(going.map(({ id }) => id)), await graph.relationsById([...relations], viewer)]
  return going.filter(({ record }) => views.get((record as EvidenceRecord).relation)?.evidence.every(({ id }) => ids.has(id)) !== false)
}

/** Parted first, words then, and merged last: into what is there again. */
function operationsOf(touches: readonly Touch[], backs: ReadonlyMap<Id, Taken>, heads: ReadonlyMap<Id, Head>, reason: string): Operation[] {
  const [parted, words, merged]: [Operation[], Operation[], Operation[]] = [[], [], []]
  for (const { id } of touches) {
    const back = backs.get(id)
    if (back === undefined) continue
    if (back.link?.from !== undefined) parted.push({ op: 'unmerge', id, base: 0 })
    if (back.words === 'withdraw') words.push({ op: 'withdraw', id, base: 0, reason })
    else if (back.words !== undefined) {
      // what was returned or declined was proposed before
      if (!mayBecome(heads.get(id)!.state, back.words.state)) words.push({ op: 'put', record: { ...back.words, state: 'proposed' } as RecordInput, base: 0 })
      words.push({ op: 'put', record: back.words, base: 0 })
    }
    if (back.link?.into !== undefined) merged.push({ op: 'merge', id, into: back.link.into, base: 0, ...(back.link.rule === undefined ? {} : { rule: back.link.rule }) })
  }
  return [...parted, ...words, ...merged]
}

const subject = (operation: Operation): Id => (operation.op === 'put' ? operation.record.id : operation.id)

/** What rules join follows from registers, and from their undoing: not from what somebody did by hand. */
const isRuled = ({ origin, batch, operations }: Pick<LoggedChangeset, 'operations' | 'origin' | 'batch'>): boolean =>
  origin === 'import' || origin === 'ingest' || origin === 'seed' || batch?.reverts !== undefined || operations.some((operation) => isJoin(operation) && isOurs(operation.rule))

/**
 * Adds what joining makes of it: whoever was joined with something that goes is joined anew with the rest.
 * @param ruled whether rules join all that changes; else only what a rule had joined with what goes
 */
async function withJoins({ graph, lookup, foresee }: Planning, operations: readonly Operation[], heads: ReadonlyMap<Id, Head>, ruled: boolean): Promise<Operation[]> {
  const loosened = operations.flatMap((operation): Operation[] => {
    const head = heads.get(subject(operation))
    return operation.op === 'withdraw' && head?.mergedInto !== undefined && isOurs(head.mergeRule) ? [{ op: 'unmerge', id: head.id, base: 0 }] : []
  })
  const all = [...loosened, ...operations]
  const after = headsAfter(rebased(all, heads), (id) => heads.get(id))
  // what goes is no more to be joined with: that is quickly seen of it
  foresee(after)
  const entities = [...after.values()].filter(({ type }) => type === 'entity')
  const joined = ruled ? entities : await leftBehind(graph, entities.filter(({ id, state }) => state === 'withdrawn' && heads.get(id)!.state !== 'withdrawn'))
  const changes = new Map(joined.map((head): [Id, Change] => [head.id, { before: heads.get(head.id)!, after: head }]))
  const parting = distinctionsIn(after)
  const told = [...parting.gone, ...parting.made].flatMap(({ one, other }) => [one, other]).filter((id) => !changes.has(id))
  for (const [id, head] of told.length === 0 ? [] : await lookup.heads(told)) changes.set(id, { before: head, after: after.get(id) ?? head })
  return rebased([...all, ...await rejoin(changes, lookup, parting)], heads)
}

/** Of these, those that a rule has joined others with. */
async function leftBehind(graph: Planning['graph'], going: readonly Head[]): Promise<Head[]> {
  if (going.length === 0) return []
  const views = await graph.entities(going.map(({ id }) => id), WHOLE)
  const merged = await headsOf(graph, [...new Set([...views.values()].flatMap((view) => view.merged.map(({ id }) => id)))], WHOLE)
  return going.filter(({ id, mergeRule }) => isOurs(mergeRule) || [...merged.values()].some((head) => isOurs(head.mergeRule) && (head.mergedInto === id || views.get(id)?.id === views.get(head.id)?.id)))
}

function distinctionsIn(after: ReadonlyMap<Id, Head>): { made: DistinctionRecord[]; gone: DistinctionRecord[] } {
  const all = [...after.values()].flatMap(({ record, state }) => (record?.type === 'distinction' ? [{ record, state }] : []))
  return { made: all.filter(({ state }) => state === 'published').map(({ record }) => record), gone: all.filter(({ state }) => state !== 'published').map(({ record }) => record) }
}

/** Each operation on the version that the one before it makes. */
function rebased(operations: readonly Operation[], heads: ReadonlyMap<Id, Head>): Operation[] {
  const versions = new Map<Id, number>()
  return operations.map((operation) => {
    const id = subject(operation)
    const base = versions.get(id) ?? heads.get(id)?.version
    if (base === undefined || operation.op === 'redact') return operation
    versions.set(id, base + 1)
    return { ...operation, base }
  })
}

/** The heads that these operations make. */
function headsAfter(operations: readonly Operation[], before: (id: Id) => Head | undefined): Map<Id, Head> {
  const after = new Map<Id, Head>()
  for (const operation of operations) {
    const id = subject(operation)
    const head = after.get(id) ?? before(id)
    if (head === undefined || operation.op === 'redact') continue
    const { mergedInto: _, mergeRule: __, ...loose } = head
    const version = head.version + 1
    switch (operation.op) {
      case 'put':
        after.set(id, afterPut(operation.record as ArchiveRecord, head))
        break
      case 'withdraw':
        after.set(id, { ...head, version, state: 'withdrawn', record: head.record && { ...head.record, state: 'withdrawn' } })
        break
      case 'merge':
        after.set(id, { ...loose, version, mergedInto: operation.into, ...(operation.rule === undefined ? {} : { mergeRule: operation.rule }) })
        break
      case 'unmerge':
        after.set(id, { ...loose, version })
        break
    }
  }
  return after
}

/** The words for whoever undoes it, of at most so many. */
export const toldOf = (graph: Pick<GraphStore, 'history'>, viewer: Viewer, held: readonly Held[], most: number, own?: Id): Promise<Obstacle[]> =>
  Promise.all(held.slice(0, most).map(({ head, why, parts }) => told(graph, viewer, head, why, parts, own)))
