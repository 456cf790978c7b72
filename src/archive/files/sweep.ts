import type { Derived } from '../../blobs/derived.ts'
import type { BlobStore } from '../../blobs/port.ts'
import { referenced } from '../../blobs/references.ts'
import type { GraphStore } from '../../graph/port.ts'
import { GOOD_FOR } from './receipt.ts'

export interface Swept {
  readonly blobs: number
  readonly derived: number
}

/**
 * Deletes blobs that no version of any record names and that are older than a receipt is good for (somebody may yet
 * name a younger one), and what was made of blobs that are gone.
 */
export async function sweepFiles({ graph, blobs, derived }: { readonly graph: Pick<GraphStore, 'replay'>; readonly blobs: BlobStore; readonly derived: Derived }, now = Date.now()): Promise<Swept> {
  const old: string[] = []
  for await (const { sha256, storedAt } of blobs.list()) if (storedAt < now - GOOD_FOR) old.push(sha256)
  const named = await referenced(graph.replay())
  const swept = { blobs: 0, derived: 0 }
  for (const sha256 of old) if (!named.has(sha256) && await blobs.delete(sha256)) swept.blobs++
  for (const sha256 of await derived.list()) {
    if (await blobs.has(sha256)) continue
    await derived.delete(sha256)
    swept.derived++
  }
  return swept
}
