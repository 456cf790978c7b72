import { z } from 'zod'
import { badInput } from '../../model/errors.ts'
import { fold, nameKey } from '../../model/names.ts'
import { KINDS, type Kind } from '../../model/records.ts'
import type { Vocabulary } from '../../model/vocabulary.ts'
import { categoriesOf, readPattern, type Pattern } from './pattern.ts'

const kinds = z.array(z.enum(KINDS))
const reading = z.record(z.string(), z.record(z.string(), z.unknown()))
const side = z.union([z.array(z.string()), reading])

const relation = z.strictObject({
  frame: z.string(), out: side, in: side.optional(), kinds: kinds.optional(), wider: z.strictObject({ out: z.array(z.string()), in: z.array(z.string()) }).optional(), loose: z.boolean().default(false),
  verbs: z.string().default(''), agents: z.string().default(''), patients: z.string().default(''), objects: z.string().default(''), nouns: z.string().default(''),
})

export const grammarSchema = z.strictObject({
  padding: z.array(z.string()),
  words: z.record(z.string(), z.string()),
  measures: z.string(),
  numerals: z.string(),
  kinds: z.array(z.strictObject({ kinds, named: z.array(z.string()).optional(), words: z.string() })),
  relations: z.array(relation),
  frames: z.record(z.string(), z.strictObject({
    /** All of that frame, and these. */
    like: z.string().optional(), out: z.array(z.string()).default([]), in: z.array(z.string()).default([]) })),
  /** Words that only hold a sentence together, by category. */
  glue: z.string(),
  /** Verbs that mean nothing of their own beside another one: 負責經營. */
  light: z.string(),
  patterns: z.array(z.strictObject({
    is: reading,
    as: z.array(z.string()).default([]),
    /** In any order: so many names, one of each of `with`, and besides only `may` and glue. */
    any: z.array(z.strictObject({ names: z.tuple([z.number(), z.number()]), with: z.array(z.string()), may: z.string().default('') })).default([]),
    /** Offered beside what is understood before it. */
    beside: z.boolean().default(false),
    /** Rather than the verb of a relation. */
    ahead: z.boolean().default(false),
    /** Only where what is asked for, how, or what is asked about is so. */
    when: z.strictObject({ asks: kinds.optional(), about: kinds.optional(), word: z.string().optional(), without: z.string().optional(), time: z.boolean().optional() }).optional(),
  })),
  phrase: z.strictObject({ name: z.string(), argument: z.string(), as: z.array(z.strictObject({ with: z.record(z.string(), z.unknown()).default({}), leading: z.array(z.string()), trailing: z.array(z.string()) })) }),
  says: z.record(z.string(), z.string()),
  surnames: z.string(),
  homophones: z.string(),
  defining: z.array(z.string()),
  examples: z.array(z.string()),
})

/** What a word may be in a sentence. */
export interface Sense {
  /** A category of the table; V, A, P, N, O: verb, doer, what it is done to, noun of a relation, what says nothing more beside its verb; K: a kind of entity. */
  readonly category: string
  readonly relation?: number
  readonly kinds?: readonly Kind[]
  readonly named?: readonly string[]
}

/** What a relation or a pattern becomes: types to look for from the named entity, or another kind of question. */
export type Target = readonly string[] | { readonly name: string; readonly arguments: Readonly<Record<string, unknown>> }

export interface RelationWords {
  readonly frame: string
  readonly out: Target
  readonly in?: Target
  readonly kinds?: readonly Kind[]
  /** Types for where nothing is recorded by those of a side, one after another. */
  readonly wider?: { readonly out: readonly string[]; readonly in: readonly string[] }
  /** What the named entity is in or at is not told by the end of its name. */
  readonly loose: boolean
}

export interface Frame { readonly side: 'out' | 'in'; readonly pattern: Pattern }

/** What stands in a sentence, in any order. */
export interface Gathering {
  /** From so many names to so many. */
  readonly names: readonly [number, number]
  /** Of each of these lists of categories one word. */
  readonly with: readonly (readonly string[])[]
  /** Categories that may stand beside. */
  readonly may: readonly string[]
}

export interface QuestionPattern {
  readonly name: string
  readonly arguments: Readonly<Record<string, unknown>>
  readonly patterns: readonly Pattern[]
  readonly any: readonly Gathering[]
  readonly beside: boolean
  readonly ahead: boolean
  readonly when?: { readonly asks?: readonly Kind[]; readonly about?: readonly Kind[]; readonly word?: string; readonly without?: string; readonly time?: boolean }
}

/** The table, compiled. */
export interface Grammar {
  /** By folded text. */
  readonly words: ReadonlyMap<string, readonly Sense[]>
  readonly longest: number
  readonly relations: readonly RelationWords[]
  /** The words of each relation as the table has them, for people. */
  readonly verbs: readonly (readonly string[])[]
  readonly frames: ReadonlyMap<string, readonly Frame[]>
  readonly patterns: readonly QuestionPattern[]
  /** Categories of words that only hold a sentence together. */
  readonly glue: readonly string[]
  /** Words behind or before these are an argument as they stand. */
  readonly phrase: { readonly name: string; readonly argument: string; readonly as: readonly { readonly with: Readonly<Record<string, unknown>>; readonly leading: readonly Pattern[]; readonly trailing: readonly Pattern[] }[] }
  readonly says: Readonly<Record<string, string>>
  readonly examples: readonly string[]
  /** Regular expressions over folded text, X for the words: sentences that say what something is. */
  readonly defining: readonly string[]
  /** Family names of one character, folded. */
  readonly surnames: ReadonlySet<string>
  /** For each character of a key those that sound like it. */
  readonly homophones: ReadonlyMap<string, string>
}

