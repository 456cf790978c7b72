import type { GraphStore } from '../graph/port.ts'
import { WHOLE } from '../model/audience.ts'
import type { Head } from '../model/changeset.ts'
import type { Id } from '../model/ids.ts'
import type { DistinctionRecord, Identifier } from '../model/records.ts'
import { slices } from '../model/slices.ts'
import { isMember, memberOf } from './member.ts'
import { Recent } from './recent.ts'
import { CODE, UNIT } from './unit.ts'
import { pages } from '../graph/every.ts'

/** How many ids or keys are asked for in one query. */
const SLICE = 2_000

type Reads = Pick<GraphStore, 'heads' | 'bearers' | 'scan'>

/** What was asked for: a plan made of the answers is good as long as none of it is written. */
export interface Asked {
  readonly ids: Set<Id>
  readonly keys: Set<string>
}

/**
 * What a writing use case knows of the archive: asked in bulk, remembered while it is of use, and kept
 * in step with what the use case itself writes. A dry run writes only here.
 */
export class Lookup {
  readonly #graph: Reads
  readonly #capacity: number
  /** Kept for a dry run: what would be in the archive and is not. */
  readonly #only: Map<string, Set<Id>> | undefined
  #asked: Asked = { ids: new Set(), keys: new Set() }
  #heads: Recent<Id, Head>
  #sharing: Recent<string, Set<Id>>

  /** @param capacity heads remembered; a dry run over more new records than this counts too many as new */
  constructor(graph: Reads, { dry = false, capacity = dry ? 1_000_000 : 50_000 }: { dry?: boolean; capacity?: number } = {}) {
    this.#graph = graph
    this.#capacity = capacity
    this.#only = dry ? new Map() : undefined
    this.#heads = new Recent(capacity)
    this.#sharing = new Recent(capacity)
  }

  /** From now on, until it is called again. */
  watch(): Asked {
    return (this.#asked = { ids: new Set(), keys: new Set() })
  }

  /** Heads of relations and evidence, asked for anew. */
  async statements(ids: readonly Id[]): Promise<Map<Id, Head>> {
    for (const id of ids) this.#asked.ids.add(id)
    const found = new Map<Id, Head>()
    for (const slice of slices(ids, SLICE)) for (const [id, head] of await this.#graph.heads(slice, WHOLE)) found.set(id, head)
    return found
  }

  /** Heads of entities; unknown ids are absent. */
  async heads(ids: Iterable<Id>): Promise<Map<Id, Head>> {
    const found = new Map<Id, Head>()
    const missing: Id[] = []
    for (const id of new Set(ids)) {
      this.#asked.ids.add(id)
      const known = this.#heads.get(id)
      if (known === undefined) missing.push(id)
      else found.set(id, known)
    }
    for (const slice of slices(missing, SLICE)) {
      for (const [id, head] of await this.#graph.heads(slice, WHOLE)) {
        this.#heads.set(id, head)
        found.set(id, head)
      }
    }
    return found
  }

  /** Every living entity with one of these keys of `member.ts`, merged ones included. */
  async sharing(keys: Iterable<string>): Promise<Map<Id, Head>> {
    const ids = new Set<Id>()
    const missing: string[] = []
    for (const key of new Set(keys)) {
      this.#asked.keys.add(key)
      const known = this.#sharing.get(key)
      if (known === undefined) missing.push(key)
      else for (const id of known) ids.add(id)
    }
    for (const slice of slices(missing, SLICE)) {
      for (const id of await this.#search(slice)) ids.add(id)
    }
    const heads = await this.heads(ids)
    return new Map([...heads].filter(([, head]) => isMember(head)))
  }

  async #search(keys: readonly string[]): Promise<Set<Id>> {
    const ids = new Set<Id>()
    const names: string[] = []
    const identifiers: Identifier[] = []
    for (const key of keys) {
      if (this.#only !== undefined) for (const id of this.#only.get(key) ?? []) ids.add(id)
      if (key.startsWith('name:')) names.push(key.slice(key.indexOf(':', 5) + 1))
      else identifiers.push({ scheme: key.startsWith('unit:') ? UNIT : CODE, value: key.slice(5) })
    }
    for (const id of await this.#graph.bearers({ keys: names, identifiers })) ids.add(id)
    // a name is found by every sort of name it has, and in every kind: what counts is what the member says
    const shared = new Map<string, Set<Id>>()
    const wanted = new Set(keys)
    for (const [id, head] of await this.heads(ids)) {
      for (const key of memberOf(head)?.keys ?? []) if (wanted.has(key)) shared.set(key, (shared.get(key) ?? new Set()).add(id))
    }
    // what is found nowhere is not remembered: it is rarely asked for twice
    for (const [key, sharing] of shared) this.#sharing.set(key, sharing)
    return ids
  }

  /** What somebody found to be two things, as it stands now: few, and asked for anew each time. */
  async distinctions(): Promise<DistinctionRecord[]> {
    const found: DistinctionRecord[] = []
    for await (const heads of pages((page) => this.#graph.scan('distinction', WHOLE, page), SLICE)) {
      for (const { record, state } of heads) if (record?.type === 'distinction' && state === 'published') found.push(record)
    }
    return found
  }

  /** What is remembered of it. */
  known(id: Id): Head | undefined {
    return this.#heads.get(id)
  }

  /**
   * Takes over what was written (or, in a dry run, would be). What is new is not remembered: a register
   * names few bodies twice.
   * @param keys those of its member, where they are known
   */
  apply(head: Head, keys: readonly string[] = memberOf(head)?.keys ?? []): void {
    const before = this.#heads.get(head.id)
    for (const key of (before === undefined ? undefined : memberOf(before)?.keys) ?? []) {
      if (keys.includes(key)) continue
      this.#sharing.get(key)?.delete(head.id)
      this.#only?.get(key)?.delete(head.id)
    }
    for (const key of keys) {
      this.#sharing.get(key)?.add(head.id)
      if (this.#only !== undefined) this.#only.set(key, (this.#only.get(key) ?? new Set()).add(head.id))
    }
    if (before !== undefined || this.#only !== undefined) this.#heads.set(head.id, head)
  }

  /** After somebody else has written: what is remembered may be old. */
  forget(id?: Id): void {
    if (id !== undefined) this.#heads.delete(id)
    else {
      this.#heads = new Recent(this.#capacity)
      this.#sharing = new Recent(this.#capacity)
    }
  }
}
