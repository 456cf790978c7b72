import type { Kind } from '../../model/records.ts'
import type { Vocabulary } from '../../model/vocabulary.ts'
import type { Candidate } from '../resolve.ts'
import { farKinds, nearKinds, waysOf } from '../ways.ts'
import type { Grammar, Target } from './grammar.ts'
import { gathers, sideOf } from './loose.ts'
import { modifiersOf, type Modified } from './modifiers.ts'
import { covers, type Pattern } from './pattern.ts'
import { phrasesOf } from './phrases.ts'
import { is, type Word } from './sentence.ts'

/** A question that a sentence may be, with whom its names may mean. */
export interface Reading {
  readonly name: string
  /** `Slot`s stand where an entity belongs. */
  readonly arguments: Readonly<Record<string, unknown>>
  /** As good as the one before it; otherwise the first is meant. */
  readonly beside: boolean
  /** Rather than what the verb alone would ask. */
  readonly ahead?: boolean
  /** `orElse` of related, where it is only looked wider when there is nothing. */
  readonly wider?: readonly string[]
}

/** A place for an entity in the arguments of a reading. */
export class Slot {
  readonly candidates: readonly Candidate[]
  readonly said: string

  constructor(word: Word) {
    this.candidates = word.candidates ?? []
    this.said = word.text
  }
}

/** Which arguments each kind of question takes; undefined where nobody knows yet. */
export type Takes = (name: string, argument: string) => boolean | undefined

/**
 * What a row of words may ask, best first. Nothing that leaves a word over.
 * @param inAnyOrder by what stands there, where no frame or pattern of the table covers it in its order
 */
export function readingsOf(words: readonly Word[], grammar: Grammar, vocabulary: Vocabulary, takes: Takes, inAnyOrder = false): Reading[] {
  const modified = modifiersOf(withoutPreface(words).map(asPlaced).filter((word) => !word.senses.every(({ category }) => UNSAID.has(category))))
  if (modified === undefined) return []
  const phrases = phrasesOf(modified.words)
  if (phrases.length === 0 || phrases.some((word) => is(word, 'X', 'T')) || isRunOn(modified.words)) return []
  if (inAnyOrder) {
    const loose = loosely(phrases, grammar, vocabulary)
    return single((loose.length > 0 ? loose : byPattern(phrases, grammar, vocabulary, modified, true)).flatMap((reading) => complete(reading, modified, takes, phrases) ?? []))
  }
  const [patterned, related] = [byPattern(phrases, grammar, vocabulary, modified), byRelation(phrases, grammar, vocabulary)]
  const found = patterned.some(({ ahead }) => ahead) ? patterned : [...related, ...patterned.filter(({ beside }) => beside || related.length === 0)]
  if (found.length === 0) found.push(...byClauses(phrases, grammar, vocabulary))
  return single(found.flatMap((reading) => complete(reading, modified, takes, phrases) ?? []))
}

/** 社會局文化局中間的團體: what is asked of two. */
const BETWEEN = ['between', 'link', 'bridge', 'middle', 'both', 'contact', 'rel', 'reach', 'share']

/** 新北市政府社會局: a body of another one is not the two. */
function isRunOn(words: readonly Word[]): boolean {
  const isWritten = (one: Word): boolean => is(one, 'E') && one.end - one.start === one.text.length && one.candidates?.[0]?.entity.kind === 'Organization'
  const pairs = words.slice(1).filter((word, i) => words[i]!.end === word.start && isWritten(words[i]!) && isWritten(word) && /^\p{Script=Han}/u.test(word.text)).length
  if (pairs === 0) return false
  return !words.some((word) => is(word, ...BETWEEN)) || pairs < words.filter((word) => is(word, 'E')).length - 1
}

/** Words that only say that somebody asks, and other words without meaning. */
const UNSAID = new Set(['padding', 'self', 'asking'])

