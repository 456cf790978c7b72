/** A graph of neighbours: undirected, without loops, parallel relations as one. Compressed sparse rows. */
export interface Network {
  readonly size: number
  /** The neighbours of v are `neighbours[starts[v]]` up to before `neighbours[starts[v + 1]]`, ascending. */
  readonly starts: Uint32Array
  readonly neighbours: Uint32Array
}

/** @param from and `to`: the ends of each relation, below `size` */
export function networkOf(size: number, from: ArrayLike<number>, to: ArrayLike<number>): Network {
  const room = new Uint32Array(size + 1)
  for (let i = 0; i < from.length; i++) {
    room[from[i]! + 1]!++
    room[to[i]! + 1]!++
  }
  for (let v = 0; v < size; v++) room[v + 1]! += room[v]!
  const incident = new Uint32Array(room[size]!)
  const ends = room.slice()
  for (let i = 0; i < from.length; i++) {
    incident[ends[from[i]!]!++] = to[i]!
    incident[ends[to[i]!]!++] = from[i]!
  }
  // every node in turn writes itself into its neighbours' rows, which so come out sorted; what is parallel comes twice in a row
  const rows = new Uint32Array(incident.length)
  ends.set(room)
  for (let v = 0; v < size; v++) {
    for (let at = room[v]!; at < room[v + 1]!; at++) {
      const other = incident[at]!
      if (other === v || (ends[other]! > room[other]! && rows[ends[other]! - 1] === v)) continue
      rows[ends[other]!++] = v
    }
  }
  const starts = new Uint32Array(size + 1)
  for (let v = 0; v < size; v++) starts[v + 1] = starts[v]! + ends[v]! - room[v]!
  const neighbours = new Uint32Array(starts[size]!)
  for (let v = 0; v < size; v++) neighbours.set(rows.subarray(room[v], ends[v]), starts[v])
  return { size, starts, neighbours }
}

export const degree = ({ starts }: Network, v: number): number => starts[v + 1]! - starts[v]!

/** The neighbours of v with most neighbours, then by place. */
export function bestKnown(network: Network, of: Iterable<number>, count: number): number[] {
  return [...of].sort((x, y) => degree(network, y) - degree(network, x) || x - y).slice(0, count)
}

export const neighboursOf = ({ starts, neighbours }: Network, v: number): Uint32Array => neighbours.subarray(starts[v], starts[v + 1])
