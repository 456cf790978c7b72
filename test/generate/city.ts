import type { Kind } from '../../src/model/records.ts'
import { random, type Random } from './random.ts'

/**
 * The city of the benchmarks: departments of Zipf sizes, organizations registered with one of them
 * (5 % with two), 30 % with a partner, people who work for one to three. As columns, because ten times
 * its size is 1.6 million entities and 2.6 million relations.
 */
export interface City {
  readonly departments: number
  readonly organizations: number
  readonly people: number
  /** Departments first, then organizations, then people. */
  readonly entities: number
  readonly relations: number
  /** Index into `CITY_TYPES`. */
  readonly type: Uint8Array
  /** Entity numbers. */
  readonly from: Uint32Array
  readonly to: Uint32Array
  /** Index into `CITY_PROTOCOLS`: 0 for everyone; all 0 unless asked for. */
  readonly audience: Uint8Array
  /** Years, 0 for unknown; all 0 unless asked for. */
  readonly start: Uint16Array
  readonly end: Uint16Array
  kindOf(entity: number): Kind
  nameOf(entity: number): string
  /** A UUID version 7 that follows from the number: the order of ids is that of the numbers. */
  idOf(entity: number): string
}

export const CITY_TYPES = ['REGISTERED_WITH', 'PARTNERS_WITH', 'WORKS_FOR'] as const
export const CITY_PROTOCOLS = ['everyone', 'north', 'south', 'east'] as const

export interface CityOptions {
  /** 1: 100,000 organizations and 60,000 people. Departments stay 60. */
  readonly scale?: number
  readonly seed?: number
  /** Share of relations that only a community may read. Default 0. */
  readonly restricted?: number
  /** Share of relations with years. Default 0. */
  readonly dated?: number
}

const DEPARTMENTS = 60

export function city({ scale = 1, seed = 1, restricted = 0, dated = 0 }: CityOptions = {}): City {
  const chance = random(seed)
  const organizations = Math.round(100_000 * scale)
  const people = Math.round(60_000 * scale)
  const limit = organizations * 3 + people * 3
  const columns = { type: new Uint8Array(limit), from: new Uint32Array(limit), to: new Uint32Array(limit) }
  let relations = 0
  const relate = (type: number, from: number, to: number): void => {
    columns.type[relations] = type
    columns.from[relations] = from
    columns.to[relations++] = to
  }
  const department = zipf(DEPARTMENTS, chance)
  for (let i = 0; i < organizations; i++) {
    const self = DEPARTMENTS + i
    const first = department()
    relate(0, self, first)
    if (chance.chance(0.05)) relate(0, self, other(first, department))
    if (chance.chance(0.3)) relate(1, self, other(self, () => DEPARTMENTS + chance.below(organizations)))
  }
  for (let i = 0; i < people; i++) {
    const employers = new Set<number>()
    for (let left = 1 + chance.below(3); left > 0; left--) employers.add(DEPARTMENTS + chance.below(organizations))
    for (const employer of employers) relate(2, DEPARTMENTS + organizations + i, employer)
  }
  const [audience, start, end] = [new Uint8Array(relations), new Uint16Array(relations), new Uint16Array(relations)]
  for (let i = 0; i < relations; i++) {
    if (restricted > 0 && chance.chance(restricted)) audience[i] = 1 + chance.below(CITY_PROTOCOLS.length - 1)
    if (dated > 0 && chance.chance(dated)) {
      start[i] = 1960 + chance.below(60)
      if (chance.chance(0.5)) end[i] = start[i]! + chance.below(20)
    }
  }
  const kindOf = (entity: number): Kind => (entity < DEPARTMENTS + organizations ? 'Organization' : 'Person')
  return {
    departments: DEPARTMENTS, organizations, people, entities: DEPARTMENTS + organizations + people, relations,
    type: columns.type.slice(0, relations), from: columns.from.slice(0, relations), to: columns.to.slice(0, relations),
    audience, start, end, kindOf, idOf: numberedId,
    nameOf: (entity) => (entity < DEPARTMENTS ? `第${entity + 1}局` : `${kindOf(entity) === 'Person' ? '人士' : '團體'}${entity}`),
  }
}

/** Sizes fall as 1, 1/2, 1/3, … */
function zipf(size: number, chance: Random): () => number {
  const sums: number[] = []
  for (let i = 0, sum = 0; i < size; i++) sums.push((sum += 1 / (i + 1)))
  return () => {
    const at = chance.next() * sums[size - 1]!
    return sums.findIndex((sum) => at < sum)
  }
}

function other(than: number, draw: () => number): number {
  for (;;) {
    const drawn = draw()
    if (drawn !== than) return drawn
  }
}

/** 2020-01-01 and n milliseconds as a UUID version 7. */
export function numberedId(n: number): string {
  const time = (1577836800000 + n).toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${(n % 0x1000000000000).toString(16).padStart(12, '0')}`
}
