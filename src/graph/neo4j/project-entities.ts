import type { Head } from '../../model/changeset.ts'
import { LEVELS } from '../../model/edge.ts'
import type { Id } from '../../model/ids.ts'
import { bareKey, nameKey } from '../../model/names.ts'
import { audienceKey } from '../../model/audience.ts'
import { readersOf } from '../../model/readers.ts'
import { displayName, type EntityRecord, type Identifier, type Kind } from '../../model/records.ts'
import { noteWaiting } from './project-waiting.ts'
import type { Chain, Projecting } from './projecting.ts'
import { kindOf, numberOf, placeOf, type EntityRow } from './rows.ts'
import { statement } from './statements.ts'
import type { Touched } from './touched.ts'

/**
 * Writes touched entities, moves those merged into them, and notes every relation and source this
 * concerns.
 * @param places gives the next entity its place in this store
 * @param done touched ones that are written already, with what this concerns
 */
export async function projectEntities(projecting: Projecting, places: () => number, done: ReadonlySet<Id>): Promise<void> {
  const { work, touched } = projecting
  const before = new Map<Id, EntityRow | undefined>()
  const moving = new Set<Id>()
  for (const [id, one] of touched) {
    if (one.head.type !== 'entity' || done.has(id)) continue
    const row = one.before?.row as EntityRow | undefined
    before.set(id, row)
    if (row !== undefined && moves(one)) moving.add(row.canonical ?? id)
  }
  if (moving.size > 0) {
    // what was merged into the same survivor may have been so through the one that moves
    const members = await work.shelf.loadMembers([...moving])
    for (const { row } of members) if (!before.has(row.id)) before.set(row.id, row as EntityRow)
    for (const id of moving) if (!before.has(id)) before.set(id, work.shelf.get(id)!.row as EntityRow)
  }
  const moved = new Map<Id, Id[]>()
  for (const [id, row] of before) {
    const chain = projecting.chain(id)!
    const one = touched.get(id)
    const follows = chainRow(id, chain)
    if (one !== undefined) writeEntity(projecting, one, chain, row === undefined ? places() : placeOf(row.number))
    if (row !== undefined && isCounted(row.level, row.canonical == null)) work.tally.add('entity', row.kind!, row.clearance, -1)
    if (isCounted(chain.level, chain.survivor === id)) work.tally.add('entity', kindAfter(projecting, id, row)!, chain.clearance, 1)
    if (row === undefined || ((row.canonical ?? null) === follows.canonical && row.clearance === follows.clearance && row.level === follows.level)) continue
    if (one === undefined) work.writes.patch('Entity', id, follows)
    const group = moved.get(row.canonical ?? id)
    if (group === undefined) moved.set(row.canonical ?? id, [id])
    else group.push(id)
  }
  await noteConcerned(projecting, moved)
}

/** What follows from the merges an entity went through. */
export const chainRow = (id: Id, chain: Chain): { canonical: Id | null; clearance: number; level: number } =>
  ({ canonical: chain.survivor === id ? null : chain.survivor, clearance: chain.clearance, level: chain.level })

/** Everything an entity's node carries. */
export function entityRow(projecting: Projecting, head: Head, chain: Chain, place: number): EntityRow {
  const record = head.record as EntityRecord | null
  return {
    ...projecting.headRow(head),
    mergedInto: head.mergedInto ?? null, mergeRule: head.mergeRule ?? null,
    name: record === null ? null : displayName(record.names), kind: record?.kind ?? null,
    ...chainRow(head.id, chain), reading: projecting.readers(head), number: numberOf(place, record?.kind),
  }
}

/** Keys under which an entity is found by name. */
export const keysOf = (record: EntityRecord | null): string[] =>
  [...new Set((record?.names ?? []).flatMap(({ text }) => [nameKey(text), bareKey(text)]))].filter((key) => key !== '')

/** Each pair of scheme and value once. */
export const identifiersOf = (record: EntityRecord | null): Identifier[] =>
  [...new Map((record?.identifiers ?? []).map((one) => [JSON.stringify([one.scheme, one.value]), one])).values()]

/** Whether a change can alter what hangs on the entity: an edit of names cannot. */
function moves({ head, before }: Touched): boolean {
  const was = before!.head
  return was.mergedInto !== head.mergedInto || was.state !== head.state || audienceKey(readersOf(was)) !== audienceKey(readersOf(head))
}

const kindAfter = (projecting: Projecting, id: Id, row: EntityRow | undefined): Kind | null | undefined => {
  const one = projecting.touched.get(id)
  return one === undefined ? row?.kind : (one.head.record as EntityRecord | null)?.kind
}

const isCounted = (level: number, isSurvivor: boolean): boolean => level === LEVELS.published && isSurvivor

function writeEntity(projecting: Projecting, one: Touched, chain: Chain, place: number): void {
  const { writes } = projecting.work
  const { head, before } = one
  const { id } = head
  const row = entityRow(projecting, head, chain, place)
  const record = head.record as EntityRecord | null
  if (before === undefined) writes.create(record === null ? 'Entity' : `Entity:${record.kind}`, row)
  else writes.replace('Entity', row)
  noteWaiting(projecting, id, row)
  const was = before?.row as EntityRow | undefined
  if (was !== undefined && kindOf(was.number) !== record?.kind) writes.relabel(record?.kind, id)
  if (was !== undefined && was.payload === row.payload) return
  const old = (before?.head.record ?? null) as EntityRecord | null
  const [keys, oldKeys] = [keysOf(record), keysOf(old)]
  writes.dropNames(id, oldKeys.filter((key) => !keys.includes(key)))
  for (const key of keys) if (!oldKeys.includes(key)) writes.create('Name', { key, entity: id })
  const [identifiers, oldIdentifiers] = [identifiersOf(record), identifiersOf(old)]
  const among = (list: readonly Identifier[], { scheme, value }: Identifier): boolean => list.some((other) => other.scheme === scheme && other.value === value)
  writes.dropIdentifiers(id, oldIdentifiers.filter((one) => !among(identifiers, one)))
  for (const one of identifiers) if (!among(oldIdentifiers, one)) writes.create('Identifier', { scheme: one.scheme, value: one.value, entity: id })
}

/** Relations recorded at entities that moved, evidence from them, and their contents. */
async function noteConcerned(projecting: Projecting, moved: ReadonlyMap<Id, readonly Id[]>): Promise<void> {
  if (moved.size === 0) return
  const groups = [...moved].map(([canonical, ids]) => ({ canonical, ids }))
  for (const { relation, evidence, content } of await projecting.work.run<Record<'relation' | 'evidence' | 'content', Id | null>>(statement('write/concerned'), { groups })) {
    if (content !== null) projecting.contents.add(content)
    else if (evidence !== null) projecting.evidence.add(evidence)
    else projecting.relations.add(relation!)
  }
}