/** What a word is by where it stands: 主管機關為何 asks what, 為何委託 why. */
function asPlaced(word: Word, place: number, all: readonly Word[]): Word {
  const next = all.slice(place + 1).find((one) => !is(one, 'padding'))
  // 我跟林振春: who asks is not in the archive
  if (is(word, 'self') && (is(all[place + 1], 'and') || is(all[place - 1], 'and'))) return { ...word, senses: [{ category: 'X' }] }
  // 有關衛生局委託的單位: what it is about, where a verb says what is asked
  if (place === 0 && ABOUT.test(word.text) && all.slice(1).some((one) => is(one, 'V') && !is(one, 'padding', 'light')) && !all.some((one) => is(one, 'K') && one.kinds?.includes('Work'))) return { ...word, senses: [{ category: 'padding' }] }
  // 那個…姚曉萍: who speaks looks for words
  if (place === 0 && is(word, 'which', 'this') && !ASKING.test(word.text) && is(all[1], 'mark')) return { ...word, senses: [{ category: 'padding' }] }
  // 經營的機構名單
  if (is(word, 'roll') && is(all[place - 1], 'K') && next === undefined) return { ...word, senses: [{ category: 'padding' }] }
  // 六分原則是什麼，好嗎: whether one may ask
  if (word.text === '好嗎' && (next === undefined || is(next, 'mark')) && all.slice(0, place).some((one) => is(one, 'what', 'who', 'which', 'many', 'where'))) return { ...word, senses: [{ category: 'padding' }] }
  return is(word, 'why') && next !== undefined && !is(next, 'mark') ? { ...word, senses: [{ category: 'why' }] } : word
}

/** 哪個 asks, 那個 need not. */
const ASKING = /^(?:哪|which)/iu

/** Before what a letter is about. */
const ABOUT = /^(?:有關|關於|针对|針對)$/u

/** 我在寫報告，想請問…: what people say of themselves before or after they ask names nothing and asks nothing. */
function withoutPreface(words: readonly Word[]): readonly Word[] {
  const clauses: Word[][] = [[]]
  for (const word of words) {
    if (is(word, 'mark') && word.text !== '、') clauses.push([word])
    else clauses.at(-1)!.push(word)
  }
  if (clauses.length === 1) return words
  const says = (clause: readonly Word[]): boolean => is(clause.find((word) => !is(word, 'mark')), 'self') && !clause.some((word) => is(word, 'E', 'T', 'not', 'avoid'))
  return clauses.filter((clause) => !says(clause)).flat()
}

/** Each once. */
export function single(whole: readonly Reading[]): Reading[] {
  const seen = new Set<string>()
  return whole.filter((reading) => {
    const text = JSON.stringify([reading.name, reading.arguments])
    return !seen.has(text) && seen.add(text)
  })
}

/** 什麼是…: whatever stands there, as it is written. */
export function phraseOf(sentence: string, words: readonly Word[], { phrase: { name, argument, as } }: Grammar): Reading | undefined {
  const said = words.filter((word) => !word.senses.every(({ category }) => category === 'padding' || category === 'mark' || category === 'asking'))
  const found = (part: readonly Word[], patterns: readonly Pattern[]): boolean => patterns.some((pattern) => matches(pattern, part, is))
  for (let length = said.length - 1; length > 0; length--) for (const { leading, trailing, with: more } of as) {
    const rest = found(said.slice(0, length), leading) ? said.slice(length) : found(said.slice(-length), trailing) ? said.slice(0, -length) : []
    if (rest.length > 0) return { name, arguments: { [argument]: sentence.slice(startOf(rest[0]!, words), rest.at(-1)!.end), ...more }, beside: false }
  }
  return undefined
}

/** 里長: a character without meaning of its own right before an unknown word is the beginning of that word. */
function startOf(word: Word, words: readonly Word[]): number {
  const before = words[words.indexOf(word) - 1]
  return is(word, 'X') && is(before, 'padding') && before!.text.length === 1 && before!.end === word.start && /\p{Script=Han}/u.test(before!.text) && before!.text !== '的' ? before!.start : word.start
}

