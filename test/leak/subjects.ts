import { newId, type Id } from '../../src/model/ids.ts'
import type { EntityRecord, Kind, RecordType } from '../../src/model/records.ts'
import type { Viewer } from '../../src/model/audience.ts'
import type { Random } from '../generate/index.ts'
import { mentions } from '../../src/graph/reading.ts'
import type { Archive } from '../oracle/archive.ts'
import { sightOf } from '../oracle/sight.ts'

/** What questions are asked about: what an archive holds, seen by the viewer or not, as often the one as the other. */
export interface Subjects {
  readonly random: Random
  /** An entity's id: also one that is hidden, merged, withdrawn or was never there. */
  id(): Id
  /** A name, or an id. */
  name(): string
  /** A name as printed, or part of one. */
  words(): string
  /** A name as printed. */
  text(): string
  names(most: number): string[]
  /** A record of a type that was changed more than once. */
  changed(type: RecordType): Id
  /** Ids of a type of record. */
  of(type: RecordType): Id
  /** What an annotation is about, and what is in a collection, whoever may read these. */
  noted(): Id
  shelved(): Id
  /** A record that waits for a decision, or for its author, whoever may read it. */
  waits(): Id
  /** An entity that has a text, files or a place, whoever may read these. */
  bearer(): Id
  /** An entity that is, or was, merged into another. */
  merged(): Id
  /** Something that was done, whoever may know of it. */
  changeset(): Id
  /** All ids of contents with files. */
  readonly files: readonly Id[]
  /** All ids of evidence with a copy of a page. */
  readonly copies: readonly Id[]
  /** A work or an entry, a person or body, a concept, by name or id. */
  work(): string
  person(): string
  concept(): string
}

export function subjectsOf(random: Random, archive: Archive, viewer: Viewer): Subjects {
  const sight = sightOf(archive, viewer)
  const heads = [...archive.heads.values()]
  const pool = (type: RecordType, kinds?: readonly Kind[]): [Id[], Id[]] => {
    const all = heads.filter((head) => head.type === type && (kinds === undefined || kinds.includes((head.record as EntityRecord | null)?.kind as Kind)))
    const isSeen = (id: Id): boolean => sight.head(id) !== undefined && (type !== 'entity' || sight.chain(id) !== undefined)
    return [all.filter(({ id }) => isSeen(id)).map(({ id }) => id), all.filter(({ id }) => !isSeen(id)).map(({ id }) => id)]
  }
  const pick = ([seen, hidden]: readonly [Id[], Id[]]): Id => {
    const some = random.chance(0.8) && seen.length > 0 ? seen : hidden.length > 0 ? hidden : seen
    return some.length === 0 || random.chance(0.03) ? newId() : random.pick(some)
  }
  const [entities, works, people, concepts] = [pool('entity'), pool('entity', ['Work', 'Entry']), pool('entity', ['Person', 'Organization']), pool('entity', ['Concept'])]
  const edges = [...sight.relations.values()].map(({ edge }) => [edge.from, edge.to] as const)
  let last: Id | undefined
  /** Mostly ends of what the viewer sees, and what lies next to what was asked of before: or nothing would be between. */
  const end = (): Id => {
    const near = edges.filter((ends) => last !== undefined && ends.includes(last))
    const id = random.pick(random.pick(near.length > 0 && random.chance(0.7) ? near : edges))
    last = id
    return id
  }
  const bearers = heads.flatMap(({ record }) => (record?.type === 'content' ? [record.entity] : []))
  const noted = heads.flatMap(({ record }) => (record?.type === 'annotation' ? [record.target] : []))
  const shelved = heads.flatMap(({ record }) => (record?.type === 'collection' ? mentions(record) : []))
  const queued = heads.filter(({ state }) => state === 'proposed' || state === 'returned')
  const textOf = (id: Id): string => {
    // also what it was called before
    const names = (archive.versions.get(id) ?? []).flatMap(({ record }) => (record as EntityRecord | null)?.names ?? [])
    return names.length === 0 ? '不詳' : random.pick(names).text
  }
  const id = (): Id => (edges.length > 0 && random.chance(0.75) ? end() : pick(entities))
  const named = (one: Id): string => (random.chance(0.7) ? one : textOf(one))
  const name = (): string => named(id())
  return {
    random, id, name, text: () => textOf(id()),
    words: () => {
      const text = textOf(id())
      return random.chance(0.5) ? text : text.slice(0, 2 + random.below(3))
    },
    names: (most) => Array.from({ length: 1 + random.below(most) }, name),
    changed: (type) => {
      const some = heads.filter((head) => head.type === type && head.version > 2 && sight.head(head.id) !== undefined)
      return some.length === 0 ? pick(pool(type)) : random.pick(some).id
    },
    noted: () => (noted.length === 0 ? id() : random.pick(noted)),
    shelved: () => (shelved.length === 0 ? id() : random.pick(shelved)),
    waits: () => (queued.length === 0 ? newId() : random.pick(queued).id),
    bearer: () => (bearers.length === 0 ? id() : random.pick(bearers)),
    of: (type) => pick(pool(type)),
    merged: () => {
      const some = heads.filter(({ type, mergedInto }) => type === 'entity' && (mergedInto !== undefined || random.chance(0.1)))
      return some.length === 0 ? id() : random.pick(some).id
    },
    changeset: () => (archive.log.length === 0 || random.chance(0.03) ? newId() : random.pick(archive.log).id),
    files: heads.filter(({ record }) => record?.type === 'content' && record.files !== undefined).map((head) => head.id),
    copies: heads.filter(({ record }) => record?.type === 'evidence' && record.captured !== undefined).map((head) => head.id),
    work: () => named(pick(works)), person: () => named(pick(people)), concept: () => named(pick(concepts)),
  }
}
