import type { Candidate } from '../resolve.ts'
import { is, type Fixed, type Word } from './sentence.ts'

/** 大安區, 東區, 烏來鄉, 那瑪夏區; without what only sounds like one. */
const DISTRICT = /^(?:[東西南北中]區|\p{Script=Han}{2}[區鄉鎮]|\p{Script=Han}{3}[區鄉鎮])/u
const NO_DISTRICT = /[園社學教地選專特校院廠景政]區$/u
/** Words that a district does not begin with, nor stand behind: 哪一區, 這幾區, 三個鄉鎮. */
const COUNTING = ['which', 'many', 'each', 'what', 'who', 'where', 'this', 'numeral', 'measure']

/**
 * The city or district that a question counts in: 大安區, 臺北市大安區, 臺北市. None where several are named or each
 * is asked for: those are not counted in one.
 */
export function districtIn(sentence: string, words: readonly Word[]): Fixed | undefined {
  if (!words.some((word) => is(word, 'many', 'which')) || words.some((word) => is(word, 'district') && is(words[words.indexOf(word) - 1], 'each'))) return undefined
  // 臺北市參與了幾個計畫: only bodies are counted by where they are
  const asksBodies = words.some((word) => is(word, 'many')) && words.some((word, i) => is(word, 'K') || (is(word, 'X') && is(words[i - 1], 'many', 'measure', 'de'))) && words.every((word) => !is(word, 'K') || word.kinds?.includes('Organization') === true)
  const found: Fixed[] = []
  for (const [place, word] of words.entries()) {
    if (word.start < (found.at(-1)?.end ?? 0) || is(words[place - 1], ...COUNTING)) continue
    const isWhole = is(word, 'city') || (asksBodies && isPlace(word))
    if (is(word, 'E') && !isWhole) continue
    const end = districtEnd(sentence, words, isWhole ? word.end : word.start) ?? (isWhole ? word.end : undefined)
    if (end !== undefined) found.push({ start: word.start, end, text: sentence.slice(word.start, end), senses: [{ category: 'seat' }] })
  }
  return found.length === 1 ? found[0] : undefined
}

/** Where a district ends that begins there: at the end of a word, and of no word that counts. */
function districtEnd(sentence: string, words: readonly Word[], from: number): number | undefined {
  const text = DISTRICT.exec(sentence.slice(from))?.[0]
  if (text === undefined || NO_DISTRICT.test(text)) return undefined
  const end = from + text.length
  const within = words.filter((word) => word.start < end && word.end > from)
  if (within[0]!.start !== from || within.at(-1)!.end !== end || within.some((word) => is(word, ...COUNTING, 'E', 'T', 'mark') || (is(word, 'district') && word.text.length > 1))) return undefined
  // 在東區, 和大安區: a word before it is none of its own
  return is(within[0], 'at', 'and', 'de', 'by', 'from', 'have', 'V') && within.length > 2 && DISTRICT.test(sentence.slice(within[0]!.end)) ? undefined : end
}

/** A place that the archive knows by name, and that is a city or district. */
const isPlace = ({ candidates, text }: Word): boolean => candidates?.every(({ entity }: Candidate) => entity.kind === 'Place') === true && /^\p{Script=Han}{1,6}[縣市區鄉鎮]$/u.test(text)