interface Asked { readonly kinds: readonly Kind[]; readonly named: readonly string[] | undefined }

/** Kinds that the words for what is asked name; those beside what a verb says of itself do not count. */
function askedIn(phrases: readonly Word[], used: (word: Word) => boolean): Asked {
  const all = phrases.filter((word) => is(word, 'Q', 'K') && used(word) && ((word.kinds?.length ?? 0) > 0 || word.named !== undefined))
  const asking = all.some((word) => is(word, 'Q')) ? all.filter((word) => is(word, 'Q')) : all
  const named = asking.find((word) => word.named !== undefined)
  return { kinds: [...new Set((named === undefined || named.kinds?.length === 0 ? asking : [named]).flatMap((word) => word.kinds ?? []))], named: named?.named }
}

function matches(pattern: Pattern, phrases: readonly Word[], fits: (word: Word, category: string) => boolean): boolean {
  return covers(pattern, phrases.length, (place, category) => fits(phrases[place]!, category), (place) => is(phrases[place], 'padding'))
}

/** Verbs and nouns of relations, in the frames of the table. */
function byRelation(phrases: readonly Word[], grammar: Grammar, vocabulary: Vocabulary): Reading[] {
  const [one, ...more] = namesIn(phrases)
  if (one === undefined || more.length > 0) return []
  // on a list: a word that only says where comes last
  const relations = [...new Set([...phrases.filter((word) => !is(word, 'at')), ...phrases].flatMap(({ senses }) => senses.flatMap(({ relation }) => relation ?? [])))]
  return relations.flatMap((number) => {
    const words = grammar.relations[number]!
    const ofRelation = (word: Word, category: string): boolean => word.senses.some((sense) => sense.category === category && sense.relation === number)
    const fits = (word: Word, category: string): boolean => (RELATIVE.has(category) ? ofRelation(word, category) : is(word, category === 'W' ? 'V' : category))
    const frame = grammar.frames.get(words.frame)!.find(({ side, pattern }) => words[side] !== undefined && bearersOf(one, words[side], vocabulary).length > 0 && matches(pattern, phrases, fits))
    if (frame === undefined || (phrases.some((word) => is(word, 'who')) && !canBe(words[frame.side]!, DOERS, vocabulary))) return []
    const asked = askedIn(phrases, (word) => !ofRelation(word, 'A') && !ofRelation(word, 'P'))
    const target = words[frame.side]!
    return [related({ ...one, candidates: bearersOf(one, target, vocabulary) }, target, { kinds: asked.kinds.length > 0 ? asked.kinds : words.kinds ?? [], named: words.loose && frame.side === 'out' ? undefined : asked.named }, vocabulary, words.wider?.[frame.side])]
  })
}

/** In whatever order: the verb or noun of one relation, and what it is asked of. */
function loosely(phrases: readonly Word[], grammar: Grammar, vocabulary: Vocabulary): Reading[] {
  const [one, ...more] = namesIn(phrases)
  if (one === undefined || more.length > 0) return []
  const relations = [...new Set(phrases.flatMap(({ senses }) => senses.flatMap(({ relation }) => relation ?? [])))]
  return relations.flatMap((number) => {
    const words = grammar.relations[number]!
    const side = sideOf(phrases, number, words, grammar)
    if (side === undefined) return []
    const asked = askedIn(phrases, (word) => is(word, 'Q') || !word.senses.some(({ relation }) => relation === number))
    const fits = (one: 'out' | 'in'): boolean => words[one] !== undefined && canBe(words[one], asked.kinds.length === 0 && phrases.some((word) => is(word, 'who')) ? DOERS : asked.kinds, vocabulary)
    const found = ([side, side === 'out' ? 'in' : 'out'] as const).find((each) => fits(each) && bearersOf(one, words[each]!, vocabulary).length > 0)
    if (found === undefined) return []
    const target = words[found]!
    return [related({ ...one, candidates: bearersOf(one, target, vocabulary) }, target, { kinds: asked.kinds.length > 0 ? asked.kinds : words.kinds ?? [], named: words.loose && found === 'out' ? undefined : asked.named }, vocabulary, words.wider?.[found])]
  })
}

