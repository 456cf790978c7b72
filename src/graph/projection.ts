import { ArchiveError, badInput } from '../model/errors.ts'
import { Ids } from './id-list.ts'
import type { Projection, ProjectQuery } from './port.ts'
import { compareNodes, ID_WORDS } from './words.ts'

/** A projection in columns: what a store gathers in any order, and the same in the order of `docs/questions.md`. */
export interface Columns {
  /** Of each node the four words of its id (`words.ts`); each once. */
  readonly ids: Uint32Array
  readonly kinds: Uint8Array
  /** Of each relation the places of its ends in `ids`. */
  readonly from: Uint32Array
  readonly to: Uint32Array
  /** Places in a list of types that is in alphabetical order. */
  readonly type: Uint16Array
  readonly earliest: Int32Array
  readonly latest: Int32Array
}

export interface Arranged extends Columns {
  /** Which types of that list occur, ascending; `type` says places in this. */
  readonly used: readonly number[]
}

/** What is handed over from thread to thread instead of being copied. */
export const buffersOf = ({ ids, kinds, from, to, type, earliest, latest }: Columns): ArrayBuffer[] =>
  [ids, kinds, from, to, type, earliest, latest].map((column) => column.buffer as ArrayBuffer)

/** Takes some 0.2 s for a million relations: not for a thread that others wait for, unless they are few. */
export function arrange({ ids, kinds, from, to, type, earliest, latest }: Columns): Arranged {
  const nodes = inOrder(ids)
  const places = new Uint32Array(nodes.length)
  nodes.forEach((node, place) => { places[node] = place })
  const order = byFrom(from, places)
  const compare = (x: number, y: number): number =>
    places[to[x]!]! - places[to[y]!]! || type[x]! - type[y]! || earliest[x]! - earliest[y]! || latest[x]! - latest[y]!
  for (let start = 0, end = 0; start < order.length; start = end) {
    const node = from[order[start]!]!
    while (end < order.length && from[order[end]!] === node) end++
    if (end - start > 1) order.subarray(start, end).sort(compare)
  }
  const occurs = new Uint8Array(2 ** 16)
  for (const one of type) occurs[one] = 1
  const used = Array.from(occurs.keys()).filter((one) => occurs[one] === 1)
  const names = new Uint16Array(2 ** 16)
  used.forEach((one, place) => { names[one] = place })
  const arranged = {
    ids: new Uint32Array(ids.length), kinds: new Uint8Array(nodes.length), used,
    from: Uint32Array.from(order, (at) => places[from[at]!]!), to: Uint32Array.from(order, (at) => places[to[at]!]!),
    type: Uint16Array.from(order, (at) => names[type[at]!]!),
    earliest: Int32Array.from(order, (at) => earliest[at]!), latest: Int32Array.from(order, (at) => latest[at]!),
  }
  nodes.forEach((node, place) => {
    arranged.ids.set(ids.subarray(ID_WORDS * node, ID_WORDS * (node + 1)), ID_WORDS * place)
    arranged.kinds[place] = kinds[node]!
  })
  return arranged
}

/** @param types the list that `type` of the gathered columns meant */
export const projectionOf = ({ ids, used, ...columns }: Arranged, types: readonly string[]): Projection =>
  ({ nodes: new Ids(ids), ...columns, types: used.map((one) => types[one]!) })

/** Nodes in the order of their ids. Most stores number them as they come, which is nearly that. */
function inOrder(ids: Uint32Array): Uint32Array {
  const nodes = Uint32Array.from({ length: ids.length / ID_WORDS }, (_, node) => node)
  for (let node = 1; node < nodes.length; node++) {
    if (compareNodes(ids, node - 1, node) > 0) return nodes.sort((x, y) => compareNodes(ids, x, y))
  }
  return nodes
}

/** Relations by the place of their start, in linear time. */
function byFrom(from: Uint32Array, places: Uint32Array): Uint32Array {
  const starts = new Uint32Array(places.length + 1)
  for (const node of from) starts[places[node]! + 1]!++
  for (let place = 0; place < places.length; place++) starts[place + 1]! += starts[place]!
  const order = new Uint32Array(from.length)
  from.forEach((node, at) => { order[starts[places[node]!]!++] = at })
  return order
}

/** @throws BAD_USER_INPUT for a query that means nothing */
export function checkProjectQuery({ among, around, most }: ProjectQuery): void {
  if (among !== undefined && around !== undefined) throw badInput('around', 'among and around exclude each other')
  if (around !== undefined && !(around.hops >= 1)) throw badInput('hops', `hops is at least 1, not ${around.hops}`)
  if (!(most >= 1)) throw badInput('most', `most is at least 1, not ${most}`)
}

export const tooMany = (most: number): ArchiveError =>
  new ArchiveError('TOO_EXPENSIVE', `要看的關係超過 ${most} 筆，請限定種類、關係類型或日期 (more than ${most} relations: ask for fewer kinds, types, or a date)`)
