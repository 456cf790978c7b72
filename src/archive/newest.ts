import type { EntityView, GraphStore } from '../graph/port.ts'
import { Turns } from '../graph/turns.ts'
import { PUBLIC } from '../model/audience.ts'
import type { LoggedChangeset } from '../model/changeset.ts'
import type { Id } from '../model/ids.ts'
import type { EntityRecord, Kind } from '../model/records.ts'
import { entryAt } from './watching/entry.ts'

/** Something that was published, and when. */
export interface New {
  readonly entity: EntityView
  /** Milliseconds since 1970. */
  readonly at: number
}

type Graph = Pick<GraphStore, 'sequence' | 'replay' | 'changeset' | 'heads' | 'history' | 'entities'>

/** Of an import only these are told one by one: not each of the thousand associations of a register, but the register. */
const TOLD: ReadonlySet<Kind> = new Set<Kind>(['Work', 'Entry', 'Collection'])
/** Looked at together. */
const SLICE = 40

/**
 * What everyone may read and was published last, newest first. It is worked out of what everyone sees and nothing else, so
 * that nothing of it tells of what is hidden, and kept while the log stands still.
 */
export async function newest(graph: Graph, first: number): Promise<readonly New[]> {
  const now = await graph.sequence()
  const before = kept.get(graph)
  if (before?.first === first && before.sequence === now) return before.found
  const tail = before?.tail ?? new Tail(graph)
  const found = (before?.found ?? Promise.resolve([])).catch(() => []).then(() => work(graph, tail, now, first))
  const mine = { sequence: now, first, found, tail }
  kept.set(graph, mine)
  // one that failed is not remembered
  found.catch(() => { if (kept.get(graph) === mine) kept.delete(graph) })
  return found
}

const kept = new WeakMap<Graph, { readonly sequence: number; readonly first: number; readonly found: Promise<readonly New[]>; readonly tail: Tail }>()

async function work(graph: Graph, tail: Tail, now: number, first: number): Promise<readonly New[]> {
  await tail.follow(now)
  const [all, seen, turns]: [New[], Set<Id>, Turns] = [[], new Set(), new Turns()]
  for (let start = 0; all.length < first; start += SLICE) {
    const slice = await tail.slice(start, SLICE)
    if (slice.length === 0) break
    const ids = [...new Set(slice.map(({ id }) => id))]
    const views = await graph.entities(ids, PUBLIC)
    for (const { id, changeset, at } of slice) {
      const entity = views.get(id)
      if (all.length === first) break
      // what was merged is its survivor, which was published at a time of its own
      if (entity === undefined || entity.id !== id || entity.state !== 'published' || seen.has(id)) continue
      await turns.next()
      const told = await entryAt(graph, PUBLIC, id, changeset)
      if (told === undefined || told.entry.state !== 'published' || told.before?.state === 'published') continue
      seen.add(id)
      all.push({ entity, at })
    }
  }
  return all
}

interface Put {
  readonly id: Id
  readonly changeset: Id
  readonly at: number
}

/** Entities that the log has written, newest first, read backwards as far as is asked for. */
class Tail {
  readonly #graph: Graph
  /** Newest last. */
  #after: Put[] = []
  /** Newest first. */
  readonly #before: Put[] = []
  /** The log is read from here … */
  #from = 0
  /** … to here. */
  #to = 0

  constructor(graph: Graph) {
    this.#graph = graph
  }

  async follow(now: number): Promise<void> {
    if (this.#to === 0) {
      this.#from = now + 1
      this.#to = now
    }
    for await (const changeset of this.#graph.replay(this.#to)) {
      this.#after.push(...await putsOf(changeset))
      this.#to = changeset.sequence
    }
  }

  async slice(start: number, count: number): Promise<readonly Put[]> {
    while (this.#after.length + this.#before.length < start + count && this.#from > 1) {
      const changeset = await this.#graph.changeset({ sequence: this.#from - 1 })
      this.#from--
      if (changeset !== undefined) this.#before.push(...(await putsOf(changeset)).reverse())
    }
    const newer = this.#after.slice(Math.max(0, this.#after.length - start - count), Math.max(0, this.#after.length - start)).reverse()
    const at = Math.max(0, start - this.#after.length)
    return [...newer, ...this.#before.slice(at, at + count - newer.length)]
  }
}

async function putsOf({ id: changeset, at, operations, batch }: LoggedChangeset): Promise<Put[]> {
  const [puts, turns]: [Put[], Turns] = [[], new Turns()]
  for (const { op, type, state, id, payload } of operations) {
    if (op !== 'put' || type !== 'entity' || state !== 'published' || payload == null) continue
    await turns.next()
    if (batch === undefined || TOLD.has((JSON.parse(payload) as EntityRecord).kind)) puts.push({ id, changeset, at })
  }
  return puts
}
