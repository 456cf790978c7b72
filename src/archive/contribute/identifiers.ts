import type { EntityView, GraphStore } from '../../graph/port.ts'
import type { Viewer } from '../../model/audience.ts'
import { badInput, type ArchiveError } from '../../model/errors.ts'
import type { Id } from '../../model/ids.ts'
import type { ArchiveRecord, Identifier } from '../../model/records.ts'
import type { Known } from './known.ts'

/** Entities with one of the identifiers of a sending that are looked at. */
const MOST_OWNERS = 500

const pair = ({ scheme, value }: Identifier): string => JSON.stringify([scheme, value])

/**
 * An identifier belongs to one entity, among those its writer sees (DESIGN 3): what is added must be free.
 * @param left what the sending leaves of each record, and where that stands in what was sent
 * @throws BAD_USER_INPUT naming the identifier
 */
export async function checkIdentifiers(...given: Parameters<typeof identifierClashes>): Promise<void> {
  const [first] = await identifierClashes(...given)
  if (first !== undefined) throw first.error
}

/** What `checkIdentifiers` finds, of all of them: the entity that may not have its identifier, and why. */
export async function identifierClashes(graph: Pick<GraphStore, 'find'>, viewer: Viewer, { whole, views }: Known, left: readonly { readonly field: string; readonly record: ArchiveRecord }[]): Promise<{ readonly id: Id; readonly error: ArchiveError }[]> {
  const added = left.flatMap(({ field, record }) => {
    if (record.type !== 'entity') return []
    const had = new Set(whole.get(record.id)?.identifiers.map(pair))
    return record.identifiers.map((identifier, i) => ({ id: record.id, identifier, at: `${field}.identifiers[${i}]` })).filter(({ identifier }) => !had.has(pair(identifier)))
  })
  if (added.length === 0) return []
  const owners = await ownersOf(graph, viewer, added.map(({ identifier }) => identifier))
  const first = new Map<string, Id>()
  const clashes: { id: Id; error: ArchiveError }[] = []
  for (const { id, identifier, at } of added) {
    const key = pair(identifier)
    const mine = (views.get(id) ?? { id }).id
    const other = owners.get(key)?.find((view) => view.id !== mine)
    if (other !== undefined) clashes.push({ id, error: badInput(at, `「${other.name}」（${other.id}）已經有 ${identifier.scheme} ${identifier.value} (has this identifier already)`) })
    else if (first.has(key) && first.get(key) !== id) clashes.push({ id, error: badInput(at, `這次送出的另一筆也有 ${identifier.scheme} ${identifier.value} (another record of this sending has it)`) })
    else first.set(key, id)
  }
  return clashes
}

async function ownersOf(graph: Pick<GraphStore, 'find'>, viewer: Viewer, identifiers: readonly Identifier[]): Promise<ReadonlyMap<string, readonly EntityView[]>> {
  const owners = new Map<string, EntityView[]>()
  const { items } = await graph.find({ identifiers, includeProposed: true }, viewer, { first: MOST_OWNERS })
  for (const view of items) for (const identifier of view.identifiers) owners.set(pair(identifier), [...(owners.get(pair(identifier)) ?? []), view])
  return owners
}
