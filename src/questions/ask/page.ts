import type { Vocabulary } from '../../model/vocabulary.ts'
import { FAMILY } from '../family.ts'
import { wayLabels, waysOf } from '../ways.ts'
import type { Grammar, Target } from './grammar.ts'

const [BEGIN, END] = ['<!-- made from seed/patterns/questions.yaml -->', '<!-- end -->']

/** The page that says what is understood, with its tables as the grammar has them now. */
export function askPage(page: string, grammar: Grammar, vocabulary: Vocabulary): string {
  const [before, rest = ''] = page.split(BEGIN) as [string, string?]
  const after = rest.split(END)[1] ?? ''
  return `${before}${BEGIN}\n\n${tables(grammar, vocabulary)}\n\n${END}${after}`
}

function tables({ relations, verbs, says }: Grammar, vocabulary: Vocabulary): string {
  const label = (target: Target | undefined): string => {
    if (target === undefined) return ''
    return 'name' in target ? FAMILY.get(target.name)?.summary['zh-Hant'] ?? target.name : wayLabels(waysOf(vocabulary, target), vocabulary).join('、')
  }
  const rows = relations.map(({ out, in: into }, i) => `| ${verbs[i]!.join(' ')} | ${label(out)} | ${label(into)} |`)
  const kinds = [...FAMILY.values()].filter(({ name }) => says[name] !== undefined).map(({ name, summary }) => `| \`${name}\` | ${summary['zh-Hant']} | ${summary.en} |`)
  return ['| 說法 words | A…誰 | 誰…A |', '|---|---|---|', ...rows, '', '| kind | 問題 | question |', '|---|---|---|', ...kinds].join('\n')
}