/** Whether what is asked for can stand at the other end. */
const canBe = (target: Target, kinds: readonly Kind[], vocabulary: Vocabulary): boolean =>
  kinds.length === 0 || !isTypes(target) || farKinds(waysOf(vocabulary, target), vocabulary).some((kind) => kinds.includes(kind))

/** Who does something is a person or a body. */
const DOERS: readonly Kind[] = ['Person', 'Organization']

/** 由社會局立案而且受文化局委託的團體: whoever is meant by two clauses, each of one name and its verb. */
function byClauses(phrases: readonly Word[], grammar: Grammar, vocabulary: Vocabulary): Reading[] {
  if (namesIn(phrases).length !== 2 || phrases.some((word) => is(word, 'EE'))) return []
  const asking = phrases.filter((word) => is(word, 'Q') || (is(word, 'K') && !is(word, 'V', 'A', 'P', 'N')))
  const [asked] = asking
  if (asked === undefined) return []
  const said = phrases.filter((word) => !asking.includes(word))
  const [first, second] = said.flatMap((word, i) => (is(word, 'E') ? [i] : [])) as [number, number]
  const clause = (part: readonly Word[]): Reading | undefined => {
    const words = part.filter((word) => !is(word, 'de', 'be', 'both', 'have') && (!is(word, 'and') || is(word, 'by')))
    const [before] = byRelation([{ ...asked, senses: [{ category: 'Q' }] }, ...words], grammar, vocabulary)
    const [behind] = byRelation([...words, { ...words.at(-1)!, senses: [{ category: 'de' }] }, { ...asked, senses: [{ category: 'K' }] }], grammar, vocabulary)
    // 社會局立案的團體, 向社會局立案: one of them, or both alike
    return behind ?? before
  }
  for (let at = first + 1; at <= second; at++) {
    const [one, other] = [clause(said.slice(0, at)), clause(said.slice(at))]
    if (one?.name !== 'related' || other?.name !== 'related') continue
    const types = [one, other].map((reading) => (reading.arguments['types'] as string[]).join('|'))
    const { kinds, named } = askedIn(asking, () => true)
    return [{ name: 'common', arguments: { of: [one.arguments['of'], other.arguments['of']], types, ...(kinds.length > 0 && { kinds }), ...(named && { named }) }, beside: false }]
  }
  return []
}

const RELATIVE = new Set(['V', 'A', 'P', 'N'])

/** Those that a name may mean from which such relations can lead: a person writes a book, not a book a person. */
function bearersOf({ candidates = [] }: Word, target: Target, vocabulary: Vocabulary): readonly Candidate[] {
  if (!isTypes(target)) return candidates
  const kinds = nearKinds(waysOf(vocabulary, target), vocabulary)
  return candidates.filter(({ entity }) => kinds.includes(entity.kind))
}

function related(word: Word, target: Target, { kinds, named }: Asked, vocabulary: Vocabulary, wider?: readonly string[]): Reading {
  if (!isTypes(target)) return { name: target.name, arguments: fill(target.arguments, { $1: new Slot(word) }), beside: false }
  const far = new Set(farKinds(waysOf(vocabulary, target), vocabulary))
  const wanted = kinds.filter((kind) => far.has(kind))
  return { name: 'related', arguments: { of: new Slot(word), types: target, ...(wanted.length > 0 && wanted.length < far.size ? { kinds: wanted } : {}), ...(named && { named }) }, beside: false, ...(wider !== undefined && wider.length > 0 && { wider }) }
}

const isTypes = (target: Target): target is readonly string[] => Array.isArray(target)

