import type { Kind } from '../../model/records.ts'
import { is, type Word } from './sentence.ts'

const ASKING = ['who', 'what', 'which', 'many', 'where'] as const

/** Puts together what belongs together: lists of names, and what is asked for with its measure and kind. */
export function phrasesOf(given: readonly Word[]): Word[] {
  const words = apposition(standingFor(given))
  const phrases: Word[] = []
  for (let i = 0; i < words.length;) {
    const word = words[i]!
    if (is(word, 'E')) {
      const names = [word]
      let to = i + 1
      for (;;) {
        const joint = is(words[to], 'and', 'mark') && is(words[to + 1], 'E') ? 1 : isApart(words[to - 1]!, words[to]) ? 0 : undefined
        if (joint === undefined) break
        names.push(words[to + joint]!)
        to += joint + 1
      }
      if (names.length === 1) phrases.push(word)
      else phrases.push(together(words.slice(i, to), [{ category: names.length === 2 ? 'E2' : 'E3' }, { category: 'EE' }], { names }))
      i = to
    } else if (is(word, ...ASKING)) {
      let to = i + 1
      // 哪些章 asks for chapters, 哪章文 would count them
      // 哪兩位, 哪六項
      while (is(words[to], 'numeral') && is(words[to + 1], 'measure', 'K')) to++
      // 哪些業務單位
      if (is(words[to], 'O') && is(words[to + 1], 'K')) to++
      while (is(words[to], 'measure') && !(is(words[to], 'K') && !is(words[to + 1], 'K'))) to++
      const kinds: Word[] = []
      for (let at = to; is(words[at], 'K') && (kinds.length === 0 || !is(words[at], 'P', 'A') || is(words[at - 1], 'and')) && !(is(word, 'who') && is(words[at], 'V')); at++) {
        kinds.push(words[at]!)
        to = at + 1
        if (is(words[to], 'and', 'mark') && is(words[to + 1], 'K')) at++
      }
      // 有哪些作者, 哪些著作: who does it, what it is done to
      const parts = kinds.flatMap(({ senses }) => senses.filter(({ category }) => category === 'A' || category === 'P'))
      phrases.push(together(words.slice(i, to), [{ category: 'Q' }, ...word.senses, ...parts], askedOf(kinds, word)))
      i = to
    } else if (is(word, 'K') && is(words[i + 1], 'and') && is(words[i + 2], 'K')) {
      // 計畫或組織
      const kinds = [word, words[i + 2]!]
      phrases.push(together(words.slice(i, i + 3), [{ category: 'K' }], askedOf(kinds, word)))
      i += 3
    } else {
      phrases.push(word)
      i++
    }
  }
  let whole = phrases.filter((word) => !is(word, 'mark'))
  // 是哪些單位連結…
  if (is(whole[0], 'be') && is(whole[1], 'Q') && whole.length > 2) whole = whole.slice(1)
  // 有哪些文章談…: there are
  if (!is(whole[0], 'have') || whole.length < 3) return whole
  if (is(whole[1], 'Q')) return whole.slice(1)
  // 有沒有組織…: are there any
  return is(whole[1], 'K') ? [{ ...whole[1]!, senses: [{ category: 'Q' }, ...whole[1]!.senses] }, ...whole.slice(2)] : whole
}

/** Without what stands for a name in the sentence (社會局和文化局，他們…), and without what is only handed over (把業務委託給誰). */
function standingFor(words: readonly Word[]): Word[] {
  const isNamed = words.some((word) => is(word, 'E'))
  return words.filter((word, i) => !(is(word, 'pronoun') && isNamed) && !is(word, 'disposal') && !(is(words[i - 1], 'disposal') && is(word, 'K')))
}

/** 社會局 文化局: names with only blanks between them. */
const isApart = (before: Word, word: Word | undefined): boolean => word !== undefined && is(word, 'E') && word.start > before.end && /^\p{Script=Han}/u.test(word.text)

const together = (words: readonly Word[], senses: Word['senses'], more: Partial<Word>): Word =>
  ({ start: words[0]!.start, end: words.at(-1)!.end, text: words.map(({ text }) => text).join(''), senses, ...more })

function askedOf(kinds: readonly Word[], asking: Word): Partial<Word> {
  const all = [...new Set(kinds.flatMap((word) => word.kinds ?? []))]
  const named = kinds.every((word) => word.named !== undefined) && kinds.length > 0 ? [...new Set(kinds.flatMap((word) => word.named!))] : undefined
  if (all.length > 0) return { kinds: all, ...(named && { named }) }
  return PERSONS.test(asking.text) ? { kinds: ['Person'] as Kind[] } : {}
}
const PERSONS = /人$|位$|人們$/

const isPerson = (word: Word | undefined): boolean => is(word, 'E') && word!.candidates?.[0]?.entity.kind === 'Person'
const isPost = (words: readonly Word[], at: number): boolean => is(words[at], 'A') && !words[at]!.senses.some(({ category }) => category === 'Q') &&
  ((isPerson(words[at + 1]) && words[at]!.end === words[at + 1]!.start) || (isPerson(words[at - 1]) && words[at - 1]!.end === words[at]!.start)) &&
  words.slice(at + 1).some((word) => is(word, 'V', 'A', 'P', 'N'))

/** 張德永教授, 社會局、文化局、教育局三個單位, 《學習型城市》這本書, LILLIPUT計畫: what only says again what a name is. */
function apposition(words: readonly Word[]): Word[] {
  const kept: Word[] = []
  for (let i = 0; i < words.length; i++) {
    const [word, before] = [words[i]!, kept.at(-1)]
    // 四個局（社會局、文化局…）
    if (is(word, 'numeral') && is(words[i + 1], 'measure', 'K')) {
      let to = i + 1
      while (is(words[to], 'measure', 'K')) to++
      if (is(words[to], 'mark') && is(words[to + 1], 'E') && is(words[to + 2], 'and', 'E')) {
        i = to
        continue
      }
    }
    // 六分原則的六個項目, 兩個主編單位
    if (is(word, 'numeral') && is(before, 'de') && is(words[i + 1], 'measure') && is(words[i + 2], 'K', 'A', 'P')) {
      i++
      continue
    }
    // 理事長李建興, 李建興理事長: a post beside the name of a person, where something else is asked
    if (isPost(words, i)) continue
    if (is(word, 'this')) {
      let to = i + 1
      while (is(words[to], 'measure', 'K')) to++
      // 這本《學習型城市》; not 張德永那本《…》
      if (is(words[to], 'E') && !is(before, 'E')) {
        i = to - 1
        continue
      }
    }
    if (is(before, 'E')) {
      // 臺北市立圖書館（北市圖）
      const close = word.text === '(' ? words.findIndex((one, at) => at > i && one.text === ')') : -1
      if (close > i && close <= i + 2) {
        i = close
        continue
      }
      if (is(word, 'title')) continue
      const counted = is(word, 'numeral') && (is(words[i + 1], 'measure') || is(words[i + 1], 'K'))
      if (is(word, 'this') || counted) {
        while (is(words[i + 1], 'measure', 'K')) i++
        continue
      }
      const kind = before!.candidates?.[0]?.entity.kind
      if (is(word, 'K') && kind !== undefined && word.kinds?.includes(kind) === true && !is(word, 'A', 'P') && word.named === undefined && !is(words[i + 1], 'have') && kind !== 'Organization') continue
    }
    kept.push(word)
  }
  return kept
}
