import { city } from '../test/generate/city.ts'
import { KINDS } from '../src/model/records.ts'
import type { Loader } from '../src/graph/adjacency/types.ts'
import { UNKNOWN_BOUNDS } from '../src/model/dates.ts'

/** Reads the generated city into the adjacency without a store between; `path` is its scale. */
export function open(path: string): Loader {
  const town = city({ scale: Number(path) })
  return {
    sequence: () => 1,
    *nodes(changedAfter) {
      if (changedAfter >= 1) return
      for (let node = 0; node < town.entities; node++) yield { node, id: town.idOf(node), kind: KINDS.indexOf(town.kindOf(node)) }
    },
    *edges(changedAfter) {
      if (changedAfter >= 1) return
      for (let i = 0; i < town.relations; i++) {
        yield {
          edge: i + 1, type: town.type[i]!, from: town.from[i]!, to: town.to[i]!, level: 1, deprecated: 0, clearance: 0,
          startEarliest: UNKNOWN_BOUNDS.startEarliest, endLatest: UNKNOWN_BOUNDS.endLatest,
        }
      }
    },
    *grounds() {
      for (let i = 0; i < town.relations; i++) yield { edge: i + 1, source: i % 10, clearance: 0 }
    },
    close() {},
  }
}
