import type { Viewer } from '../../model/audience.ts'
import { KINDS } from '../../model/records.ts'
import type { Projection, ProjectQuery } from '../port.ts'
import { checkProjectQuery, projectionOf, type Columns } from '../projection.ts'
import { arranged } from './arranged.ts'
import { Gathered } from './gathered.ts'
import { Neighbourhood } from './neighbourhood.ts'
import type { Ask, Reads } from './reads.ts'
import { kindOf } from './rows.ts'

/** Numbers between those of two entities that came one after the other; see `numberOf`. */
const PLACE = 16
/** Relations that one statement should give: some milliseconds to take in. From it follows how long the next stretch of entities is. */
const [LEAST, MOST] = [2_000, 8_000]
/** Entities in a stretch: the first, and the longest. */
const [STRETCH, LONGEST] = [2_000, 100_000]

/** `project` as docs/questions.md means it. */
export async function project(reads: Reads, query: ProjectQuery, viewer: Viewer, signal?: AbortSignal): Promise<Projection> {
  checkProjectQuery(query)
  const types = [...new Set(query.types)].sort()
  const columns = await reads.answer(viewer, (ask) => gathered(ask, { ...query, types }), signal)
  signal?.throwIfAborted()
  return projectionOf(await arranged(columns, signal), types)
}

async function gathered(ask: Ask, query: ProjectQuery): Promise<Columns> {
  const { kinds, among, around } = query
  const hood = new Neighbourhood(ask, query)
  const found = new Gathered(query, hood.avoid)
  const places = kinds === undefined ? null : kinds.map((kind) => KINDS.indexOf(kind))
  await hood.numbers([])
  const isWanted = (number: number): boolean => !hood.avoid.has(number) && (kinds === undefined || kinds.includes(kindOf(number)!))
  const ids = [...new Set(among ?? around?.ids)]
  const seeds = ids.length === 0 ? [] : (await ask<[number]>('questions/survivors', { ids })).map(([number]) => number).filter(isWanted)
  seeds.forEach((number) => found.node(number))
  if (query.types.length > 0) {
    if (among !== undefined) await at(hood, found, seeds, seeds, places)
    else if (around !== undefined) await at(hood, found, await near(hood, seeds, around.hops, isWanted), null, places)
    else await everywhere(ask, hood, found, places)
  }
  await hood.loadIds(found.nodes)
  return found.columns((number) => hood.id(number), (number) => number % PLACE)
}

/** What is at most `hops` - 1 steps away. */
async function near(hood: Neighbourhood, seeds: readonly number[], hops: number, isWanted: (number: number) => boolean): Promise<number[]> {
  const reached = new Set(seeds)
  let ring: readonly number[] = seeds
  for (let step = 1; step < hops; step++) {
    await hood.expand(ring)
    const next = new Set<number>()
    for (const number of ring) for (const neighbour of hood.row(number)) if (!reached.has(neighbour) && isWanted(neighbour)) next.add(neighbour)
    for (const number of next) reached.add(number)
    ring = [...next]
  }
  return [...reached]
}

/** The relations at these; one between two of them comes from both, and is taken from where it starts. */
async function at(hood: Neighbourhood, found: Gathered, numbers: readonly number[], within: readonly number[] | null, kinds: readonly number[] | null): Promise<void> {
  const these = new Set(numbers)
  for await (const [type, ones, others, outs, earliest, latest] of hood.relationsAt(numbers, { within, kinds })) {
    ones.forEach((one, i) => {
      const other = others[i]!
      if (outs[i]!) found.relation(type, one, other, earliest[i]!, latest[i]!)
      else if (!these.has(other)) found.relation(type, other, one, earliest[i]!, latest[i]!)
    })
  }
}

async function everywhere(ask: Ask, hood: Neighbourhood, found: Gathered, kinds: readonly number[] | null): Promise<void> {
  const [[entities] = [0]] = await ask<[number]>('questions/extent')
  let stretch = STRETCH
  for (let least = 0; least < entities;) {
    const below = least + stretch
    const before = found.relations
    for (const [type, ones, others, earliest, latest] of await hood.relationsFrom({ least: least * PLACE, below: below * PLACE }, kinds)) {
      ones.forEach((one, i) => { found.relation(type, one, others[i]!, earliest[i]!, latest[i]!) })
    }
    least = below
    const took = found.relations - before
    if (took < LEAST) stretch = Math.min(LONGEST, stretch * 2)
    else if (took > MOST) stretch = Math.max(1, Math.ceil((stretch * LEAST) / took))
  }
}
