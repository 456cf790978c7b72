import { valueOf, withMark, type Transform, type Value } from './value.ts'

/** Transforms that find one body's name inside another's. */

/**
 * `within` names what is itself called 附設 something (臺北醫學大學附設醫院): behind it another body may follow
 * (臺北醫學大學附設醫院樂活屋庇護商店), whose parent it then is.
 */
export function affiliated(words: readonly string[], within: readonly string[]): Transform {
  const word = `(?:${words.join('|')})`
  const nested = new RegExp(`^(.+?${word}(?:${within.join('|')}))(.+)$`, 'su')
  const plain = new RegExp(`^(.+?)${word}(.+)$`, 'su')
  const divide = (value: Value): Value => {
    const found = nested.exec(value.text) ?? plain.exec(value.text)
    return found === null ? value : withMark({ ...value, parent: divide(valueOf(found[1]!.trim())) }, 'part', found[2]!.trim())
  }
  return (value) => [divide(value)]
}

/** Cuts behind each match: every cut is a unit, with the one before it as its parent. */
export function units(match: RegExp): Transform {
  return (value) => {
    const cuts = [...value.text.matchAll(match)].map((found) => found.index + found[0].length).filter((at) => at < value.text.length)
    let parent: Value | undefined
    let from = 0
    for (const at of cuts) {
      const text = value.text.slice(0, at)
      parent = { text, marks: { part: value.text.slice(from, at) }, ...(parent === undefined ? {} : { parent }) }
      from = at
    }
    return [{ ...withMark(value, 'part', value.text.slice(from)), ...(parent === undefined ? {} : { parent }) }]
  }
}
