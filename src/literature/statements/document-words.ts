/** What the whole of a text says of its words, for names in Latin letters. */
export interface DocumentWords {
  /** Words that it also writes small: 「Open Data」 is nobody where it speaks of open data. */
  readonly ordinary: ReadonlySet<string>
  /** Letters it spells out, by what they stand for: ODI as Open Data Institute. */
  readonly spelledOut: ReadonlyMap<string, string>
}

const SMALL = /(?<![\p{L}'’-])\p{Ll}[\p{Script=Latin}'’]+/gu
const LETTERS = '\\p{Lu}[\\p{Lu}\\d]{1,7}'
/** Open Data Institute (ODI), 開放知識基金會（OKF）, （Open Culture Foundation, OCF）, （以下簡稱 OCF）. */
const BEHIND = new RegExp(`(?<long>[\\p{L}][\\p{L}'’&‧· -]{3,90})[“"」』]?[（(](?:(?<inner>\\p{Lu}[\\p{L}'’& -]{5,80})[,，] ?)?(?:以下簡?稱(?:為)?|簡稱(?:為)?|下稱|the |or )?[「“"]?(?<short>${LETTERS})[」”"]?[)）]`, 'gu')
/** ODI (Open Data Institute), OECD（經濟合作暨發展組織）. */
const BEFORE = new RegExp(`(?<short>${LETTERS}) ?[（(](?:the )?(?<long>[\\p{L}][\\p{L}'’&, -]{3,80})[)）]`, 'gu')

/** @param texts squeezed */
export function documentWords(texts: readonly string[]): DocumentWords {
  const ordinary = new Set<string>()
  const spelledOut = new Map<string, string>()
  for (const text of texts) {
    for (const [word] of text.matchAll(SMALL)) ordinary.add(word)
    for (const pattern of [BEHIND, BEFORE]) {
      for (const { groups } of text.matchAll(pattern)) {
        const { short, long, inner } = groups as { short: string; long: string; inner?: string }
        const name = [inner, long].map((words) => words === undefined ? undefined : longForm(words.trim(), short)).find((words) => words !== undefined)
        if (name !== undefined && !spelledOut.has(short)) spelledOut.set(short, name)
      }
    }
  }
  return { ordinary, spelledOut }
}

const LITTLE = new Set(['of', 'for', 'and', 'the', 'in', 'on', 'to', 'de', 'la', 'del', 'des', 'du', 'y', 'e', '&'])

/** The words whose first letters these are, from the last back; for a Chinese name, the run of characters. */
function longForm(words: string, short: string): string | undefined {
  if (/\p{Script=Han}$/u.test(words)) return /\p{Script=Han}{3,20}$/u.exec(words)?.[0]
  const all = words.split(/[ -]+/)
  let left = [...short.toUpperCase()]
  for (let i = all.length - 1; i >= 0 && left.length > 0; i--) {
    const word = all[i]!
    if (word[0]!.toUpperCase() === left.at(-1)) left = left.slice(0, -1)
    else if (!LITTLE.has(word.toLowerCase())) return undefined
    if (left.length === 0) return all.slice(i).join(' ')
  }
  return undefined
}
