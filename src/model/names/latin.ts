import { LATIN_ARTICLES } from './words.ts'

/** Names are no longer. */
const LONGEST = 200

const HAN = /\p{Script=Han}/u
const ARTICLES = new Set(LATIN_ARTICLES)

/**
 * The key of a name in Latin letters: words without accents, case, articles, punctuation: "The City of Taipei" is
 * "City Taipei". Undefined where the name is not mostly Latin, or nothing is left of it.
 */
export function latinKey(text: string): string | undefined {
  if (HAN.test(text)) return undefined
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('&', ' and ').replace(/[.'’]/g, '')
  if (HAN.test(plain)) return undefined
  const words = plain.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '' && !ARTICLES.has(word))
  return words.length === 0 ? undefined : words.join(' ')
}

/**
 * A name with its abbreviation or translation in brackets: 經濟合作暨發展組織（OECD）. What is Chinese in brackets is
 * name, such as (養護型); a year beside an abbreviation goes.
 */
export function bracketed(text: string): { readonly name: string; readonly abbreviation: string } | undefined {
  // of longer texts the pattern below would take its time
  if (text.length > LONGEST || !/[)）\]］]\s*$/u.test(text)) return undefined
  const found = /^(?<name>.*\p{Script=Han}.*?)\s*[(（[［]\s*(?<abbreviation>[\p{Script=Latin}][\p{Script=Latin}\d\s.&'’-]*?)(?:[,，;；]\s*\d{4})?\s*[)）\]］]$/u.exec(text.trim())?.groups
  return found === undefined ? undefined : { name: found.name!, abbreviation: found.abbreviation! }
}
