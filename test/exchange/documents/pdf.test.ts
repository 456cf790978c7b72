import assert from 'node:assert/strict'
import fc from 'fast-check'
import t from 'tap'
import { lines, pdf, pdfText, type Drawn } from './make.ts'
import { misplaced, ofKind, outside, read, textOf, told } from './read.ts'

/** A full line of 38 characters, each sheet its own. */
const full = (seed: number): string => [...'聯合各社團舉辦講座活動並編印刊物以廣宣傳使鄰里皆知其事業之大要而樂於參與'].map((_, i, all) => all[(i * 7 + seed) % all.length]).join('')
const head = (text: string): Drawn => ({ x: 60, y: 770, size: 9, text })
const folio = (text: string): Drawn => ({ x: 300, y: 30, size: 9, text })

t.test('radicals come out as the characters they show', async (t) => {
  t.same((await read(pdf([lines(['⽂化局、⺠政局、⻑者之家，\uF9DAＡ①，oﬃce'], 700)]), 'a.pdf')).text, '文化局、民政局、長者之家，栗Ａ①，office')
})

t.test('a file as Node reads it', async (t) => {
  t.same((await read(Buffer.from(pdf([lines(['文化局'], 700)])), 'a.pdf')).text, '文化局')
})

t.test('a title on several lines of large letters is one heading, however its lines end', async (t) => {
  const title = ['Research practices and', 'assessment of research', 'misconduct'].map((text, i): Drawn => ({ x: 60, y: 740 - i * 32, size: 24, text }))
  const text = lines(['Research practices directly affect how science knows things here,', 'and what it knows of them is what this chapter is all about now,', 'so that it goes on for a few lines more than one might expect it.'], 600)
  t.same(told(await read(pdf([[...title, ...text], text, text]), 'a.pdf'))[0], 'heading1 Research practices and assessment of research misconduct')
})

t.test('lines are joined into paragraphs; indents and short lines part them', async (t) => {
  const sheet = lines([`　　${full(1)}`.slice(0, 38), full(2), '到此為止。', `　　${full(3)}`.slice(0, 38), full(4)], 700)
  const indented = sheet.map((line) => (line.text.startsWith('　') ? { ...line, x: 84, text: line.text.trim() } : line))
  t.same(told(await read(pdf([indented]), 'a.pdf')), [`paragraph ${full(1).slice(0, 36)}${full(2)}到此為止。`, `paragraph ${full(3).slice(0, 36)}${full(4)}`])
  t.same(told(await read(pdf([lines(['A word that is cut by a hy-', 'phen, and another line', 'of the same width or so.'], 700)]), 'a.pdf')), ['paragraph A word that is cut by a hyphen, and another line of the same width or so.'])
})

t.test('an entry of a list hangs from its first line', async (t) => {
  const entry = (seed: number, y: number): Drawn[] => [{ x: 60, y, text: full(seed) }, { x: 84, y: y - 20, text: full(seed + 1).slice(0, 36) }, { x: 84, y: y - 40, text: '某社。' }]
  t.same(told(await read(pdf([[...entry(1, 700), ...entry(4, 640)]]), 'a.pdf')), [1, 4].map((seed) => `paragraph ${full(seed)}${full(seed + 1).slice(0, 36)}某社。`))
})

t.test('names set wide keep their spaces, cells their tab', async (t) => {
  t.same(told(await read(pdf([[{ x: 60, y: 700, text: '林' }, { x: 84, y: 700, text: '某' }, { x: 108, y: 700, text: '春' }, { x: 300, y: 700, text: '里長' }]]), 'a.pdf')), ['paragraph 林 某 春\t里長'])
})

t.test('heads and feet are told from the text, and number the pages', async (t) => {
  const sheets = [[{ x: 200, y: 600, size: 24, text: '題名' }], ...[1, 2, 3, 4].map((n) => [head(n % 2 === 0 ? '庄頭叢談' : '第一章　源流'), ...lines([full(n), full(n + 9)], 700), folio(String(n))])]
  sheets.push([head('庄頭叢談'), ...lines([full(30)], 700), folio('5')])
  const document = await read(pdf(sheets), 'a.pdf')
  t.same(ofKind(document, 'running-head').length, 10, 'also the head that stands on two sheets only, where heads stand')
  t.same(document.blocks.filter(({ kind }) => kind === 'page-break').map(({ page }) => page), ['1', '2', '3', '4', '5'])
  t.equal(document.blocks[0]!.page, '[1]')
  t.notMatch(ofKind(document, 'paragraph').join(''), /叢談|^\d$/)
})

