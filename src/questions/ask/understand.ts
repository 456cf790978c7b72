import { Turns } from '../../graph/turns.ts'
import type { Asking } from '../context.ts'
import { nameKey } from '../../model/names.ts'
import { FAMILY } from '../family.ts'
import { namesSeen } from '../resolve-index.ts'
import { namesIn } from '../resolve-sentence.ts'
import { chaptersIn } from './chapters.ts'
import { datesIn } from './dates.ts'
import type { Grammar } from './grammar.ts'
import { districtIn } from './districts.ts'
import { endsIn, heldIn, isEnd, kindOf } from './ends.ts'
import { doubtful, partedIn, named, slipsIn, type Slip } from './names.ts'
import { phraseOf, readingsOf, type Reading, type Takes } from './read.ts'
import { severalOf } from './several.ts'
import { behindFrame, openAt } from './framed.ts'
import { is, wordsOf, type Fixed, type Word } from './sentence.ts'
import { unitsIn } from './units.ts'
import { worksIn } from './works.ts'

/** What a sentence is understood as. */
export interface Understood {
  readonly readings: readonly Reading[]
  /** The readings are of several questions in one sentence, in their order. */
  readonly several: boolean
  /** Names with a slip that were taken for the archive's. */
  readonly slips: readonly Slip[]
  /** Names that the archive may have meant, where nothing was understood, and the readings with them. */
  readonly supposed: readonly Reading[]
  /** The words as read, names and unknown ones among them. */
  readonly words: readonly Word[]
  /** The joint behind which another name is missing. */
  readonly unfinished?: Word
}

type Read = Pick<Understood, 'words' | 'readings' | 'several'>

/** What a stretch of words may be the name of, tried one after another. */
const MOST_CHOICES = 4

const takes: Takes = (name, argument) => {
  const kind = FAMILY.get(name)
  return kind === undefined ? undefined : argument in kind.shape
}

/** Reads a sentence, and where that fails, what stands behind its frame: 阿公問我…，請問…. */
export async function understand(asking: Asking, sentence: string, grammar: Grammar): Promise<Understood> {
  const whole = await wholly(asking, sentence, grammar)
  if (whole.readings.length > 0) return whole
  const unfinished = openAt(whole.words)
  if (unfinished !== undefined) return { ...whole, unfinished }
  const from = behindFrame(whole.words)
  const rest = from === undefined ? undefined : await wholly(asking, sentence.slice(from), grammar)
  return rest === undefined || rest.readings.length === 0 ? whole : rest
}

/** Reads a sentence: first with every name in it, then without those that may be words, then with slips. Nothing is asked of the graph but names and, where a chapter is named by its number, the parts of its work. */
async function wholly(asking: Asking, sentence: string, grammar: Grammar): Promise<Understood> {
  const said = await chaptersIn(asking, sentence, named(sentence, await namesIn(asking, sentence)))
  const dates = datesIn(sentence)
  const cut = (fixed: readonly Fixed[]): Word[] => wordsOf(sentence, [...fixed, ...dates], grammar)
  const lookup = await namesSeen(asking)
  const known = asKinds(unitsIn(sentence, await worksIn(asking, sentence, said, grammar), lookup), cut, grammar).map((name) => (isEnd(name, lookup) ? kindOf(name, lookup) : name))
  const held = heldIn(sentence, cut(known))
  const seat = districtIn(sentence, cut(known))
  const instead = seat === undefined ? held : [...held, seat]
  const names = instead.length === 0 ? known : [...known.filter(({ start, end }) => !instead.some((one) => start < one.end && end > one.start)), ...instead]
  const ordered = (part: readonly Word[]): readonly Reading[] => readingsOf(part, grammar, asking.vocabulary, takes)
  const anyhow = (part: readonly Word[]): readonly Reading[] => {
    const found = ordered(part)
    return found.length > 0 ? found : readingsOf(part, grammar, asking.vocabulary, takes, true)
  }
  const read = (words: readonly Word[], by: (part: readonly Word[]) => readonly Reading[]): Read | undefined => {
    const whole = by(words)
    const readings = whole.length > 0 ? whole : severalOf(words, by)
    return readings.length === 0 ? undefined : { words, readings, several: whole.length === 0 && readings.length > 1 }
  }
  const certain = names.filter((name) => !doubtful(name, grammar))
  const tries = [names, ...(certain.length === names.length ? [] : [certain])]
  const cuts = tries.map(cut)
  if (openAt(cuts[0]!) !== undefined) return { words: cuts[0]!, readings: [], several: false, slips: [], supposed: [] }
  // in whatever order a word that may be a name is a word: 靠哪些醫院
  const alone = names === said || instead.length > 0 ? [] : [cut(said)]
  for (const [words, by] of [...cuts.map((words) => [words, ordered] as const), ...[...cuts].reverse().map((words) => [words, anyhow] as const), ...alone.map((words) => [words, anyhow] as const)]) {
    const done = read(words, by)
    if (done !== undefined) return { ...done, slips: [], supposed: [] }
  }
  const turns = new Turns(asking.signal)
  const ended: { fixed: readonly Fixed[]; before: Word[] }[] = []
  for (const [i, fixed] of tries.entries()) {
    const ends = await endsIn(sentence, cuts[i]!, lookup, turns)
    if (ends.length > 0) ended.push({ fixed: [...fixed, ...ends], before: cut([...fixed, ...ends]) })
  }
  for (const by of [ordered, anyhow]) {
    for (const { before } of ended) {
      await turns.next()
      const done = read(before, by)
      if (done !== undefined) return { ...done, slips: [], supposed: [] }
    }
  }
  let supposed: readonly Reading[] = []
  for (const { fixed, before } of [...ended, ...tries.map((fixed, i) => ({ fixed, before: cuts[i]! }))]) {
    const [parted, slipped] = [partedIn(sentence, before, lookup), await slipsIn(sentence, before, lookup, grammar, turns)]
    const places = [...longest(parted, slipped), ...await begunIn(asking, before)]
    for (let choice = 0; places.length > 0 && choice < MOST_CHOICES; choice++) {
      await turns.next()
      const slips = places.map((found) => found[Math.min(choice, found.length - 1)]!)
      const words = cut(over(fixed, slips))
      const done = read(words, ordered) ?? read(words, anyhow)
      // 什麼是終身學習 asks for the words, not for what ends with them
      if (done === undefined || (done.readings[0]!.name === grammar.phrase.name && parted.flat().some((slip) => slips.includes(slip) && slip.name.candidates![0]!.entity.kind !== 'Concept'))) continue
      if (slips.every(({ taken }) => taken)) return { ...done, slips, supposed: [] }
      if (supposed.length === 0) supposed = done.readings
    }
  }
  const phrase = phraseOf(sentence, cuts[0]!, grammar)
  return { words: cuts[0]!, readings: phrase === undefined ? [] : [phrase], several: false, slips: [], supposed }
}

