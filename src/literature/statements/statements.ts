import { parseInterval, type Interval } from '../../model/dates.ts'
import { ArchiveError } from '../../model/errors.ts'
import type { Kind } from '../../model/records.ts'
import type { Vocabulary } from '../../model/vocabulary.ts'
import { ANY_NAME, ANY_POST, charOf, DATE, indexOf, MOST_NAMES, POST, type FieldPattern, type Pattern } from './compile.ts'
import { headed, mask, opensWithName, type Masked } from './mask.ts'
import { BY_POST } from './patterns.ts'
import type { Passage, Place } from './passage.ts'
import type { Rules } from './rules.ts'
import { sentencesOf, type Stretch } from './sentences.ts'
import { spanOf, squeeze, type Squeezed } from './squeeze.ts'
import { fits } from './surroundings.ts'
import { cueFor } from './supposed.ts'
import { asPrinted, namesIn, readNames, type NamedPassage, type NameHere } from './unknown.ts'
import type { KnownNames } from './mentions.ts'

export interface End extends Place {
  /** As printed, without marks and spaces. */
  readonly name: string
  readonly kind: Kind
  /** Empty: unknown to the archive. Several: ambiguous. */
  readonly ids: readonly string[]
  /** Where the sentence itself does not name it: the heading above, or the subject of the sentence before. */
  readonly from: 'words' | 'heading' | 'subject'
}

export interface Statement extends Place {
  /** A code of the vocabulary. */
  readonly relation: string
  readonly from: End
  readonly to: End
  readonly qualifiers: Readonly<Record<string, string>>
  /** When, if the clause says so. For what a fact happened in, only its year is likely. */
  readonly time?: Interval
  /** The whole sentence as printed; start and end are its place. */
  readonly sentence: string
  /** From 0 to 1. */
  readonly confidence: number
  /** False: the sentence only supposes, denies or asks it. */
  readonly stated: boolean
  /** The word by which it does. */
  readonly cue?: string
}

/** A field that a sentence gives an entity: 成立於 1952 年. */
export interface FieldStatement extends Place {
  readonly field: string
  readonly of: End
  readonly value: string
  readonly sentence: string
  readonly stated: boolean
}

export interface Statements {
  readonly statements: Statement[]
  readonly fields: FieldStatement[]
}

/** Relations and fields that a passage states, each once for a sentence. */
export function statementsOf(passage: Passage, known: KnownNames, rules: Rules, vocabulary: Vocabulary): Statements {
  return statementsIn(readNames(passage, known, rules.names), known, rules, vocabulary)
}

/** The same, for a passage whose names have been found. */
export function statementsIn({ passage, squeezed, names }: NamedPassage, known: KnownNames, rules: Rules, vocabulary: Vocabulary): Statements {
  const own = headingName(passage.heading, known, rules)
  const found: Statements = { statements: [], fields: [] }
  let last: NameHere | undefined
  for (const sentence of sentencesOf(squeezed.text)) {
    const masked = mask(squeezed.text, sentence, names, { ...(own === undefined ? {} : { own }), ...(last === undefined ? {} : { last }) }, rules.mask)
    const reader = new SentenceReader({ passage, squeezed, sentence, masked, rules, vocabulary, own })
    const subject = reader.subject()
    reader.read(masked, 1)
    reader.clauses(subject)
    found.statements.push(...reader.statements.values())
    found.fields.push(...reader.fields.values())
    last = subject ?? (masked.names.length > 0 ? undefined : last)
  }
  return found
}