const namesIn = (phrases: readonly Word[]): readonly Word[] => phrases.flatMap((word) => (is(word, 'E') ? [word] : word.names ?? []))

function byPattern(phrases: readonly Word[], grammar: Grammar, vocabulary: Vocabulary, { steps, asOf }: Modified, inAnyOrder = false): Reading[] {
  const names = namesIn(phrases)
  const relation = phrases.flatMap(({ senses }) => senses.flatMap(({ category, relation: number }) => (category === 'V' && number !== undefined ? [number] : [])))[0]
  const words = relation === undefined ? undefined : grammar.relations[relation]!
  // 受委託最多 asks for those to whom it was done
  const out = words?.frame === 'passive' ? words.in : words?.out
  // 在社會局和文化局立案, 立案於社會局和文化局: they are where it was done
  const isPlaced = words !== undefined && PLACED.has(words.frame)
  const found: Reading[] = []
  for (const { name, arguments: args, patterns, any, beside, ahead, when } of grammar.patterns) {
    const asked = askedIn(phrases, (word) => is(word, 'Q') || !is(word, 'V'))
    if (when?.asks !== undefined && (asked.kinds.length === 0) !== (when.asks.length === 0)) continue
    if (when?.asks !== undefined && !asked.kinds.every((kind) => when.asks!.includes(kind))) continue
    if (when?.about !== undefined && !names.every((word) => word.candidates?.some(({ entity }) => when.about!.includes(entity.kind)))) continue
    if (when?.word !== undefined && !phrases.some((word) => is(word, when.word!))) continue
    if (when?.without !== undefined && phrases.some((word) => is(word, when.without!))) continue
    if (when?.time === true && asOf === undefined) continue
    if (found.length > 0 && !beside) continue
    // 《…》的作者: no person is a part of a book
    const types = args['types']
    if (Array.isArray(types) && asked.kinds.length > 0 && !farKinds(waysOf(vocabulary, types as string[]), vocabulary).some((kind) => asked.kinds.includes(kind))) continue
    if (inAnyOrder ? !any.some((one) => gathers(one, phrases, grammar)) : !patterns.some((pattern) => matches(pattern, phrases, is))) continue
    const asksName = Object.values(args).includes('$name')
    // 誰寫的文章最多 asks for who writes, not for what is written
    const side = Object.values(args).includes('$into') ? words?.in : out
    const far = side !== undefined && isTypes(side) ? side : undefined
    if (Object.values(args).some((value) => value === '$types' || value === '$into' || value === '$each' || value === '$eachInto' || value === '$code' || (Array.isArray(value) && value.includes('$code'))) && far === undefined) continue
    const near = far !== undefined && args['types'] === (side === out ? '$types' : '$into') && name === 'ranking' ? nearKinds(waysOf(vocabulary, far), vocabulary) : undefined
    // 誰經營最多托嬰中心: who, not which of them
    const isObject = near !== undefined && phrases.some((word, i) => is(word, 'K') && !is(word, 'Q') && !is(phrases[i - 1], 'de') && phrases.slice(0, i).some((one) => is(one, 'who')) && phrases.slice(0, i).some((one) => is(one, 'V')))
    const kinds = near === undefined ? asked.kinds : isObject ? [] : asked.kinds.filter((kind) => near.includes(kind))
    // of several ends none is what a name holds
    if (asked.named !== undefined && asksName && nameOf(asked, phrases) === undefined) continue
    found.push({ name, beside, ...(ahead && { ahead }), arguments: fill(args, {
      ...Object.fromEntries(names.map((word, i) => [`$${i + 1}`, new Slot(word)])),
      $all: names.map((word) => new Slot(word)), $kinds: kinds, $named: isObject ? undefined : asked.named, $name: nameOf(asked, phrases), $when: asOf, $steps: steps,
      $types: far, $into: far, $code: far?.length === 1 ? far[0]!.split(':')[0] : undefined, $said: names[0]?.candidates?.[0]?.matched,
      $each: eachOf(isPlaced ? words.in : out, names), $eachInto: eachOf(words?.in, names),
    }) })
  }
  return found
}

