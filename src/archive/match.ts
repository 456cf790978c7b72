import { formsConflict, nameKey } from '../model/names.ts'
import type { Id } from '../model/ids.ts'
import type { Member } from './member.ts'

/** Some that bear one name (or are one unit): which of them are one, and what must be decided by a person. */
export interface Matched {
  /** Each holds at least two. */
  readonly clusters: readonly (readonly Member[])[]
  /** What joins nothing although names are equal, with the evidence for and against. */
  readonly doubts: readonly Doubt[]
}

export interface Doubt {
  readonly members: readonly { readonly id: string; readonly name: string }[]
  readonly for: readonly string[]
  readonly against: readonly string[]
}

/** A name that more bodies than this bear says nothing about any of them. */
export const CROWD = 200

/**
 * Which of these members are one body (SEMANTICS 4). A function of the set alone, so that the order in
 * which registers are imported cannot matter.
 *
 * Two are compatible when they share a key and nothing forbids it. One that is compatible with two that
 * forbid each other (a bare name with two legal forms) is ambiguous and joins neither; among the rest,
 * compatibility is transitive, and whoever is compatible is one.
 */
export function match(members: readonly Member[], apart: (a: Id, b: Id) => boolean = () => false): Matched {
  const sorted = [...members].sort((a, b) => (a.id < b.id ? -1 : 1))
  if (sorted.length < 2) return { clusters: [], doubts: [] }
  if (sorted.length > CROWD) return { clusters: [], doubts: [doubt(sorted.slice(0, 10), [`${sorted.length} 個名稱相同`], ['同名太多 (too many of one name)'])] }
  const touches = sorted.map((a) => sorted.map((b) => a !== b && a.keys.some((key) => b.keys.includes(key))))
  const forbids = sorted.map((a) => sorted.map((b) => (a === b ? undefined : apart(a.id, b.id) ? DECIDED : conflict(a, b))))
  const near = sorted.map((_, i) => sorted.flatMap((_, j) => (touches[i]![j] && forbids[i]![j] === undefined ? [j] : [])))
  const ambiguous = new Set(sorted.flatMap((_, i) => (near[i]!.some((j) => near[i]!.some((k) => j < k && forbids[j]![k] !== undefined)) ? [i] : [])))
  const clusters = components(sorted.length, (i) => (ambiguous.has(i) ? [] : near[i]!.filter((j) => !ambiguous.has(j))))
    // several keys can lead by a detour to one that is forbidden: then nobody can say who is who
    .filter((cluster) => cluster.length > 1 && !cluster.some((i) => cluster.some((j) => forbids[i]![j] !== undefined)))
  return { clusters: clusters.map((cluster) => cluster.map((i) => sorted[i]!)), doubts: doubtsOf(sorted, clusters, ambiguous, forbids) }
}

/** Two units that a list names in full are certainly two: nobody needs to decide. */
const DISTINCT = '全銜不同的單位 (units of different full names)'

/** Somebody found that they are two: no more to decide. */
const DECIDED = '有人查過，不是同一個 (found not to be the same)'

/** Why these two cannot be one; undefined when nothing says so. */
export function conflict(a: Member, b: Member): string | undefined {
  if (a.kind !== b.kind) return `類別不同 (kinds differ): ${a.kind}, ${b.kind}`
  if (a.apart !== undefined) return a.apart
  if (b.apart !== undefined) return b.apart
  for (const [scheme, values] of a.identifiers) {
    const others = b.identifiers.get(scheme)
    if (others !== undefined && ![...values].some((value) => others.has(value))) return `${scheme} 不同 (identifiers differ): ${[...values].join('、')}, ${[...others].join('、')}`
  }
  if (a.unit !== undefined && b.unit !== undefined && !a.keys.includes(b.unit) && !b.keys.includes(a.unit)) return DISTINCT
  if (a.city !== undefined && b.city !== undefined && a.city !== b.city) return `所在地不同 (seats differ): ${a.city}, ${b.city}`
  if (a.district !== undefined && b.district !== undefined && a.district !== b.district) return `行政區不同 (districts differ): ${a.district}, ${b.district}`
  if (formsConflict(a.form, b.form)) return `法律形式不同 (legal forms differ): ${a.form}, ${b.form}`
  if (isBrand(a, b) || isBrand(b, a)) return '名稱太短，難說就是那家公司 (too short a word to be that company for certain)'
  return undefined
}

/** Without 有限公司 a company's name may be a word like any other: 海馬 the ensemble, 海馬有限公司. */
const COMMERCIAL = /公司|會社|合夥/u
const isBrand = (company: Member, bare: Member): boolean =>
  company.form !== undefined && COMMERCIAL.test(company.form) && bare.form === undefined && [...nameKey(bare.name)].length < 4

function components(size: number, near: (i: number) => readonly number[]): number[][] {
  const done = new Set<number>()
  const found: number[][] = []
  for (let i = 0; i < size; i++) {
    if (done.has(i)) continue
    const component = [i]
    done.add(i)
    for (const at of component) {
      for (const next of near(at)) {
        if (!done.has(next)) {
          done.add(next)
          component.push(next)
        }
      }
    }
    found.push(component.sort((a, b) => a - b))
  }
  return found
}

function doubtsOf(sorted: readonly Member[], clusters: readonly (readonly number[])[], ambiguous: ReadonlySet<number>, forbids: readonly (readonly (string | undefined)[])[]): Doubt[] {
  const clusterOf = new Map(clusters.flatMap((cluster, c) => cluster.map((i) => [i, c] as const)))
  // one of each cluster stands for it
  const shown = sorted.flatMap((_, i) => (clusterOf.has(i) && clusters[clusterOf.get(i)!]![0] !== i ? [] : [i]))
  const against = new Set<string>()
  for (const i of shown) for (const j of shown) if (i < j && forbids[i]![j] !== undefined) against.add(forbids[i]![j]!)
  for (const known of [DISTINCT, DECIDED]) against.delete(known)
  for (const i of shown) if (ambiguous.has(i)) against.add(`「${sorted[i]!.name}」可能是其中不只一個 (could be more than one of them)`)
  if (against.size === 0) return []
  return [doubt(shown.slice(0, 10).map((i) => sorted[i]!), ['名稱相同，法律形式、附註不計 (equal names, legal forms and remarks apart)'], [...against].slice(0, 10))]
}

const doubt = (members: readonly Member[], reasons: readonly string[], against: readonly string[]): Doubt =>
  ({ members: members.map(({ id, name }) => ({ id, name })), for: reasons, against })
