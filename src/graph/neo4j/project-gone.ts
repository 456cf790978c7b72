import { NOBODY } from '../../model/clearance.ts'
import { LEVELS } from '../../model/edge.ts'
import type { Id } from '../../model/ids.ts'
import { isGone } from '../gone.ts'
import { parts } from './pages.ts'
import { drawn } from './project-relations.ts'
import type { Projecting } from './projecting.ts'
import type { EntityRow, EvidenceRow, HeadRow, RelationRow } from './rows.ts'
import { statement } from './statements.ts'
import type { Touched } from './touched.ts'

/** Ids asked for at once. */
const PART = 5_000

/** Withdrawals of what was published, of which little has to be written. What somebody submitted is among their own in its new state. */
export const goingOf = ({ touched }: Projecting): ReadonlyMap<Id, Touched> =>
  new Map([...touched].filter(([, { head, payload, before }]) => isGone(head, before?.head) && payload !== null && payload === before!.row.payload && !payload.includes('"by":')))

/**
 * Those of the entities that go that are by themselves, neither merged nor survivors of others.
 * @returns their ids: what leads to them is `projectGone`'s
 */
export async function projectGoneEntities({ work: { shelf, tally, writes } }: Projecting, going: ReadonlyMap<Id, Touched>): Promise<ReadonlySet<Id>> {
  const rows = [...going.values()].filter(({ head }) => head.type === 'entity').map((one) => [one, one.before!.row as EntityRow] as const).filter(([, row]) => row.canonical == null)
  if (rows.length === 0) return new Set()
  const survivors = new Set((await shelf.loadMembers(rows.map(([, { id }]) => id))).map(({ row }) => (row as EntityRow).canonical))
  const gone = new Set<Id>()
  for (const [one, { id, kind, clearance, level }] of rows) {
    if (survivors.has(id)) continue
    if (level === LEVELS.published) tally.add('entity', kind!, clearance, -1)
    writes.patch('Entity', id, { ...standing(one), level: LEVELS.none })
    gone.add(id)
  }
  return gone
}

/**
 * Relations and evidence that go, but for those that are to be projected anyway, and what leads to entities that do.
 * What rests on any of it and stays is noted to be projected.
 * @param entities as `projectGoneEntities` answers
 */
export async function projectGone(projecting: Projecting, going: ReadonlyMap<Id, Touched>, entities: ReadonlySet<Id>): Promise<void> {
  const { work: { run, words, writes, tally }, relations, evidence, contents } = projecting
  const nobody = words.number(NOBODY)
  const unstated = new Set<Id>()
  const unstate = (row: Pick<RelationRow, 'id' | 'type' | 'from' | 'to' | 'level' | 'clearance'>, more: object): void => {
    unstated.add(row.id)
    if (row.level === LEVELS.published) tally.add('relation', row.type!, row.clearance, -1)
    writes.patch('Relation', row.id, { ...more, level: LEVELS.none, clearance: nobody })
    const was = drawn(row)
    if (was !== undefined) writes.erase(was)
  }
  for (const [id, one] of going) if (one.head.type === 'relation' && !relations.has(id)) unstate(one.before!.row as RelationRow, standing(one))
  // asked after what goes by itself is written: then only the others are still stated
  writes.send()
  const ids = [...entities]
  for (const some of parts(ids, PART)) {
    for (const row of await run<RelationRow & Record<string, unknown>>(statement('write/stated-at'), { ids: some })) {
      if (unstated.has(row.id) || relations.has(row.id)) continue
      // what waits for a decision hangs on what is proposed, too
      if (row.level === LEVELS.published) unstate(row, {})
      else relations.add(row.id)
    }
  }
  for (const [id, one] of going) {
    if (one.head.type !== 'evidence' || evidence.has(id)) continue
    const { relation, shown, reading } = one.before!.row as EvidenceRow
    if (relation != null && unstated.has(relation)) {
      if (shown === LEVELS.published) tally.add('evidence', '', reading, -1)
      writes.patch('Evidence', id, { ...standing(one), shown: LEVELS.none })
      continue
    }
    evidence.add(id)
    if (relation != null) relations.add(relation)
  }
  writes.send()
  for (const some of parts([...unstated], PART)) {
    for (const { id, shown, reading } of await run<EvidenceRow & Record<string, unknown>>(statement('write/shown-on'), { ids: some })) {
      if (shown === LEVELS.published) tally.add('evidence', '', reading, -1)
      writes.patch('Evidence', id, { shown: LEVELS.none })
    }
  }
  writes.send()
  for (const some of parts(ids, PART)) {
    for (const { relation, content } of await run<Record<'relation' | 'content', Id | null>>(statement('write/resting-on'), { ids: some })) {
      if (content !== null) contents.add(content)
      else if (relation !== null && !unstated.has(relation)) relations.add(relation)
    }
  }
}

/** What a withdrawal changes of the head itself. */
const standing = ({ head: { version, state, written }, places }: Touched): Pick<HeadRow, 'version' | 'state' | 'written' | 'places'> => ({ version, state, written: written ?? null, places })
