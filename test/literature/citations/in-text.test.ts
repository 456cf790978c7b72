import fc from 'fast-check'
import t from 'tap'
import { readInText } from '../../../src/literature/citations/in-text.ts'
import type { CitedWork, InTextCitation } from '../../../src/literature/citations/types.ts'
import { CITED, NOT_CITED } from './in-text.data.ts'

const written = ({ authors, etAl, year, suffix, pages, abbreviation, originalYear, secondary }: CitedWork): string =>
  `${authors.join('|')}${etAl ? '+' : ''} ${year}${suffix}${originalYear ? ` =${originalYear}` : ''}${pages ? ` p${pages}` : ''}${abbreviation ? ` [${abbreviation}]` : ''}${secondary ? ` < ${written(secondary)}` : ''}`
const shown = (found: readonly InTextCitation[]): string[] => found.map(({ narrative, works }) => `${narrative ? 'N' : 'P'} ${works.map(written).join('; ')}`)

t.test('citations in the styles of many disciplines', async (t) => {
  for (const [text, ...expected] of CITED) t.same(shown(readInText(text)), expected, text)
})

t.test('events, dates, ranges, laws, figures, abbreviations and publishers are no citations', async (t) => {
  for (const text of NOT_CITED) t.same(shown(readInText(text)), [], text)
})

t.test('offsets are exact, in order and without overlap, whatever stands around; `at` moves them', async () => {
  const sentence = fc.constantFrom(...CITED.map(([text]) => text), ...NOT_CITED)
  const text = fc.array(fc.oneof({ weight: 4, arbitrary: sentence }, fc.string({ unit: fc.constantFrom(...'（）()，,；;：:、 \n林王2011a.頁《》[]〔') })), { maxLength: 12 }).map((parts) => parts.join('\n\n'))
  fc.assert(fc.property(text, fc.nat(1000), (text, at) => {
    let last = 0
    const found = readInText(text)
    for (const { start, end, raw, works } of found) {
      if (start < last || end <= start || text.slice(start, end) !== raw || works.length === 0) return false
      last = end
    }
    return JSON.stringify(readInText(text, at)) === JSON.stringify(found.map((one) => ({ ...one, start: one.start + at, end: one.end + at })))
  }), { numRuns: 300 })
})

t.test('a citation is found among others as it is found alone', async () => {
  const cited = fc.constantFrom(...CITED)
  fc.assert(fc.property(fc.array(cited, { minLength: 1, maxLength: 6 }), (parts) => {
    const all = shown(readInText(parts.map(([text]) => text).join('。\n\n')))
    return JSON.stringify(all) === JSON.stringify(parts.flatMap(([, ...expected]) => expected))
  }))
})

const WIDE: Readonly<Record<string, string>> = { '(': '（', ')': '）', ',': '，', ';': '；', ':': '：' }
const HALF: Readonly<Record<string, string>> = Object.fromEntries(Object.entries(WIDE).map(([half, wide]) => [wide, half]))

t.test('wide or half punctuation, and blanks around it, change nothing', async () => {
  const cited = fc.constantFrom(...CITED.filter(([text]) => !/[[〔［.]/.test(text)))
  fc.assert(fc.property(cited, fc.infiniteStream(fc.boolean()), ([text, ...expected], coin) => {
    const changed = [...text].map((char) => (coin.next().value ? (WIDE[char] ?? HALF[char] ?? char) : char)).join('')
    const blank = changed.replace(/(?<=[（(，,；;])|(?=[）)])/g, () => (coin.next().value ? '\u3000' : ''))
    return JSON.stringify(shown(readInText(blank))) === JSON.stringify(expected)
  }), { numRuns: 500 })
})

t.test('long runs of brackets, figures and letters take no time to speak of', async (t) => {
  for (const unit of ['(', '（林', '林、', '(2010', 'A, ', 'Aa ', '王與', '2010, ', '[', '，', '(a(b)']) t.ok(readInText(unit.repeat(5_000)).length >= 0, unit)
})
