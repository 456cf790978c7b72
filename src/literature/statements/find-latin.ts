import type { FoundName } from './found-name.ts'
import type { NameRules } from './name-rules.ts'

const WORD = '(?:\\p{Lu}[\\p{Script=Latin}\'’-]*\\.?|&)'
const NAME = new RegExp(`${WORD}(?:(?: (?:of|for|de|du|van|von|der|la|on|the)){1,2} ${WORD}| ${WORD}|‧${WORD}|·${WORD})*`, 'gu')

/**
 * Names in Latin letters: bodies, programmes and events by one of their words, persons by two or three capitalised words
 * or, beside a year or before what persons do, by one; acronyms as bodies, with little confidence.
 */
export function latinNames(text: string, rules: NameRules): FoundName[] {
  const { words, notNames, notWords } = rules.latin
  return [...text.matchAll(NAME)].flatMap((match): FoundName[] => {
    const parts = match[0].split(' ')
    let from = 0
    while (from < parts.length && notWords.has(parts[from]!) && !(from > 0 && words.has(parts[from]!))) from++
    while (parts.length > from && /^(?:of|for|de|on|the|&)$/.test(parts.at(-1)!)) parts.pop()
    const name = parts.slice(from).join(' ').replace(/(?<!\b\p{Lu}|\bSt|\bJr|\bInc|\bLtd)\.$/u, '')
    if (name.length < 2) return []
    const start = match.index + parts.slice(0, from).join(' ').length + (from > 0 ? 1 : 0)
    const place = { start, end: start + name.length, name }
    const many = name.split(/[ ‧·]/)
    const kind = many.map((word) => words.get(word)).findLast((one) => one !== undefined)
    if (kind !== undefined) return many.length < 2 ? [] : [{ ...place, kind, sure: 0.8, rule: 'Latin …' }]
    if (many.length === 1) return single(text, place, rules)
    const person = many.length <= 4 && many.every((word) => /^(?:\p{Lu}\.|(?:Mc|Mac|O’|O')?\p{Lu}\p{Ll}+(?:-\p{Lu}\p{Ll}+)?|van|von|de|der)$/u.test(word)) && !many.some((word) => notWords.has(word) || notNames.has(word))
    return person ? [{ ...place, kind: 'Person', sure: 0.6, rule: 'Latin person' }] : []
  })
}

const ACTS = /^(?:（[^）]{0,20}\d{4}[^）]{0,8}）|等人|教授|博士|在[^，。；]{1,20}的(?:資助|支持|補助|邀請|指導)|(?:首先|曾|則|也|便)?(?:提出|認為|指出|主張|主持|撰寫|強調))/u

function single(text: string, place: { start: number; end: number; name: string }, { latin: { notNames, notWords } }: NameRules): FoundName[] {
  const { name, end } = place
  if (notNames.has(name.toUpperCase()) || notWords.has(name)) return []
  if (/^\p{Lu}{2,8}$/u.test(name)) return [{ ...place, kind: 'Organization', sure: 0.5, rule: 'ACRONYM' }]
  if (/^\p{Lu}\p{Ll}{3,}$/u.test(name) && ACTS.test(text.slice(end, end + 30))) return [{ ...place, kind: 'Person', sure: 0.65, rule: 'Latin (year)' }]
  return []
}
