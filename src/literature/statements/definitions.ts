import type { Kind } from '../../model/records.ts'
import type { KnownNames } from './mentions.ts'
import type { Passage, Place } from './passage.ts'
import type { Rules } from './rules.ts'
import { sentencesOf } from './sentences.ts'
import { spanOf, squeeze } from './squeeze.ts'
import { namesIn, type NameHere } from './unknown.ts'

/** What a text, or someone in it, says that something is. */
export interface Definition extends Place {
  readonly concept: string
  /** Whose definition it is, where the sentence says so. */
  readonly by?: string
  readonly byKind?: Kind
  readonly year?: string
  /** As printed, from the first word of the definition to its last; start and end are its place. */
  readonly words: string
}

const TERM = '(?<concept>[^，。；：！？「」（）\\n]{2,20}?)'
const QUOTED = `(?:「(?<quoted>[^「」\\n]{2,20})」|${TERM})`
const GLOSS = '(?:（[^（）]{0,60}）)?'
const REST = '(?<words>[^\\n]+)'
const MEANS = '(?:乃是指|就是指|係指|是指|乃指|意指|指的是|泛指|專指|可定義為|被定義為|定義為|界定為|可界定為)'
/** In the order of how well they tell a definition; `plain`: by 是指 alone, as everybody says it of anything. */
const PATTERNS: readonly { readonly pattern: RegExp; readonly plain?: boolean }[] = [
  { pattern: new RegExp(`所謂(?:的)?${QUOTED}${GLOSS}，?(?:${MEANS}|乃是|即是|就是|係為|是(?!否)|乃|係|即(?![將使時便刻])|指(?![導出標數定責控揮向引示派稱涉控]))${REST}`, 'u') },
  { pattern: new RegExp(`(?:將|把)${QUOTED}${GLOSS}(?:定義|界定|解釋)(?:為|成)${REST}`, 'u') },
  { pattern: new RegExp(`的?(?:定義|界定)，${QUOTED}${GLOSS}(?:${MEANS}|乃是|係為|是|乃|係|為|指)${REST}`, 'u') },
  { pattern: new RegExp(`(?:提出|對|為|給)?(?:「(?<quoted>[^「」\\n]{2,20})」|(?<=提出|對於|對|，|^)${TERM})${GLOSS}(?:的|下)(?:了)?定義(?:如下|是|為|乃是)?[：:，]${REST}`, 'u') },
  { pattern: new RegExp(`(?<=^|[，。；：\\n])${QUOTED}(?<gloss>${GLOSS})，?(?<means>${MEANS})${REST}`, 'u'), plain: true },
]
const ENGLISH = /(?:^|[.,;] )(?:[Aa]n? |[Tt]he (?:term )?)?["“]?(?<concept>\p{L}[\p{L} -]{2,40}?)["”]? (?:is|are|can be|may be) (?:defined|understood) as (?<words>[^\n]+)/u
/** Begins with a pronoun or a conjunction: says nothing of a concept. */
const NOT_TERM = /^(?:they|it|this|these|that|those|he|she|we|you|which|what|there|who)$|^(?:\*|自己$|現今$|目前$|今日$|當時$|原意$|當地$|至於|鑑於|由於|基於|如此|特別|尤其|例如|譬如|亦|這|此|那|該|其|他|她|它|我|本研究|也|就|而|並|但|又|不|都|如|若|因|所以|上述|前者|後者|以上|以下|圖|表|意思|目的|主要|一般|通常|簡言之|換言之|換句話說|的)|位於|源出|意思|定義|稱為|它|如此|雖然|(?:還|已|曾|仍|又|才|都)$|(?:並非|不|此一|[內便])$|[的是]$/iu

/** Pronouns, and verbs of clauses: 用這個, 以此題字本意, 電子郵票也沒有. A term is called so by itself. */
const CLAUSE = /[、|這那此該其它他她我你您也都還又並而且但把被讓給沒不已曾]|[《》〈〉>*[\]]|(?<![存現自內])在(?![地職校學場])|[於或僅※_=]|formula|以[上下內外]$|[算說稱做叫應]$|(?:顯然|幾乎|大多|實際上|無疑|似乎|其實|更多|另一面)$|^(?:更|無論|本)|\d|^(?:\d|一種|另有|有人|有一)|[與和及]|強調|可見|符合|所謂|留下|擴散|之前|之後|^(?:至於|於|對|與|和|以|用|當|真正|完整|首任|人類|小|好|壞)/u
/** What says of what sort a thing is begins with no verb, adverb or pronoun of its own. */
const NO_MEANING = /^(?:得不|對於|過去)|^[^。；]*(?:是否|能否|可否)|^(?:無論|如何|怎麼|為何|說|指出|限於|如果|當(?![事代地])|已經|可以|可|會|能|就|才|都|也|有人|有的|你|我|他|它|她|這|那|此|該|其(?!他)|因為|由於|所以|把|將|被|讓|使(?!用)|一方|的|必須|應|包含|包括|不|沒|為了|在於|已|來自)/u
/** 係指, 定義為 are said of definitions alone. */
const FORMAL = /係指|乃指|意指|定義|界定|defined|understood/u
/** Of three clauses one ends as a noun phrase does: …的地方, …之過程; or the first says that it is one of a kind. */
const NOUN_PHRASE = /^(?:由|以|從)?[一某](?:種|個|項|套|類|群|位|門)|^[^。；，]*(?:，[^。；，]*){0,2}[的之所][^，。；的之]{1,10}(?:（[^）]*）)?(?:[，。；]|$)/u
/** 「議題」, 「人民」: a word, unless it is glossed, formally defined or stands in the heading. */
const SHORT = /^\p{Script=Han}{2}$/u
/** What is longer is a clause. */
const LONGEST_TERM = 14

