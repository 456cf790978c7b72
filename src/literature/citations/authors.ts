import { fold, nameKey } from '../../model/names.ts'
import { HAN, squeeze } from './plain.ts'
import { isPersonName, surnameLength } from './surnames.ts'
import { BODY, ET_AL, LATIN_BODY, LATIN_PLACE, NOT_AUTHOR, NOT_BODY, NOT_LATIN, OPENING, TITLE } from './words.ts'

export interface Authors {
  readonly authors: readonly string[]
  readonly etAl: boolean
  readonly abbreviation?: string
}

const PARTICLE = "(?:van|von|de|der|den|del|della|di|da|du|la|le|el|al|bin|ibn|ten|ter|dos|das|zu|zur|y|St\\.)"
/** One word of a Western name. */
export const WORD = `(?:${PARTICLE}[\\s-])*(?:[dlDLO]['’]|Mc|Mac|al-|el-)?\\p{Lu}[\\p{Script=Latin}\\p{M}'’-]*`
export const INITIALS = '(?:\\p{Lu}\\p{Ll}?\\.?[\\s-]{0,2}){1,4}(?<![\\s-])'
const LATIN_NAME = new RegExp(`^(?:(?:${INITIALS}|${WORD})\\s|(?:\\p{Lu}\\.)+)*${WORD}(?:\\s(?:Jr|Sr)\\.?|\\s(?:II|III|IV))?$`, 'u')
const INITIALS_ONLY = new RegExp(`^(?:(?:\\p{Lu}\\p{Ll}?\\.[\\s-]?){1,4}(?:${PARTICLE})?|\\p{Lu}{1,3}|(?:\\p{Lu}[\\s-])+\\p{Lu}\\.?|\\p{Lu}\\p{Ll}+(?:\\s\\p{Lu}\\.)+)$`, 'u')
const ACRONYM = /^\p{Lu}[\p{Lu}\p{Ll}&/-]{0,6}\p{Lu}\d?$/u
const DOTTED = /^[\p{Script=Han}.]+[·・•‧.．][\p{Script=Han}·・•‧.．]+$/u

/** The authors that a plain text names, between a bracket or the beginning of a line and a year; undefined when it names none. */
export function readAuthors(text: string, { strict = true } = {}): Authors | undefined {
  const whole = squeeze(text).replace(/^[\s,、;:]+|[\s,、:;]+$/g, '')
  const etAl = ET_AL.test(whole)
  const listed = whole.replace(ET_AL, '').replace(/[\s,、]+$/, '').replace(/'s$/, '')
  if (listed === '' || listed.length > 200 || NOT_AUTHOR.test(listed)) return undefined
  const found = body(listed, strict) ?? persons(listed, strict)
  return found && { ...found, etAl }
}

/** An institution, whose name is never cut at 及, and, or a comma; its abbreviation may follow. */
function body(text: string, strict: boolean): Omit<Authors, 'etAl'> | undefined {
  const { name, short } = abbreviated(text)
  if (/[[\]()]/.test(name)) return undefined
  const latin = !HAN.test(name)
  if (latin ? LATIN_BODY.test(name) && /^(?:[Tt]he\s)?\p{Lu}/u.test(name) && !/,/.test(name.replace(/,\s(?=[^,]*\b(?:and|&)\s)/g, ' ')) : isBody(name, strict)) {
    return { authors: [name.replace(/^the\s/i, '')], ...(short ? { abbreviation: short } : {}) }
  }
  // 布迪厄（Bourdieu），聯合國教科文組織（UNESCO）: the second name is the same author's.
  if (short && !/[,、;]/.test(name)) {
    const first = persons(name, strict)
    if (first) return { ...first, abbreviation: short }
  }
  return undefined
}

const ABBREVIATED = /^(?<name>.+?)\s?(?:\[(?<square>[^\]]+)\]|\((?<round>[^)]+)\)|,\s?(?<comma>\p{Lu}[\p{Lu}&-]+))$/u

function abbreviated(text: string): { name: string; short?: string } {
  const found = ABBREVIATED.exec(text)?.groups
  return found ? { name: found.name!, short: (found.square ?? found.round ?? found.comma)!.replace(/^(?:簡稱|以下簡稱|hereafter|hereinafter)\s?/, '') } : { name: text }
}

function isBody(name: string, strict: boolean): boolean {
  if (isPersonName(name) || /[,;:「」]/.test(name)) return false
  if (/[、與与及和]/.test(name) && name.split(/[、與与及和]/).every((part) => isPersonName(part) || !HAN.test(part))) return false
  if (name.includes('、') && name.split('、').every((part) => BODY.test(part))) return false
  return BODY.test(name) && !NOT_BODY.test(name) && (!strict || name.length <= 30)
}

const BETWEEN = /\s*(?:、|;|(?<=\p{Script=Latin})[和與及与](?=\p{Lu})|,?\s*&|,?\s+and\s+|,?\s+und\s+)\s*/u
const JOINED = /(?<=^|[、,])(.{2,12}?)[與与及和跟](.{2,})$/u

