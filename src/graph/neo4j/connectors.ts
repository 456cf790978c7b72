import type { ConnectorRank, ConnectorsQuery, ConnectorsResult } from '../port.ts'
import { hydrate } from './hydrate.ts'
import { Neighbourhood } from './neighbourhood.ts'
import type { Ask } from './reads.ts'
import { kindOf } from './rows.ts'
import { routesOf } from './routes.ts'
import { Side } from './side.ts'
import { compareStrength, strengthOf, type Arrivals } from '../strength.ts'

interface Candidate extends Arrivals {
  readonly number: number
  readonly distance: number
}

/** Up to this many hops connectors are ranked and listed. */
const LISTED_HOPS = 4
const NOTHING = { total: 0, rows: [], hasNextPage: false }

/** `connectors` as docs/questions.md means it. */
export async function connectors(ask: Ask, query: ConnectorsQuery): Promise<ConnectorsResult> {
  const { maxHops, first, after, routes, types } = query
  const atLeast = maxHops > LISTED_HOPS
  if (types.length === 0) return { ...NOTHING, atLeast }
  const hood = new Neighbourhood(ask, query)
  const numbers = await hood.numbers([query.a, query.b])
  const [a, b] = [numbers.get(query.a), numbers.get(query.b)]
  if (a === undefined || b === undefined) return { ...NOTHING, atLeast }
  const one = new Side(hood, a, b)
  const other = new Side(hood, b, a)
  await walk(hood, one, other, maxHops)
  const found = candidates(one, other, query)
  const totals = { total: found.length, atLeast, ...(found.length === 0 ? {} : { nearest: found.reduce((least, { distance }) => Math.min(least, distance), maxHops) }) }
  if (atLeast) return { ...totals, rows: [], hasNextPage: false }
  const page = await pageOf(hood, found, first + 1, after)
  const rows = page.slice(0, first)
  const ways = await routesOf(hood, one, other, rows.map(({ number }) => number), routes)
  const shown = await hydrate(ask, hood, ways.flat())
  await hood.loadRefs(rows.map(({ number }) => number))
  let at = 0
  return {
    ...totals,
    rows: rows.map((row, i) => ({
      id: hood.id(row.number), distance: row.distance, strength: strengthOf(row), entity: hood.ref(row.number),
      routes: ways[i]!.map(() => shown[at++]!),
    })),
    hasNextPage: page.length > first,
  }
}

async function walk(hood: Neighbourhood, one: Side, other: Side, maxHops: number): Promise<void> {
  // two steps from either end are needed from three hops on; three only beyond what is listed
  const steps = maxHops === 2 ? 1 : maxHops <= LISTED_HOPS ? 2 : 3
  for (let step = 0; step < steps; step++) {
    await hood.expand([...one.frontier, ...other.frontier])
    one.grow()
    other.grow()
  }
  if (maxHops !== LISTED_HOPS) return
  const near = (side: Side): number[] => [...side.distance].filter(([, distance]) => distance === 1).map(([number]) => number)
  await hood.count([...one.reach(near(other)), ...other.reach(near(one))])
  one.arrive()
  other.arrive()
}

function candidates(one: Side, other: Side, { maxHops, kinds }: ConnectorsQuery): Candidate[] {
  const found: Candidate[] = []
  for (const [number, steps] of one.distance) {
    const distance = steps + (other.distance.get(number) ?? Infinity)
    if (steps === 0 || distance > maxHops || !kinds.includes(kindOf(number)!) || hangs(one, other, number)) continue
    found.push({ number, distance, one: one.resource.get(number)!, other: other.resource.get(number)! })
  }
  return found
}

/** All shortest routes to both ends leave it through one and the same entity. */
function hangs(one: Side, other: Side, number: number): boolean {
  const [x, y] = [one.nearer.get(number)!, other.nearer.get(number)!]
  return x.length === 1 && y.length === 1 && x[0] === y[0]
}

/**
 * The first so many after a rank. Most strengths are shared by many, and ids are with the server: they
 * are fetched for the ties that the page reaches into.
 */
async function pageOf(hood: Neighbourhood, found: Candidate[], count: number, after: ConnectorRank | undefined): Promise<Candidate[]> {
  const byRank = (x: Pick<Candidate, 'distance' | 'one' | 'other'>, y: Pick<Candidate, 'distance' | 'one' | 'other'>): number => x.distance - y.distance || compareStrength(x, y)
  found.sort(byRank)
  let at = after === undefined ? 0 : found.findIndex(({ distance, ...arrivals }) => distance > after.distance || (distance === after.distance && strengthOf(arrivals) <= after.strength))
  const page: Candidate[] = []
  while (at >= 0 && at < found.length && page.length < count) {
    let end = Math.min(found.length, at + count)
    while (end < found.length && byRank(found[end - 1]!, found[end]!) === 0) end++
    const part = found.slice(at, end)
    await hood.loadIds(part.map(({ number }) => number))
    part.sort((x, y) => byRank(x, y) || (hood.id(x.number) < hood.id(y.number) ? -1 : 1))
    page.push(...part.filter((one) => after === undefined || one.distance !== after.distance || strengthOf(one) !== after.strength || hood.id(one.number) > after.id))
    at = end
  }
  return page.slice(0, count)
}
