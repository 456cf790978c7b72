const DIGITS: Readonly<Record<string, number>> = Object.fromEntries([
  '〇零○', '一壹弌ㄧ—─ー壱', '二貳贰弍貮ニ', '三參叁叄参ミ', '四肆', '五伍', '六陸陆', '七柒', '八捌ハ', '九玖',
].flatMap((chars, digit) => [...chars].map((char) => [char, digit])))
const TENS: Readonly<Record<string, number>> = { 十: 10, 拾: 10, 百: 100, 佰: 100 }

/** With what OCR takes for them: ㄧ and dashes for 一, kana for 二 三 八. They count only before a mark, in brackets or behind 第. */
export const HAN_DIGITS = '〇零○一壹弌壱ㄧ—─ー二貳贰弍貮ニ三參叁叄参ミ四肆五伍六陸陆七柒八捌ハ九玖'
export const HAN_NUMERALS = `${HAN_DIGITS}十拾百佰廿卅`

/** The number that a numeral of any kind writes: 十二, 壹, １２, ⑫, Ⅳ, iv, 12. Undefined for what is none. Latin letters count as Roman. */
export function numberOf(numeral: string): number | undefined {
  const text = numeral.normalize('NFKC').replace(/\s/g, '')
  if (/^\d{1,5}$/.test(text)) return Number(text)
  if (/^[ivxlcdm]+$/i.test(text)) return roman(text.toLowerCase())
  return han(text.replace('廿', '二十').replace('卅', '三十'))
}

/** Of a, b, c or 甲, 乙, 丙. */
export function ordinalOf(letter: string): number | undefined {
  const stem = '甲乙丙丁戊己庚辛壬癸'.indexOf(letter)
  if (stem >= 0) return stem + 1
  const code = letter.normalize('NFKC').toLowerCase().charCodeAt(0) - 96
  return code >= 1 && code <= 26 ? code : undefined
}

function han(text: string): number | undefined {
  if (text === '') return undefined
  let total = 0
  let digit: number | undefined
  for (const char of text) {
    const unit = TENS[char]
    if (unit !== undefined) {
      total += (digit ?? 1) * unit
      digit = undefined
    } else if (char in DIGITS) {
      // 一○一: figure by figure.
      digit = (digit === undefined ? 0 : digit * 10) + DIGITS[char]!
    } else {
      return undefined
    }
  }
  return total + (digit ?? 0)
}

const ROMAN: Readonly<Record<string, number>> = { i: 1, v: 5, x: 10, l: 50, c: 100, d: 500, m: 1000 }

/** Only what is written as Romans would: iv, not iiii or ic. */
function roman(text: string): number | undefined {
  if (!/^m*(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})$/.test(text)) return undefined
  let total = 0
  for (let i = 0; i < text.length; i++) {
    const value = ROMAN[text[i]!]!
    total += value < (ROMAN[text[i + 1] ?? ''] ?? 0) ? -value : value
  }
  return total
}
