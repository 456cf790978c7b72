import { KINDS } from '../../model/records.ts'
import { ADVERB, ANY_NAME, charOf, MOST_NAMES, postChar, TOGETHER } from './compile.ts'
import type { MaskRules } from './mask-rules.ts'
import type { Stretch } from './sentences.ts'
import type { NameHere } from './unknown.ts'

/** A sentence with one character for each name, without its brackets. */
export interface Masked {
  readonly text: string
  /** Offset in the squeezed text of each character, one more at the end. */
  readonly at: readonly number[]
  readonly names: readonly NameHere[]
  readonly posts: readonly string[]
}

/** What 本館, 該會 and the like stand for, if it is plain. */
export interface Antecedents {
  readonly own?: NameHere
  readonly last?: NameHere
}

const BRACKETS = /（[^（）]{0,80}）/y
const POINTING = /(?<=^|[，。；：])(本|該)(計畫|計劃|方案|書|文|館|會|校|園|院|局|處|部|署|所|系|中心|基金會|協會|學會|公司|機構|社|班|隊|團|行)(?!\p{Script=Han}?[長員務])/uy

export function mask(text: string, { start, end }: Stretch, names: readonly NameHere[], antecedents: Antecedents, rules: MaskRules): Masked {
  const mine: NameHere[] = []
  const posts: string[] = []
  const at: number[] = []
  let masked = ''
  const put = (name: NameHere, offset: number): void => {
    if (mine.length === MOST_NAMES) return
    masked += charOf(name.kind, mine.length)
    mine.push(name)
    at.push(offset)
  }
  const here = new Map(names.filter((name) => name.start >= start && name.end <= end).map((name) => [name.start, name]))
  const sticky = (pattern: RegExp, at: number): string => {
    pattern.lastIndex = at
    return pattern.exec(text)?.[0] ?? ''
  }
  for (let i = start; i < end;) {
    const name = here.get(i)
    if (name !== undefined) {
      put(name, i)
      i = name.end
      const kind = name.kind === 'Person' ? rules.titles : name.kind === 'Concept' ? rules.nouns : rules.etc
      i += sticky(BRACKETS, i).length
      i += sticky(kind, i).length
      const post = sticky(name.kind === 'Person' ? rules.posts : rules.postsOfUnits, i)
      if (post !== '' && i + post.length <= end && posts.length < MOST_NAMES) {
        masked += postChar(posts.length)
        posts.push(post.replace(/^的/u, ''))
        at.push(i)
        i += post.length
      }
      continue
    }
    const before = masked.at(-1)
    if (before === undefined || OPENS.test(before)) {
      const words = sticky(rules.adverbs, i)
      if (words !== '') {
        masked += rules.together.test(words) ? TOGETHER : ADVERB
        at.push(i)
        i += words.length
        continue
      }
    }
    // ，理事長為某某: of the body that the sentence is about
    const post = before === undefined || !BREAKS.test(before) ? '' : sticky(rules.postsAlone, i)
    if (post !== '' && posts.length < MOST_NAMES) {
      masked += postChar(posts.length)
      posts.push(post)
      at.push(i)
      i += post.length
      continue
    }
    BRACKETS.lastIndex = i
    const brackets = BRACKETS.exec(text)?.[0]
    if (brackets !== undefined && i + brackets.length <= end) {
      i += brackets.length
      continue
    }
    POINTING.lastIndex = i
    const pointing = POINTING.exec(text)
    const meant = pointing === null ? undefined : pointing[1] === '本' ? fitting(pointing[2]!, antecedents.own, false) : fitting(pointing[2]!, antecedents.last ?? antecedents.own, true)
    if (pointing !== null && meant !== undefined) {
      put({ ...meant, start: i, end: i + pointing[0].length, sure: meant.sure * 0.9, rule: 'pointing' }, i)
      i += pointing[0].length
      continue
    }
    masked += text[i]!
    at.push(i)
    i++
  }
  at.push(end)
  return { text: masked, at, names: mine, posts }
}

const POINTED: Readonly<Record<string, (typeof KINDS)[number]>> = { 計畫: 'Programme', 計劃: 'Programme', 方案: 'Programme', 書: 'Work', 文: 'Work' }

function fitting(word: string, name: NameHere | undefined, byLetter: boolean): NameHere | undefined {
  if (name === undefined || name.kind !== (POINTED[word] ?? 'Organization')) return undefined
  return byLetter && name.kind === 'Organization' && !name.name.endsWith(word.at(-1)!) ? undefined : name
}

/** The same sentence from `from` on, with a name put before it. */
export function headed({ text, at, names, posts }: Masked, from: number, to: number, subject: NameHere): Masked {
  return { text: charOf(subject.kind, names.length) + text.slice(from, to), at: [at[from]!, ...at.slice(from, to + 1)], names: [...names, subject], posts }
}

/** Behind these an adverb may begin: a name, a post, 的, the beginning of a clause. */
const OPENS = /[\ue000-\uf101的之，；：\n]/u
const BREAKS = /[，；]/u
const OPENING = new RegExp(`^[${ADVERB}${TOGETHER}]*${ANY_NAME}`)
export const opensWithName = (text: string): boolean => OPENING.test(text)
