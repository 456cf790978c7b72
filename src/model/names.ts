import { memo } from './memo.ts'
import { foldChar } from './names-fold.ts'
import { LEGAL_FORMS, REMARKS, SHORT_FORMS } from './names-forms.ts'

/**
 * Text for comparing: NFKC, lower case, one character for each class of variants (`names-fold.ts`).
 * As many code points as the text has after NFKC, so that an offset in one is an offset in the other. Never for display.
 */
export function fold(text: string): string {
  let folded = ''
  for (const char of text.normalize('NFKC')) folded += foldChar(char)
  return folded
}

/**
 * The key under which names compare: folded, without spaces and without the punctuation that one prints and another
 * leaves out (brackets, quotes, dashes, dots of all heights; what stands in brackets stays). Kept are `& @ # % * / + ?`:
 * registers print ? where a character was lost, and 對?面劇坊 is not 對面劇坊. The circle of 第一○四 is 0, as 〇 and ０.
 */
export function nameKey(text: string): string {
  let key = ''
  for (const char of text.replace(APART, '').normalize('NFKC')) key += keyChar(char)
  // A name of nothing but marks still has to differ from others.
  return key === '' ? fold(normaliseSpaces(text)) : key
}

/**
 * What goes before NFKC: of accents that stand alone it would make a space and a combining accent (薪源˙藝術集), and
 * what is not printed would keep a letter from the mark on it.
 */
const APART = /[\u00b4\u02d9\p{Cf}]/gu
const IGNORED = /^(?![&@#%*/\\?])[\s\p{P}\p{Cf}\p{Cc}`~|∙⋅●]$/u
const ZERO = /^[〇○◯]$/u

const keyChar = memo(20_000, (char) => (IGNORED.test(char) ? '' : ZERO.test(char) ? '0' : foldChar(char)))

export interface LegalForm {
  /** 財團法人, 股份有限公司, …; 法人 where the name says no more. */
  readonly form: string
  /** The name without it, as printed. */
  readonly rest: string
}

/** The legal form that stands before or behind a name; undefined when there is none, or nothing else. */
export function legalForm(text: string): LegalForm | undefined {
  const printed = normaliseSpaces(text)
  const folded = fold(printed)
  if (!ANY_FORM.test(folded)) return undefined
  const before = BEFORE.exec(folded)?.groups
  const found = before ?? BEHIND.exec(folded)?.groups
  if (!found) return undefined
  // NFKC may have changed the length (㈱); then the rest is what it left.
  const characters = [...printed].length === [...folded].length ? [...printed] : [...printed.normalize('NFKC')]
  const length = [...found.rest!].length
  return { form: FORMS.get(found.form!)!, rest: (before ? characters.slice(-length) : characters.slice(0, length)).join('').trim() }
}

/**
 * Whether two names with these legal forms cannot be one body. No form conflicts with none; 法人 and 醫療財團法人 agree
 * with 財團法人.
 */
export function formsConflict(a: string | undefined, b: string | undefined): boolean {
  if (a === undefined || b === undefined || a === b) return false
  return !(a.endsWith('法人') && (a.endsWith(b) || b.endsWith(a)))
}

/** The key of a name without legal form and remarks: what 財團法人心路社會福利基金會 and 心路社會福利基金會(解散) share. */
export const bareKey = (text: string): string => bared(text).bare

/** The same with the form that stands outermost, as `legalForm` of the whole. */
export function bared(text: string): { readonly bare: string; readonly form: string | undefined } {
  let name = normaliseSpaces(text.normalize('NFKC'))
  const whole = legalForm(name)
  // most names are written plainly: then the form need not be looked for again
  const { form } = (name === text ? whole : legalForm(text)) ?? {}
  for (let i = 0, found = whole; i < MOST_FORMS; i++, found = legalForm(name)) {
    const shorter = found?.rest ?? name.replace(REMARK, '$<name>')
    if (shorter === name) break
    name = shorter
  }
  return { bare: nameKey(name), form }
}

/** More than a name has; each is looked for in all of it, and somebody may send a thousand characters of (法人). */
const MOST_FORMS = 8

/**
 * A printed name without the spaces of its setting: none at the ends, none between Chinese characters
 * (「林 振 春」 is set wide), one where there were several. Spaces between Latin words stay. For one name: two in a cell must be split before.
 */
export function normaliseSpaces(text: string): string {
  return text.replace(/[\u200b\u2060\ufeff]/g, '').replace(/\s+/g, ' ').trim().replace(WIDE, '')
}

const WIDE = /(?<=[\p{Script=Han}\u3001-\u303f\uff01-\uff0f\uff1a-\uff1f]) (?!\p{M})(?=[\p{Script=Han}\u3001-\u303f\uff01-\uff0f\uff1a-\uff1f])/gu

const [OPEN, CLOSE] = ['[(\\[{〈《【〔]', '[)\\]}〉》】〕]']
const REMARK = new RegExp(`^(?<name>.+?)\\s*${OPEN}\\s*(?:${REMARKS.join('|')})\\s*${CLOSE}+\\s*$`)

const FORMS = new Map([...LEGAL_FORMS.map(({ form }): [string, string] => [fold(form), form]), ...Object.entries(SHORT_FORMS).map(([short, form]): [string, string] => [fold(short), form])])
const literal = (text: string): string => text.replace(/[()]/g, '\\$&')
const shorts = Object.keys(SHORT_FORMS).map((short) => literal(fold(short)))
const either = (side: 'before' | 'behind'): string => LEGAL_FORMS.filter((entry) => entry[side]).map(({ form }) => fold(form)).join('|')
/** In most names there is none, which is quick to see. */
const ANY_FORM = new RegExp([...FORMS.keys()].map(literal).join('|'), 'u')
// Two groups of one name: bare or in any brackets, or a short form in its own.
const BEFORE = new RegExp(`^(?:${OPEN}?(?<form>${either('before')})${CLOSE}?|(?<form>${shorts.join('|')}))\\s*(?<rest>\\S.*)$`, 'su')
const BEHIND = new RegExp(`^(?<rest>.*?\\S)\\s*(?:${OPEN}?(?<form>${either('behind')})${CLOSE}?|(?<form>${shorts.join('|')}))$`, 'su')
