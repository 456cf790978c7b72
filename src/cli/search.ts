import { search as ask } from '../questions/search.ts'
import type { FoundPassage, Hit } from '../search/port.ts'
import { locatorText } from '../model/locator.ts'
import { SHARED, type Command } from './command.ts'
import { withSearch } from './open.ts'
import { flag, listOption, numberOption, textOption } from './options.ts'
import { faint, marked, strong } from './text.ts'

const FACETS = { kind: '類別', year: '年', type: '類型', place: '地方', collection: '專題' }

export const search: Command = {
  usage: 'WORDS [--kinds Work,…] [--from 2000] [--to 2012] [--types TYPE,…] [--places PLACE,…] [--within NAME,…] [--sort relevance|date|name] [--first 10] [--after CURSOR] [--json]',
  summary: '全文檢索 Entities and passages; 「…」 keeps a phrase together, −word excludes',
  options: {
    ...SHARED.json, ...SHARED.paging, kinds: { type: 'string' }, from: { type: 'string' }, to: { type: 'string' }, types: { type: 'string' },
    places: { type: 'string' }, within: { type: 'string' }, sort: { type: 'string' },
  },
  words: [1, 20],
  minus: true,
  run: (invocation) => withSearch(invocation, async (archive) => {
    const { words, options, out, note } = invocation
    const args = {
      text: words.join(' '), kinds: listOption(options, 'kinds'), from: numberOption(options, 'from'), to: numberOption(options, 'to'),
      types: listOption(options, 'types'), places: listOption(options, 'places'), within: listOption(options, 'within'), sort: textOption(options, 'sort'),
      first: numberOption(options, 'first') ?? 10, after: textOption(options, 'after'),
    }
    const answer = await ask(archive.asking, args as never)
    if (flag(options, 'json')) return out(JSON.stringify(answer, null, 2))
    const { hits, total, facets, didYouMean } = answer
    out(strong(total === 0 ? `沒有找到「${args.text}」。` : `「${args.text}」 ${total >= 1_000 ? '1,000 筆以上' : `${total} 筆`}`))
    if (didYouMean !== undefined) out(`  您是不是要找：${didYouMean}`)
    for (const hit of hits) for (const line of hitLines(hit, archive.vocabulary.kinds.get(hit.entity.kind)?.['zh-Hant'] ?? hit.entity.kind)) out(line)
    for (const [facet, values] of Object.entries(facets)) {
      if (values.length > 1) out(faint(`${FACETS[facet as keyof typeof FACETS]}：${values.slice(0, 8).map(({ value, count }) => `${facet === 'kind' ? archive.vocabulary.kinds.get(value as never)?.['zh-Hant'] ?? value : value} ${count}`).join('、')}`))
    }
    if (answer.hasNextPage) note(`接著看：--after ${answer.endCursor}`)
    return total === 0 ? 1 : 0
  }),
}

function hitLines({ entity, passages }: Hit, kind: string): string[] {
  const shown = passages.filter(({ highlights }, i) => i === 0 || highlights.length > 0)
  return ['', `${strong(entity.name)}  ${kind}  ${faint(entity.id)}`, ...shown.flatMap(passageLines)]
}

/** Characters shown around what was found. */
const AROUND = 40

function passageLines({ text, locator, highlights }: FoundPassage): string[] {
  const first = highlights[0]?.start ?? 0
  const from = Math.max(0, first - AROUND)
  const to = Math.min(text.length, first + 2 * AROUND)
  const words = marked(text.slice(from, to), highlights.filter(({ start, end }) => start >= from && end <= to).map(({ start, end }) => ({ start: start - from, end: end - from }))).replace(/\s+/g, ' ').trim()
  if (words === '') return []
  const where = locator === undefined ? '' : locatorText(locator)
  return [`  ${from > 0 ? '…' : ''}${words}${to < text.length ? '…' : ''}${where === '' ? '' : faint(`（${where}）`)}`]
}
