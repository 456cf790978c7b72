/** UUIDs as four words: their order is that of the texts, because hexadecimal digits sort as they count. */
export const ID_WORDS = 4

export function wordsOf(id: string): [number, number, number, number] {
  const word = (first: number, second: number): number => Number.parseInt(id.slice(first, first + 4) + id.slice(second, second + 4), 16)
  return [word(0, 4), word(9, 14), word(19, 24), word(28, 32)]
}

/** Negative where the id of the first node comes first. @param others where the ids of the second are; default: of both in the same */
export function compareNodes(ids: Uint32Array, one: number, other: number, others = ids): number {
  for (let word = 0; word < ID_WORDS; word++) {
    const difference = ids[ID_WORDS * one + word]! - others[ID_WORDS * other + word]!
    if (difference !== 0) return difference
  }
  return 0
}

/** Node by node. */
export function compareSequences(ids: Uint32Array, one: readonly number[], other: readonly number[]): number {
  for (let i = 0; i < one.length && i < other.length; i++) {
    if (one[i] === other[i]) continue
    const order = compareNodes(ids, one[i]!, other[i]!)
    if (order !== 0) return order
  }
  return one.length - other.length
}

/** The id of a node as text. */
export function idOf(ids: Uint32Array, node: number): string {
  let text = ''
  for (let word = 0; word < ID_WORDS; word++) text += ids[ID_WORDS * node + word]!.toString(16).padStart(8, '0')
  return `${text.slice(0, 8)}-${text.slice(8, 12)}-${text.slice(12, 16)}-${text.slice(16, 20)}-${text.slice(20)}`
}
