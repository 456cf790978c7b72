import { meet } from './meet.ts'
import type { Memory } from './memory.ts'
import { Ranking } from './ranking.ts'
import { reach } from './reach.ts'
import { Routes } from './routes.ts'
import { strengthOf } from '../strength.ts'
import type { ConnectorsWalk, WalkedConnectors } from './types.ts'
import type { View } from './view.ts'
import type { Watch } from './watch.ts'

export type ConnectorsInput = Pick<ConnectorsWalk, 'a' | 'b' | 'avoid' | 'kinds' | 'maxHops' | 'first' | 'after' | 'routes'>

/** Up to this many hops connectors are ranked and listed. */
const LISTED_HOPS = 4

/** `connectors` as `docs/questions.md` means it, over one snapshot. */
export function connectors(view: View, memory: Memory, watch: Watch, { a, b, avoid = [], maxHops, routes, ...page }: ConnectorsInput): WalkedConnectors {
  const { snapshot } = view
  const ranking = new Ranking(snapshot, page)
  const offer = ranking.offer.bind(ranking)
  const answer = (rows: WalkedConnectors['rows']): WalkedConnectors => ({
    sequence: snapshot.sequence, total: ranking.total, atLeast: maxHops > LISTED_HOPS, rows,
    hasNextPage: rows.length > 0 && ranking.hasNextPage,
    ...(ranking.nearest === undefined ? {} : { nearest: ranking.nearest }),
  })
  if (maxHops > LISTED_HOPS) {
    reach(view, memory, watch, a, b, avoid, maxHops, offer)
    return answer([])
  }
  const { wide } = meet(view, memory, watch, a, b, avoid, maxHops, offer)
  const end = (node: number): { node: number; shift: number } => ({ node, shift: node === wide ? 2 : 0 })
  const ways = new Routes(view, memory, watch, end(a), end(b), routes)
  return answer(ranking.page().map((row) => ({
    node: row.node, distance: row.distance, strength: strengthOf(row), routes: ways.of(row.node),
  })))
}
