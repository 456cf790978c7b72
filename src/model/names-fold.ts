import { from, to } from 'opencc-js/preset/t2cn'
import { RADICALS, VARIANTS } from './names-variants.ts'

/**
 * One character for each class of characters that compare as one: radicals, 臺 and 台, 裡 and 裏, Traditional,
 * Simplified, Hong Kong and Japanese forms. The classes are the closure of OpenCC's tables, so that folding twice
 * changes nothing and Simplified meets Traditional whatever the way (OpenCC itself turns 麼 into 么, and 么 into 幺).
 *
 * Simplified writing gave many words one character, so some classes hold different words: 后後, 乾幹干, 復複 (覆 stays
 * apart), 臺颱檯, 鍾鐘, 范範, 余餘, 里裡, 于於, 姜薑, 沈瀋, 云雲, 周週, 志誌. A key must accept that, or 钟 would find
 * neither 鍾 nor 鐘; it compares whole names, and of the 7,400 in Taipei's registers no two differ in such a pair
 * alone (docs/decisions/dates-and-names.md). Persons never join by name, and text is always shown as written.
 */
export function foldChar(char: string): string {
  return FOLDED.get(char) ?? lower(char)
}

/** Lower case where that is one character still (İ is not). */
function lower(char: string): string {
  const small = char.toLowerCase()
  return small.length === char.length ? small : char
}

type Pair = readonly [string, string]

const FOLDED = classes()

function classes(): Map<string, string> {
  const simplified = singles(to.cn!)
  const targets = new Set(simplified.map(([, target]) => target))
  const parents = new Map<string, string>()
  const root = (char: string): string => {
    const parent = parents.get(char)
    return parent === undefined ? char : root(parent)
  }
  const ours = [...written(RADICALS), ...written(VARIANTS)]
  for (const [a, b] of [...simplified, ...singles(from.tw!), ...singles(from.hk!), ...japanese(targets), ...ours]) {
    const [x, y] = [root(a), root(b)]
    if (x !== y) parents.set(x, y)
  }
  const sources = new Set([...simplified, ...ours].map(([source]) => source))
  const members = new Map<string, string[]>()
  for (const char of [...parents.keys(), ...targets]) {
    const top = root(char)
    members.set(top, [...(members.get(top) ?? [top]), char])
  }
  const folded = new Map<string, string>()
  for (const all of members.values()) {
    // The face of a class: a simplified form if there is one, the first in Unicode's order, so that it never varies.
    const plain = all.filter((char) => !sources.has(char))
    const faces = plain.filter((char) => targets.has(char))
    const face = [faces, plain, all].find((some) => some.length > 0)!.sort((a, b) => a.codePointAt(0)! - b.codePointAt(0)!)[0]!
    for (const char of all) folded.set(char, face)
  }
  return folded
}

/** The pairs of single characters in OpenCC's dictionaries; phrases are left out, since a key is made character by character. */
function singles(groups: readonly (readonly (string | readonly Pair[])[])[]): Pair[] {
  const pairs = groups.flat().flatMap((dict) => (typeof dict === 'string' ? dict.split('|').map((pair) => pair.split(' ') as unknown as Pair) : dict))
  return pairs.filter(([a, b]) => a !== b && [...a].length === 1 && [...b].length === 1)
}

/**
 * Japanese forms, as in names of the 日治 era (図書館), unless Taiwan or Simplified writing has the same character as
 * another word: 芸 is not 藝 here, nor 沪 濾. What Big5 holds is what Taiwan writes.
 */
function japanese(simplified: ReadonlySet<string>): Pair[] {
  const taiwan = big5()
  return singles(from.jp!).filter(([form, old]) => !simplified.has(form) && !(taiwan.has(form) && taiwan.has(old)))
}

function big5(): Set<string> {
  const decoder = new TextDecoder('big5')
  const found = new Set<string>()
  for (let lead = 0xa4; lead <= 0xf9; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) if (trail < 0x7f || trail > 0xa0) found.add(decoder.decode(Uint8Array.of(lead, trail)))
  }
  return found
}

function written(table: string): Pair[] {
  return table.trim().split(/\s+/).map((pair) => [...pair] as unknown as Pair)
}
