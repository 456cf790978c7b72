import fc from 'fast-check'
import t from 'tap'
import type { Span } from '../../../src/model/document.ts'
import { readCitations } from '../../../src/literature/citations/index.ts'
import { CITED, NOT_CITED } from './in-text.data.ts'
import { ENTRIES } from './references.data.ts'
import { split } from './split.ts'

const noise = fc.string({ unit: fc.constantFrom(...'（）()，,。.；;：:、《》〈〉「」[]^—- \n*_#1林王2011a頁註①Aé同前'), maxLength: 40 })
const part = fc.oneof(
  fc.constantFrom(...CITED.map(([text]) => text), ...NOT_CITED, ...ENTRIES.map(([raw]) => raw)),
  fc.constantFrom('# 參考文獻', '參考書目', '英文部分', '# 後記', '[^1]: 同前註，頁3。', '[^2]: 王大明，前引書，頁5；林玉茹，《商人》（臺北：聯經，2000），頁4。', '文。[^1]又。[^2]', '註3：見註1。'),
  noise,
)

const exact = (text: string, spans: readonly (Span & { raw: string })[]): boolean => spans.every(({ start, end, raw }) => text.slice(start, end) === raw)
const apart = (spans: readonly Span[]): boolean => spans.every(({ start, end }, i) => start < end && (i === 0 || spans[i - 1]!.end <= start))

t.test('of any document every span is exact, in order, and stands where it may', async () => {
  fc.assert(fc.property(fc.array(part, { maxLength: 14 }), fc.constantFrom('\n\n', '\n'), (parts, between) => {
    const text = parts.join(between)
    const { inText, notes, lists, references, works, links, unlisted, otherYear, uncited } = readCitations(split(text))
    const noted = notes.flatMap(({ works: cited }) => cited)
    return (
      exact(text, [...inText, ...notes, ...noted, ...references, ...works.flatMap(({ places }) => places)]) &&
      [inText, lists, references].every(apart) &&
      notes.every(({ start, end, works: cited }) => apart(cited) && cited.every((work) => work.start >= start && work.end <= end)) &&
      references.every(({ start, end, list }) => lists[list]!.start <= start && end <= lists[list]!.end) &&
      inText.every(({ start }) => !lists.some((list) => list.start <= start && start < list.end)) &&
      notes.every((note, i) => note.works.every(({ refersTo }) => refersTo === undefined || refersTo.note <= i)) &&
      // Each citation is linked, or reported once; each entry is linked or reported.
      inText.every(({ works: cited }, citation) => cited.every((work, w) => work.secondary !== undefined || [...links, ...unlisted, ...otherYear].filter((place) => 'citation' in place && place.citation === citation && place.work === w).length === 1)) &&
      uncited.every((i) => !links.some(({ reference }) => reference === i))
    )
  }), { numRuns: 400 })
})

t.test('the same document read twice gives the same', async (t) => {
  const text = [...CITED.slice(0, 40).map(([sentence]) => sentence), '# 參考文獻', ...ENTRIES.map(([raw]) => raw)].join('\n\n')
  t.same(readCitations(split(text)), readCitations(split(text)))
})

t.test('a document without any', async (t) => {
  t.same(readCitations(split('')), { inText: [], notes: [], lists: [], references: [], links: [], unlisted: [], otherYear: [], uncited: [], works: [] })
  t.same(readCitations(split('# 序\n\n民國八十七年（1998）推動。')).works, [])
})
