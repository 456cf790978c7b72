import type { AmongQuery, AmongResult, AmongRow } from '../../src/graph/port.ts'
import type { Id } from '../../src/model/ids.ts'
import type { Kind } from '../../src/model/records.ts'
import { connectors } from './connectors.ts'
import type { Walk } from './walk.ts'

/** The answer in ids only. */
export interface PlainAmong extends Pick<AmongResult, 'pairs' | 'total'> {
  readonly rows: readonly (Omit<AmongRow, 'entity'> & { readonly id: Id })[]
}

/** `docs/questions.md`, word for word: `connectors` of one pair after another. */
export function among(walk: Walk, kindOf: (id: Id) => Kind | undefined, { set, kinds, maxHops, first }: Pick<AmongQuery, 'set' | 'kinds' | 'maxHops' | 'first'>): PlainAmong {
  const found = new Map<Id, PlainAmong['rows'][number]>()
  const pairs = set.flatMap((a, i) => set.slice(i + 1).map((b) => {
    const { total, nearest, rows } = connectors(walk, kindOf, { a, b, kinds, maxHops, first: Infinity, routes: 0 })
    for (const { id, distance } of rows) {
      const one = found.get(id) ?? { pairs: 0, distance: 0, best: { a, b, distance } }
      found.set(id, { id, pairs: one.pairs + 1, distance: one.distance + distance, best: distance < one.best.distance ? { a, b, distance } : one.best })
    }
    return { a, b, total, ...(nearest === undefined ? {} : { nearest }) }
  }))
  const rows = [...found.values()].sort((x, y) => y.pairs - x.pairs || x.distance - y.distance || (x.id < y.id ? -1 : 1))
  return { pairs, total: rows.length, rows: rows.slice(0, first) }
}
