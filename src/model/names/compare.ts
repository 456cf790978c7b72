import type { Kind, Name } from '../records.ts'
import { formsConflict, nameKey } from '../names.ts'
import { memo } from '../memo.ts'
import { bracketed, latinKey } from './latin.ts'
import { numbersOf, partsOf, type NameParts } from './parts.ts'
import { contraction } from './short.ts'
import { ALIKE, contrasts, likeness } from './strokes.ts'
import { titled } from './titles.ts'

export type Reason = 'printed' | 'key' | 'alias' | 'titled' | 'bracketed' | 'translated' | 'short' | 'bare' | 'place' | 'similar' | 'core'

/** Why two names may be one body's, and what speaks against it. */
export interface Likeness {
  readonly reason: Reason
  /** 0 to 1. Only the order matters. */
  readonly score: number
  /** May stand for the other where it is the only one that does. What is not is a proposal, whatever its score. */
  readonly certain: boolean
  readonly for: readonly string[]
  readonly against: readonly string[]
}

export interface NameContext {
  readonly kind?: Kind
  /** What sort of name `b` is; default official. */
  readonly sort?: Name['sort']
}

/** A name as the reasons look at it. */
interface Seen {
  readonly text: string
  readonly parts: NameParts
  readonly latin: string | undefined
  /** Of a person, without title or post. */
  readonly untitled: string | undefined
  /** Of 經濟合作暨發展組織（OECD）: the keys of both. */
  readonly bracketed: readonly string[]
  readonly numbers: string
}

const see = memo(20_000, (text: string): Seen => {
  const [parts, person, both] = [partsOf(text), titled(text), bracketed(text)]
  return { text, parts, latin: latinKey(text), untitled: person && nameKey(person.name), bracketed: both === undefined ? [] : [nameKey(both.name), nameKey(both.abbreviation)], numbers: numbersOf(parts.key) }
})

/** A reason with what it found: a score other than its own, or evidence. */
interface Found { readonly score?: number; readonly certain?: boolean; readonly for: readonly string[]; readonly against?: readonly string[] }

interface Rule {
  readonly reason: Reason
  readonly score: number
  readonly certain: boolean
  find(a: Seen, b: Seen, context: NameContext): Found | undefined
}

const yes = (holds: boolean, why: string): Found | undefined => (holds ? { for: [why] } : undefined)
const isOf = (kind: Kind, { kind: given }: NameContext): boolean => given === undefined || given === kind

/** Best first; the first that holds is the answer. */
export const RULES: readonly Rule[] = [
  { reason: 'printed', score: 1, certain: true, find: (a, b, { sort = 'official' }) => yes(a.text === b.text && sort === 'official', '名稱相同 (the same words)') },
  { reason: 'key', score: 0.95, certain: true, find: (a, b, { sort = 'official' }) => yes(a.parts.key === b.parts.key && (sort === 'official' || sort === 'variant'), '名稱相同，臺／台、空格、標點不計 (equal keys)') },
  { reason: 'alias', score: 0.9, certain: true, find: (a, b) => yes(a.parts.key === b.parts.key, '與別名、簡稱、舊名或譯名相同 (equal to an alias)') },
  { reason: 'titled', score: 0.85, certain: true, find: (a, b, context) => yes(isOf('Person', context) && (a.untitled ?? a.parts.key) === (b.untitled ?? b.parts.key), '去掉職稱後相同 (equal without title or post)') },
  { reason: 'bracketed', score: 0.84, certain: true, find: (a, b) => yes(a.bracketed.includes(b.parts.key) || b.bracketed.includes(a.parts.key) || (a.bracketed.length > 0 && a.bracketed[0] === b.bracketed[0]), '去掉括號裡的縮寫後相同 (equal but for an abbreviation in brackets)') },
  { reason: 'translated', score: 0.82, certain: true, find: (a, b) => yes(a.latin !== undefined && a.latin === b.latin, '外文名稱相同，冠詞、大小寫不計 (equal in Latin letters, articles apart)') },
  { reason: 'short', score: 0.8, certain: true, find: (a, b, context) => (isOf('Organization', context) ? shortened(a, b) ?? shortened(b, a) : undefined) },
  { reason: 'bare', score: 0.7, certain: true, find: sameBare },
  { reason: 'place', score: 0.62, certain: false, find: (a, b, context) => (isOf('Person', context) && context.kind !== undefined ? undefined : placed(a.parts, b.parts)) },
  { reason: 'similar', score: 0.5, certain: false, find: similar },
  { reason: 'core', score: 0.5, certain: false, find: (a, b, context) => (isOf('Organization', context) ? sameCore(a, b) : undefined) },
]

/**
 * How two names may be one body's. Symmetric but for the sort of name that `b` is.
 * @returns undefined where nothing speaks for it
 */
export function compareNames(a: string, b: string, context: NameContext = {}): Likeness | undefined {
  const [x, y] = [see(a), see(b)]
  for (const rule of RULES) {
    const found = rule.find(x, y, context)
    if (found !== undefined) return { reason: rule.reason, score: found.score ?? rule.score, certain: found.certain ?? rule.certain, for: found.for, against: found.against ?? [] }
  }
  return undefined
}

function shortened(short: Seen, full: Seen): Found | undefined {
  const found = contraction(short.text, full.text)
  if (found === undefined) return undefined
  const score = found.clean ? 0.8 : found.missing.length === 0 ? 0.64 : found.likely ? 0.6 : 0.42
  return { score: found.placeless ? score - 0.02 : score, certain: found.clean, for: [`「${short.text}」可以是「${full.text}」的簡稱 (a contraction)`], against: found.missing }
}

