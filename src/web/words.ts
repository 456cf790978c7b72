import type { Language } from './call.ts'

/** 「中文 (English)」, as the catalogue of errors and the reasons for a pair say things; what follows the bracket goes with both. A space stands before the bracket: those of names have none. */
const BOTH = /^(.*\p{Script=Han}.*\S)\s+\(([^()\p{Script=Han}]*[a-z][^()\p{Script=Han}]*)\)([^()]*)$/su

/** What stands in quotation marks is somebody's own words. */
const QUOTED = /「[^」]*」|“[^”]*”/gu

/** What is wrong, in the language of the page; what is told in the other one alone stands behind a sentence that says so much. */
export function wrongIn(call: { readonly language: Language }, text: string): string {
  const said = inLanguage(call, text)
  const isHan = /\p{Script=Han}/u.test(said.replace(QUOTED, ''))
  if (call.language !== 'en') return isHan ? said : `這裡有讀不懂的東西，請改一改（${said}）`
  return isHan && said === text && !/[a-z]{3}/i.test(said.replace(QUOTED, '')) ? `This cannot be done: ${said}` : said
}

/** The half in the language of the page; what is said in one language only stays as it is. */
export function inLanguage({ language }: { readonly language: Language }, text: string): string {
  const [, zhHant, english, rest = ''] = BOTH.exec(text) ?? []
  if (zhHant === undefined || english === undefined) return text
  return language === 'en' ? `${english}${rest === '.' ? '' : rest}` : `${zhHant}${rest === '.' ? '' : rest.replace(/^: /u, '：')}`
}
