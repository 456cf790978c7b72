import type { Actor } from '../../model/actor.ts'
import { unauthenticated } from '../../model/errors.ts'
import type { Id } from '../../model/ids.ts'
import { send, type Written } from '../contribute/write.ts'
import { distinction } from './distinct.ts'
import type { MergePorts } from './ports.ts'

/** One entity becomes part of another. */
export interface Merging {
  /** What is merged; its address leads to the other from then on. */
  readonly id: Id
  /** What stays. */
  readonly into: Id
  /** Of what is merged, as it was seen. */
  readonly version: string
  readonly reason: string
  readonly key: string
}

/**
 * Merges an entity into another (SEMANTICS 4). Records keep their ends as recorded; every view follows.
 * @throws NOT_FOUND; CONFLICT where it changed meanwhile, or somebody found that the two are not the same; BAD_USER_INPUT
 *   for a circle, two kinds, or a survivor that fewer people read; FORBIDDEN, UNAUTHENTICATED
 */
export async function merge(ports: MergePorts, actor: Actor | undefined, { id, into, version, reason, key }: Merging): Promise<Written> {
  if (actor === undefined) throw unauthenticated()
  return send(ports, actor, { key, reason }, (sending) => sending.prepare([{ merge: { id, into, version } }]))
}

/** An entity is parted from what it was merged into. */
export interface Unmerging {
  readonly id: Id
  readonly version: string
  readonly reason: string
  readonly key: string
  /** Remembers that it is not the same as what it was merged into, so that no rule joins them again. */
  readonly apart?: boolean | null
}

/**
 * Parts an entity from its survivor: what was added since stays with the entity it was recorded for.
 * @throws NOT_FOUND, BAD_USER_INPUT for what is not merged, CONFLICT, FORBIDDEN, UNAUTHENTICATED
 */
export async function unmerge(ports: MergePorts, actor: Actor | undefined, { id, version, reason, key, apart }: Unmerging): Promise<Written> {
  if (actor === undefined) throw unauthenticated()
  return send(ports, actor, { key, reason }, async (sending) => {
    const operations = await sending.prepare([{ unmerge: { id, version } }])
    if (apart !== true) return operations
    const head = (await ports.graph.heads([id], actor.viewer)).get(id)!
    return [...operations, ...await distinction(ports, actor, id, head.mergedInto!, reason, head)]
  })
}
