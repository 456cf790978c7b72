/**
 * A pure function that remembers up to `size` answers. When full it starts anew: simpler than forgetting one by one,
 * and an import that reads the same few thousand values a million times hardly notices. What throws is not remembered.
 */
export function memo<T>(size: number, make: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>()
  return (text) => {
    let made = known.get(text)
    if (made === undefined) {
      made = make(text)
      if (known.size >= size) known.clear()
      known.set(text, made)
    }
    return made
  }
}
