/** A pattern over words by category, as `seed/patterns/questions.yaml` writes it. */
export type Pattern =
  | { readonly is: 'word'; readonly category: string }
  | { readonly is: 'row' | 'either'; readonly parts: readonly Pattern[] }
  | { readonly is: 'some'; readonly part: Pattern; readonly many: boolean }

/**
 * `Q be? (by|at) E V`: words separated by blanks; `?` may be absent, `*` any number, `|` either, ( ) a group.
 * @throws SyntaxError naming the pattern
 */
export function readPattern(text: string): Pattern {
  const marks = text.match(/[()|?*]|[\p{L}\d]+|\S/gu) ?? []
  let at = 0
  const fail = (): never => { throw new SyntaxError(`not a pattern of questions: ${text}`) }
  const row = (): Pattern => {
    const parts: Pattern[] = []
    while (at < marks.length && marks[at] !== ')' && marks[at] !== '|') parts.push(one())
    return { is: 'row', parts }
  }
  const either = (): Pattern => {
    const parts = [row()]
    while (marks[at] === '|') {
      at++
      parts.push(row())
    }
    return parts.length === 1 ? parts[0]! : { is: 'either', parts }
  }
  const one = (): Pattern => {
    const mark = marks[at++]!
    let part: Pattern
    if (mark === '(') {
      part = either()
      if (marks[at++] !== ')') fail()
    } else if (/^[\p{L}\d]+$/u.test(mark)) part = { is: 'word', category: mark }
    else return fail()
    while (marks[at] === '?' || marks[at] === '*') part = { is: 'some', part, many: marks[at++] === '*' }
    return part
  }
  const whole = either()
  if (at < marks.length) fail()
  return whole
}

/**
 * Whether a pattern covers all of a row of words.
 * @param fits whether the word at a place is of a category
 * @param idle whether the word at a place may be passed over
 */
export function covers(pattern: Pattern, length: number, fits: (place: number, category: string) => boolean, idle: (place: number) => boolean): boolean {
  const onward = (from: Iterable<number>): Set<number> => {
    const all = new Set<number>()
    for (let place of from) {
      all.add(place)
      while (place < length && idle(place)) all.add(++place)
    }
    return all
  }
  // the places at which a part may end that began at one of these
  const ends = (part: Pattern, from: ReadonlySet<number>): Set<number> => {
    switch (part.is) {
      case 'word': return onward([...from].flatMap((place) => (place < length && fits(place, part.category) ? [place + 1] : [])))
      case 'row': {
        let now = new Set(from)
        for (const one of part.parts) {
          if (now.size === 0) return now
          now = ends(one, now)
        }
        return now
      }
      case 'either': return new Set(part.parts.flatMap((one) => [...ends(one, from)]))
      case 'some': {
        const all = new Set(from)
        for (let next = ends(part.part, from); next.size > 0; next = ends(part.part, next)) {
          for (const place of next) if (all.has(place)) next.delete(place)
          for (const place of next) all.add(place)
          if (!part.many) break
        }
        return all
      }
    }
  }
  return ends(pattern, onward([0])).has(length)
}

/** Every category that a pattern names. */
export function categoriesOf(pattern: Pattern): string[] {
  if (pattern.is === 'word') return [pattern.category]
  return pattern.is === 'some' ? categoriesOf(pattern.part) : pattern.parts.flatMap(categoriesOf)
}
