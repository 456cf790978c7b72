import { Turns } from '../graph/turns.ts'
import { isNoNarrower, type Audience } from '../model/audience.ts'
import type { Head } from '../model/changeset.ts'
import type { Id } from '../model/ids.ts'
import type { Change } from './change.ts'
import type { Lookup } from './lookup.ts'
import { memberOf, type Member } from './member.ts'

/** Everything that joining must look at for a change: who shares a key with whom, and who is merged into whom. */
export class Circle {
  readonly #lookup: Lookup
  readonly #audience: Audience
  readonly heads = new Map<Id, Head>()
  /** Those that every reader of the audience can read. */
  readonly members = new Map<Id, Member>()
  /** As it stands, and as it is planned. */
  readonly merged = new Map<Id, Id>()
  /** Those that were not there before. */
  readonly fresh = new Set<Id>()

  constructor(lookup: Lookup, audience: Audience) {
    this.#lookup = lookup
    this.#audience = audience
  }

  /** Everything that shares a key with what changed, and with what shares one with that. */
  async gather(changes: ReadonlyMap<Id, Change>): Promise<void> {
    const asked = new Set<string>()
    let keys = new Set<string>()
    const turns = new Turns()
    for (const { before, after } of changes.values()) {
      if (turns.isOver) await turns.next()
      this.#take(after)
      for (const key of (before === undefined ? undefined : memberOf(before)?.keys) ?? []) keys.add(key)
      for (const key of this.members.get(after.id)?.keys ?? []) keys.add(key)
      if (before === undefined) this.fresh.add(after.id)
    }
    while (keys.size > 0) {
      for (const key of keys) asked.add(key)
      const found = await this.#lookup.sharing(keys)
      keys = new Set()
      for (const [id, head] of found) {
        if (turns.isOver) await turns.next()
        if (!this.heads.has(id)) this.#take(head)
        for (const key of this.members.get(id)?.keys ?? []) if (!asked.has(key)) keys.add(key)
      }
    }
    await this.#followChains()
  }

  #take(head: Head): void {
    this.heads.set(head.id, head)
    if (head.mergedInto !== undefined) this.merged.set(head.id, head.mergedInto)
    const member = memberOf(head)
    if (member !== undefined && isNoNarrower(member.audience, this.#audience)) this.members.set(head.id, member)
  }

  /** Merges by a person may lead out of what shares a key. */
  async #followChains(): Promise<void> {
    for (let missing = this.#outside(); missing.length > 0; missing = this.#outside()) {
      const heads = await this.#lookup.heads(missing)
      for (const id of missing) {
        const head = heads.get(id)
        if (head === undefined) this.merged.forEach((into, from) => { if (into === id) this.merged.delete(from) })
        else {
          this.heads.set(id, head)
          if (head.mergedInto !== undefined) this.merged.set(id, head.mergedInto)
        }
      }
    }
  }

  #outside(): Id[] {
    return [...new Set([...this.merged.values()].filter((id) => !this.heads.has(id)))]
  }

  survivor(id: Id): Id {
    let at = id
    for (let next = this.merged.get(at); next !== undefined; next = this.merged.get(at)) at = next
    return at
  }

  /** Members that hang together by keys. */
  *components(): Generator<Member[]> {
    const byKey = new Map<string, Member[]>()
    for (const member of this.members.values()) {
      for (const key of member.keys) {
        const others = byKey.get(key)
        if (others === undefined) byKey.set(key, [member])
        else others.push(member)
      }
    }
    const done = new Set<Id>()
    for (const first of this.members.values()) {
      if (done.has(first.id)) continue
      if (first.keys.every((key) => byKey.get(key)!.length === 1) && first.merged?.byRule !== true) continue
      done.add(first.id)
      const component = [first]
      for (const at of component) {
        for (const next of at.keys.flatMap((key) => byKey.get(key)!)) {
          if (done.has(next.id)) continue
          done.add(next.id)
          component.push(next)
        }
      }
      yield component
    }
  }
}
