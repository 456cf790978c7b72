import { MAX_OPERATIONS, type Changeset, type Operation } from '../../src/model/changeset.ts'
import type { Kind, RecordInput } from '../../src/model/records.ts'
import { changeset } from './moves.ts'
import { random } from './random.ts'
import { entity, put, relation, SETTLED, source, type Made, type Mixture } from './records.ts'

/**
 * A town as registers show it: departments of Zipf sizes that list bodies, bodies with partners, people who
 * work for one to three of them, places, programmes; a few works all evidence is from; some bodies entered
 * twice and merged. With rights, dates and doubts as the mixture says.
 * @param bodies organizations and people together
 * @returns changesets to commit in this order to an empty archive
 */
export function town(seed: number, bodies: number, mixture: Mixture = SETTLED): Changeset[] {
  const chance = random(seed)
  const operations: Operation[] = []
  const enter = (record: RecordInput & { type: 'entity' }): Made => {
    operations.push(put(record))
    return { id: record.id, kind: record.kind }
  }
  const several = (count: number, kind: Kind): Made[] => Array.from({ length: Math.max(1, Math.round(count)) }, () => enter(entity(chance, mixture, kind)))
  const sources = Array.from({ length: 8 }, () => enter(source(chance, mixture)).id)
  // what everything hangs on is itself hidden less often
  const departments = Array.from({ length: 12 }, () => enter(entity(chance, { ...mixture, restricted: mixture.restricted / 4, proposed: mixture.proposed / 4, signed: (mixture.signed ?? 0) / 4 }, 'Organization')))
  const organizations = several(bodies * 0.65, 'Organization')
  const people = several(bodies * 0.35, 'Person')
  const other = [...several(bodies / 40, 'Place'), ...several(bodies / 40, 'Programme'), ...several(bodies / 80, 'Event')]
  const relate = (one: Made, two: Made): void => void operations.push(...relation(chance, mixture, one, two, sources))
  const department = (): Made => departments[Math.floor(departments.length * chance.next() ** 2)]!
  for (const organization of organizations) {
    relate(organization, department())
    if (chance.chance(0.1)) relate(organization, department())
    if (chance.chance(0.3)) relate(organization, chance.pick(organizations))
    // said twice, by another source or of another time
    if (chance.chance(0.1)) relate(organization, department())
  }
  for (const person of people) for (let left = 1 + chance.below(3); left > 0; left--) relate(person, chance.pick(organizations))
  for (const one of other) for (let left = 1 + chance.below(3); left > 0; left--) relate(one, chance.pick(organizations))
  return [...parts(operations), ...merges(chance.below(2 ** 31), operations, organizations, Math.round(bodies / 100))]
}

/** A relation and its evidence stay together: the published one may not come alone. */
function parts(operations: readonly Operation[]): Changeset[] {
  const changesets: Changeset[] = []
  for (let from = 0; from < operations.length;) {
    let to = Math.min(operations.length, from + MAX_OPERATIONS)
    while (to < operations.length && isEvidence(operations[to]!)) to--
    changesets.push(changeset(operations.slice(from, to)))
    from = to
  }
  return changesets
}

const isEvidence = (operation: Operation): boolean => operation.op === 'put' && operation.record.type === 'evidence'

/** Only what everyone may read is merged into: nothing narrower is ever refused. */
function merges(seed: number, operations: readonly Operation[], organizations: readonly Made[], count: number): Changeset[] {
  const chance = random(seed)
  const open = new Set(operations.flatMap((operation) => {
    if (operation.op !== 'put' || operation.record.audience.protocols.join() !== 'everyone') return []
    return operation.record.by === undefined || operation.record.state === 'published' ? [operation.record.id] : []
  }))
  const half = Math.floor(organizations.length / 2)
  const targets = organizations.slice(0, half).filter(({ id }) => open.has(id))
  if (targets.length === 0) return []
  const merged = new Set(Array.from({ length: count }, () => organizations[half + chance.below(organizations.length - half)]!.id))
  const chosen = [...merged].map((id): Operation => ({ op: 'merge', id, into: chance.pick(targets).id, base: 1 }))
  return chosen.length === 0 ? [] : [changeset(chosen)]
}