t.test('labels of the file name its pages, else the number of the sheet', async (t) => {
  const sheets = [1, 2, 3].map((n) => lines([full(n)], 500))
  t.same((await read(pdf(sheets, { labels: '0 << /S /r >> 1 << /S /D /St 12 >>' }), 'a.pdf')).blocks.filter(({ kind }) => kind === 'paragraph').map(({ page }) => page), ['i', '12', '13'])
  t.same((await read(pdf(sheets), 'a.pdf')).blocks.filter(({ kind }) => kind === 'paragraph').map(({ page }) => page), ['1', '2', '3'])
})

t.test('headings by bookmarks, else by their letters', async (t) => {
  const sheet = [{ x: 200, y: 740, size: 20, text: '第一章　源流' }, ...lines([full(1)], 700), { x: 60, y: 640, size: 15, text: '一、地名' }, ...lines([full(2), full(3)], 600)]
  t.same(told(await read(pdf([sheet]), 'a.pdf')).filter((one) => one.startsWith('heading')), ['heading1 第一章 源流', 'heading2 一、地名'])
  const plain = [...lines(['壹、源流'], 740), ...lines([full(1)], 640), ...lines(['貳、地名'], 540), ...lines([full(2)], 440), ...lines(['參、人物'], 340)]
  t.same(told(await read(pdf([plain], { outline: [['壹、源流', 0], ['地名', 0], ['參、人物', 0]] }), 'a.pdf')).filter((one) => one.startsWith('heading')), ['heading1 壹、源流', 'heading1 貳、地名', 'heading1 參、人物'])
})

t.test('notes at the foot have their labels, raised figures stay raised', async (t) => {
  const sheet = [...lines([full(1), full(2)], 700), { x: 516, y: 705, size: 7, text: '12' }, { x: 60, y: 110, size: 9, text: '12' }, { x: 74, y: 110, size: 9, text: '見府志卷三。' }, { x: 60, y: 95, size: 9, text: '13 同前註。' }]
  const document = await read(pdf([sheet]), 'a.pdf')
  t.same(document.blocks.filter(({ kind }) => kind === 'note').map((block) => [block.label, textOf(document, block)]), [['12', '見府志卷三。'], ['13', '同前註。']])
  t.match(ofKind(document, 'paragraph')[0], /¹²/)
})

t.test('two columns are read one after the other', async (t) => {
  const column = (x: number, seed: number): Drawn[] => Array.from({ length: 12 }, (_, i) => ({ x, y: 680 - i * 20, text: full(seed + i).slice(0, 18) }))
  const [left, right] = [column(60, 0), column(320, 50)]
  const document = await read(pdf([[{ x: 60, y: 740, size: 20, text: '兩欄之文，其題橫跨全頁上下左右' }, ...left.flatMap((line, i) => [line, right[i]!])]]), 'a.pdf')
  t.equal(document.blocks[0]!.kind, 'heading')
  const words = (drawn: readonly Drawn[]): string => drawn.map(({ text }) => text).join('')
  t.equal(document.text.slice(document.blocks[1]!.start).replace(/\s/g, ''), words(left) + words(right))
})

t.test('fonts that are not in the file: the maps of Big5 and Unicode', async (t) => {
  const codes = (text: string, encoding: 'big5' | 'utf16'): Uint8Array => (encoding === 'big5' ? Uint8Array.from([0xa4, 0xe5, 0xa4, 0xc6, 0x41]) : Uint8Array.from([...text].flatMap((char) => [char.charCodeAt(0) >> 8, char.charCodeAt(0) & 0xff])))
  for (const [name, encoding] of [['ETen-B5-H', 'big5'], ['UniCNS-UCS2-H', 'utf16'], ['UniCNS-UTF16-H', 'utf16']] as const) {
    t.same(told(await read(pdf([[{ x: 60, y: 700, text: '文化A' }]], { encoding: { name, ordering: 'CNS1', codes: (text) => codes(text, encoding) } }), 'a.pdf')), ['paragraph 文化A'], name)
  }
})

