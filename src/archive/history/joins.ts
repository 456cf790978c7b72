import { Turns } from '../../graph/turns.ts'
import { WHOLE } from '../../model/audience.ts'
import type { Head, LoggedChangeset, LoggedOperation, Operation } from '../../model/changeset.ts'
import type { Id } from '../../model/ids.ts'
import type { DistinctionRecord, RecordType } from '../../model/records.ts'
import { headsOf } from '../access/heads.ts'
import type { Change } from '../change.ts'
import { isOurs } from '../member.ts'
import { rejoin } from '../rejoin.ts'
import { headsAfter, rebased, subject } from './inverse.ts'
import type { Planning } from './planning.ts'

export const isJoin = ({ op }: LoggedOperation): boolean => op === 'merge' || op === 'unmerge'

/** Types of records that decide what is joined. */
const JOINED: ReadonlySet<RecordType | undefined> = new Set<RecordType | undefined>(['entity', 'distinction'])

/** What rules join follows from registers, and from their undoing: not from what somebody did by hand. */
export const isRuled = ({ origin, batch, operations }: Pick<LoggedChangeset, 'operations' | 'origin' | 'batch'>): boolean =>
  origin === 'import' || origin === 'ingest' || origin === 'seed' || batch?.reverts !== undefined || operations.some((operation) => isJoin(operation) && isOurs(operation.rule))

/**
 * Adds what joining makes of it: whoever was joined with something that goes is joined anew with the rest.
 * @param ruled whether rules join all that changes; else only what a rule had joined with what goes
 */
export async function withJoins({ graph, lookup, foresee }: Planning, operations: readonly Operation[], heads: ReadonlyMap<Id, Head>, ruled: boolean): Promise<Operation[]> {
  const loosened = operations.flatMap((operation): Operation[] => {
    const head = heads.get(subject(operation))
    return operation.op === 'withdraw' && head?.mergedInto !== undefined && isOurs(head.mergeRule) ? [{ op: 'unmerge', id: head.id, base: 0 }] : []
  })
  const all = [...loosened, ...operations]
  const turns = new Turns()
  await turns.next()
  const after = headsAfter(rebased(all.filter((operation) => JOINED.has(heads.get(subject(operation))?.type)), heads), (id) => heads.get(id))
  // what goes is no more to be joined with: that is quickly seen of it
  foresee(after)
  const entities = [...after.values()].filter(({ type }) => type === 'entity')
  const joined = ruled ? entities : await leftBehind(graph, entities.filter(({ id, state }) => state === 'withdrawn' && heads.get(id)!.state !== 'withdrawn'))
  const changes = new Map(joined.map((head): [Id, Change] => [head.id, { before: heads.get(head.id)!, after: head }]))
  const parting = distinctionsIn(after)
  const told = [...parting.gone, ...parting.made].flatMap(({ one, other }) => [one, other]).filter((id) => !changes.has(id))
  for (const [id, head] of told.length === 0 ? [] : await lookup.heads(told)) changes.set(id, { before: head, after: after.get(id) ?? head })
  await turns.next()
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
