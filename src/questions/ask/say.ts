import type { Vocabulary } from '../../model/vocabulary.ts'
import { commonTitle } from '../common.ts'

import { leftOutText } from '../left-out.ts'
import { kindsText, whenText } from '../listing.ts'
import { rankingTitle } from '../ranking.ts'
import { relatedTitle } from '../related.ts'
import { wayLabels, waysOf } from '../ways.ts'
import type { Grammar } from './grammar.ts'
import { innerOf, kindsIn, type Meant } from './puts.ts'

/** A question in words, by `says` of the table: what is shown of it before it is asked. */
export function say({ put: { name, arguments: given }, names }: Meant, grammar: Grammar, vocabulary: Vocabulary): string {
  const named = (value: unknown): string => `「${names.get(String(value)) ?? String(value)}」`
  if (name === 'compare') {
    const inner = say({ put: { name: String(given['question']), arguments: innerOf(given) }, names }, grammar, vocabulary)
    return `${inner.replace(/？$/, '')}：${String(given['at'])}年與${String(given['to'])}年的差別`.replace(/年年/g, '年')
  }
  const without = leftOutText(((given['except'] ?? []) as string[]).map((id) => names.get(id) ?? id), given['notNamed'] as string[] | undefined)
  if (name === 'related') return without + relatedTitle(names.get(String(given['of'])) ?? String(given['of']), given, vocabulary)
  if (name === 'common') return without + commonTitle((given['of'] as string[]).map((id) => names.get(id) ?? id), given, vocabulary)
  if (name === 'ranking') return without + rankingTitle(given, vocabulary)
  const otherwise = OTHERWISE[name] ?? '組織'
  const parts: Readonly<Record<string, string>> = { kinds: kindsText(kindsIn(given), (given['named'] ?? []) as string[], vocabulary, otherwise), name: typeof given['name'] === 'string' ? `名稱有「${given['name']}」的` : '', by: BY[String(given['by'])] ?? '', founded: typeof given['founded'] === 'string' ? `${whenText(given['founded']).replace(/^在|，$/g, '')}成立的` : '', with: given['with'] === undefined ? '' : `與${named(given['with'])}`, district: typeof given['district'] === 'string' ? `在${given['district']}` : '', within: typeof given['in'] === 'string' ? `在${named(given['in'])}裡，` : '', ...(name === 'coauthors' && given['of'] === undefined ? { of: '誰' } : {}), relations: Array.isArray(given['relations']) ? `${given['of'] === undefined ? '' : `與${named(given['of'])}`}有「${wayLabels(waysOf(vocabulary, given['relations'] as string[], { side: 'out' }), vocabulary).join('、')}」關係的` : '' }
  const says = name === 'passages' && given['where'] === true ? 'passagesWhere' : name
  const text = (grammar.says[says] ?? says).replace(/\{(\w+)\}/g, (_, key: string) => parts[key] ?? listed(given[key], named))
  return `${without}${whenText(given['asOf'] as string | undefined)}${detours(given, named)}${text}`
}

/** What is asked for where no kind is named. */
const OTHERWISE: Readonly<Record<string, string>> = { counts: '實體' }

/** What is counted apart. */
const BY: Readonly<Record<string, string>> = { year: '（依成立年）', district: '（依行政區）', type: '（依類型）' }

const listed = (value: unknown, named: (one: unknown) => string): string => (Array.isArray(value) ? value.map(named).join('、') : value === undefined ? '' : named(value))

function detours(given: Readonly<Record<string, unknown>>, named: (one: unknown) => string): string {
  const part = (argument: string, word: string): string => (given[argument] === undefined ? '' : `${word}${listed(given[argument], named)}，`)
  return part('avoid', '不經由') + part('through', '經由')
}
