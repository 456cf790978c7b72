/** Which encoding a text of unknown origin is in, and the text. Pure. */

export interface Decoded {
  readonly text: string
  /** A label of the WHATWG Encoding Standard. */
  readonly encoding: string
  /** Characters that could not be decoded; they stand as U+FFFD or private ones. */
  readonly undecodable: number
}

/** What a text in Chinese is made of: its commonest words and marks, in either script. */
const COMMON = new Set('的一是不了在人有我他這这個个們们中來来上大為为和國国地到以說说時时要就出會会可也你對对生能而子那得於于著下自之年過过發发後后作里裡用道行所然家種种事成方多經经麼么去法學学如都同現现當当沒没動动面起看定天分還还進进好小部其些主樣样理心前開开但因只從从想實实、，。「」；：')

/**
 * Encodings tried, the likelier first: what Taiwan wrote before Unicode, and what the mainland wrote; and where each has
 * its frequent characters, which names of bodies and people are made of, too.
 */
const LEGACY = [
  { label: 'big5', leads: [0xa4, 0xc6], trails: [0x40, 0xfe] },
  { label: 'gb18030', leads: [0xb0, 0xd7], trails: [0xa1, 0xfe] },
] as const

/**
 * By byte order mark, else UTF-8 where the bytes are, else UTF-16 where every other byte says so, else
 * Big5 (CP950) or GB 18030, whichever reads more like Chinese.
 * @param whole the bytes are a whole file, not its beginning: then a character cut in two is wrong
 */
export function detectEncoding(bytes: Uint8Array, whole = true): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  const zeros = zeroBytes(bytes)
  if (zeros !== undefined) return zeros
  if (isUtf8(bytes, whole)) return 'utf-8'
  const beginning = bytes.subarray(0, 1 << 18)
  return LEGACY.map((legacy) => ({ label: legacy.label, likeness: likeness(new TextDecoder(legacy.label).decode(beginning), frequent(legacy)) }))
    .reduce((best, next) => (next.likeness > best.likeness ? next : best)).label
}

/**
 * @param encoding a label; default: what `detectEncoding` finds
 * @throws RangeError for a label that no encoding has
 */
export function decodeText(bytes: Uint8Array, encoding = detectEncoding(bytes)): Decoded {
  const decoder = new TextDecoder(encoding)
  const text = decoder.decode(bytes)
  const unicode = decoder.encoding.startsWith('utf')
  return { text, encoding: decoder.encoding, undecodable: unicode ? text.split('\uFFFD').length - 1 : countUndecodable(text) }
}

/**
 * Characters that a decoder of an older encoding could not make out: U+FFFD, and private ones, which is what pairs
 * that only somebody's own machine knew (造字) come out as.
 */
export const countUndecodable = (text: string): number => text.match(/[\uFFFD\uE000-\uF8FF]/g)?.length ?? 0

function isUtf8(bytes: Uint8Array, whole: boolean): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: !whole })
    return true
  } catch {
    return false
  }
}

/** UTF-16 without a mark: letters, digits, line breaks and spaces have a zero byte, always on the same side. */
function zeroBytes(bytes: Uint8Array): string | undefined {
  const sides = [0, 0]
  const length = Math.min(bytes.length, 1 << 12)
  for (let i = 0; i < length; i++) if (bytes[i] === 0) sides[i & 1]!++
  const [even, odd] = sides as [number, number]
  if (even + odd < Math.max(2, length / 200) || Math.min(even, odd) > Math.max(even, odd) / 20) return undefined
  return even > odd ? 'utf-16be' : 'utf-16le'
}

const sets = new Map<string, ReadonlySet<string>>()

function frequent({ label, leads, trails }: (typeof LEGACY)[number]): ReadonlySet<string> {
  let found = sets.get(label)
  if (found !== undefined) return found
  const decoder = new TextDecoder(label)
  const chars = new Set<string>()
  for (let lead = leads[0]; lead <= leads[1]; lead++) for (let trail = trails[0]; trail <= trails[1]; trail++) chars.add(decoder.decode(Uint8Array.of(lead, trail)))
  found = chars
  sets.set(label, found)
  return found
}

/** Common characters and frequent ones for, undecodable and private ones against. */
function likeness(text: string, usual: ReadonlySet<string>): number {
  let points = 0
  let written = 0
  for (const char of text) {
    if (char <= '\u007F') continue
    written++
    if (COMMON.has(char)) points += 2
    else if (usual.has(char)) points++
    else if (char === '\uFFFD' || (char >= '\uE000' && char <= '\uF8FF')) points -= 2
  }
  return written === 0 ? 0 : points / written
}
