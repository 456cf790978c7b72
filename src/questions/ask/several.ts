import { single, type Reading } from './read.ts'
import { is, type Word } from './sentence.ts'

/** More questions in one sentence are not taken apart. */
const MOST = 4

/**
 * 《…》由誰出版，主編是誰？ Each clause as a question of its own, about what the first one names where it names nothing:
 * the readings of the first, and beside them one of each other.
 * @returns none where a clause cannot be read
 */
export function severalOf(words: readonly Word[], read: (words: readonly Word[]) => readonly Reading[]): Reading[] {
  for (const clauses of [clausesOf(words, (word) => is(word, 'mark')), clausesOf(words, (word) => is(word, 'mark') || word.text === '、'), beforeAsking(words)]) {
    if (clauses.length < 2 || clauses.length > MOST) continue
    const topic = clauses[0]!.filter((word) => is(word, 'E'))
    if (topic.length === 0) continue
    const each = clauses.map((clause, i) => read(i === 0 || clause.some((word) => is(word, 'E')) ? clause : [...topic, ...clause]))
    if (each.some((readings) => readings.length === 0)) continue
    const asked = single(each.map(([first]) => first!))
    // 是教育部主導的嗎，還是誰主導; 共有幾章？請列出各章: the same once more is no other question
    if (asked.length === 1 && topic.length === 1) return each[0]!.filter(({ beside }) => !beside)
    if (asked.length > 1) return [...each[0]!, ...asked.slice(1).map((one) => ({ ...one, beside: true }))]
  }
  return []
}

/** 是誰主編誰出版的: a clause ends before what is asked next, where something was asked and done. */
function beforeAsking(words: readonly Word[]): Word[][] {
  const clauses: Word[][] = [[]]
  for (const word of words) {
    const now = clauses.at(-1)!
    const asked = now.findIndex((one) => is(one, 'who', 'which', 'what', 'many', 'where'))
    if (is(word, 'who', 'which', 'what', 'many', 'where') && asked >= 0 && now.slice(asked).some((one) => is(one, 'V', 'A'))) clauses.push([word])
    else if (!is(word, 'mark')) now.push(word)
  }
  return clauses
}

function clausesOf(words: readonly Word[], isBorder: (word: Word) => boolean): Word[][] {
  const clauses: Word[][] = [[]]
  for (const word of words) {
    if (isBorder(word)) clauses.push([])
    else clauses.at(-1)!.push(word)
  }
  return clauses.filter((clause) => clause.some((word) => !is(word, 'padding'))).map((clause) => (is(clause[0], 'and') && !is(clause[1], 'E') ? clause.slice(1) : clause))
}
