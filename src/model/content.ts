import { clearanceKey, NOBODY } from './clearance.ts'
import type { Head } from './changeset.ts'
import { LEVELS, weakest, type Level } from './edge.ts'

/** How public a content is, and who may read it. A projection: it follows from its head and its entity's. */
export interface ContentRights {
  readonly level: Level
  /** Of the record in any state: its own audience and its entity's, never wider. */
  readonly clearance: string
}

/** @param chain the entity it belongs to first, then each survivor up to the canonical one; empty for none that is there */
export function contentRights(content: Head, chain: readonly Head[]): ContentRights {
  if (content.record === null || chain.length === 0) return { level: LEVELS.none, clearance: NOBODY }
  const all = [content, ...chain]
  return {
    level: all.every((head) => head.record !== null) ? weakest(all.map((head) => head.state)) : LEVELS.none,
    clearance: clearanceKey(all.map((head) => head.audience)),
  }
}
