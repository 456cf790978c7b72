import { audienceKey, isNoNarrower, type Audience } from '../model/audience.ts'
import type { Operation } from '../model/changeset.ts'
import type { Id } from '../model/ids.ts'
import type { Change } from './change.ts'
import { Circle } from './circle.ts'
import type { Lookup } from './lookup.ts'
import { match, type Doubt } from './match.ts'
import { memberOf, RULES, type Member } from './member.ts'
import { nearDoubts } from './near.ts'
import { apartIn, type Apart, type Parting } from './apart.ts'

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

/**
 * The merges and unmerges that bring the archive's joins by rule into line with a change (SEMANTICS 4).
 * What a person merged stays, and counts. Only entities of this audience are touched, and only those
 * that all its readers can read are looked at: what is hidden must not show in what is joined.
 * @param city where the register is from: 大夥房文化協會 there may be 臺北市大夥房文化協會
 * @param parting what was found not to be the same in the same changeset, or is so no more
 */
export async function planJoins(changes: ReadonlyMap<Id, Change>, lookup: Lookup, audience: Audience, city?: string, parting?: Parting): Promise<Joins> {
  const circle = new Circle(lookup, audience)
  await circle.gather(changes)
  const apart = await apartIn(circle, lookup, audience, parting)
  const plan = new Plan(circle, audience, apart)
  for (const component of circle.components()) plan.settle(component)
  const near = (await nearDoubts(circle, lookup, audience, city)).filter(({ members: [one, other] }) => !apart(one!.id, other!.id))
  const targets = new Set(circle.merged.values())
  return {
    operations: plan.operations, joined: plan.joined, parted: plan.parted, doubts: [...plan.doubts, ...near], members: circle.members,
    together: new Set([...changes.keys()].filter((id) => circle.merged.has(id) || targets.has(id))),
  }
}

class Plan {
  readonly #circle: Circle
  readonly #audience: Audience
  readonly #apart: Apart
  readonly #versions = new Map<Id, number>()
  readonly #unmerges: Operation[] = []
  readonly #merges: Operation[] = []
  readonly joined: Join[] = []
  readonly parted: Join[] = []
  readonly doubts: Doubt[] = []

  constructor(circle: Circle, audience: Audience, apart: Apart) {
    this.#circle = circle
    this.#audience = audience
    this.#apart = apart
  }

  get operations(): Operation[] {
    return [...this.#unmerges, ...this.#merges]
  }

  settle(component: readonly Member[]): void {
    if (component.length === 1 && component[0]!.merged?.byRule !== true) return
    const { clusters, doubts } = match(component, this.#apart)
    this.doubts.push(...doubts)
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
    const roots = cluster.filter(({ id }) => !this.#circle.merged.has(id))
    // where a person has merged one of them into something else, the others follow
    const led = cluster.filter(({ id }) => !inside.has(this.#circle.survivor(id))).sort((a, b) => (this.#circle.survivor(a.id) < this.#circle.survivor(b.id) ? -1 : 1))
    const widest = roots.filter((root) => roots.every((other) => isNoNarrower(root.audience, other.audience)))
    const target = led[0] ?? [...(widest.length > 0 ? widest : roots)].sort((a, b) => this.#seniority(a, b))[0]!
    const end = this.#circle.heads.get(this.#circle.survivor(target.id))!
    for (const root of roots) {
      if (root.id === target.id || root.id === end.id || !this.#ours(root) || this.#apart(root.id, end.id)) continue
      if (isNoNarrower(target.audience, root.audience) && isNoNarrower(end.audience, root.audience)) this.#merge(root, target)
    }
  }

  /** What was there before; the oldest (ids of one register carry one time); of one register, whose name says the most. */
  #seniority(a: Member, b: Member): number {
    const key = (member: Member): string => [this.#circle.fresh.has(member.id) ? 1 : 0, member.id.slice(0, 13), 10_000 - member.name.length, member.name, member.id].join(' ')
    return key(a) < key(b) ? -1 : 1
  }

  #base(id: Id): number {
    const version = this.#versions.get(id) ?? this.#circle.heads.get(id)!.version
    this.#versions.set(id, version + 1)
    return version
  }

  #unmerge(member: Member, from: Id): void {
    this.#unmerges.push({ op: 'unmerge', id: member.id, base: this.#base(member.id) })
    this.#circle.merged.delete(member.id)
    const head = this.#circle.heads.get(from)
    this.parted.push({ id: member.id, name: member.name, into: from, intoName: (head === undefined ? undefined : memberOf(head)?.name) ?? '', rule: this.#circle.heads.get(member.id)!.mergeRule ?? '' })
  }

  #merge(member: Member, into: Member): void {
    const rule = member.keys.some((key) => key.startsWith('name:') && into.keys.includes(key)) ? RULES.name : RULES.unit
    this.#merges.push({ op: 'merge', id: member.id, into: into.id, base: this.#base(member.id), rule })
    this.#circle.merged.set(member.id, into.id)
    this.joined.push({ id: member.id, name: member.name, into: into.id, intoName: into.name, rule })
  }
}
