import { plainDigits } from '../../model/dates-roc.ts'
import { dateOrNone } from '../../model/dates-parse.ts'
import type { Fixed } from './sentence.ts'

const FIGURE = '[0-9〇○零一二三四五六七八九十百]'
const DATE = new RegExp([
  '(?:西元|公元)?\\s*[12]\\d\\d0\\s*年代',
  `(?:中華)?民國\\s*${FIGURE}{1,3}\\s*年代`,
  `(?:(?:中華)?民國|西元|公元)\\s*${FIGURE}{1,6}\\s*年?(?:度|\\s*${FIGURE}{1,3}\\s*月(?:\\s*${FIGURE}{1,3}\\s*[日號])?)?`,
  `${FIGURE}{2,6}\\s*年(?:度|\\s*${FIGURE}{1,3}\\s*月(?:\\s*${FIGURE}{1,3}\\s*[日號])?)?`,
  `(?<![\\p{Script=Latin}\\p{N}])(?:1[5-9]|20)\\d\\d(?:-\\d\\d(?:-\\d\\d)?)?(?![\\p{Script=Latin}\\p{N}])(?!\\s*[個人位家元號本條])`,
].join('|'), 'gu')
const DECADE = /^(?:西元|公元)?\s*(\d{3})0\s*年代$/u
/** 民國九十年代. */
const ROC_DECADE = /民國\s*(.{1,3}?)\s*年代$/u
/** 二十年前 is counted from today; 90年以前 is a year. */
const AGO = /^\s*多?[前來內]/u
const DAY_MONTH_YEAR = /^-?\d{4}(?:-\d\d(?:-\d\d)?)?$/

/** Days, months and years in a sentence, as EDTF. */
export function datesIn(sentence: string): Fixed[] {
  return [...sentence.matchAll(DATE)].flatMap(({ 0: text, index }) => {
    const decade = DECADE.exec(text)?.[1]
    if (decade !== undefined) return [{ start: index, end: index + text.length, text, senses: [{ category: 'T' }], date: `${decade}0/${decade}9` }]
    const roc = Number(plainDigits(ROC_DECADE.exec(text)?.[1] ?? ''))
    if (roc >= 10 && roc % 10 === 0) return [{ start: index, end: index + text.length, text, senses: [{ category: 'T' }], date: `${1911 + roc}/${1920 + roc}` }]
    if (/^.{1,2}年$/u.test(text.replace(/\s/g, '')) && AGO.test(sentence.slice(index + text.length))) return [{ start: index, end: index + text.length, text, senses: [{ category: 'X' }] }]
    const date = dateOrNone(text.replace(/度$/u, ''))?.edtf
    return date !== undefined && DAY_MONTH_YEAR.test(date) ? [{ start: index, end: index + text.length, text, senses: [{ category: 'T' }], date }] : []
  })
}