function persons(listed: string, strict: boolean): Omit<Authors, 'etAl'> | undefined {
  // 陳逸淳、黃敏原譯: nobody but translators.
  const text = /^[^,著]{2,}(?:合譯|合译|譯|译)$/.test(listed) ? listed.replace(/(?:合譯|合译|譯|译)$/, '') : listed
  const names: string[] = []
  for (const chunk of text.split(BETWEEN).flatMap(dotted).flatMap(joined)) {
    for (const part of chunk.split(/\s*,\s*/)) {
      const last = names.at(-1)
      if (part === '') continue
      // SAITO M, MIYAZAKI K: initials behind, each part a name.
      // Wicherts, Jelte M is one.
      const inverted = !strict && last !== undefined && names.length === 1 && chunk.startsWith(last) && FAMILY.test(last) && !BEHIND.test(last) && /^\p{Lu}\p{Ll}+\s/u.test(part) && BEHIND.test(part)
      if (!inverted && (BEHIND.test(part) || (last !== undefined && BEHIND.test(last)))) {
        names.push(part)
        continue
      }
      if (/^(?:Jr|Sr)\.?$/.test(part)) continue
      if (last !== undefined && INITIALS_ONLY.test(part) && !HAN.test(last) && !last.includes(',') && chunk.includes(',') && (/\./.test(part) || part.length < 3)) names[names.length - 1] = `${last}, ${part}`
      else if (inverted || last !== undefined && !strict && chunk.includes(',') && chunk.startsWith(last) && !last.includes(',') && FAMILY.test(last) && GIVEN.test(part)) names[names.length - 1] = `${last}, ${part}`
      else names.push(part)
    }
  }
  const written = names.some((name) => !TRANSLATED.test(name)) ? names.filter((name) => !TRANSLATED.test(name)) : names
  const clean = written.map((name) => (HAN.test(name) && name.length > 3 ? name.replace(TITLE, '').replace(WROTE, '') : name))
  if (clean.length === 0 || !clean.every((name) => isAuthor(name, strict))) return undefined
  return { authors: clean }
}

/** A family name with initials behind it. */
export const BEHIND = new RegExp(`^(?<family>(?:${PARTICLE}\\s)*\\p{Lu}[\\p{L}'’-]+(?:\\s\\p{Lu}[\\p{L}'’-]{2,})?)\\s(?<given>\\p{Lu}{1,3}(?:[\\s-]\\p{Lu}){0,3})(?:\\s(?:Jr|Sr|${PARTICLE}))*$`, 'u')
/** （Senge著，郭進隆譯，1994） */
const TRANSLATED = /^\S{2,}(?:合譯|編譯|譯|译)$/
const WROTE = /(?<=[\p{Script=Latin}]|\p{Script=Han}{3})(?:原著|著|编著|編著|主編|主编)$/u
const FAMILY = new RegExp(`^(?:${PARTICLE}\\s)*\\S+$`, 'iu')
const GIVEN = /^\p{Lu}[\p{L}.'’-]*(?:\s\p{Lu}[\p{L}.'’-]*){0,2}$/u

/** 翁敏兒・董欣孜 are two, 皮耶・布迪厄 is one. */
function dotted(chunk: string): string[] {
  const parts = chunk.split(/[・·•‧]/)
  return parts.every(isPersonName) ? parts : [chunk]
}

/** 何青蓉與方雅慧: cut where both sides are names, since 與 和 及 are parts of names too (陳和平). */
function joined(chunk: string): string[] {
  const found = JOINED.exec(chunk)
  if (!found || isPersonName(chunk)) return [chunk]
  const [, left, right] = found as unknown as [string, string, string]
  const before = chunk.slice(0, chunk.length - found[0].length)
  const sides = [left.trim(), ...joined(right.trim())]
  return sides.every((side) => isPersonName(side) || !HAN.test(side) || BODY.test(side) || DOTTED.test(side) || (side.length <= 4)) ? [...before.split(',').filter(Boolean), ...sides] : [chunk]
}

/** The Economist, The Guardian. */
const PAPER = /^The(?:\s\p{Lu}\p{L}+){1,3}$/u

function isAuthor(name: string, strict: boolean): boolean {
  if (!HAN.test(name)) {
    const plainName = name.replace(/,.*$/, '')
    if (ACRONYM.test(plainName) || (BEHIND.test(name) && !NOT_LATIN.test(name.split(' ')[0]!))) return true
    if (PAPER.test(plainName)) return true
    const words = plainName.split(' ')
    return LATIN_NAME.test(plainName) && !LATIN_PLACE.test(plainName) && words.length <= (strict ? 5 : 7) && !NOT_LATIN.test(words[0]!) && !OPENING.test(words[0]!) && (plainName.length > 1 || !strict)
  }
  if (/[「」()[\]:]/.test(name)) return false
  if (/^《[^《》]+》$|^〈[^〈〉]+〉$/.test(name)) return true
  if (isPersonName(name) || DOTTED.test(name)) return true
  // （陳，2024）
  if (name.length === 1) return surnameLength(fold(name)) === 1
  if (NOT_BODY.test(name)) return false
  return name.length >= 2 && name.length <= (strict ? 12 : 30) && !/[的了是]/.test(name) && /^[\p{Script=Han}\p{L}\d·・々 .-]+$/u.test(name)
}

/** What one author's names have in common: the whole name of Chinese and bodies, the family name of Western persons. */
export function authorKey(name: string): string {
  if (HAN.test(name) || LATIN_BODY.test(name) || ACRONYM.test(name) || PAPER.test(name)) return nameKey(name)
  const behind = BEHIND.exec(name)?.groups
  if (behind) return familyKey(behind.family!)
  const family = name.includes(',') ? name.slice(0, name.indexOf(',')) : name.replace(/\s(?:Jr|Sr|II|III)\.?$/, '').split(' ').at(-1)!
  return familyKey(family)
}

/** A family name without its particles: Van Aert, van Aert, Aert. */
export const familyKey = (family: string): string => nameKey(family.replace(PARTICLES, ''))
const PARTICLES = new RegExp(`^(?:${PARTICLE}\\s)+(?=\\S)`, 'i')