/** 哪些醫院 asks for some, though one is called 醫院. */
function asKinds(names: readonly Fixed[], cut: (fixed: readonly Fixed[]) => Word[], grammar: Grammar): readonly Fixed[] {
  const words = cut(names)
  const asked = (name: Fixed): boolean => {
    const place = words.findIndex(({ start }) => start === name.start)
    return is(words[is(words[place - 1], 'measure') ? place - 2 : place - 1], 'which', 'many')
  }
  return names.filter((name) => !(asked(name) && doubtful(name, grammar)))
}

/** A title in quotation marks of which only the beginning stands there, its subtitle left out. */
async function begunIn({ search, viewer }: Asking, words: readonly Word[]): Promise<Slip[][]> {
  if (search === undefined) return []
  const quoted = words.filter((word) => is(word, 'X') && word.text.length < word.end - word.start && word.text.length >= LEAST_TITLE)
  return Promise.all(quoted.map(async ({ start, end, text }) => {
    const found = await search.suggest(text, viewer, { first: 2 })
    const [only] = found.filter(({ matched }) => nameKey(matched).startsWith(nameKey(text)))
    if (only === undefined || found.length > 1) return []
    const { entity, matched } = only
    return [{ taken: true, name: { start, end, text, senses: [{ category: 'E' }], candidates: [{ entity, matched, reason: 'short' as const, score: 0.6, certain: false, for: ['題名的開頭 (the beginning of the title)'], against: [] }] } }]
  })).then((all) => all.filter((one) => one.length > 0))
}

/** A shorter beginning says too little. */
const LEAST_TITLE = 5

/** Of two kinds of slips those that take up more of the sentence, where both are about the same words. */
function longest(parted: readonly Slip[][], slipped: readonly Slip[][]): Slip[][] {
  const overlap = ({ name: one }: Slip, { name: other }: Slip): boolean => one.start < other.end && one.end > other.start
  const beats = (slip: Slip, other: Slip): boolean => slip.taken && overlap(slip, other) && slip.name.text.length > other.name.text.length
  const kept = parted.filter(([one]) => !slipped.some(([best]) => beats(best!, one!)))
  return [...kept, ...slipped.filter((slips) => !slips.some((slip) => kept.flat().some((one) => overlap(slip, one))))]
}

const over = (fixed: readonly Fixed[], slips: readonly Slip[]): Fixed[] =>
  [...fixed.filter(({ start, end }) => !slips.some(({ name }) => start < name.end && end > name.start)), ...slips.map(({ name }) => name)]