export function definitionsOf(passages: readonly Passage[], known: KnownNames, rules: Rules): Definition[] {
  return passages.flatMap((passage) => {
    const squeezed = squeeze(passage.text)
    return sentencesOf(squeezed.text).flatMap(({ start, end }): Definition[] => {
      const sentence = squeezed.text.slice(start, end)
      const match = first(sentence, passage.heading)
      if (match === undefined) return []
      const concept = (match.groups!.quoted ?? match.groups!.concept!).replace(/^(?:註 ?\d+[.．、]?|[“”"]|或稱|又稱|亦稱|也稱|俗稱|的|了|故|而|狹義上的?|廣義上的?)+|[“”"]$/gu, '').replace(/(?:(?<![原準法規守])則|也|可以|可|可能|(?<![社協學機議商工農總聚集])會|被|通常|一般|廣泛|狹義上|廣義上|主要|重新|原本|本來|即)+$/u, '').trim()
      const words = trimmed(match.groups!.words!)
      const before = match[0].slice(0, match[0].length - match.groups!.words!.length)
      const formal = FORMAL.test(before)
      const vouched = formal || (match.groups!.gloss ?? '') !== '' || heads(passage.heading, concept)
      if (!isTerm(concept, match.groups!.quoted !== undefined, vouched) || !isMeaning(words.text, formal) || /[？?嗎呢]$/u.test(sentence.trim())) return []
      const at = start + match.index + match[0].length - match.groups!.words!.length + words.skip
      const span = spanOf(squeezed, at, at + words.text.length)
      const said = sentence.slice(0, match.index) + before
      const by = whose(said, known, rules)
      const year = /(?<!\d)((?:1[6-9]|20)\d\d)(?!\d)/.exec(said)?.[1] ?? /（[^（）]*?((?:1[89]|20)\d\d)[^（）]*）[」。]*$/u.exec(sentence.trim())?.[1]
      return [{
        concept, ...(by === undefined || by.name === concept ? {} : { by: by.name, byKind: by.kind }), ...(year === undefined ? {} : { year }), words: passage.text.slice(span.start, span.end),
        start: passage.start + span.start, end: passage.start + span.end, ...(passage.page === undefined ? {} : { page: passage.page }),
      }]
    })
  })
}

/** 操場 under 操場, 自由落體 under 自由落體的發現. */
const heads = (heading: string | undefined, concept: string): boolean => heading !== undefined && (heading.trim() === concept || !SHORT.test(concept) && heading.includes(concept))

/** @param vouched that it is a term is said by a gloss, the heading above or the form of the definition */
function isTerm(concept: string, quoted: boolean, vouched: boolean): boolean {
  if (concept.length < 2 || concept.length > LONGEST_TERM || NOT_TERM.test(concept) || CLAUSE.test(concept)) return false
  return (vouched || !SHORT.test(concept)) && (quoted || !/\p{Script=Han}{11}|的/u.test(concept))
}

function isMeaning(words: string, formal: boolean): boolean {
  return words.length >= 6 && !NO_MEANING.test(words) && (formal || NOUN_PHRASE.test(words))
}

/** 議題是指…, 更多是指… tell what a writer means: a term is quoted, glossed, of three characters at the beginning, in the heading above, or formally defined. */
function told({ index, groups }: RegExpExecArray, heading: string | undefined): boolean {
  const { quoted, concept, gloss, means } = groups!
  return quoted !== undefined || (gloss ?? '') !== '' || FORMAL.test(means!) || heads(heading, concept!) || index === 0 && /^\p{Script=Han}{3,}$/u.test(concept!)
}

function first(sentence: string, heading: string | undefined): RegExpExecArray | undefined {
  for (const { pattern, plain } of /\p{Script=Han}/u.test(sentence) ? PATTERNS : [{ pattern: ENGLISH }]) {
    const match = pattern.exec(sentence)
    if (match !== null) return plain === true && !told(match, heading) ? undefined : match
  }
  return undefined
}

/** Without the quotation marks around it, the citation behind it and the closing mark. */
function trimmed(words: string): { text: string; skip: number } {
  const skip = /^[：:「『“"，\s]*/u.exec(words)![0].length
  const text = words.slice(skip)
  const closed = skip > 0 && /[「『“"]/u.test(words.slice(0, skip)) ? /^([^」』”]+)[」』”]/u.exec(text)?.[1] : undefined
  return { text: (closed ?? text).replace(/(?:（[^（）]*\d{4}[^（）]*）)?[。．.；」』”\s]*$/u, ''), skip }
}

/** 根據 OECD（2001）的定義: a body or person that opens the sentence, else the last one named before the definition. */
function whose(before: string, known: KnownNames, rules: Rules): NameHere | undefined {
  const agents = namesIn({ text: before, at: [] }, known, rules.names).filter(({ kind, sure }) => (kind === 'Person' || kind === 'Organization') && sure > 0.45)
  const opening = agents.find(({ start }) => /^(?:根據|依據|依照|依|按照|譬如|例如|而|又)?(?:\d{4}年，?)?(?:，)?$/u.test(before.slice(0, start)))
  return opening ?? (/提出|認為|指出|主張|將|根據|依據/u.test(before) ? agents.at(-1) : undefined)
}
