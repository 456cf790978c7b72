import { readFile } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { readDocument } from '../../../src/exchange/documents/index.ts'
import { Desk } from '../../../src/literature/reading/desk.ts'
import { readForArchive } from '../../../src/literature/reading/index.ts'
import { loadPatterns, rulesOf, type KnownName } from '../../../src/literature/statements/index.ts'
import type { Pages } from '../../../src/literature/structure/index.ts'
import { EVERYONE } from '../../../src/model/audience.ts'
import type { Document } from '../../../src/model/document.ts'
import { newId } from '../../../src/model/ids.ts'
import { nameKey } from '../../../src/model/names.ts'
import type { DocumentReading, ReadEnd, ReadRelation } from '../../../src/model/reading.ts'
import { checkRecord } from '../../../src/model/records.ts'
import { vocabulary } from '../../fixture.ts'

const rules = rulesOf(loadPatterns(vocabulary), vocabulary)
const read = async (text: string | Uint8Array, known: readonly KnownName[] = []): Promise<DocumentReading> =>
  readForArchive(await readDocument(typeof text === 'string' ? new TextEncoder().encode(text) : text, 'sample.md'), { known, rules, vocabulary, fallback: 'sample' })

const BOOK = `# 河流與城市

國家圖書館出版品預行編目資料

河流與城市 / 安平文史學會主編. -- 初版. -- 臺南市：河岸出版社, 2015. 3

面； 公分

ISBN 978-957-496-732-2 (平裝)

1. 都市史 2. 文集

# 作者簡介

林水生　國立安平大學歷史學系教授

陳河清　安平市文化局科員

# 目次

第一章　水道的由來　林水生 / 1

第二章　堤岸的人家　陳河清 / 31

# 第一章　水道的由來

林水生

安平市政府文化局委託安平文史學會辦理水道普查。這條水道在清代已有紀錄，居民沿岸而居，渡口是唯一的往來之處（王渡，1998：45）。李橋、張岸（2004）也認為，水道決定了街廓的走向。

如果文化局願意補助河岸出版社，這份普查或許能夠出版，不過目前還沒有任何決定。

# 第二章　堤岸的人家

陳河清

堤岸的人家多以捕魚為業，直到民國六十年代才有自來水。王渡（1998）曾訪問過其中的三戶。

# 參考文獻

王渡（1998）。渡口誌。臺南：水岸書局。

李橋、張岸（2005）。街廓與水。河岸學刊，3（2），1-20。
`

const end = (one: ReadEnd): string => ('key' in one ? one.key : `id:${one.id}`)
const said = (reading: DocumentReading, type: string): string[] => reading.relations.filter((relation) => relation.type === type).map(({ from, to }) => `${nameOf(reading, from)} → ${nameOf(reading, to)}`).sort()
function nameOf(reading: DocumentReading, one: ReadEnd): string {
  return 'id' in one ? one.id : reading.entities.find(({ key }) => key === one.key)!.names[0]!.text
}
const only = (reading: DocumentReading, type: string): ReadRelation[] => reading.relations.filter((relation) => relation.type === type)

t.test('a book becomes its record, people, chapters, citations, proposals and passages', async (t) => {
  const reading = await read(BOOK)
  const [work] = reading.entities
  t.match(work, { key: 'work', kind: 'Work', names: [{ text: '河流與城市' }], identifiers: [{ scheme: 'ISBN' }], fields: { workType: 'book', place: '臺南市', issued: '2015-03', edition: '初版', subjects: ['都市史', '文集'] }, proposed: false })
  t.same(said(reading, 'EDITED'), ['安平文史學會 → 河流與城市'])
  t.same(said(reading, 'PUBLISHED').filter((one) => one.endsWith('河流與城市')), ['河岸出版社 → 河流與城市'])
  t.same(said(reading, 'PART_OF'), ['堤岸的人家 → 河流與城市', '水道的由來 → 河流與城市'])
  t.ok(['林水生 → 水道的由來', '陳河清 → 堤岸的人家'].every((one) => said(reading, 'AUTHORED').includes(one)))
  t.same(reading.entities.filter(({ fields }) => fields.workType === 'chapter').map(({ fields }) => [fields.chapterNumber, fields.firstPage]), [[1, 1], [2, 31]])
  t.match(only(reading, 'HOLDS_POST').map(({ qualifiers }) => qualifiers.post), ['教授', '科員'])
  t.ok(said(reading, 'CITES').includes('水道的由來 → 渡口誌'), 'by the chapter that cites it')
  t.ok(said(reading, 'CITES').includes('堤岸的人家 → 渡口誌'))
  t.match(reading.findings.find(({ what }) => what === 'listed-with-another-year'), { text: /李橋、張岸（2004）.*2005/ })
  t.match(only(reading, 'COMMISSIONS'), [{ proposed: true, places: [{ quote: /委託安平文史學會/ }] }])
  t.same(only(reading, 'FUNDS'), [], 'what is only supposed is not stated')
  t.ok(reading.passages.length >= 4)
  t.ok(reading.passages.every(({ text, offset: [start, end_] }) => text === BOOK.slice(start, end_)), 'passages are the text as read')
})