const BUILT_IN = ['E', 'E2', 'E3', 'EE', 'Q', 'K', 'V', 'W', 'A', 'P', 'N', 'O', 'X', 'light', 'seat']

/** @throws BAD_USER_INPUT naming what is wrong with the table */
export function readGrammar(input: unknown, vocabulary: Vocabulary): Grammar {
  const parsed = grammarSchema.safeParse(input)
  if (!parsed.success) throw badInput('grammar', `questions: ${z.prettifyError(parsed.error)}`)
  const table = parsed.data
  const words = new Map<string, Sense[]>()
  const add = (list: string, sense: Sense): void => {
    for (const word of list.split(/\s+/).flatMap(spelledOut)) {
      const key = fold(word.replaceAll('_', ' '))
      if (key === '') continue
      words.set(key, [...words.get(key) ?? [], sense])
    }
  }
  for (const list of table.padding) add(list, { category: 'padding' })
  for (const [category, list] of Object.entries(table.words)) add(list, { category })
  add(table.light, { category: 'light' })
  add(table.measures, { category: 'measure' })
  add(table.numerals, { category: 'numeral' })
  for (const { words: list, ...asked } of table.kinds) add(list, { category: 'K', kinds: asked.kinds, ...(asked.named && { named: asked.named }) })
  table.relations.forEach(({ verbs, agents, patients, objects, nouns }, relation) => {
    add(verbs, { category: 'V', relation })
    add(agents, { category: 'A', relation })
    add(patients, { category: 'P', relation })
    add(nouns, { category: 'N', relation })
    add(objects, { category: 'O', relation })
  })
  const known = new Set([...BUILT_IN, ...Object.keys(table.words), 'padding', 'measure', 'numeral'])
  const compile = (text: string): Pattern => {
    const pattern = readPattern(text)
    for (const category of categoriesOf(pattern)) if (!known.has(category)) throw badInput('grammar', `questions: ${category} in 「${text}」 is no category`)
    return pattern
  }
  const categories = (text: string, by: RegExp): string[] => text.split(by).filter((category) => category !== '').map((category) => {
    if (!known.has(category)) throw badInput('grammar', `questions: ${category} in 「${text}」 is no category`)
    return category
  })
  const checkType = (type: string): void => {
    if (!vocabulary.relations.has(type.split(':')[0]!)) throw badInput('grammar', `questions: ${type} is no relation type`)
  }
  const target = (given: z.output<typeof side>): Target => {
    if (!Array.isArray(given)) return single(given)
    given.forEach(checkType)
    return given
  }
  return {
    words,
    longest: Math.max(...[...words.keys()].map((word) => word.length)),
    relations: table.relations.map(({ frame, out, in: other, kinds: only, wider, loose }) => {
      if (table.frames[frame] === undefined) throw badInput('grammar', `questions: there is no frame ${frame}`)
      if (wider !== undefined) [...wider.out, ...wider.in].forEach(checkType)
      return { frame, out: target(out), ...(other && { in: target(other) }), ...(only && { kinds: only }), ...(wider && { wider }), loose }
    }),
    verbs: table.relations.map(({ verbs, agents, patients, nouns }) => [verbs, agents, patients, nouns].flatMap((list) => list.split(/\s+/).filter((word) => word !== '').flatMap(spelledOut).map((word) => word.replaceAll('_', ' ')))),
    frames: new Map(Object.entries(table.frames).map(([name, frame]) => {
      const whole = [frame, ...(frame.like === undefined ? [] : [table.frames[frame.like] ?? frame])]
      return [name, (['out', 'in'] as const).flatMap((one) => whole.flatMap((each) => each[one]).map((text) => ({ side: one, pattern: compile(text) })))]
    })),
    glue: categories(table.glue, /\s+/),
    patterns: table.patterns.map(({ is, as, any, beside, ahead, when }) => ({
      ...single(is), patterns: as.map(compile), beside, ahead,
      any: any.map(({ names, with: each, may }) => ({ names, with: each.map((one) => categories(one, /\|/)), may: categories(may, /\s+/) })), ...(when && { when: plain(when) }),
    })),
    phrase: { ...table.phrase, as: table.phrase.as.map(({ leading, trailing, ...rest }) => ({ ...rest, leading: leading.map(compile), trailing: trailing.map(compile) })) },
    says: table.says,
    examples: table.examples,
    surnames: new Set(fold(table.surnames.replace(/\s/g, ''))),
    homophones: soundingAlike(table.homophones),
    defining: table.defining.map((pattern) => pattern.split('X').map(fold).join('X')),
  }
}

/** {連,接}{到,上} is four words. */
function spelledOut(word: string): string[] {
  const [, before, choices, after] = /^([^{]*)\{([^}]*)\}(.*)$/u.exec(word) ?? []
  return choices === undefined ? [word] : choices.split(',').flatMap((one) => spelledOut(`${before}${one}${after}`))
}

function single(given: Record<string, Record<string, unknown>>): { name: string; arguments: Record<string, unknown> } {
  const [[name, args], ...more] = Object.entries(given) as [[string, Record<string, unknown>], ...unknown[]]
  if (more.length > 0) throw badInput('grammar', `questions: one reading has one name, not ${Object.keys(given).join(', ')}`)
  return { name, arguments: args }
}

const plain = <T extends object>(given: T): { [K in keyof T]: Exclude<T[K], undefined> } => Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as never

function soundingAlike(groups: string): Map<string, string> {
  const alike = new Map<string, string>()
  for (const group of groups.split(/\s+/)) {
    const key = nameKey(group)
    for (const char of key) alike.set(char, `${alike.get(char) ?? ''}${key}`)
  }
  return alike
}
