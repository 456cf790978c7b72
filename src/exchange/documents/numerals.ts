/** How numbers are written by who counts them for you: HTML's lists and Word's numbering. */
type Numeral = (number: number) => string

const letters: Numeral = (number) => String.fromCharCode(97 + ((number - 1) % 26)).repeat(Math.ceil(number / 26))
const cyclic = (signs: string): Numeral => (number) => [...signs][(number - 1) % [...signs].length]!

export const roman: Numeral = (number) => {
  let [rest, text] = [Math.min(Math.max(number, 1), 3_999), '']
  for (const [value, sign] of [[1000, 'm'], [900, 'cm'], [500, 'd'], [400, 'cd'], [100, 'c'], [90, 'xc'], [50, 'l'], [40, 'xl'], [10, 'x'], [9, 'ix'], [5, 'v'], [4, 'iv'], [1, 'i']] as const) {
    while (rest >= value) [rest, text] = [rest - value, text + sign]
  }
  return text
}

/** 十一, 二十, 一百〇五: up to 9,999. */
const counting = (digits: string, units: string): Numeral => (number) => {
  const [signs, powers] = [[...digits], ['', ...units]]
  const figures = [...String(number)].map(Number)
  const text = figures.map((figure, i) => (figure === 0 ? signs[0]! : signs[figure]! + (powers[figures.length - 1 - i] ?? ''))).join('')
  const plain = text.replace(new RegExp(`${signs[0]}+$`), '').replace(new RegExp(`${signs[0]}+`, 'g'), signs[0]!)
  // ten to nineteen go without the one, where figures are the plain ones
  return signs[1] === '一' && number >= 10 && number < 20 ? plain.slice(1) : plain
}

const plainChinese = counting('〇一二三四五六七八九', '十百千')
const positional: Numeral = (number) => [...String(number)].map((figure) => '〇一二三四五六七八九'[Number(figure)]).join('')

/** By the names that Word's files use (`w:numFmt`). What is not here counts in plain figures. */
export const NUMERALS: Readonly<Record<string, Numeral>> = {
  decimal: String,
  decimalZero: (number) => String(number).padStart(2, '0'),
  decimalFullWidth: (number) => [...String(number)].map((figure) => '０１２３４５６７８９'[Number(figure)]).join(''),
  decimalEnclosedCircle: (number) => (number <= 20 ? String.fromCharCode(0x245f + number) : `(${number})`),
  decimalEnclosedCircleChinese: (number) => (number <= 20 ? String.fromCharCode(0x245f + number) : `(${number})`),
  upperRoman: (number) => roman(number).toUpperCase(),
  lowerRoman: roman,
  upperLetter: (number) => letters(number).toUpperCase(),
  lowerLetter: letters,
  chineseCounting: plainChinese,
  chineseCountingThousand: plainChinese,
  taiwaneseCounting: plainChinese,
  taiwaneseCountingThousand: plainChinese,
  japaneseCounting: plainChinese,
  ideographDigital: positional,
  taiwaneseDigital: positional,
  japaneseDigitalTenThousand: positional,
  ideographLegalTraditional: counting('零壹貳參肆伍陸柒捌玖', '拾佰仟'),
  chineseLegalSimplified: counting('零壹贰叁肆伍陆柒捌玖', '拾佰仟'),
  ideographTraditional: cyclic('甲乙丙丁戊己庚辛壬癸'),
  ideographZodiac: cyclic('子丑寅卯辰巳午未申酉戌亥'),
  ideographZodiacTraditional: cyclic('子丑寅卯辰巳午未申酉戌亥'),
  ideographEnclosedCircle: (number) => (number <= 10 ? String.fromCharCode(0x327f + number) : `(${number})`),
}

/** By the `type` of an HTML list. */
export const listNumeral = (number: number, type: string | undefined): string => NUMERALS[{ a: 'lowerLetter', A: 'upperLetter', i: 'lowerRoman', I: 'upperRoman' }[type ?? ''] ?? 'decimal']!(number)
