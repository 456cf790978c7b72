import { z } from 'zod'
import type { EntityView, GraphStore } from '../graph/port.ts'
import { Turns } from '../graph/turns.ts'
import type { Remembered } from '../kept/remembered.ts'
import { PUBLIC } from '../model/audience.ts'
import type { LoggedChangeset } from '../model/changeset.ts'
import { isId, type Id } from '../model/ids.ts'
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
 * @param remembered what was read of the log before the service was started: all of a large one may be read otherwise
 */
export async function newest(graph: Graph, first: number, remembered?: Remembered): Promise<readonly New[]> {
  const now = await graph.sequence()
  const before = kept.get(graph)
  if (before?.first === first && before.sequence === now) return before.found
  const tail = before?.tail ?? new Tail(graph, remembered)
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
  // nobody waits for it
  void tail.remember()
  return all
}

const id = z.custom<Id>((value) => typeof value === 'string' && isId(value))
const put = z.object({ id, changeset: id, sequence: z.number(), at: z.number() })
type Put = z.output<typeof put>

/** What is known of a log is that of another one unless the changeset at its end is the same. */
const read = z.object({ from: z.number(), to: z.number(), head: id, puts: z.array(put) })
/** More than are looked through as long as most of them can be seen. */
const REMEMBERED = 200

/** Entities that the log has written, newest first, read backwards as far as is asked for. */
class Tail {
  readonly #graph: Graph
  readonly #remembered: Remembered | undefined
  /** Newest last. */
  #after: Put[] = []
  /** Newest first. */
  #before: Put[] = []
  /** The log is read from here … */
  #from = 0
  /** … to here. */
  #to = 0
  /** … where this changeset stands. */
  #head: Id | undefined
  #isNew = false

  constructor(graph: Graph, remembered: Remembered | undefined) {
    this.#graph = graph
    this.#remembered = remembered
  }

  async follow(now: number): Promise<void> {
    if (this.#to === 0) await this.#begin(now)
    for await (const changeset of this.#graph.replay(this.#to)) {
      this.#after.push(...await putsOf(changeset))
      this.#to = changeset.sequence
      this.#head = changeset.id
      this.#isNew = true
    }
  }

  async #begin(now: number): Promise<void> {
    const { data } = read.safeParse(await this.#remembered?.read())
    if (data !== undefined && data.to <= now && (await this.#graph.changeset({ sequence: data.to }))?.id === data.head) {
      this.#from = data.from
      this.#to = data.to
      this.#head = data.head
      this.#before = data.puts
    } else {
      this.#from = now + 1
      this.#to = now
    }
  }

  async remember(): Promise<void> {
    if (!this.#isNew || this.#head === undefined) return
    this.#isNew = false
    const all = [...this.#after.toReversed(), ...this.#before]
    // whole changesets: what was before them is read again
    const from = all.length > REMEMBERED ? all[REMEMBERED]!.sequence + 1 : this.#from
    await this.#remembered?.write({ from, to: this.#to, head: this.#head, puts: all.filter(({ sequence }) => sequence >= from) } satisfies z.output<typeof read>)
  }

  async slice(start: number, count: number): Promise<readonly Put[]> {
    while (this.#after.length + this.#before.length < start + count && this.#from > 1) {
      const changeset = await this.#graph.changeset({ sequence: this.#from - 1 })
      this.#from--
      this.#isNew = true
      if (changeset?.sequence === this.#to) this.#head = changeset.id
      if (changeset !== undefined) this.#before.push(...(await putsOf(changeset)).reverse())
    }
    const newer = this.#after.slice(Math.max(0, this.#after.length - start - count), Math.max(0, this.#after.length - start)).reverse()
    const at = Math.max(0, start - this.#after.length)
    return [...newer, ...this.#before.slice(at, at + count - newer.length)]
  }
}

async function putsOf({ id: changeset, sequence, at, operations, batch }: LoggedChangeset): Promise<Put[]> {
  const [puts, turns]: [Put[], Turns] = [[], new Turns()]
  for (const { op, type, state, id, payload } of operations) {
    if (op !== 'put' || type !== 'entity' || state !== 'published' || payload == null) continue
    await turns.next()
    if (batch === undefined || TOLD.has((JSON.parse(payload) as EntityRecord).kind)) puts.push({ id, changeset, sequence, at })
  }
  return puts
}
