/** A name that would be written beside its node; positions and lengths in pixels of the window. */
export interface Label {
  readonly x: number
  readonly y: number
  /** Of the node: from its middle to its rim. */
  readonly size: number
  readonly text: string
  readonly width: number
  /** Before others: who is chosen, and those around. */
  readonly forced: boolean
}

export interface Placed extends Label {
  /** Where the writing begins. */
  readonly left: number
}

/** Between a node and its name, and round a name. */
const [GAP, ROOM] = [4, 3]

/**
 * Which names are written, and on which side of their nodes, so that none lies over another: to the right, where there is
 * room, else to the left, else not at all; the list beside has all of them. Those of the largest nodes before others.
 * @param height of a line @param across of the window
 */
export function placedLabels(labels: readonly Label[], height: number, across: number): Placed[] {
  const placed: Placed[] = []
  const isFree = (left: number, { y, width }: Label): boolean => placed.every((one) => left > one.left + one.width + ROOM || left + width + ROOM < one.left || Math.abs(y - one.y) > height)
  for (const label of labels.toSorted((one, other) => Number(other.forced) - Number(one.forced) || other.size - one.size)) {
    const { x, size, width } = label
    const left = [x + size + GAP, x - size - GAP - width].find((side) => side >= 0 && side + width <= across && isFree(side, label))
    if (left !== undefined) placed.push({ ...label, left })
  }
  return placed
}
