import { clearanceKey, NOBODY } from './clearance.ts'
import type { Head } from './changeset.ts'
import { boundsOf, UNKNOWN_BOUNDS, type Bounds } from './dates.ts'
import type { Id } from './ids.ts'
import { readersOf } from './readers.ts'
import type { RelationRecord, State } from './records.ts'

/** How public a relation is as a statement: not at all, published, or only proposed. */
export const LEVELS = { none: 0, published: 1, proposed: 2 } as const
export type Level = (typeof LEVELS)[keyof typeof LEVELS]

/**
 * A relation as traversal sees it: canonical ends, one clearance, one level, four bounds. A projection:
 * it follows from the heads of the relation, its ends, their survivors, its evidence and their sources.
 */
export interface Edge {
  readonly relation: Id
  readonly type: string
  /** Canonical ends. Equal when a merge tied the survivor to itself; such an edge has level none. */
  readonly from: Id
  readonly to: Id
  readonly level: Level
  readonly deprecated: boolean
  readonly clearance: string
  readonly bounds: Bounds
}

/** A piece of evidence with its source and the survivors the source was merged into. */
export interface Support {
  readonly evidence: Head
  readonly source: readonly Head[]
}

const levelOf = (state: State): Level => (state === 'published' ? LEVELS.published : state === 'proposed' ? LEVELS.proposed : LEVELS.none)

/** The weakest of several: none, if any is none; proposed, if any is proposed. */
export const weakest = (states: readonly State[]): Level => {
  const levels = states.map(levelOf)
  return levels.includes(LEVELS.none) ? LEVELS.none : levels.includes(LEVELS.proposed) ? LEVELS.proposed : LEVELS.published
}

/**
 * @param from the recorded end first, then each survivor up to the canonical one; likewise `to`
 * @param supports every piece of evidence on the relation, in any state
 * @returns undefined when the relation's payload was redacted
 */
export function edgeOf(relation: Head, from: readonly Head[], to: readonly Head[], supports: readonly Support[]): Edge | undefined {
  const record = relation.record as RelationRecord | null
  if (record === null) return undefined
  const ends = [...from, ...to]
  const canonicalFrom = from.at(-1)?.id ?? record.from
  const canonicalTo = to.at(-1)?.id ?? record.to
  const alive = ends.length > 0 && ends.every((head) => head.record !== null) && from.length > 0 && to.length > 0
  const stated = alive && canonicalFrom !== canonicalTo ? weakest([relation.state, ...ends.map((head) => head.state)]) : LEVELS.none
  const readable = supports.filter((support) => isShown(support, stated))
  const level = readable.length === 0 ? LEVELS.none : stated
  return {
    relation: relation.id,
    type: record.relation,
    from: canonicalFrom,
    to: canonicalTo,
    level,
    deprecated: record.standing === 'deprecated',
    clearance: level === LEVELS.none ? NOBODY : clearanceKey(
      [relation, ...ends].map(readersOf),
      readable.map(({ evidence, source }) => [evidence, ...source].map(readersOf)),
    ),
    bounds: boundsOfRelation(record),
  }
}

/** Most relations have no dates: that is quick to say. */
export const boundsOfRelation = ({ start, end }: Pick<RelationRecord, 'start' | 'end'>): Bounds =>
  start === undefined && end === undefined ? UNKNOWN_BOUNDS : boundsOf(start, end)

/** Whether evidence is shown with a relation of this level: published, or proposed with one that is only proposed itself. */
export function isShown({ evidence, source }: Support, level: Level): boolean {
  if (level === LEVELS.none || source.length === 0 || [evidence, ...source].some((head) => head.record === null)) return false
  const own = weakest([evidence.state, ...source.map((head) => head.state)])
  return own === LEVELS.published || own === level
}

/** The clearance of one piece of evidence by itself (its relation's comes on top). */
export function evidenceClearance({ evidence, source }: Support): string {
  return clearanceKey([evidence, ...source].map(readersOf))
}
