import type { Language } from './call.ts'

/** 「中文 (English)」, as the catalogue of errors and the reasons for a pair say things; what follows the bracket goes with both. A space stands before the bracket: those of names have none. */
const BOTH = /^(.*\p{Script=Han}.*\S)\s+\(([^()\p{Script=Han}]*[a-z][^()\p{Script=Han}]*)\)([^()]*)$/su

/** The half in the language of the page; what is said in one language only stays as it is. */
export function inLanguage({ language }: { readonly language: Language }, text: string): string {
  const [, zhHant, english, rest = ''] = BOTH.exec(text) ?? []
  if (zhHant === undefined || english === undefined) return text
  return language === 'en' ? `${english}${rest === '.' ? '' : rest}` : `${zhHant}${rest === '.' ? '' : rest.replace(/^: /u, '：')}`
}
