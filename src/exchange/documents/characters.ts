import { RADICALS } from '../../model/names-variants.ts'

/**
 * What fonts do to characters, undone: radicals and compatibility forms of Han, Latin ligatures, the marks
 * that stand upright in vertical writing. A PDF that shows
 * 文化局 says ⽂化局, and no search finds it. Only forms of the very same character: full-width and circled ones stay.
 */
export function mended(text: string): string {
  return MENDABLE.test(text) ? text.replace(MENDABLE_ALL, (char) => IDEOGRAPHS.get(char) ?? char.normalize('NFKC')) : text
}

const RANGES = '[\\u2E80-\\u2FD5\\uF900-\\uFAFF\\uFB00-\\uFB06\\uFE10-\\uFE19\\uFE31\\uFE32\\uFE35-\\uFE44\\uFE47\\uFE48]|[\\u{2F800}-\\u{2FA1F}]'
const MENDABLE = new RegExp(RANGES, 'u')
const MENDABLE_ALL = new RegExp(RANGES, 'gu')
const IDEOGRAPHS = new Map(RADICALS.trim().split(/\s+/).map((pair) => [...pair] as [string, string]))

/** Written without spaces between words: Han, kana, bopomofo, and the full-width marks. */
export const CJK = /[\u1100-\u11FF\u2E80-\u30FF\u3100-\u31FF\u3400-\u9FFF\uF900-\uFAFF\uFE30-\uFE4F\uFF00-\uFFEF]|[\u{20000}-\u{3FFFF}]|[「」『』…—－‧·、。]/u

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹'

/** Raised figures as such, so that 主張12 is not read where 主張¹² stands. */
export const superscript = (text: string): string => (/^\d{1,4}$/.test(text) ? text.replace(/\d/g, (digit) => SUPERSCRIPTS[Number(digit)]!) : text)