t.test('vertical writing is read from the right', async (t) => {
  const codes = (text: string): Uint8Array => Uint8Array.from([...text].flatMap((char) => [char.charCodeAt(0) >> 8, char.charCodeAt(0) & 0xff]))
  const columns = [full(1), full(2), '到此為止。', full(3), '又止。'].map((text, i) => ({ x: 540 - i * 24, y: 740, text }))
  t.same(told(await read(pdf([columns], { encoding: { name: 'UniCNS-UCS2-V', ordering: 'CNS1', codes } }), 'a.pdf')), [`paragraph ${full(1)}${full(2)}到此為止。`, `paragraph ${full(3)}又止。`])
})

t.test('what the file says of itself', async (t) => {
  t.same((await read(pdf([lines([full(1)], 700)], { information: `/Title ${pdfText('庄史')} /Author ${pdfText('某甲；某乙')} /CreationDate (D:20200101)` }), 'a.pdf')).metadata, { title: '庄史', creators: ['某甲', '某乙'] })
})

t.test('a page without text is told, a file without text refused', async (t) => {
  t.match((await read(pdf([lines([full(1)], 700), []]), 'a.pdf')).warnings, [/沒有文字的頁：第 2 頁/])
  await t.rejects(read(pdf([[], []]), 'a.pdf'), { code: 'BAD_USER_INPUT', details: { field: 'file' }, message: /掃描.*OCR/ })
  await t.rejects(read(pdf([1, 2, 3].map((n) => [folio(String(n))])), 'a.pdf'), { code: 'BAD_USER_INPUT', message: /掃描/ }, 'page numbers alone are a stamp on a scan')
  await t.rejects(read(pdf([lines(['\uE001\uE002\uE003\uE004', 'ab'], 700)]), 'a.pdf'), { code: 'BAD_USER_INPUT', message: /字碼對照表/ })
})

t.test('whatever is drawn, each character is read once', async () => {
  const drawn = fc.record({ x: fc.integer({ min: 30, max: 500 }), y: fc.integer({ min: 20, max: 780 }), size: fc.constantFrom(7, 9, 12, 20), text: fc.constantFrom('甲', '乙丙', '第一章', '12', 'word', '。', '「丁」') })
  const sorted = (text: string): string => [...text.normalize('NFKC').replace(/\s/g, '')].sort().join('')
  // what lies upon itself is drawn twice to be bold
  const apart = fc.uniqueArray(drawn, { selector: ({ x, y }) => `${Math.round(x / 60)} ${Math.round(y / 30)}`, minLength: 1, maxLength: 12 })
  await fc.assert(fc.asyncProperty(fc.array(apart, { minLength: 1, maxLength: 4 }), async (sheets) => {
    const all = [...sheets, lines([full(1), full(2)], 400)]
    const document = await read(pdf(all), 'a.pdf')
    assert.deepEqual([misplaced(document), outside(document).trim()], [[], ''])
    const labels = document.blocks.map(({ label }) => label ?? '').join('')
    assert.equal(sorted(document.text + labels), sorted(all.flat().map(({ text }) => text).join('')))
  }), { numRuns: 60 })
})

const headings = async (sheets: readonly (readonly Drawn[])[]): Promise<string[]> => told(await read(pdf(sheets), 'a.pdf')).filter((one) => one.startsWith('heading'))
/** Lines of English text of one width. */
const english = (y: number, seed: number): Drawn[] => lines(['The harbour was built by those who lived beside it and is kept by', 'those who came after, which the records of the port tell in some', `detail for the years of the ${seed}th survey and of the next one.`], y)

t.test('a heading that differs by weight alone', async (t) => {
  const heavy = (text: string, y: number): Drawn => ({ x: 60, y, text, bold: true })
  t.same(await headings([[heavy('The harbour', 760), ...english(740, 4), heavy('Its keepers', 660), ...english(640, 5)], [heavy('What follows', 760), ...english(740, 6)]]), ['heading1 The harbour', 'heading1 Its keepers', 'heading1 What follows'])
  t.same(await headings([[{ x: 60, y: 770, size: 20, text: 'A Title' }, heavy('The harbour', 720), ...english(700, 4), ...english(600, 5)]]), ['heading1 A Title', 'heading2 The harbour'], 'below what is set larger')
  t.same(await headings([[heavy('Figure 1: The port', 760), ...english(740, 4), heavy('https://example.org/port', 660), ...english(640, 5), heavy('It ends like a sentence.', 560), ...english(540, 6)]]), [], 'captions, addresses and sentences are none')
  t.same(await headings([[...Array.from({ length: 5 }, (_, i) => heavy(`Name of Somebody ${i}`, 760 - i * 40)), ...english(500, 4), ...english(400, 5), ...english(300, 6)]]), [], 'nor is a list of something')
  t.same(await headings([[...english(760, 1), ...english(660, 2)].map((line) => ({ ...line, bold: true }))]), [], 'in a text that is heavy all over weight says nothing')
})

