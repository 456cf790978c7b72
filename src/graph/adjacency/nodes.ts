import { ArchiveError } from '../../model/errors.ts'
import { sharedCopy, withRoom } from './columns.ts'
import { MAX_NODES } from './facets.ts'
import { ID_WORDS, wordsOf } from '../words.ts'
import type { NodeRow } from './types.ts'

/** Ids and kinds of the nodes, in the keeper's hands. */
export class Nodes {
  count = 0
  ids = new Uint32Array(new SharedArrayBuffer(0))
  kinds = new Uint8Array(new SharedArrayBuffer(0))

  /** @param inPlace whether kinds that change may do so in the newest snapshot */
  take(rows: Iterable<NodeRow>, inPlace: boolean): void {
    let copied = inPlace
    for (const { node, id, kind } of rows) {
      if (node >= MAX_NODES) throw new ArchiveError('UNAVAILABLE', `the embedded store walks at most ${MAX_NODES} entities; use Neo4j for a larger archive`)
      if (node < this.count && !copied) {
        this.kinds = sharedCopy(this.kinds)
        copied = true
      }
      this.count = Math.max(this.count, node + 1)
      this.ids = withRoom(this.ids, ID_WORDS * (node + 1))
      this.kinds = withRoom(this.kinds, node + 1)
      this.ids.set(wordsOf(id), ID_WORDS * node)
      this.kinds[node] = kind
    }
  }
}