t.test('whatever is said leads to something that is there, in words that stand there', async (t) => {
  const reading = await read(BOOK)
  const keys = new Set(reading.entities.map(({ key }) => key))
  t.equal(keys.size, reading.entities.length, 'each key once')
  for (const { type, from, to, places } of reading.relations) {
    const rule = vocabulary.relations.get(type)!
    for (const [one, kinds] of [[from, rule.from], [to, rule.to]] as const) {
      t.ok('id' in one || keys.has(one.key), `${type} ${end(one)}`)
      if ('key' in one) t.ok(kinds.includes(reading.entities.find(({ key }) => key === one.key)!.kind), `${type} may be said of ${end(one)}`)
    }
    for (const { start, end: stop, quote } of places) if (stop > 0) t.ok(BOOK.slice(start, stop).includes(quote.slice(0, 20)), `${type}: ${quote}`)
  }
})

t.test('what the archive knows is led to by id; what it knows twice, to nothing', async (t) => {
  const office = { id: '019b0000-0000-7000-8000-000000000001', kind: 'Organization' as const, names: ['安平市政府文化局', '安平市文化局'] }
  const reading = await read(BOOK, [office])
  t.ok(only(reading, 'COMMISSIONS').some(({ from }) => end(from) === `id:${office.id}`))
  const twice = await read(BOOK, [office, { ...office, id: '019b0000-0000-7000-8000-000000000002' }])
  t.same(only(twice, 'COMMISSIONS'), [])
  t.ok(twice.findings.some(({ what }) => what === 'ambiguous-name'))
})

t.test('a text that says nothing of itself is named by its file', async (t) => {
  const reading = await read('只有一段話，沒有題名，也沒有作者，就這樣而已。')
  t.same(reading.entities[0].names.map(({ text }) => text), ['sample'])
  t.same(reading.passages.map(({ text }) => text), ['只有一段話，沒有題名，也沒有作者，就這樣而已。'])
})

t.test('a chapter is known by its title, wherever it comes to stand', async (t) => {
  const keys = async (text: string): Promise<Record<string, string>> => Object.fromEntries((await read(text)).entities.filter(({ fields }) => fields.workType === 'chapter').map(({ key, fields }) => [String(fields.chapterNumber), key]))
  const chaptersOf = (...titles: string[]) => Object.fromEntries(titles.map((title, i) => [i + 1, `chapter/${nameKey(title)}`]))
  t.same(await keys(BOOK), chaptersOf('水道的由來', '堤岸的人家'))
  const more = BOOK.replace('第一章　水道的由來　林水生 / 1', '第一章　水閘的修築　林水生 / 1\n\n第二章　水道的由來　林水生 / 5').replace('第二章　堤岸的人家　陳', '第三章　堤岸的人家　陳')
    .replace('# 第二章　堤岸', '# 第三章　堤岸').replace('# 第一章　水道的由來', '# 第一章　水閘的修築\n\n林水生\n\n水閘由居民集資修築，費時三年方才完工，至今仍在使用。\n\n# 第二章　水道的由來')
  t.same(await keys(more), chaptersOf('水閘的修築', '水道的由來', '堤岸的人家'))
})

