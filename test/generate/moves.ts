import type { Changeset, Head, Operation } from '../../src/model/changeset.ts'
import { newId, type Id } from '../../src/model/ids.ts'
import type { EntityRecord, RecordInput, State } from '../../src/model/records.ts'
import type { Archive } from '../oracle/archive.ts'
import { dates } from './dates.ts'
import { random, type Random } from './random.ts'
import { community, content, entity, evidence, kept, MIXED, protocol, put, relation, source, type Made, type Mixture } from './records.ts'
import { guarded, narrower } from './viewers.ts'

/** What somebody does to an archive. The seed decides to which record; any seed fits any archive, so tests can leave moves out. */
export interface Move {
  readonly what: keyof typeof MOVES
  readonly seed: number
}

type Making = (random: Random, archive: Archive, mixture: Mixture) => Operation[]

const MOVES = {
  enter: (random, archive, mixture) => [put(entity(random, mixture)), ...(sources(archive).length === 0 ? [put(source(random, mixture))] : [])],
  source: (random, _archive, mixture) => [put(source(random, mixture))],
  relate: (random, archive, mixture) => {
    const made = standing(archive, 'entity').map(({ record }): Made => record as EntityRecord)
    if (made.length < 2 || sources(archive).length === 0) return []
    return relation(random, mixture, popular(random, made), random.pick(made), sources(archive))
  },
  support: (random, archive, mixture) => on(random, standing(archive, 'relation'), ({ id }) =>
    sources(archive).length === 0 ? [] : [put(evidence(random, mixture, id, random.pick(sources(archive))))]),
  write: (random, archive, mixture) => on(random, standing(archive, 'entity').filter(({ record }) => ['Work', 'Entry'].includes((record as EntityRecord).kind)), ({ id }) => [put(content(random, mixture, id))]),
  found: (random, _archive, mixture) => [put(community(random, mixture))],
  protect: (random, archive, mixture) => {
    const owners = [...new Set(Array.from({ length: 1 + random.below(2) }, () => standing(archive, 'community')).flatMap((heads) => (heads.length === 0 ? [] : [random.pick(heads).id])))]
    if (owners.length === 0) return []
    const record = protocol(random, mixture, owners)
    return [put(record, archive.heads.get(record.id)?.version ?? null)]
  },
  guard: (random, archive) => on(random, standing(archive, 'protocol'), (by) => on(random, standing(archive), (head) =>
    [put({ ...head.record, audience: guarded(random, by.id) } as RecordInput, head.version)])),
  note: (random, archive, mixture) => on(random, standing(archive), (about) => on(random, standing(archive), (other) => [put(kept(random, mixture, about, other))])),
  edit: (random, archive) => on(random, standing(archive), (head) => [put(edited(random, archive, head.record as RecordInput), head.version)]),
  turn: (random, archive) => on(random, standing(archive), (head) => [put({ ...head.record, state: turned(random, head.state) } as RecordInput, head.version)]),
  narrow: (random, archive) => on(random, standing(archive), (head) => [put({ ...head.record, audience: narrower(random, head.audience) } as RecordInput, head.version)]),
  withdraw: (random, archive) => on(random, standing(archive), ({ id, version }) => [{ op: 'withdraw', id, base: version, reason: '撤回' }]),
  merge: (random, archive) => on(random, standing(archive, 'entity').filter((head) => head.mergedInto === undefined), (head) =>
    on(random, standing(archive, 'entity').filter(({ id, record }) => id !== head.id && (record as EntityRecord).kind === (head.record as EntityRecord).kind), (into) =>
      [{ op: 'merge', id: head.id, into: into.id, base: head.version, ...(random.chance(0.3) ? { rule: 'name-key' } : {}) }])),
  unmerge: (random, archive) => on(random, [...archive.heads.values()].filter((head) => head.mergedInto !== undefined), ({ id, version }) => [{ op: 'unmerge', id, base: version }]),
  redact: (random, archive) => on(random, standing(archive), ({ id, written }) =>
    [{ op: 'redact', id, reason: '依請求', ...(random.chance(0.5) ? {} : { versions: [1 + random.below(written!)] }) }]),
} satisfies Record<string, Making>

/** How often each is done in a plain sequence of moves. */
const WEIGHTS: Record<Move['what'], number> = { enter: 10, source: 2, relate: 16, support: 4, write: 5, found: 2, protect: 2, guard: 3, note: 4, edit: 6, turn: 3, narrow: 3, withdraw: 2, merge: 4, unmerge: 2, redact: 1 }