/** The heading is a subject only if it is a name and nothing else: 二、國立歷史博物館. */
function headingName(heading: string | undefined, known: KnownNames, rules: Rules): NameHere | undefined {
  if (heading === undefined) return undefined
  const words = heading.replace(/^[#\s]*(?:第?[壹貳參肆伍陸柒捌玖拾一二三四五六七八九十\d]+[章節、.．]|[（(][一二三四五六七八九十\d]+[）)])?\s*/u, '')
  const squeezed = squeeze(words)
  const names = asPrinted(namesIn(squeezed, known, rules.names), words, squeezed)
  const only = names[0]
  return names.length === 1 && only!.end - only!.start === squeezed.text.length ? { ...only!, sure: only!.sure * 0.9, rule: 'heading' } : undefined
}

interface Reading {
  readonly passage: Passage
  readonly squeezed: Squeezed
  readonly sentence: Stretch
  readonly masked: Masked
  readonly rules: Rules
  readonly vocabulary: Vocabulary
  readonly own: NameHere | undefined
}

const ENGLISH = /\p{Script=Han}/u
const CLAUSE = /[，；：]/gu

class SentenceReader {
  readonly statements = new Map<string, Statement>()
  readonly fields = new Map<string, FieldStatement>()
  private readonly reading: Reading
  private readonly english: boolean
  private readonly words: string

  constructor(reading: Reading) {
    const { passage, squeezed, sentence } = reading
    this.reading = reading
    const span = spanOf(squeezed, sentence.start, sentence.end)
    this.words = passage.text.slice(span.start, span.end).trim()
    this.english = !ENGLISH.test(this.words)
  }

  /** What the sentence is about, if it begins with a name that is not a mere attribute or one of several. */
  subject(): NameHere | undefined {
    const { masked, rules } = this.reading
    const match = rules.opening.exec(masked.text)
    const name = match === null ? undefined : masked.names[indexOf(match[1]!)]
    // 台灣本土疫情爆發, 仁愛鄉廬山溫泉是: the beginning of a longer name
    const rest = masked.text.slice(match?.[0].length ?? 0)
    return name === undefined || (name.kind !== 'Person' && /^\p{Script=Han}/u.test(rest) && !rules.goesOn.test(rest)) ? undefined : name
  }

  /** Clauses that name no subject have that of the sentence, or the heading's. */
  clauses(subject: NameHere | undefined): void {
    const { masked, own } = this.reading
    if (this.english || masked.names.length >= MOST_NAMES) return
    const cuts = [0, ...[...masked.text.matchAll(CLAUSE)].map(({ index }) => index + 1)]
    let carried = subject
    for (const [i, from] of cuts.entries()) {
      const to = (cuts[i + 1] ?? masked.text.length + 1) - 1
      const clause = masked.text.slice(from, to)
      const named = opensWithName(clause)
      // what is quoted has subjects of its own
      if (QUOTING.test(masked.text.slice(0, from))) break
      if (i === 0 && subject === undefined && !named && own !== undefined) this.read(headed(masked, from, masked.text.length, { ...own, start: masked.at[from]!, end: masked.at[from]!, rule: 'heading' }), 0.85, from)
      if (i > 0 && carried !== undefined) this.read(headed(masked, from, to, { ...carried, rule: 'subject' }), 0.8, from, named)
      // 成立鄉公所，隸屬乙縣: what was set up is what belongs
      if (i > 0 && named || SETS_UP.test(clause)) carried = undefined
    }
  }

  /** @param offset where `masked` begins in the sentence, if a subject was put before it (undefined: nothing was) */
  read(masked: Masked, factor: number, offset?: number, clausesOnly = false): void {
    const { rules } = this.reading
    const given = offset === undefined ? undefined : masked.names.length - 1
    for (const row of rules.relations) {
      if (row.english !== this.english || (clausesOnly && !row.clause)) continue
      row.pattern.lastIndex = 0
      for (let match = row.pattern.exec(masked.text); match !== null; match = row.pattern.exec(masked.text)) {
        // one match may begin inside another: A 委託 B 經營 C
        row.pattern.lastIndex = match.index + 1
        if (given !== undefined && (match.index !== 0 || indexOf(masked.text[0]!) !== given)) continue
        const fit = fits(row.type, match, masked.text, given !== undefined, rules.goesOn, (masked.names[indexOf(match[0].at(-1)!)]?.ids.length ?? 0) > 0)
        if (fit > 0) this.take(row, match, masked, factor * fit, offset)
      }
    }
    for (const row of rules.fields) {
      if (row.english !== this.english || clausesOnly) continue
      for (const match of masked.text.matchAll(row.pattern)) {
        if (given === undefined || match.index === 0) this.takeField(row, match, masked, offset)
      }
    }
  }

  private take(row: Pattern, match: RegExpExecArray, masked: Masked, factor: number, offset: number | undefined): void {
    const groups = match.groups ?? {}
    const type = row.type === BY_POST ? this.reading.rules.typeOfPost(postOf(groups.post, masked)) : row.type
    if (type === undefined) return
    const { from: fromKinds, to: toKinds } = this.reading.vocabulary.relations.get(type)!
    const named = groups.all === undefined ? this.ends(groups.from, groups.freefrom, fromKinds, match, masked, row.free) : []
    // 館長甲和乙的兒子: one has the post
    const from = row.type === BY_POST && ONE_AT_A_TIME.test(postOf(groups.post, masked)) && match[0].indexOf(groups.post!) < match[0].indexOf(groups.from!) ? named.slice(0, 1) : named
    const to = groups.all === undefined ? this.ends(groups.to, groups.freeto ?? groups.freeconcept, toKinds, match, masked, row.free ?? 'Concept', type === 'LOCATED_IN') : []
    const all = this.ends(groups.all, undefined, fromKinds, match, masked)
    // 某工作室與法國策展人某某: the post is of what stands before it
    const bodies = row.type === BY_POST && to.length > 1 && match[0].indexOf(groups.to!) < match[0].indexOf(groups.from!) ? to.filter((one, i) => i === to.length - 1 && groups.to!.endsWith(charOf(one.kind, masked.names.indexOf(one))) || postBehind(groups.to, one, masked) !== undefined) : to
    const pairs = groups.all === undefined ? pairsOf(from, bodies, row.inOrder, /分別|依序|各自/u.test(this.words)) : WITH_EACH.test(groups.all) ? all.slice(1).map((other) => [all[0]!, other] as const) : all.flatMap((one, i) => all.slice(i + 1).map((other) => [one, other] as const))
    const cue = this.cue(match, offset)
    const time = this.time(match, masked)
    for (const [one, other] of pairs) {
      if (type === 'PART_OF' && !WHOLES[one.kind]?.includes(other.kind)) continue
      // a heading has the name of today: what was called otherwise later is something else
      if (type === 'SUCCEEDS' && other.rule === 'heading') continue
      const relation = row.type === BY_POST ? this.reading.rules.relationOfPost(postOf(postBehind(groups.to, other, masked) ?? groups.post, masked), other.kind, other.name) : type
      if (relation === undefined) continue
      if (one.name === other.name || (one.ids.length > 0 && one.ids.join() === other.ids.join())) continue
      const symmetric = this.reading.vocabulary.relations.get(type)!.symmetric
      const names = symmetric ? [one.name, other.name].sort() : [one.name, other.name]
      const key = [relation, ...names].join('|')
      const confidence = Math.round(row.sure * factor * (0.5 + 0.5 * Math.min(one.sure, other.sure)) * (cue === undefined ? 1 : 0.4) * 100) / 100
      if ((this.statements.get(key)?.confidence ?? 0) >= confidence || cue === undefined && confidence < DOUBTFUL) continue
      this.statements.set(key, {
        relation, from: this.end(one), to: this.end(other), qualifiers: row.type === BY_POST ? { post: postOf(postBehind(groups.to, other, masked) ?? groups.post, masked) } : {},
        ...(time === undefined ? {} : { time }), sentence: this.words, ...this.place(this.reading.sentence.start, this.reading.sentence.end), confidence, stated: cue === undefined, ...(cue === undefined ? {} : { cue }),
      })
    }
  }

  private takeField(row: FieldPattern, match: RegExpExecArray, masked: Masked, offset: number | undefined): void {
    const [of] = this.ends(match.groups?.from, undefined, undefined, match, masked)
    const value = interval(match.groups?.date ?? '')?.start
    if (of === undefined || value === undefined) return
    const key = [row.field, of.name].join('|')
    if (!this.fields.has(key)) this.fields.set(key, { field: row.field, of: this.end(of), value, sentence: this.words, ...this.place(this.reading.sentence.start, this.reading.sentence.end), stated: this.cue(match, offset) === undefined })
  }

  private cue(match: RegExpExecArray, offset: number | undefined): string | undefined {
    const shift = offset === undefined ? 0 : offset - 1
    return cueFor(this.reading.masked.text, Math.max(0, match.index + shift), match.index + match[0].length + shift, this.reading.rules.cues, this.english)
  }

  private ends(group: string | undefined, free: string | undefined, kinds: readonly Kind[] | undefined, match: RegExpExecArray, masked: Masked, freeKind?: Kind, located = false): NameHere[] {
    if (group !== undefined) {
      const found = [...group.matchAll(NAMES)].map(([char]) => masked.names[indexOf(char)]!)
      return kinds === undefined ? found : found.filter(({ kind }) => kinds.includes(kind))
    }
    if (free === undefined || this.reading.rules.generic.test(free)) return []
    if (freeKind === 'Organization' && !this.reading.rules.publishers.test(free)) return []
    if (located && !ON_A_MAP.test(free) && !this.reading.rules.names.countries.test(free)) return []
    const start = masked.at[match.index + match[0].indexOf(free)]!
    const name = free.replace(/(?:一[個名位間座處]|某).*$/u, '')
    return [{ start, end: start + name.length, name, kind: freeKind ?? 'Organization', ids: [], sure: 0.4, rule: 'free' }]
  }

  /** A date in the statement, or before it in the same clause. */
  private time(match: RegExpExecArray, masked: Masked): Interval | undefined {
    const opening = Math.max(masked.text.lastIndexOf('，', match.index), masked.text.lastIndexOf('。', match.index)) + 1
    const { text } = this.reading.squeezed
    const words = WHEN.exec(text.slice(masked.at[opening], masked.at[match.index + match[0].length]).replace(/（[^（）]*）/gu, ''))?.[0]
    return words === undefined ? undefined : interval(words)
  }

  private end({ start, end, name, kind, ids, rule }: NameHere): End {
    return { ...this.place(start, end), name, kind, ids, from: rule === 'subject' ? 'subject' : rule === 'heading' || rule === 'pointing' ? 'heading' : 'words' }
  }

  private place(start: number, end: number): Place {
    const { passage, squeezed } = this.reading
    const span = spanOf(squeezed, start, end)
    return { start: passage.start + span.start, end: passage.start + span.end, ...(passage.page === undefined ? {} : { page: passage.page }) }
  }
}

/** Everything with everything; 甲和乙分別位於丙和丁 in their order, or not at all. */
function pairsOf(from: readonly NameHere[], to: readonly NameHere[], inOrder: boolean, apart: boolean): (readonly [NameHere, NameHere])[] {
  if (apart && from.length > 1 && to.length === 1) return []
  if (from.length > 1 && to.length > 1 && (inOrder || apart)) return from.length === to.length ? from.map((one, i) => [one, to[i]!]) : []
  return from.flatMap((one) => to.map((other) => [one, other] as const))
}

/** 鐵路局理事、工業大學校長某某: each body of a list with its own post. */
function postBehind(group: string | undefined, { start }: NameHere, { names }: Masked): string | undefined {
  if ((group?.match(NAMES)?.length ?? 0) < 2) return undefined
  const found = [...(group ?? '')].findIndex((char) => NAME.test(char) && names[indexOf(char)]!.start === start)
  const next = found < 0 ? '' : (group![found + 1] ?? '')
  return HAS_POST.test(next) ? next : undefined
}

const postOf = (char: string | undefined, { posts }: Masked): string => (char === undefined ? '' : char.length === 1 ? (posts[char.charCodeAt(0) - POST] ?? char) : char)

/** 甲與乙、丙合作: with each of the two. */
const WITH_EACH = new RegExp(`^${ANY_NAME}[\\uf000-\\uf0ff]?[與和跟](?:${ANY_NAME}[\\uf000-\\uf0ff]?、)`, 'u')
/** What is less certain is not worth anybody's decision. */
const DOUBTFUL = 0.4
/** Posts that one person has. */
const ONE_AT_A_TIME = /(?:長|主席|主任|主委|主任委員|總統|總監|召集人|總編輯|執行秘書|負責人)$/u
const SETS_UP = new RegExp(`(?:成立|設立|設置|創立|創辦|創設|增設|新設|另設|設|改組為|改制為|分出)[了有]?${ANY_NAME}$`, 'u')
const QUOTING = /[「『“][^」』”]*$/u
/** What can be a part of what: 科 of 局, 里 of 區公所, 章 of 書. */
const WHOLES: Partial<Record<Kind, readonly Kind[]>> = {
  Organization: ['Organization'], Place: ['Place', 'Organization'], Programme: ['Programme'], Event: ['Event', 'Programme'],
  Concept: ['Concept'], Work: ['Work', 'Collection'], Entry: ['Work', 'Collection'], Collection: ['Collection', 'Organization'],
}
/** 地面, 中央: what nobody would look for on a map. */
const ON_A_MAP = /[省市縣區州鄉鎮村里島山路街段號國灣港河江湖谷嶼洋海]$/u
const NAMES = new RegExp(ANY_NAME, 'gu')
const NAME = new RegExp(ANY_NAME, 'u')
const HAS_POST = new RegExp(ANY_POST, 'u')
const WHEN = new RegExp(`${DATE}(?:(?:至|到|–|-|~|～)${DATE})?`, 'u')

function interval(words: string): Interval | undefined {
  try {
    return parseInterval(words)
  } catch (error) {
    if (error instanceof ArchiveError) return undefined
    throw error
  }
}
