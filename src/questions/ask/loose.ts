import type { Gathering, Grammar, RelationWords } from './grammar.ts'
import { is, type Word } from './sentence.ts'

/** Whether a row of words has what a gathering wants, in whatever order, and nothing else. */
export function gathers({ names: [least, most], with: wanted, may }: Gathering, phrases: readonly Word[], { glue }: Grammar): boolean {
  const count = phrases.reduce((sum, word) => sum + (word.names?.length ?? (is(word, 'E') ? 1 : 0)), 0)
  if (count < least || count > most || !wanted.every((categories) => phrases.some((word) => !is(word, 'padding') && !(is(word, 'have') && categories.includes('V')) && is(word, ...categories)))) return false
  // 教育局跟社區大學: what stands beside a name is another one
  if (isBesideName(phrases)) return false
  const known = [...glue, ...may, ...wanted.flat(), 'E', 'EE', 'padding']
  return phrases.every((word) => is(word, ...known))
}

const isBesideName = (phrases: readonly Word[]): boolean => phrases.some((word, i) => is(word, 'K') && !is(word, 'Q') && is(phrases[i - 1], 'and') && is(phrases[i - 2], 'E'))

/** A word of the question, by what it says of a relation. */
const RELATIONAL = ['V', 'A', 'P', 'N']

/**
 * On which side of a relation the one name of a sentence stands, from who is marked by 由, 受, 在, and from what stands
 * next to the verb; undefined where something in the sentence belongs to neither the relation nor the glue.
 */
export function sideOf(phrases: readonly Word[], number: number, { frame }: RelationWords, { glue }: Grammar): 'out' | 'in' | undefined {
  const ofRelation = (word: Word, ...categories: string[]): boolean => word.senses.some(({ category, relation }) => relation === number && categories.includes(category))
  const isRelational = (word: Word): boolean => is(word, ...RELATIONAL)
  const words = phrases.filter((word, i) => (!is(word, 'padding') || ofRelation(word, ...RELATIONAL)) && !(isRelational(word) && is(word, 'light') && !ofRelation(word, ...RELATIONAL)) && !(is(word, 'rel') && isRelational(phrases[i - 1]!)))
  if (!words.every((word) => is(word, 'E', ...glue) || ofRelation(word, ...RELATIONAL, 'O'))) return undefined
  const own = words.flatMap((word, i) => (ofRelation(word, ...RELATIONAL) && !(is(word, 'Q') && words.some((other) => other !== word && ofRelation(other, 'V'))) ? [i] : []))
  const verb = own.find((i) => ofRelation(words[i]!, 'V') && !is(words[i], 'light')) ?? own.find((i) => ofRelation(words[i]!, 'V'))
  const name = words.findIndex((word) => is(word, 'E'))
  // 林振春是誰的老師 asks for a person, who is no place to work at
  if (frame === 'person' && words.some((word) => is(word, 'who')) && !words.some((word) => ofRelation(word, 'V'))&& is(words[words.findIndex((word) => is(word, 'who')) + 1], 'de')) return undefined
  const [question, kind] = [['Q'], ['K']].map((categories) => words.findIndex((word, i) => i !== verb && is(word, ...categories))) as [number, number]
  const asked = question >= 0 ? question : kind
  if (own.length === 0 || isBesideName(words)) return undefined
  if (verb === undefined) {
    const noun = words[own[0]!]!
    if (ofRelation(noun, 'A')) return 'in'
    // 隸屬在哪個單位底下: what is asked for stands above
    const place = phrases.indexOf(noun)
    const above = phrases[is(phrases[place - 1], 'de') ? place - 2 : place - 1]
    const before = above === undefined ? undefined : phrases[phrases.indexOf(above) - 1]
    return ofRelation(noun, 'N') && is(above, 'Q') && (is(above, 'who') || above?.kinds !== undefined) && is(before, 'at', 'V') ? 'in' : 'out'
  }
  // as the subject of the verb, as its object
  const [straight, turned] = frame === 'passive' ? ['in', 'out'] as const : ['out', 'in'] as const
  const isPlaced = frame === 'locative' || frame === 'person' || frame === 'passive'
  // 由社會局立案 says where, 由社會局經營 who
  if (is(words[name - 1], 'by')) return isPlaced ? turned : straight
  if (asked >= 0 && is(words[asked - 1], 'by')) return isPlaced ? straight : turned
  if (isPlaced) {
    if (is(words[name - 1], 'at')) return turned
    if (is(words[asked - 1], 'at')) return straight
    return name < verb ? straight : turned
  }
  // 在哪本書發表: where it was done, which is neither of the two
  if (is(words[asked - 1], 'at')) return undefined
  if (name > verb) return turned
  if (asked < 0 || asked > verb) return straight
  // of two before the verb the one beside it acts: 永安藝文館誰在經營; 誰在負責永安藝文館的經營
  return asked > name || is(words[verb - 1], 'de') ? turned : straight
}
