import { is, type Word } from './sentence.ts'

/** What stands before a question without being a part of it must not deny, suppose or order anything, nor say when. */
const SAYING = ['T', 'not', 'disposal', 'avoid', 'why', 'beyond', 'apart']

/**
 * Where the question begins behind what only leads to it, as an offset of the sentence: 學習單第三題：…, 阿公問我…，請問….
 * @returns undefined where nothing stands before it, or what does may be a part of the question
 */
export function behindFrame(words: readonly Word[]): number | undefined {
  // 第三題：, 第2題）, （第2題）
  const colon = words.findIndex((word, i) => is(word, 'mark') && (word.text === ':' || (word.text === ')' && !words.slice(1, i).some(({ text }) => text === '('))))
  const asking = words.findLastIndex((word, i) => is(word, 'asking') && is(words[i - 1], 'mark'))
  const at = Math.max(colon + 1, asking)
  if (at <= 0 || at >= words.length) return undefined
  const [before, rest] = [words.slice(0, at), words.slice(at)]
  // who is named there must be named again
  const isSaid = (word: Word): boolean => is(word, 'E') && !rest.some(({ text }) => text === word.text)
  if (before.some((word) => is(word, ...SAYING) || isSaid(word))) return undefined
  return words[at]!.start
}

/** Joints behind which in Chinese another name stands; in English the question may end there (Who wrote with A?). */
const JOINT = /^[\p{Script=Han}、]/u

/** 哪些組織連結社會局跟: the joint behind a name that a sentence ends with. */
export function openAt(words: readonly Word[]): Word | undefined {
  const said = words.filter((word) => !is(word, 'mark') && !(is(word, 'padding') && !is(word, 'and', 'E')))
  const last = said.at(-1)
  return last !== undefined && is(last, 'and') && JOINT.test(last.text) && is(said.at(-2), 'E') ? last : undefined
}
