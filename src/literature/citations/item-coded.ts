import { edtf, figure, optional, pages, printed, put, type Fields } from './item-fields.ts'
import { itemNames } from './item-names.ts'
import { edited } from './item-tail.ts'
import { find, type Piece } from './piece.ts'

const EDITION = '(?<edition>(?:第?\\d+|[一二三四五六七八九十]+)\\s?版|修訂版|修订版|增訂版|增订版|(?:Rev|\\d+(?:st|nd|rd|th))\\.? ed|[^.:]{1,10}本)'
const PRINTED = `(?:(?<place>[^:.]{1,40}(?:\\.(?=:)|, [A-Z][a-z]+\\.)?):\\s?)?(?<publisher>[^,:[\\]]+?(?:, Inc\\.)?)(?:,\\s?(?<year>\\d{4})[^:.[]*)?(?::\\s?(?<page>[^.[\\s]+))?\\s?(?=[.[]|$)`

/** The tails of GB/T 7714 that its codes tell apart: 刊名, 年, 卷(期): 页. 报, 日期(版). 译者, 译. 版. 地: 社, 年: 页. //编者. 书名. … */
const CODED: Readonly<Record<string, readonly RegExp[]>> = {
  J: [/^\s?(?<container>[^,]+?),\s?(?<year>\d{4})(?:,\s?(?<volume>\d+))?\s?(?:,?\s?\((?<issue>[^)]+)\))?\s?(?::\s?(?<page>[\d\s,+-]+))?/d],
  N: [/^\s?(?<container>[^,]+?),\s?(?<year>\d{4}(?:-\d{1,2}-\d{1,2})?)\s?(?:\(?(?<page>[A-Z]?\d+)(?:版)?\)?)?/d],
  PART: [new RegExp(`^[^/]{0,40}//(?:(?<editors>[^.]{2,80}?)\\.\\s?)?(?<container>[^.]{2,160}?)\\.\\s?(?:${EDITION}\\.\\s?)?${PRINTED}`, 'd')],
  WHOLE: [new RegExp(`^\\s?(?:(?<translators>[^.:]{2,60}?),\\s?譯\\.\\s?)?(?:${EDITION}\\.\\s?)?${PRINTED}`, 'd')],
}

export function readCoded(code: string, rest: Piece): Fields | undefined {
  const kind = /^[^/]{0,40}\/\//.test(rest.flat) ? 'PART' : code === 'M' || code === 'G' ? 'WHOLE' : code
  const found = CODED[kind]?.map((pattern) => find(rest, pattern)).find(Boolean)
  if (!found) return undefined
  const { container, editors, translators, year: when, volume, issue, page, place, publisher, edition } = found
  const translator = translators && itemNames(translators.text).names
  return put(
    printed('container-title', container), edited(editors), translator && { translator }, printed('publisher-place', place), printed('publisher', publisher), printed('edition', edition),
    when && optional('issued', edtf(when.flat) ?? when.flat), optional('volume', figure(volume)), optional('issue', figure(issue)), kind === 'WHOLE' ? {} : optional('page', pages(page)),
  )
}