t.test('a page number beside a heading at its height is no part of it', async (t) => {
  const sheets = [7, 8, 9, 10].map((n) => [{ x: 20, y: 740, size: 10, text: String(n) }, { x: 100, y: 734, size: 24, text: ['Foreword', 'Methods', 'Results', 'Outlook'][n - 7]! }, ...english(680, n)])
  const document = await read(pdf(sheets), 'a.pdf')
  t.same(told(document).filter((one) => one.startsWith('heading')), ['heading1 Foreword', 'heading1 Methods', 'heading1 Results', 'heading1 Outlook'])
  t.same(document.blocks.filter(({ kind }) => kind === 'heading').map(({ page }) => page), ['7', '8', '9', '10'])
})

t.test('letters that lie under other text are a picture, and so is a page of one pattern', async (t) => {
  const cover = [{ x: 20, y: 600, size: 130, text: 'NGING' }, { x: 20, y: 490, size: 130, text: 'ATCHANGI' }, { x: 60, y: 500, size: 50, text: 'Changing tides' }, { x: 60, y: 400, size: 12, text: 'Ada Lindqvist' }]
  const pattern = Array.from({ length: 10 }, (_, i) => ({ x: 10, y: 780 - i * 20, size: 8, text: '0 1 1 0 0 1 0 1 1 1 0 0 1 0 1 1 0 0 1 1 0 1 0 1' }))
  const document = await read(pdf([cover, pattern, [{ x: 20, y: 600, size: 130, text: 'HA' }, ...english(500, 4)], english(700, 5), english(700, 6)]), 'a.pdf')
  t.notMatch(document.text, /NGING|CHANGI|HA\b|0 1 1/)
  t.match(told(document)[0], 'heading1 Changing tides')
})

t.test('what stands beside a title is read behind it; a number and its title stay together', async (t) => {
  const side = [{ x: 60, y: 700, size: 30, text: 'Joined-up tides:' }, { x: 480, y: 703, size: 26, text: '2013' }, { x: 60, y: 660, size: 30, text: 'common measures' }]
  t.equal(told(await read(pdf([[...side, ...english(500, 4), ...english(400, 5)]]), 'a.pdf'))[0], 'heading1 Joined-up tides: common measures')
  t.same(await headings([[{ x: 60, y: 700, size: 20, text: '第一章' }, { x: 300, y: 700, size: 20, text: '水道的由來' }, ...lines([full(1), full(2)], 600)]]), ['heading1 第一章\t水道的由來'])
})

t.test('contents keep how far their entries are set in', async (t) => {
  const entry = (text: string, y: number, x: number): Drawn => ({ x, y, text: `${text} ........ 5` })
  const document = await read(pdf([[entry('The harbour', 700, 60), entry('Its keepers', 680, 84), entry('The tides', 660, 60), entry('Their heights', 640, 84)], english(700, 4)]), 'a.pdf')
  t.same(document.blocks.filter(({ kind }) => kind === 'paragraph').slice(0, 4).map(({ start }) => / *$/.exec(document.text.slice(0, start))![0].length), [0, 2, 0, 2])
})

t.test('a raised figure far above its line belongs to it; notes set like the text are told by it', async (t) => {
  const sheet = [...english(700, 4), { x: 452, y: 705.5, size: 7, text: '9' }, ...english(600, 5), { x: 60, y: 160, text: '9 See the records of the port, kept in the town hall.' }, { x: 60, y: 140, text: '1954 was their last year.' }]
  const document = await read(pdf([sheet]), 'a.pdf')
  t.match(ofKind(document, 'paragraph')[0], /kept by⁹ those/)
  t.same(document.blocks.filter(({ kind }) => kind === 'note').map((block) => [block.label, textOf(document, block)]), [['9', 'See the records of the port, kept in the town hall.']], 'a year begins no note')
})