/** The one end that is asked for; of several the first, where it is the very word. */
function nameOf({ named }: Asked, phrases: readonly Word[]): string | undefined {
  const first = named?.[0]
  const isWord = first !== undefined && phrases.some((word) => is(word, 'Q', 'K') && word.named === named && word.text.endsWith(first))
  return named?.length === 1 || isWord ? first : undefined
}

/** Frames in which the named entity is where something is done. */
const PLACED = new Set(['locative', 'person', 'passive'])

const eachOf = (target: Target | undefined, names: readonly Word[]): string[] | undefined => (target === undefined || !isTypes(target) ? undefined : names.map(() => target.join('|')))

/** Arguments with what stands for `$…`; what nothing was said for is left out. */
function fill(given: Readonly<Record<string, unknown>>, values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(given).flatMap(([key, value]) => {
    const given = Array.isArray(value) && value.length === 1 ? value[0] as unknown : value
    const found = typeof given === 'string' && given.startsWith('$') ? values[given] : undefined
    const said = typeof given === 'string' && given.startsWith('$') ? (given === value || found === undefined ? found : [found]) : value
    return said === undefined || (Array.isArray(said) && said.length === 0) ? [] : [[key, said]]
  }))
}

/** Of those that a relation leads to, how many were founded then, or how many there are in each district. */
function counted({ name, arguments: { of, types, kinds, named }, beside }: Reading, phrases: readonly Word[], founded: string | undefined, by: string | undefined): Reading | undefined {
  const ways = name === 'related' ? (types as string[]).map((type) => type.split(':') as [string, ('in' | 'out')?]) : []
  const [sides, held] = [new Set(ways.map(([, side]) => side)), nameOf({ kinds: [], named: named as string[] | undefined }, phrases)]
  if (ways.length === 0 || sides.size > 1 || (named !== undefined && held === undefined)) return undefined
  const [side] = sides
  return { name: 'counts', beside, arguments: { of, relations: [...new Set(ways.map(([code]) => code))], ...(side && { direction: side }), ...(kinds !== undefined && { kinds }), ...(held !== undefined && { name: held }), ...(founded && { founded }), by: by ?? 'kind' } }
}

/** With time, detours and distance; undefined where this kind of question cannot have them. */
function complete(given: Reading, { asOf, times, avoid, ends, through, steps, founded, by, district }: Modified, takes: Takes, phrases: readonly Word[]): Reading | undefined {
  const isCount = founded !== undefined || by !== undefined || (district !== undefined && given.name === 'related' && phrases.some((word) => is(word, 'many')))
  const reading = isCount ? counted(given, phrases, founded, by) : given
  if (reading === undefined) return undefined
  // who is not passed through where there are ways, and not listed elsewhere
  const without = takes(reading.name, 'avoid') === false ? 'except' : 'avoid'
  const more: Record<string, unknown> = {
    ...(asOf === undefined || 'founded' in reading.arguments ? {} : { asOf }),
    ...(avoid.length === 0 ? {} : { [without]: avoid.map((word) => new Slot(word)) }),
    ...(ends.length === 0 ? {} : { notNamed: ends }),
    ...(through.length === 0 ? {} : { through: through.map((word) => new Slot(word)) }),
    ...(district === undefined ? {} : { district }),
    ...(steps === undefined || 'rings' in reading.arguments ? {} : { maxHops: steps }),
  }
  if (Object.keys(more).some((argument) => takes(reading.name, argument) === false)) return undefined
  const whole = { ...reading, arguments: { ...reading.arguments, ...more } }
  if (times === undefined) return whole
  // two times are compared as they are
  const { wider: _, ...exact } = whole
  return { ...exact, name: 'compare', arguments: { question: reading.name, arguments: whole.arguments, at: times[0], to: times[1] } }
}