/** What in the names themselves speaks against one body. */
function conflicts(a: Seen, b: Seen): string[] {
  return [
    ...(formsConflict(a.parts.form, b.parts.form) ? [`法律形式不同 (legal forms differ): ${a.parts.form}、${b.parts.form}`] : []),
    ...(a.numbers === b.numbers ? [] : ['數字不同 (numbers differ)']),
    ...(placesConflict(a.parts, b.parts) ? ['地名不同 (places differ)'] : []),
  ]
}

function sameBare(a: Seen, b: Seen): Found | undefined {
  if (a.parts.bare === '' || a.parts.bare !== b.parts.bare) return undefined
  const against = conflicts(a, b)
  return { certain: against.length === 0, for: ['去掉法人名稱後相同 (equal but for the legal form)'], against }
}

const placesConflict = (a: NameParts, b: NameParts): boolean => a.seat !== '' && b.seat !== '' && !a.seat.startsWith(b.seat) && !b.seat.startsWith(a.seat)

/** Shorter than this a name without its place says too little. */
const SHORTEST_PLACED = 4
const ONLY_PLACE = '名稱只差前面的地名 (the names differ only in the place before them)'

function placed(a: NameParts, b: NameParts): Found | undefined {
  if ((a.local === b.bare || b.local === a.bare) && Math.min(a.bare.length, b.bare.length) >= SHORTEST_PLACED) return { score: 0.64, for: [ONLY_PLACE], against: ['一方沒有地名 (one has no place)'] }
  if (a.place === b.place || a.core !== b.core || a.head !== b.head || a.purposes.join() !== b.purposes.join() || a.core.length + a.head.length < SHORTEST_PLACED) return undefined
  if (a.keeper !== b.keeper && a.keeper !== '' && b.keeper !== '') return undefined
  if (placesConflict(a, b)) return { score: 0.3, for: [ONLY_PLACE], against: ['地名不同 (places differ)'] }
  return { for: [ONLY_PLACE], against: ['一方沒有地名 (one has no place)'] }
}

/** One character differs, and the two look alike. */
function similar(a: Seen, b: Seen, { kind }: NameContext): Found | undefined {
  const [x, y] = [a.untitled ?? a.parts.bare, b.untitled ?? b.parts.bare]
  if (x.length !== y.length || x.length < 2) return undefined
  let at = -1
  for (let i = 0; i < x.length; i++) {
    if (x[i] === y[i]) continue
    if (at >= 0) return undefined
    at = i
  }
  if (at < 0 || contrasts(x[at]!, y[at]!) || a.numbers !== b.numbers || x[at + 1] === CLAN) return undefined
  const alike = likeness(x[at]!, y[at]!)
  // a surname is seldom misread, and nearly every character has a look-alike among surnames
  if (alike < (kind === 'Person' && at === 0 ? SURNAME_ALIKE : ALIKE)) return undefined
  // where a person has two characters, one is half of the name
  return { score: 0.35 + 0.2 * alike + (x.length > 2 ? 0.05 : 0), for: [`只差一個形近字 (one character that looks alike): ${x[at]}／${y[at]}`], against: ['字不同 (a character differs)', ...conflicts(a, b)] }
}
const SURNAME_ALIKE = 0.75
/** 童姓 and 章姓 are two clans. */
const CLAN = '姓'

/** Shares of a name's own words below this say nothing. */
const LEAST_CORE = 0.5

/** 財團法人臺北市私立恆安社會福利慈善事業基金會 → 財團法人恆安社會福利基金會: what is the body's own stays. */
function sameCore(a: Seen, b: Seen): Found | undefined {
  const [x, y] = [a.parts, b.parts]
  if (x.core + x.head === '' || y.core + y.head === '') return undefined
  const own = coreLikeness(x, y)
  if (own < LEAST_CORE) return undefined
  const against = [...conflicts(a, b), ...(x.head === y.head ? [] : [`種類不同 (kinds of body differ): ${x.head}、${y.head}`])]
  const score = 0.46 * own + (x.head === y.head ? 0.05 : 0) + 0.06 * shared(x.purposes.join(''), y.purposes.join('')) + (x.keeper === y.keeper ? 0.01 : 0) - 0.1 * against.length - (x.core.length === 1 || y.core.length === 1 ? 0.1 : 0) - (x.isCommon || y.isCommon ? 0.12 : 0)
  return score < 0.15 ? undefined : { score, for: [own === 1 ? `名稱的主體相同 (the name's own part is equal): ${x.core}` : `名稱的主體相近 (the name's own parts are close): ${x.core}／${y.core}`], against: ['其餘用詞不同 (the rest differs)', ...against] }
}

/** 1 where the cores are equal; else the share they have in common, counted in characters in order. */
function coreLikeness(a: NameParts, b: NameParts): number {
  if (a.core === b.core) return 1
  const [short, long] = a.core.length < b.core.length ? [a.core, b.core] : [b.core, a.core]
  // 王大明 and 王大明先生: what was added may be a purpose that no table has
  if (short.length > 1 && long.includes(short)) return 0.7 + 0.3 * (short.length / long.length)
  return 0.95 * shared(a.core, b.core)
}

/** Twice the longest common subsequence, of both lengths; two empty texts have all in common. */
function shared(a: string, b: string): number {
  if (a === '' && b === '') return 1
  let before = Array.from({ length: b.length + 1 }, () => 0)
  for (let i = 1; i <= a.length; i++) {
    const row = [0]
    for (let j = 1; j <= b.length; j++) row[j] = a[i - 1] === b[j - 1] ? before[j - 1]! + 1 : Math.max(before[j]!, row[j - 1]!)
    before = row
  }
  return (2 * before[b.length]!) / (a.length + b.length)
}
