import t from 'tap'
import { readNotes } from '../../../src/literature/citations/footnotes.ts'
import type { Note } from '../../../src/literature/citations/types.ts'
import { split } from './split.ts'

const TEXT = `# 日治時期的學習

臺灣的社會教育始於日治。[^1] 其後有所發展。[^2] 前人已有研究。[^3] 如此。[^4] 又如。[^5] 再者。[^6] 最後。[^7] 終於。[^8] 網路。[^9]

[^1]: 許雪姬，〈皇民奉公會的研究〉，《中央研究院近代史研究所集刊》，第31期（1999年6月），頁167-211。
[^2]: 同前註，頁170。
[^3]: 參見林玉茹，《清代竹塹地區的在地商人》（臺北：聯經，2000），頁45-46；王德威，《如何現代，怎樣文學》（臺北：麥田，1998），頁12。
[^4]: 許雪姬，前引文，頁180。
[^5]: 林玉茹，《清代竹塹地區的在地商人》，頁50。
[^6]: 林玉茹，同註3，頁47。
[^7]: 此說為本文首見。
[^8]: 王德威，前揭書，頁33。
[^9]: Robert D. Putnam, *Bowling Alone* (New York: Simon & Schuster, 2000), 12.
`

const told = (notes: readonly Note[]): unknown[] => notes.map(({ label, marks, works }) => [label, marks.length, ...works.map(({ form, item, pages, refersTo }) => `${form}${refersTo ? `>${refersTo.note}.${refersTo.work}` : ''} ${item?.title ?? '-'} ${pages ?? ''}`)])

t.test('notes in full, 同前註, 同註3, 前引文, 前揭書, short titles, and what a note merely says', async (t) => {
  const notes = readNotes(split(TEXT))
  t.same(told(notes), [
    ['1', 1, 'full 皇民奉公會的研究 167-211'],
    ['2', 1, 'same>0.0 皇民奉公會的研究 170'],
    ['3', 1, 'full 清代竹塹地區的在地商人 45-46', 'full 如何現代，怎樣文學 12'],
    ['4', 1, 'earlier>1.0 皇民奉公會的研究 180'],
    ['5', 1, 'short>2.0 清代竹塹地區的在地商人 50'],
    ['6', 1, 'earlier>2.0 清代竹塹地區的在地商人 47'],
    ['7', 1],
    ['8', 1, 'earlier>2.1 如何現代，怎樣文學 33'],
    ['9', 1, 'full Bowling Alone 12'],
  ])
  for (const { start, end, raw, marks, works } of notes) {
    t.equal(TEXT.slice(start, end), raw)
    for (const work of works) t.equal(TEXT.slice(work.start, work.end), work.raw)
    for (const mark of marks) t.match(TEXT.slice(mark.start, mark.end), /^\[\^\d\]$/)
  }
})

t.test('circled, raised and numbered notes; ibid. and op. cit.; 註一', async (t) => {
  const text = `文。①又。②再。③末。④餘〔註五〕。

① 傅柯著，劉北成譯，《規訓與懲罰》（臺北：桂冠，1992），頁3。
② Ibid., p. 5.
③ Mark S. Granovetter, "The Strength of Weak Ties," American Journal of Sociology 78, no. 6 (1973): 1360.
④ 傅柯，見註①，頁7。

註五：Granovetter, op. cit., p. 1370.`
  t.same(told(readNotes(split(text))), [
    ['1', 1, 'full 規訓與懲罰 3'],
    ['2', 1, 'same>0.0 規訓與懲罰 5'],
    ['3', 1, 'full The Strength of Weak Ties 1360'],
    ['4', 1, 'earlier>0.0 規訓與懲罰 7'],
    ['五', 1, 'earlier>2.0 The Strength of Weak Ties 1370'],
  ])
})

t.test('what points at nothing that is there has no work', async (t) => {
  t.same(told(readNotes(split('文。[^1]\n\n[^1]: 同前註，頁3。'))), [['1', 1, 'same - 3']])
  t.same(told(readNotes(split('文。[^1]\n\n[^1]: 王大明，前引書，頁3。'))), [['1', 1, 'earlier - 3']])
})

t.test('notes as a reader gives them, numbered anew in each chapter', async (t) => {
  const text = '甲。[^1]\n\n許雪姬，〈甲文〉，《甲刊》，第1期（1999），頁1。\n\n乙。[^1]\n\n王德威，《乙書》（臺北：麥田，1998），頁2。'
  const at = (words: string): { start: number; end: number } => ({ start: text.indexOf(words), end: text.indexOf(words) + words.length })
  const [first, second] = text.split('\n\n').filter((part) => part.includes('，')) as [string, string]
  const notes = readNotes({ ...split(text), blocks: [{ kind: 'note', label: '^1', ...at(first) }, { kind: 'note', label: '^1', ...at(second) }] })
  t.same(told(notes), [['1', 1, 'full 甲文 1'], ['1', 1, 'full 乙書 2']])
  t.ok(notes[0]!.marks[0]!.start < notes[0]!.start && notes[1]!.marks[0]!.start > notes[0]!.end)
})

t.test('a note that speaks about a work cites none by the words before its title', async (t) => {
  const notes = readNotes(split('甲。[^1] 乙。[^2] 丙。[^3]\n\n[^1]: 不過，這些也不全是他晚期的思考，他二十五歲時就在課上講馬內的象徵革命了，2019。\n[^2]: 在先前的中文版本中為《剩餘價值學說》的附錄，頁332。\n[^3]: There are a number of free software video codecs today, Theora (2004) among them, Xiph: 2004.\n'))
  t.same(notes.map(({ works }) => works.length), [0, 0, 0])
})

t.test('See also: leads to a work; a name that no list knows is one before its title', async (t) => {
  const notes = readNotes(split('A.[^1] B.[^2]\n\n[^1]: See also: Irby, E. (2015): Closing the Loop. Nairobi: Integrity Action.\n[^2]: data.gov.au, ‘National Public Toilet Map’, 2018, https://data.gov.au/dataset.\n'))
  t.same(notes.map(({ works }) => works.map(({ item }) => item?.title)), [['Closing the Loop'], ['National Public Toilet Map']])
})
