import type { Locator } from './records.ts'

type Language = 'zh-Hant' | 'en'

/** One way of saying each part of a place in a source, in the order a citation gives them. */
const PARTS: readonly (readonly [keyof Locator, (value: string, language: Language) => string])[] = [
  ['section', (value) => value],
  ['page', (value, language) => (language === 'en' ? `p. ${value}` : /^[\divxlc–-]+$/i.test(value) ? `頁 ${value}` : value)],
  ['row', (value, language) => (language === 'en' ? `row ${value}` : `第 ${value} 列`)],
  ['time', (value) => value],
  ['region', (value, language) => (language === 'en' ? `region ${value}` : `圖上 ${value}`)],
  ['url', (value) => value],
  ['accessed', (value, language) => (language === 'en' ? `accessed ${value}` : `${value} 瀏覽`)],
  ['note', (value, language) => (language === 'en' ? `(${value})` : `（${value}）`)],
]

/** Where in a source, in words: 「頁 4（頁碼由分頁推得）」, 「第 12 列」. Empty when the whole source is meant. */
export function locatorText(locator: Locator, language: Language = 'zh-Hant'): string {
  let text = ''
  for (const [key, say] of PARTS) {
    const value = locator[key]
    if (value === undefined) continue
    const words = say(String(value), language)
    text += text === '' || words.startsWith('（') ? words : language === 'en' ? `, ${words}` : `，${words}`
  }
  return text
}
