/**
 * Meilisearch counts the values of a field, and adds nothing up. So the mean length of what everyone may
 * read is had from counts of lengths: exact below a thousand, with three figures above, so that there are
 * not too many different ones.
 */
export function lengthClass(length: number): number {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, length))) - 2)
  return Math.round(length / unit) * unit
}

/** Different classes that there can be, for texts of up to ten million characters. */
export const CLASSES = 5_000

/** @param counts how many documents are in each class */
export function meanLength(counts: Readonly<Record<string, number>>): number {
  let [documents, length] = [0, 0]
  for (const [each, count] of Object.entries(counts)) {
    documents += count
    length += count * Number(each)
  }
  return length / Math.max(1, documents)
}
