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
// as few characters as the post leaves: 歐陽明|副教授
const PERSON = `(?:${either(COMPOUND_SURNAMES)}|[${SURNAMES}])(?:(?!副)\\p{Script=Han}){1,2}?`
/** 楊碧雲專員; 李建興 理事長; 曾淑賢（館長） */
const BEHIND = new RegExp(`^(?<name>${PERSON})[\\s（(,，]*(?<title>${POST}(?:兼${POST})?)[）)]?$`, 'u')
const IS_PERSON = new RegExp(`^${PERSON}$`, 'u')
const ENDINGS = new Set(TITLES)
const endsWithTitle = (text: string): boolean => [2, 3, 4].some((length) => ENDINGS.has(text.slice(-length)))

/** Could hold a person's name and a post. */
const HAN_NAME = /^[\p{Script=Han}\s（）(),，:：]{3,44}$/u
const LATIN_NAME = /^[\p{Script=Latin}\s.,'’-]+$/u
const LATIN = new Set(LATIN_TITLES)

/** A person's name with title or post taken apart; undefined where there is none, or no name beside it. */
export function titled(text: string): Titled | undefined {
  const name = normaliseSpaces(text)
  if (name.length < 45 && HAN_NAME.test(name)) return before(name) ?? behind(name)
  if (!LATIN_NAME.test(name)) return undefined
  const words = name.split(/[\s,]+/)
  const kept = words.filter((word) => !LATIN.has(nameKey(word)))
  return kept.length >= 2 && kept.length < words.length ? { name: kept.join(' '), title: words.filter((word) => !kept.includes(word)).join(' ') } : undefined
}

function behind(name: string): Titled | undefined {
  const found = name.length > 16 ? undefined : BEHIND.exec(name)?.groups
  return found && { name: found.name!, title: found.title! }
}

/** 館長曾淑賢, 臺北市立圖書館館長 曾淑賢: whether a post stands before is looked up, not searched for. */
function before(name: string): Titled | undefined {
  for (const length of [4, 3, 2]) {
    const [title, person] = [name.slice(0, -length).replace(/[\s:：]+$/, ''), name.slice(-length)]
    if (endsWithTitle(title) && IS_PERSON.test(person)) return { name: person, title }
  }
  return undefined
}
