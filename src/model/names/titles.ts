import { nameKey, normaliseSpaces } from '../names.ts'
import { COMPOUND_SURNAMES, LATIN_TITLES, SURNAMES, TITLE_PREFIXES, TITLES } from './words.ts'

export interface Titled {
  /** The person's name, as printed. */
  readonly name: string
  /** What stands before or behind it: 專員, 臺北市立圖書館館長, Dr. */
  readonly title: string
}

const either = (words: readonly string[]): string => [...new Set(words)].sort((a, b) => b.length - a.length).join('|')
const POST = `(?:${either(TITLE_PREFIXES)})?(?:${either(TITLES)})`
const PERSON = `(?:(?:${either(COMPOUND_SURNAMES)})\\p{Script=Han}{1,2}|[${SURNAMES}]\\p{Script=Han}{1,2})`
/** 楊碧雲專員; 李建興 理事長; 曾淑賢（館長） */
const BEHIND = new RegExp(`^(?<name>${PERSON})[\\s（(,，]*(?<title>${POST}(?:兼${POST})?)[）)]?$`, 'u')
/** 館長曾淑賢; 臺北市立圖書館館長曾淑賢 */
const BEFORE = new RegExp(`^(?<title>.{0,30}?${POST})[\\s:：]*(?<name>${PERSON})$`, 'u')

const LATIN = new Set(LATIN_TITLES)

/** A person's name with title or post taken apart; undefined where there is none, or no name beside it. */
export function titled(text: string): Titled | undefined {
  const name = normaliseSpaces(text)
  const found = (BEHIND.exec(name) ?? BEFORE.exec(name))?.groups
  if (found !== undefined) return { name: found.name!, title: found.title! }
  if (!/^[\p{Script=Latin}\s.,'’-]+$/u.test(name)) return undefined
  const words = name.split(/[\s,]+/)
  const kept = words.filter((word) => !LATIN.has(nameKey(word)))
  return kept.length >= 2 && kept.length < words.length ? { name: kept.join(' '), title: words.filter((word) => !kept.includes(word)).join(' ') } : undefined
}
