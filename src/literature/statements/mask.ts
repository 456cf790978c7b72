import { KINDS } from '../../model/records.ts'
import { ANY_NAME, charOf, MOST_NAMES } from './compile.ts'
import type { Stretch } from './sentences.ts'
import type { NameHere } from './unknown.ts'

/** A sentence with one character for each name, without its brackets. */
export interface Masked {
  readonly text: string
  /** Offset in the squeezed text of each character, one more at the end. */
  readonly at: readonly number[]
  readonly names: readonly NameHere[]
}

/** What 本館, 該會 and the like stand for, if it is plain. */
export interface Antecedents {
  readonly own?: NameHere
  readonly last?: NameHere
}

const BRACKETS = /（[^（）]{0,80}）/y
const POINTING = /(?<=^|[，。；：])(本|該)(計畫|計劃|方案|書|文|館|會|校|園|院|局|處|部|署|所|系|中心|基金會|協會|學會|公司|機構|社|班|隊|團|行)(?!\p{Script=Han}?[長員務])/uy

export function mask(text: string, { start, end }: Stretch, names: readonly NameHere[], antecedents: Antecedents): Masked {
  const mine: NameHere[] = []
  const at: number[] = []
  let masked = ''
  const put = (name: NameHere, offset: number): void => {
    if (mine.length === MOST_NAMES) return
    masked += charOf(name.kind, mine.length)
    mine.push(name)
    at.push(offset)
  }
  const here = new Map(names.filter((name) => name.start >= start && name.end <= end).map((name) => [name.start, name]))
  for (let i = start; i < end;) {
    const name = here.get(i)
    if (name !== undefined) {
      put(name, i)
      i = name.end
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
  return { text: masked, at, names: mine }
}

const POINTED: Readonly<Record<string, (typeof KINDS)[number]>> = { 計畫: 'Programme', 計劃: 'Programme', 方案: 'Programme', 書: 'Work', 文: 'Work' }

function fitting(word: string, name: NameHere | undefined, byLetter: boolean): NameHere | undefined {
  if (name === undefined || name.kind !== (POINTED[word] ?? 'Organization')) return undefined
  return byLetter && name.kind === 'Organization' && !name.name.endsWith(word.at(-1)!) ? undefined : name
}

/** The same sentence from `from` on, with a name put before it. */
export function headed({ text, at, names }: Masked, from: number, to: number, subject: NameHere): Masked {
  return { text: charOf(subject.kind, names.length) + text.slice(from, to), at: [at[from]!, ...at.slice(from, to + 1)], names: [...names, subject] }
}

const OPENING = new RegExp(`^${ANY_NAME}`)
export const opensWithName = (text: string): boolean => OPENING.test(text)
