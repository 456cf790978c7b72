import type { ConnectorRow, ConnectorsQuery, ConnectorsResult, EntityRef } from '../graph/port.ts'
import { MOST_ROWS } from './arguments.ts'
import type { Asking } from './context.ts'

/** Connectors looked at for their names. */
const MOST = 1_000

/**
 * A page of the connectors whose names fit: by their ends, or because they do not end so. Of more than 1,000 connectors the first are
 * looked at, and `total` is a lower bound. Where no list is answered (5 and 6 steps) there is none by names either.
 */
export async function connectorsNamed(asking: Asking, query: ConnectorsQuery, fits: (entity: EntityRef) => boolean): Promise<ConnectorsResult> {
  const { after, first, ...rest } = query
  const found: ConnectorRow[] = []
  let [looked, last]: [number, ConnectorRow | undefined] = [0, undefined]
  for (;;) {
    const page = await asking.graph.connectors({ ...rest, first: MOST_ROWS, ...(last === undefined ? {} : { after: last }) }, asking.viewer, asking.signal)
    found.push(...page.rows.filter(({ entity }) => fits(entity)))
    looked += page.rows.length
    last = page.rows.at(-1)
    if (last !== undefined && page.hasNextPage && looked < MOST) continue
    const from = after === undefined ? 0 : found.findIndex(({ id }) => id === after.id) + 1
    const nearest = found[0]?.distance
    return { total: found.length, atLeast: page.hasNextPage, rows: found.slice(from, from + first), hasNextPage: from + first < found.length, ...(nearest === undefined ? {} : { nearest }) }
  }
}
