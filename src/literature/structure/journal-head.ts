import { doiIn, issnsIn } from './identifiers.ts'
import { knownHeading } from './known-headings.ts'
import { placeOf, tidy, type Line } from './lines.ts'
import { labelled } from './labels.ts'
import { isPersonName, splitNames } from './people.ts'
import { roleBehind } from './roles.ts'
import type { SingleField, Statement } from './statement.ts'

const NUMERAL = '[\\d０-９〇○一二三四五六七八九十百]{1,5}'
/** 教育研究集刊 第五十八輯第二期 2012年6月 頁1-35; 教育學報，31(2)，1-25; Vol. 3, No. 2, pp. 1-20. */
const JOURNAL = '[《「]?(?<journal>(?!第)(?:(?!第)[\\p{L}·・&\\s]){2,40}?)[》」]?'
const FORMS: readonly RegExp[] = [
  new RegExp(`^(?:${JOURNAL}[\\s,，。:：]*)?第?\\s*(?<volume>${NUMERAL})\\s*[卷輯辑]\\s*[,，]?\\s*(?:第?\\s*(?<issue>${NUMERAL})\\s*[期號号])?(?<rest>.*)$`, 'u'),
  new RegExp(`^(?:${JOURNAL}[\\s,，。:：]*)?第\\s*(?<issue>${NUMERAL})\\s*[期號号](?<rest>.*)$`, 'u'),
  /^[《「]?(?<journal>[\p{L}\p{Script=Han}·・&\s]{2,60}?)[》」]?[\s,，。]+(?<volume>\d{1,3})\s*[(（]\s*(?<issue>\d{1,3}(?:[-–]\d{1,3})?)\s*[)）](?<rest>.*)$/u,
  /^[《「]?(?<journal>[\p{L}\p{Script=Han}·・&\s]{2,60}?)[》」]?[\s,，。(]+Vol\.?\s*(?<volume>\d{1,3})[\s,，]*(?:(?:No|Issue)\.?\s*(?<issue>\d{1,4}))?(?<rest>.*)$/iu,
]
const PAGES = /(?:頁次?|页|pp?\.?|[:：,，])\s*(?<pages>\d{1,4}\s*[-–—~～─]\s*\d{1,4})/u
const DATE = /(?:民國)?\s*(?:\d{2,4}|[〇○一二三四五六七八九十]{2,5})\s*年(?:\s*(?:\d{1,2}|[一二三四五六七八九十]{1,2})\s*月)?|\b(?:19|20)\d\d\b(?:\s*[./]\s*\d{1,2}(?!\d))?/u
const FAR = 25

/** What the head of an article says: the journal's line, the authors below the title, keywords behind the abstract, DOI, ISSN. */
export function readHead(lines: readonly Line[]): Statement[] {
  const statements: Statement[] = []
  const say = (field: SingleField | 'subjects', value: string | undefined, line: Line): void => {
    const clean = tidy(value ?? '')
    if (clean !== '') statements.push({ field, value: clean, source: 'head', at: placeOf(line) })
  }
  for (const [i, line] of lines.slice(0, FAR).entries()) {
    const text = tidy(line.text)
    if (text.length > 160) continue
    const found = FORMS.map((form) => form.exec(text)?.groups).find(Boolean)
    // 第二期 of an undertaking is no journal's: there must be pages, a date or a volume too.
    if (found && text.length < 90 && (found.volume || PAGES.test(found.rest ?? '') || DATE.test(found.rest ?? '')) && !/[。；]/.test(text.slice(0, -1))) {
      // The journal's name may stand on the line above.
      const above = lines[i - 1]
      if (found.journal) say('journal', found.journal, line)
      else if (above && above.text.length <= 24 && !/[。：:\d]/.test(above.text)) say('journal', above.text, above)
      for (const field of ['volume', 'issue'] as const) say(field, found[field], line)
      say('pages', PAGES.exec(found.rest ?? '')?.groups?.pages, line)
      say('date', DATE.exec((found.rest ?? '').replace(PAGES, ''))?.[0], line)
    }
    say('issn', issnsIn(text)[0]?.printed, line)
  }
  for (const line of lines.slice(0, FAR * 3)) {
    const doi = /doi/i.test(line.text) ? doiIn(line.text) : undefined
    if (doi && line.text.length < 200) say('doi', doi.value, line)
    const words = /^\s*(?:關\s*鍵\s*[詞字]|关\s*键\s*[词字]|Key\s?words)\s*[:：]?\s*(?<words>.+)$/iu.exec(line.text)?.groups?.words
    if (words && words.length < 300) for (const word of words.split(/[、,，;；]\s*|\s{2,}|\u3000+/)) say('subjects', word.replace(/[。.]$/, ''), line)
  }
  return [...statements, ...bylines(lines)]
}

/** Names on a line of their own between the title and the abstract or the first text. */
function bylines(lines: readonly Line[]): Statement[] {
  const until = lines.findIndex(({ text }, i) => i > 0 && (knownHeading(text) !== undefined || /^\s*(?:摘\s*要|Abstract|壹|一、|1[.．]?\s)/iu.test(text) || text.length > 120))
  const statements: Statement[] = []
  for (const line of lines.slice(1, until < 0 ? 8 : Math.min(until, 12))) {
    // 賴和 著: the title page's.
    if (roleBehind(line.text) || labelled(line.text).length > 0) continue
    const names = splitNames(line.text.replace(/[(（][^)）]*[)）]/g, ''))
    if (names.length > 0 && names.length <= 8 && names.every(isPersonName)) {
      for (const name of names) statements.push({ field: 'contributor', value: { name, role: '著', kind: 'Person' }, source: 'head', at: placeOf(line) })
    }
  }
  return statements
}
