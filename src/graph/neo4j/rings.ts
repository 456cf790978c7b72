import type { Kind } from '../../model/records.ts'
import type { RingRank, RingsQuery, RingsResult } from '../port.ts'
import { Turns } from '../turns.ts'
import { Neighbourhood } from './neighbourhood.ts'
import type { Ask } from './reads.ts'
import { kindOf } from './rows.ts'

/** `rings` as docs/questions.md means it. */
export async function rings(ask: Ask, query: RingsQuery): Promise<RingsResult> {
  const { center, list } = query
  const hood = new Neighbourhood(ask, query)
  const start = query.types.length === 0 ? undefined : (await hood.numbers([center])).get(center)
  const counted: RingsResult['rings'][number][] = []
  const turns = new Turns()
  let page: Page = { listed: 0, rows: [], hasNextPage: false }
  let before = new Set<number>()
  let ring = new Set(start === undefined ? [] : [start])
  for (let distance = 1; distance <= query.rings; distance++) {
    const next = new Set<number>()
    const types: Record<string, number> = {}
    const wanted = list?.ring === distance ? list : undefined
    /** Relations of each entity to the ring before, of the type that is asked for. */
    const ties = new Map<number, number>()
    for await (const [type, , others] of hood.ties([...ring])) {
      await turns.next()
      let count = 0
      for (const other of others) {
        if (ring.has(other) || before.has(other) || hood.avoid.has(other)) continue
        next.add(other)
        count++
        if (wanted !== undefined && (wanted.type === undefined || wanted.type === type)) ties.set(other, (ties.get(other) ?? 0) + 1)
      }
      if (count > 0) types[type] = (types[type] ?? 0) + count
    }
    counted.push({ ring: distance, total: next.size, kinds: kindsOf(next), types })
    if (wanted !== undefined) page = await pageOf(hood, ties, wanted)
    before = ring
    ring = next
  }
  return { rings: counted, ...page }
}

type Page = Pick<RingsResult, 'listed' | 'rows' | 'hasNextPage'>

function kindsOf(ring: ReadonlySet<number>): Partial<Record<Kind, number>> {
  const kinds: Partial<Record<Kind, number>> = {}
  for (const number of ring) {
    const kind = kindOf(number)!
    kinds[kind] = (kinds[kind] ?? 0) + 1
  }
  return kinds
}

/** Most have as many relations as others, and ids are with the server: it is asked for the first of those that the page reaches into. */
async function pageOf(hood: Neighbourhood, ties: ReadonlyMap<number, number>, { kinds, first, after }: NonNullable<RingsQuery['list']>): Promise<Page> {
  const alike = new Map<number, number[]>()
  let listed = 0
  for (const [number, relations] of ties) {
    if (kinds !== undefined && !kinds.includes(kindOf(number)!)) continue
    listed++
    const numbers = alike.get(relations)
    if (numbers === undefined) alike.set(relations, [number])
    else numbers.push(number)
  }
  const found: (RingRank & { readonly number: number })[] = []
  for (const [relations, numbers] of [...alike].sort(([x], [y]) => y - x)) {
    if (found.length > first) break
    if (after !== undefined && relations > after.relations) continue
    const ids = await hood.firstIds(numbers, after?.relations === relations ? after.id : '', first + 1 - found.length)
    found.push(...ids.map(([number, id]) => ({ number, id, relations })))
  }
  const rows = found.slice(0, first)
  await hood.loadRefs(rows.map(({ number }) => number))
  return { listed, rows: rows.map(({ number, ...rank }) => ({ ...rank, entity: hood.ref(number) })), hasNextPage: found.length > first }
}
