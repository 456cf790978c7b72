import { Among, told, type Around, type Connecting } from '../among.ts'
import type { AmongQuery, AmongResult } from '../port.ts'
import { Turns } from '../turns.ts'
import { Neighbourhood } from './neighbourhood.ts'
import type { Ask } from './reads.ts'
import { kindOf } from './rows.ts'

/** Of the ring, between two looks at the clock: a millisecond or two of work. */
const STRETCH = 2_000

interface Found extends Connecting {
  readonly number: number
}

/** `among` as docs/questions.md means it. */
export async function among(ask: Ask, query: AmongQuery): Promise<AmongResult> {
  const { set, kinds, maxHops, first, types } = query
  const pairs = (set.length * (set.length - 1)) / 2
  const hood = new Neighbourhood(ask, query)
  if (types.length === 0) return told<Found>(set, { totals: new Int32Array(pairs), nearest: new Uint8Array(pairs), total: 0, rows: [] }, ({ number }) => hood.ref(number))
  const numbers = await hood.numbers(set)
  const members = set.map((id) => numbers.get(id))
  await hood.expand(members.filter((number) => number !== undefined))
  const turns = new Turns()
  const places = new Places()
  const rings = members.map((number) => (number === undefined ? [] : hood.row(number).filter((one) => !hood.avoid.has(one))))
  if (maxHops > 2) await hood.expand(rings.flat())
  const around = await aroundOf(hood, places, rings, maxHops > 2, turns)
  const found: Found[] = []
  const [nodes, avoid] = [members.map((number) => (number === undefined ? -1 : places.of(number))), [...hood.avoid].map(places.of)]
  const counting = new Among(
    places.size, nodes, avoid, maxHops,
    (place) => kinds.includes(kindOf(places.number(place))!), (place, connected, distance, best, nearest) => found.push({ number: places.number(place), pairs: connected, distance, best, nearest }),
  )
  const inStretches = async (length: number, work: (from: number, to: number) => void): Promise<void> => {
    for (let from = 0; from < length; from += STRETCH) {
      work(from, Math.min(length, from + STRETCH))
      await turns.next()
    }
  }
  around.forEach((one, member) => counting.addRing(member, one))
  if (maxHops > 2) for (const [member, one] of around.entries()) await inStretches(one.ring.length, (from, to) => counting.meet(member, one, from, to))
  for (const [member, one] of around.entries()) await inStretches(one.ring.length, (from, to) => counting.count(member, one, from, to))
  if (maxHops > 3) await inStretches(counting.rest, (from, to) => counting.countRest(from, to))
  const rows = await firstOf(hood, found, first)
  const { totals, nearest } = counting
  return told(set, { totals, nearest, total: found.length, rows }, ({ number }) => hood.ref(number))
}

/** Numbers of entities have gaps; what counts needs them without. */
class Places {
  readonly #places = new Map<number, number>()
  readonly #numbers: number[] = []

  get size(): number {
    return this.#numbers.length
  }

  of = (number: number): number => {
    let place = this.#places.get(number)
    if (place === undefined) this.#places.set(number, (place = this.#numbers.push(number) - 1))
    return place
  }

  number = (place: number): number => this.#numbers[place]!
}

/** What lies around the members, in places. @param further also the neighbours of their neighbours */
async function aroundOf(hood: Neighbourhood, places: Places, rings: readonly (readonly number[])[], further: boolean, turns: Turns): Promise<Around[]> {
  const around: Around[] = []
  for (const numbers of rings) {
    const ring = Int32Array.from(numbers, places.of)
    const starts = new Int32Array(further ? ring.length + 1 : 0)
    if (further) numbers.forEach((number, i) => { starts[i + 1] = starts[i]! + hood.row(number).length })
    const flat = new Int32Array(starts.at(-1) ?? 0)
    for (const [i, number] of further ? numbers.entries() : []) {
      flat.set(hood.row(number).map(places.of), starts[i]!)
      await turns.next()
    }
    around.push({ ring, starts, flat })
  }
  return around
}

/** The first so many. Ids are with the server: they are fetched for the ties that the list reaches into. */
async function firstOf(hood: Neighbourhood, found: Found[], first: number): Promise<Found[]> {
  const byRank = (x: Found, y: Found): number => y.pairs - x.pairs || x.distance - y.distance
  found.sort(byRank)
  let end = Math.min(first, found.length)
  while (end > 0 && end < found.length && byRank(found[end - 1]!, found[end]!) === 0) end++
  const part = found.slice(0, end)
  await hood.loadIds(part.map(({ number }) => number))
  const rows = part.sort((x, y) => byRank(x, y) || (hood.id(x.number) < hood.id(y.number) ? -1 : 1)).slice(0, first)
  await hood.loadRefs(rows.map(({ number }) => number))
  return rows
}
