/** A part of a path between two entities that it certainly passes, of so many steps. */
export interface Leg {
  readonly from: number
  readonly to: number
  readonly length: number
}

/** One way to pass what must be passed: by step the entity that stands there, or undefined for any other. */
export type Course = readonly (number | undefined)[]

/**
 * All courses of paths of one length: every order and every place in which they can pass `through`. Without
 * anything to be passed that is one; where the length does not suffice it is none.
 * @param through each once, without the ends
 */
export function coursesOf(from: number, to: number, through: readonly number[], length: number): Course[] {
  const courses: Course[] = []
  const course: (number | undefined)[] = [from, ...Array.from({ length: length - 1 }, () => undefined), to]
  const place = (next: number): void => {
    if (next === through.length) {
      courses.push([...course])
      return
    }
    for (let step = 1; step < length; step++) {
      if (course[step] !== undefined) continue
      course[step] = through[next]
      place(next + 1)
      course[step] = undefined
    }
  }
  place(0)
  return courses
}

export const legKey = ({ from, to, length }: Leg): string => `${from} ${to} ${length}`

/** By step (0 to length - 1) the leg that the next step belongs to, and how many steps of it lie behind. */
export function legsOf(course: Course): { readonly leg: Leg; readonly behind: number }[] {
  const fixed = course.flatMap((node, step) => (node === undefined ? [] : [step]))
  return fixed.slice(1).flatMap((end, i) => {
    const start = fixed[i]!
    const leg = { from: course[start]!, to: course[end]!, length: end - start }
    return Array.from({ length: leg.length }, (_, behind) => ({ leg, behind }))
  })
}

/** What walking needs to know of the graph. */
export interface Terrain {
  /** Where a way of this leg that stands at `node` after so many steps may go on to: never too few. */
  readonly next: (leg: Leg, node: number, behind: number) => Iterable<number>
  /** By the ids of two nodes. */
  readonly compare: (x: number, y: number) => number
  /** Called for every step. @throws where nobody waits any more */
  readonly spend?: () => void
}

interface Onward {
  /** In the order of ids. */
  readonly nodes: readonly number[]
  /** What each leads to; undefined where nothing changes. */
  readonly states: readonly number[] | undefined
}

/**
 * Follows all paths of some courses, all of one length and with the same ends: depth first, neighbours in the
 * order of ids.
 * @param most paths that may be met
 * @param meet called with each
 * @returns true when there were more
 */
export function follow(courses: readonly Course[], { next, compare, spend }: Terrain, most: number, meet: (nodes: readonly number[]) => void): boolean {
  if (courses.length === 0) return false
  const length = courses[0]!.length - 1
  const legs = courses.map(legsOf)
  const passed = new Set(courses[0]!.filter((node) => node !== undefined))
  /** Sets of courses that a path can still be on; where there is one course that is always the first. */
  const states: (readonly number[])[] = [courses.map((_, i) => i)]
  const stateOf = new Map([[states[0]!.join(), 0]])
  const intern = (state: readonly number[]): number => {
    const key = state.join()
    const known = stateOf.get(key)
    if (known !== undefined) return known
    stateOf.set(key, states.length)
    return states.push(state) - 1
  }
  const known = new Map<number, Onward>()
  const onwardFrom = (node: number, steps: number, state: number): Onward => {
    const key = (state * 2 ** 32 + node) * 8 + steps
    const before = known.get(key)
    if (before !== undefined) return before
    const fit = (course: number): number[] => {
      const { leg, behind } = legs[course]![steps]!
      const due = courses[course]![steps + 1]
      return [...next(leg, node, behind)].filter((one) => (due === undefined ? !passed.has(one) : one === due))
    }
    const [only, ...others] = states[state]!
    let onward: Onward
    if (others.length === 0) onward = { nodes: fit(only!).sort(compare), states: undefined }
    else {
      const on = new Map<number, number[]>()
      for (const course of states[state]!) for (const one of fit(course)) on.set(one, [...(on.get(one) ?? []), course])
      const nodes = [...on.keys()].sort(compare)
      onward = { nodes, states: nodes.map((one) => intern(on.get(one)!)) }
    }
    known.set(key, onward)
    return onward
  }
  const path = [courses[0]![0]!]
  let met = 0
  const goOn = (state: number): boolean => {
    spend?.()
    const steps = path.length - 1
    const { nodes, states: after } = onwardFrom(path.at(-1)!, steps, state)
    for (let i = 0; i < nodes.length; i++) {
      const one = nodes[i]!
      if (path.includes(one)) continue
      path.push(one)
      let more = false
      if (steps + 1 < length) more = goOn(after?.[i] ?? state)
      else if (++met > most) more = true
      else meet([...path])
      path.pop()
      if (more) return true
    }
    return false
  }
  return goOn(0)
}
