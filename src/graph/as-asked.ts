import type { Id } from '../model/ids.ts'

/** What was found, in the order in which it was asked for: a store's own would tell what was entered first, also of what is hidden. */
export async function asAsked<T>(ids: readonly Id[], finding: Promise<ReadonlyMap<Id, T>>): Promise<Map<Id, T>> {
  const found = await finding
  const ordered = new Map<Id, T>()
  for (const id of ids) if (found.has(id)) ordered.set(id, found.get(id)!)
  return ordered
}
