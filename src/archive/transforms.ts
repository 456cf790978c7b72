import { z } from 'zod'
import { dateOrNone } from '../model/dates-parse.ts'
import { parseInterval } from '../model/dates.ts'
import { ArchiveError } from '../model/errors.ts'
import { normaliseSpaces } from '../model/names.ts'
import { affiliated, units } from './transforms-parts.ts'
import { withMark, withText, type Transform } from './value.ts'

/** A transform of the table below: what it is given, and what it makes of a value. */
interface Entry<T> {
  readonly args: z.ZodType<T>
  readonly make: (args: T) => Transform
}

const entry = <T>(args: z.ZodType<T>, make: (args: T) => Transform): Entry<unknown> => ({ args, make } as Entry<unknown>)

const nothing = z.undefined()
const pattern = z.string().min(1).transform((text, context) => {
  try {
    return new RegExp(text, 'u')
  } catch (error) {
    context.issues.push({ code: 'custom', message: `is not a regular expression: ${(error as Error).message}`, input: text })
    return z.NEVER
  }
})
const several = z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]).transform((given) => (typeof given === 'string' ? [given] : given))
const scalar = z.union([z.string(), z.number()]).transform(String)
const mark = z.string().regex(/^[a-z][A-Za-z0-9]*$/, 'is not the name of a mark (small letter first, letters and digits)')

/**
 * The transforms a mapping may name, in the order a manual would give them (`docs/import.md` lists them).
 * Rules for a kind of thing, never for one file: what only one register does is written in its mapping.
 */
export const TRANSFORMS: Readonly<Record<string, Entry<unknown>>> = {
  // ── characters ──
  /** Spaces of setting: none between Chinese characters, one elsewhere; line breaks are spaces. */
  spaces: entry(nothing, () => (value) => withText(value, normaliseSpaces(value.text))),
  /** Full-width letters, figures and brackets to half-width. */
  halfwidth: entry(nothing, () => (value) => withText(value, value.text.normalize('NFKC'))),
  /** Only the figures. */
  digits: entry(nothing, () => (value) => withText(value, value.text.normalize('NFKC').replace(/\D/g, ''))),
  /** These characters, or words, off both ends. */
  strip: entry(several, (words) => (value) => {
    let text = value.text
    for (let before = ''; before !== text;) {
      before = text
      for (const word of words) {
        if (text.startsWith(word)) text = text.slice(word.length)
        if (text.endsWith(word)) text = text.slice(0, -word.length)
      }
      text = text.trim()
    }
    return withText(value, text)
  }),
  replace: entry(z.strictObject({ match: pattern, with: z.string().default('') }), ({ match, with: put }) => {
    const all = new RegExp(match.source, 'gu')
    return (value) => withText(value, value.text.replace(all, put))
  }),
  /** What the expression finds (its first group, if it has one); nothing where it finds nothing. */
  take: entry(pattern, (match) => (value) => {
    const found = match.exec(value.text)
    return withText(value, found?.[1] ?? found?.[0] ?? '')
  }),
  prefix: entry(z.string().min(1), (prefix) => (value) => withText(value, value.text.startsWith(prefix) ? value.text : prefix + value.text)),
  suffix: entry(z.string().min(1), (suffix) => (value) => withText(value, value.text.endsWith(suffix) ? value.text : value.text + suffix)),

  // ── one for another ──
  /** A table: `{map: {6300300: 大安區}}`. What it does not have stays as written, with a warning. */
  map: entry(z.record(z.string(), scalar), (table) => {
    const known = new Map(Object.entries(table))
    return (value) => {
      const found = known.get(value.text)
      return found === undefined ? [{ ...value, unread: '不在對照表中 (not in the table)' }] : withText(value, found)
    }
  }),
  /** The same; what it does not have stays, and nothing is said. */
  rename: entry(z.record(z.string(), scalar), (table) => {
    const known = new Map(Object.entries(table))
    return (value) => withText(value, known.get(value.text) ?? value.text)
  }),
  /** The same; what it does not have is nothing. */
  pick: entry(z.record(z.string(), scalar), (table) => {
    const known = new Map(Object.entries(table))
    return (value) => withText(value, known.get(value.text) ?? '')
  }),
  /** Cells that say nothing: 無, -, 不詳. */
  blank: entry(several, (words) => (value) => (words.includes(value.text) ? [] : [value])),

  // ── one cell, several things ──
  /** At any of these characters: 甲/乙 is two. */
  split: entry(several, (marks) => (value) => {
    let parts = [value.text]
    for (const at of marks) parts = parts.flatMap((part) => part.split(at))
    return parts.flatMap((part) => withText(value, part))
  }),
  /** Brackets at the end whose content matches are set aside: 新北市詔安客家文化促進協會(創會會長). */
  remark: entry(z.strictObject({ match: pattern.default(/^.*$/u), as: mark.default('remark') }).prefault({}), ({ match, as }) => (value) => {
    const found = /^(.+?)\s*[(（〈<［[]\s*([^()（）〈〉<>［］[\]]+?)\s*[)）〉>］\]]*$/su.exec(value.text)
    if (found === null || !/[)）〉>］\]]$/u.test(value.text) && !/[(（〈<［[]/u.test(value.text)) return [value]
    const content = match.exec(found[2]!)
    return content === null ? [value] : [withMark({ ...value, text: found[1]!.trim() }, as, content[1] ?? found[2]!)]
  }),
  /** `X附設Y`: the whole, with X as its parent and Y as the mark `part`. */
  affiliated: entry(z.strictObject({ words: several.default(['附設']), within: several.default(['醫院']) }).optional(), (given) => affiliated(given?.words ?? ['附設'], given?.within ?? ['醫院'])),
  /** A unit written with all that it is under (臺北市政府教育局終身教育科): cut behind each match; the parent is what stands before, the mark `part` what is left. */
  units: entry(pattern, (match) => units(new RegExp(match.source, 'gu'))),

  // ── dates ──
  /** A date in any form of the archive (EDTF, 民國 …), to EDTF. */
  date: entry(nothing, () => (value) => {
    const date = dateOrNone(value.text)
    if (date === undefined) return [{ ...value, unread: '不是日期 (not a date)' }]
    return date.status === 'unknown' ? [] : [{ ...value, text: date.edtf }]
  }),
  /** The start, or the end, of a period: 108/09/30至117/12/31. */
  interval: entry(z.enum(['start', 'end']), (side) => (value) => {
    try {
      return withText(value, parseInterval(value.text)[side] ?? '')
    } catch (error) {
      if (error instanceof ArchiveError) return [{ ...value, unread: '不是期間 (not a period)' }]
      throw error
    }
  }),
  number: entry(nothing, () => (value) => {
    const plain = value.text.normalize('NFKC').replaceAll(',', '')
    return /^-?\d+(\.\d+)?$/.test(plain) ? withText(value, plain) : [{ ...value, unread: '不是數字 (not a number)' }]
  }),
}
