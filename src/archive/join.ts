import { audienceKey, isNoNarrower, type Audience } from '../model/audience.ts'
import type { Head, Operation } from '../model/changeset.ts'
import type { Id } from '../model/ids.ts'
import type { Lookup } from './lookup.ts'
import { match, type Doubt } from './match.ts'
import { memberOf, RULES, type Member } from './member.ts'
import { nearKeys } from './near.ts'

export interface Join {
  readonly id: Id
  readonly name: string
  readonly into: Id
  readonly intoName: string
  readonly rule: string
}

export interface Joins {
  /** Unmerges first, then merges; to be written in the changeset that makes them necessary. */
  readonly operations: readonly Operation[]
  readonly joined: readonly Join[]
  readonly parted: readonly Join[]
  readonly doubts: readonly Doubt[]
  /** Those of the changed ones that are now joined with something (also by an earlier join). */
  readonly together: ReadonlySet<Id>
  /** The changed ones as joining saw them. */
  readonly members: ReadonlyMap<Id, Member>
}

/** An entity before and after the puts and withdrawals that joining must follow. */
export interface Change {
  readonly before?: Head
  readonly after: Head
}

/**
 * The merges and unmerges that bring the archive's joins by rule into line with a change (SEMANTICS 4).
 * What a person merged stays, and counts. Only entities of this audience are touched, and only those
 * that all its readers can read are looked at: what is hidden must not show in what is joined.
 * @param city where the register is from: 大夥房文化協會 there may be 臺北市大夥房文化協會
 */
export async function planJoins(changes: ReadonlyMap<Id, Change>, lookup: Lookup, audience: Audience, city?: string): Promise<Joins> {
  const plan = new Plan(lookup, audience)
  await plan.gather(changes)
  for (const component of plan.components()) plan.settle(component)
  await plan.lookNear([...changes.values()].flatMap(({ before, after }) => (before === undefined ? after : [])), city)
  return plan.result(changes)
}

class Plan {
  readonly #lookup: Lookup
  readonly #audience: Audience
  readonly #heads = new Map<Id, Head>()
  readonly #members = new Map<Id, Member>()
  readonly #versions = new Map<Id, number>()
  readonly #merged = new Map<Id, Id>()
  readonly #fresh = new Set<Id>()
  readonly #unmerges: Operation[] = []
  readonly #merges: Operation[] = []
  readonly #joined: Join[] = []
  readonly #parted: Join[] = []
  readonly #doubts: Doubt[] = []

  constructor(lookup: Lookup, audience: Audience) {
    this.#lookup = lookup
    this.#audience = audience
  }