export const MOVE_NAMES = Object.keys(MOVES) as Move['what'][]
export const WEIGHTED_MOVES = MOVE_NAMES.flatMap((what) => Array.from({ length: WEIGHTS[what] }, () => what))

export function moves(random: Random, count: number): Move[] {
  return Array.from({ length: count }, () => ({ what: random.pick(WEIGHTED_MOVES), seed: random.below(2 ** 31) }))
}

/**
 * The changeset a move makes of this archive; undefined where there is nothing to do it to. It may be one that
 * `prepare` refuses (a circle of merges, a state that cannot be reached): stores have to refuse the same.
 */
export function changesetOf({ what, seed }: Move, archive: Archive, mixture = MIXED): Changeset | undefined {
  const operations = MOVES[what](random(seed), archive, mixture)
  return operations.length === 0 ? undefined : changeset(operations)
}

let clock = Date.UTC(2024, 0, 1)

/** `at` is always given: whoever commits it to several stores gets the same history in all of them. */
export const changeset = (operations: Operation[]): Changeset => ({ id: newId(), actor: 'test', reason: '測試', origin: 'cli', operations, at: (clock += 1_000) })

/** Heads that still say something, in the order of ids. */
function standing(archive: Archive, type?: Head['type']): Head[] {
  return [...archive.heads.values()].filter((head) => head.record !== null && head.state !== 'withdrawn' && (type === undefined || head.type === type))
}

const sources = (archive: Archive): Id[] =>
  standing(archive, 'entity').flatMap(({ id, record }) => ((record as EntityRecord).kind === 'Work' ? [id] : []))

const on = (random: Random, heads: readonly Head[], make: (head: Head) => Operation[]): Operation[] =>
  heads.length === 0 ? [] : make(random.pick(heads))

/** Early ones more often: so there are hubs, and routes through them. */
const popular = <T>(random: Random, items: readonly T[]): T => items[Math.floor(items.length * random.next() ** 3)]!

function turned(random: Random, state: State): State {
  const ways: Partial<Record<State, State[]>> = {
    draft: ['proposed', 'published'], proposed: ['published', 'returned', 'declined', 'draft'], returned: ['proposed'], published: ['proposed', 'draft'], declined: ['proposed'],
  }
  return random.pick(ways[state] ?? ['published'])
}

function edited(random: Random, archive: Archive, record: RecordInput): RecordInput {
  switch (record.type) {
    case 'entity': {
      const from = random.pick([undefined, ...sources(archive)])
      const name = { text: `又名${random.below(50)}`, ...(from === undefined ? {} : { source: from }) }
      return { ...record, names: [...record.names.slice(0, 2), name] }
    }
    case 'evidence':
      return { ...record, quote: `改${random.below(100)}` }
    case 'content': {
      const others = sources(archive)
      // the second is refused: a content stays with its entity
      return random.chance(0.8) || others.length === 0
        ? { ...record, order: random.below(3), corrections: [{ offset: [0, 1], was: '臺', becomes: `台${random.below(10)}` }] }
        : { ...record, entity: random.pick(others) }
    }
    case 'community':
      return { ...record, description: `說明${random.below(100)}` }
    case 'protocol': {
      const others = standing(archive).map(({ id }) => id)
      // an owner that is no community is refused
      return random.chance(0.7) ? { ...record, contact: `聯絡${random.below(100)}` } : { ...record, owners: [random.pick(others)] }
    }
    case 'proposal':
      return { ...record, words: `因為${random.below(100)}` }
    case 'annotation':
      return { ...record, text: `註${random.below(100)}` }
    case 'collection':
      return { ...record, members: (record.members ?? []).toReversed() }
    case 'distinction':
      return { ...record, reason: `理由${random.below(100)}` }
    case 'term':
      return { ...record, definition: { label: `詞${random.below(100)}` } }
    case 'relation': {
      const { start: _, end: __, ...rest } = record
      return { ...rest, ...dates(random), ...(random.chance(0.3) ? swapped(random, archive, rest) : {}) }
    }
  }
}

/** Another entity of the same kind at one end. */
function swapped(random: Random, archive: Archive, { from, to }: { readonly from: Id; readonly to: Id }): object {
  const kindOf = (id: Id): unknown => (archive.heads.get(id)?.record as EntityRecord | null)?.kind
  const others = standing(archive, 'entity').filter(({ id }) => id !== from && id !== to)
  const same = (id: Id): Id => random.pick([id, ...others.filter((head) => kindOf(head.id) === kindOf(id)).map((head) => head.id)])
  return random.chance(0.5) ? { from: same(from) } : { to: same(to) }
}
