import { END, FACET, FROM, KEY, sharedBytes, sharedCopy, sharedInts, START, TO, withRoom, type EdgeList } from './columns.ts'
import { CODE_BITS, codeOf, RARE } from './facets.ts'
import { layOut, type RowColumns } from './layout.ts'

/** Reserved on top when everything is laid out anew: what changes is written behind. */
const ROOM = 1.25

/**
 * The rows in the keeper's hands. A row that changes is written anew behind the others and never
 * touched where it was, since somebody may be reading it; rows given up are garbage until `compact`.
 */
export class Rows {
  columns: RowColumns
  #garbage = 0

  constructor(edges: EdgeList, nodes: number, facets: number) {
    this.columns = layOut(edges, nodes, ROOM, facets)
  }

  /**
   * Makes ready for `rewrite`.
   * @param places of the rows to be written
   * @param inPlace whether the index of the newest snapshot may be changed
   */
  prepare(nodes: number, places: number, facets: number, inPlace: boolean): void {
    const { columns } = this
    const needed = columns.used + places
    columns.index = withRoom(inPlace ? columns.index : sharedCopy(columns.index), nodes)
    columns.rows = withRoom(columns.rows, needed)
    columns.keys = withRoom(columns.keys, columns.rows.length)
    columns.spans = withRoom(columns.spans, 2 * columns.rows.length)
    columns.out = withRoom(columns.out, columns.rows.length)
    if (facets > RARE) columns.rare = withRoom(columns.rare, columns.rows.length)
  }

  length(node: number): number {
    return this.columns.rows[this.columns.index[node]!]!
  }

  /**
   * Merges what comes in into what stays of the old row.
   * @param changed keys of relations to take out
   * @param incoming places in `edges` of what comes in
   */
  rewrite(node: number, changed: ReadonlySet<number>, edges: Int32Array, incoming: readonly number[]): void {
    const { index, rows, keys } = this.columns
    const otherEnd = (at: number): number => (edges[at + FROM] === node ? edges[at + TO]! : edges[at + FROM]!)
    const arriving = incoming.toSorted((x, y) => otherEnd(x) - otherEnd(y))
    const old = index[node]!
    const row = this.columns.used
    let [place, next] = [row, 0]
    const arriveBefore = (neighbour: number): void => {
      while (next < arriving.length && otherEnd(arriving[next]!) < neighbour) {
        const at = arriving[next++]!
        this.#write(++place, node, edges, at)
      }
    }
    for (let from = old + 1; from <= old + rows[old]!; from++) {
      if (changed.has(keys[from]!)) continue
      arriveBefore(rows[from]! >> CODE_BITS)
      this.#move(from, ++place)
    }
    arriveBefore(Infinity)
    // place 0 is everybody's empty row
    if (old > 0) this.#garbage += 1 + rows[old]!
    rows[row] = place - row
    this.columns.used = place + 1
    index[node] = row
  }

  /** Writes all rows to new memory, in the order they lie in, when more than half of the old is garbage. */
  compact(nodes: number): void {
    const { index, rows, keys, spans, rare, out, used } = this.columns
    if (2 * this.#garbage <= used) return
    const places = Math.ceil((used - this.#garbage) * ROOM)
    const fresh: RowColumns = {
      index: sharedCopy(index), rows: sharedInts(places), keys: sharedInts(places), spans: sharedInts(2 * places),
      rare: sharedInts(rare.length > 0 ? places : 0), out: sharedBytes(places), used: 1,
    }
    // place 0 is everybody's empty row, so a node plus 1 where a row begins, and 0 elsewhere
    const owners = new Int32Array(used)
    for (let node = 0; node < nodes; node++) if (index[node]! > 0) owners[index[node]!] = node + 1
    for (let row = 1; row < used;) {
      if (owners[row] === 0) {
        row++
        continue
      }
      fresh.index[owners[row]! - 1] = fresh.used
      for (const end = row + rows[row]!; row <= end; row++) {
        const place = fresh.used++
        fresh.rows[place] = rows[row]!
        fresh.keys[place] = keys[row]!
        fresh.spans[2 * place] = spans[2 * row]!
        fresh.spans[2 * place + 1] = spans[2 * row + 1]!
        fresh.out[place] = out[row]!
        if (rare.length > 0) fresh.rare[place] = rare[row]!
      }
    }
    this.columns = fresh
    this.#garbage = 0
  }

  #move(from: number, to: number): void {
    const { rows, keys, spans, rare, out } = this.columns
    rows[to] = rows[from]!
    keys[to] = keys[from]!
    spans[2 * to] = spans[2 * from]!
    spans[2 * to + 1] = spans[2 * from + 1]!
    out[to] = out[from]!
    if (rare.length > 0) rare[to] = rare[from]!
  }

  #write(place: number, node: number, edges: Int32Array, at: number): void {
    const { rows, keys, spans, rare, out } = this.columns
    const facet = edges[at + FACET]!
    const away = edges[at + FROM] === node
    rows[place] = edges[at + (away ? TO : FROM)]! << CODE_BITS | codeOf(facet)
    keys[place] = edges[at + KEY]!
    spans[2 * place] = edges[at + START]!
    spans[2 * place + 1] = edges[at + END]!
    out[place] = Number(away)
    if (rare.length > 0) rare[place] = facet
  }
}