t.test('bodies that differ by their legal form are two; a bare name is the only form there is', (t) => {
  const desk = (...names: string[]) => {
    const one = new Desk({ text: '' } as Document, { pageAt: () => undefined } as unknown as Pages, vocabulary)
    const work = one.put({ key: 'work', kind: 'Work', names: [{ text: '書', language: 'zh-Hant', sort: 'official' }], identifiers: [], fields: {}, covers: [], proposed: false })
    for (const name of names) one.relate('MENTIONS', { key: work }, { key: one.named('Organization', name, { proposed: true }) }, ['Work', 'Organization'], one.place(undefined, { words: name }))
    return { one, bodies: one.said(work).entities.slice(1).map(({ names: [name] }) => name!.text).sort() }
  }
  t.same(desk('財團法人愛鄉協會', '社團法人愛鄉協會').bodies, ['社團法人愛鄉協會', '財團法人愛鄉協會'])
  t.same(desk('愛鄉協會', '財團法人愛鄉協會').bodies, ['財團法人愛鄉協會'])
  t.same(desk('愛鄉協會', '財團法人愛鄉協會', '社團法人愛鄉協會').bodies, ['愛鄉協會', '社團法人愛鄉協會', '財團法人愛鄉協會'])
  const { one } = desk('社團法人愛鄉協會')
  t.ok(one.has('Organization', '愛鄉協會'))
  t.notOk(one.has('Organization', '財團法人愛鄉協會'))
  t.equal(desk('愛鄉協會', '財團法人愛鄉協會').one.said('work').relations.length, 1)
  t.end()
})

t.test('what is longer than a record takes is cut', (t) => {
  const one = new Desk({ text: '字'.repeat(3_000) } as Document, { pageAt: () => ({ page: '九'.repeat(300), derived: false }) } as unknown as Pages, vocabulary)
  const key = one.named('Organization', `${'字'.repeat(999)}𠮷${'會'.repeat(30_000)}`)
  one.put({ key: 'work', kind: 'Work', names: [{ text: '書'.repeat(1_200), language: 'zh-Hant', sort: 'official' }], identifiers: [{ scheme: 'DOI', value: '1'.repeat(2_000) }], fields: { publisher: '社'.repeat(30_000) }, covers: [], proposed: false })
  one.relate('MENTIONS', { key: 'work' }, { key }, ['Work', 'Organization'], one.place({ start: 0, end: 2_000 }, { section: '節'.repeat(2_000) }))
  const { entities, relations } = one.said('work')
  for (const { names, identifiers, fields, kind, key: own } of entities) {
    t.ok(own.length <= 1_000)
    t.ok(names[0]!.text.isWellFormed())
    checkRecord({ id: newId(), type: 'entity', state: 'published', audience: EVERYONE, kind, names, identifiers, fields })
  }
  for (const { page, section, quote } of relations[0]!.places) {
    checkRecord({ id: newId(), type: 'evidence', state: 'published', audience: EVERYONE, relation: newId(), source: newId(), quote, locator: { page, section } })
  }
  t.end()
})

const data = process.env['FANGZHI_DATA'] ?? join(import.meta.dirname, '../../../../shared/data')
const book = join(data, 'book/learning-city.md')
t.test('the founding book, from its text alone', { skip: !existsSync(book) && `${book} is not there (FANGZHI_DATA)` }, async (t) => {
  const reading = await read(await readFile(book))
  t.match(reading.entities[0], { names: [{ text: '學習型城市' }], fields: { issued: '2012-04', publisher: '師大書苑', classification: '528.4307' } })
  t.equal(reading.entities.filter(({ fields }) => fields.workType === 'chapter').length, 12)
  const people = new Set([...only(reading, 'HOLDS_POST'), ...only(reading, 'STUDIES_AT')].map(({ from }) => end(from)))
  t.equal(people.size, 16, 'sixteen authors with posts')
  const names = new Set(reading.entities.filter(({ kind }) => kind === 'Person').flatMap(({ names: all }) => all.map(({ text }) => text)))
  t.ok(['董欣玟', '董欣孜', '許嫚真', '許曼真'].every((name) => names.has(name)), 'kept apart, as printed')
  t.ok(only(reading, 'CITES').length >= 10)
  t.ok(only(reading, 'CITES').every(({ places }) => places.every(({ page }) => page !== undefined)), 'each with its page')
  const six = reading.entities.find(({ kind, names: [name] }) => kind === 'Concept' && name?.text === '六分原則')!
  t.equal(reading.relations.filter(({ type, to }) => type === 'PART_OF' && end(to) === six.key).length, 6)
})

t.test('two who propose a model are two, each of their own kind', async (t) => {
  const known: KnownName[] = [{ id: newId(), kind: 'Person', names: ['林振春'] }, { id: newId(), kind: 'Person', names: ['張德永'] }]
  const { relations } = await read('# 學習城市\n\n林振春、張德永（2011）歸納出學習城市的四項關鍵因素：1.官學參與。2.社會發展。3.工作項目。4.推展模式。\n', known)
  const proposes = relations.filter(({ type }) => type === 'PROPOSES')
  t.equal(proposes.length, 2)
  t.equal(new Set(proposes.map(({ from }) => JSON.stringify(from))).size, 2)
})