  /** Everything that shares a key with what changed, and with what shares one with that. */
  async gather(changes: ReadonlyMap<Id, Change>): Promise<void> {
    const asked = new Set<string>()
    let keys = new Set<string>()
    for (const { before, after } of changes.values()) {
      this.#take(after)
      for (const key of (before === undefined ? undefined : memberOf(before)?.keys) ?? []) keys.add(key)
      for (const key of this.#members.get(after.id)?.keys ?? []) keys.add(key)
      if (before === undefined) this.#fresh.add(after.id)
    }
    while (keys.size > 0) {
      for (const key of keys) asked.add(key)
      const found = await this.#lookup.sharing(keys)
      keys = new Set()
      for (const [id, head] of found) {
        if (!this.#heads.has(id)) this.#take(head)
        for (const key of this.#members.get(id)?.keys ?? []) if (!asked.has(key)) keys.add(key)
      }
    }
    await this.#followChains()
  }

  #take(head: Head): void {
    this.#heads.set(head.id, head)
    if (head.mergedInto !== undefined) this.#merged.set(head.id, head.mergedInto)
    const member = memberOf(head)
    if (member !== undefined && isNoNarrower(member.audience, this.#audience)) this.#members.set(head.id, member)
  }

  /** Merges by a person may lead out of what shares a key. */
  async #followChains(): Promise<void> {
    for (let missing = this.#outside(); missing.length > 0; missing = this.#outside()) {
      const heads = await this.#lookup.heads(missing)
      for (const id of missing) {
        const head = heads.get(id)
        if (head === undefined) this.#merged.forEach((into, from) => { if (into === id) this.#merged.delete(from) })
        else {
          this.#heads.set(id, head)
          if (head.mergedInto !== undefined) this.#merged.set(id, head.mergedInto)
        }
      }
    }
  }

  #outside(): Id[] {
    return [...new Set([...this.#merged.values()].filter((id) => !this.#heads.has(id)))]
  }

  /** Members that hang together by keys. */
  *components(): Generator<Member[]> {
    const byKey = new Map<string, Member[]>()
    for (const member of this.#members.values()) {
      for (const key of member.keys) {
        const others = byKey.get(key)
        if (others === undefined) byKey.set(key, [member])
        else others.push(member)
      }
    }
    const done = new Set<Id>()
    for (const first of this.#members.values()) {
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

  settle(component: readonly Member[]): void {
    if (component.length === 1 && component[0]!.merged?.byRule !== true) return
    const { clusters, doubts } = match(component)
    this.#doubts.push(...doubts)
    const clusterOf = new Map(clusters.flatMap((cluster, c) => cluster.map(({ id }) => [id, c] as const)))
    for (const member of component) {
      if (member.merged?.byRule !== true || !this.#ours(member)) continue
      const cluster = clusterOf.get(member.id)
      if (cluster === undefined || cluster !== clusterOf.get(member.merged.into)) this.#unmerge(member, member.merged.into)
    }
    for (const cluster of clusters) this.#unite(cluster)
  }

  #ours(member: Member): boolean {
    return audienceKey(member.audience) === audienceKey(this.#audience)
  }

  #unite(cluster: readonly Member[]): void {
    const inside = new Set(cluster.map(({ id }) => id))
    const roots = cluster.filter(({ id }) => !this.#merged.has(id))
    // where a person has merged one of them into something else, the others follow
    const led = cluster.filter(({ id }) => !inside.has(this.#survivor(id))).sort((a, b) => (this.#survivor(a.id) < this.#survivor(b.id) ? -1 : 1))
    const widest = roots.filter((root) => roots.every((other) => isNoNarrower(root.audience, other.audience)))
    const target = led[0] ?? [...(widest.length > 0 ? widest : roots)].sort((a, b) => this.#seniority(a, b))[0]!
    const end = this.#heads.get(this.#survivor(target.id))!
    for (const root of roots) {
      if (root.id === target.id || root.id === end.id || !this.#ours(root)) continue
      if (isNoNarrower(target.audience, root.audience) && isNoNarrower(end.audience, root.audience)) this.#merge(root, target)
    }
  }

  /** What was there before; the oldest (ids of one register carry one time); of one register, whose name says the most. */
  #seniority(a: Member, b: Member): number {
    const key = (member: Member): string => [this.#fresh.has(member.id) ? 1 : 0, member.id.slice(0, 13), 10_000 - member.name.length, member.name, member.id].join(' ')
    return key(a) < key(b) ? -1 : 1
  }

  #survivor(id: Id): Id {
    let at = id
    for (let next = this.#merged.get(at); next !== undefined; next = this.#merged.get(at)) at = next
    return at
  }

  #base(id: Id): number {
    const version = this.#versions.get(id) ?? this.#heads.get(id)!.version
    this.#versions.set(id, version + 1)
    return version
  }

  #unmerge(member: Member, from: Id): void {
    this.#unmerges.push({ op: 'unmerge', id: member.id, base: this.#base(member.id) })
    this.#merged.delete(member.id)
    const head = this.#heads.get(from)
    this.#parted.push({ id: member.id, name: member.name, into: from, intoName: (head === undefined ? undefined : memberOf(head)?.name) ?? '', rule: this.#heads.get(member.id)!.mergeRule ?? '' })
  }

  #merge(member: Member, into: Member): void {
    const rule = member.keys.some((key) => key.startsWith('name:') && into.keys.includes(key)) ? RULES.name : RULES.unit
    this.#merges.push({ op: 'merge', id: member.id, into: into.id, base: this.#base(member.id), rule })
    this.#merged.set(member.id, into.id)
    this.#joined.push({ id: member.id, name: member.name, into: into.id, intoName: into.name, rule })
  }

  /** New ones whose names differ from another's only in the place before them. */
  async lookNear(heads: readonly Head[], city: string | undefined): Promise<void> {
    const wanted = new Map<string, Member[]>()
    for (const head of heads) {
      const member = this.#members.get(head.id)
      if (member === undefined) continue
      for (const key of nearKeys(member, city)) wanted.set(key, [...(wanted.get(key) ?? []), member])
    }
    if (wanted.size === 0) return
    const pairs = new Set<string>()
    const found = await this.#lookup.sharing(wanted.keys())
    const others = [...found.values()].flatMap((head) => this.#members.has(head.id) ? [] : (memberOf(head) ?? []))
    for (const other of [...others, ...this.#members.values()]) {
      for (const key of other.keys) {
        for (const member of wanted.get(key) ?? []) {
          // one register that lists both knows them for two
          if (member.register === other.register || this.#survivor(member.id) === this.#survivor(other.id) || !isNoNarrower(other.audience, this.#audience)) continue
          const pair = [member.id, other.id].sort().join()
          if (pairs.has(pair)) continue
          pairs.add(pair)
          this.#doubts.push({
            members: [member, other].map(({ id, name }) => ({ id, name })),
            for: ['名稱只差前面的地名 (the names differ only in the place before them)'], against: ['地名不同，或一方沒有 (different places, or none)'],
          })
        }
      }
    }
  }

  result(changes: ReadonlyMap<Id, Change>): Joins {
    const targets = new Set(this.#merged.values())
    return {
      members: this.#members, operations: [...this.#unmerges, ...this.#merges], joined: this.#joined, parted: this.#parted, doubts: this.#doubts,
      together: new Set([...changes.keys()].filter((id) => this.#merged.has(id) || targets.has(id))),
    }
  }
}
