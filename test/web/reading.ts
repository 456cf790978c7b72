import type { GraphStore } from '../../src/graph/port.ts'
import { EVERYONE } from '../../src/model/audience.ts'
import { newId, type Id } from '../../src/model/ids.ts'
import type { RecordInput } from '../../src/model/records.ts'
import { emptyStore, Scribe } from '../fixture.ts'


export interface Library {
  readonly store: GraphStore
  readonly book: Id
  readonly entry: Id
  readonly place: Id
  /** The text of the book. */
  readonly content: Id
  readonly cited: Id
  readonly org: Id
  /** The texts of the passages. */
  readonly texts: readonly string[]
}

/** A book with a text of two chapters, which cites another; a story with a picture and a recording; a district. */
export async function library(t: Parameters<typeof emptyStore>[0]): Promise<Library> {
  const store = await emptyStore(t)
  const scribe = new Scribe(store)
  const book = scribe.entity('Work', '學習型城市', { fields: { workType: 'book', subjects: ['社區教育'] } })
  const cited = scribe.entity('Work', '創意城市')
  const org = scribe.entity('Organization', '松山社區大學', { fields: { district: '松山區', foundedOn: '2003', coordinates: '25.0500, 121.5770' } })
  const [one, two, three] = [scribe.entity('Person', '陳阿好'), scribe.entity('Organization', '教育局'), scribe.entity('Programme', '學習城市計畫')]
  scribe.relate('CHAIRS', one, org, { start: '2005~', end: '2010-03' })
  scribe.relate('REGISTERED_WITH', org, two, { start: '2003-05-01', end: '..' })
  scribe.relate('IMPLEMENTS', org, three, { start: '2008', end: '2012' })
  const place = scribe.entity('Place', '臺北市松山區')
  scribe.relate('LOCATED_IN', org, place)
  const entry = scribe.entity('Entry', '老祖祠的兩隻石獅子', { fields: { whenSaid: '小時候', licence: 'CC-BY-4.0' } })
  scribe.relate('SET_IN', entry, place)
  await scribe.commit()
  const texts = [
    '學習型城市的共伴效應由此而來[^1]。', '林振春指出，社區大學與圖書館是兩大核心（創意城市）。', '甲\t乙\n丙\t丁', `第二章談松山社區大學。${'之'.repeat(3_000)}`, '原文照錄：大道之行也。', '見作者自序。',
  ]
  let at = 0
  const passages = texts.map((text, i) => {
    const offset = [at, at + text.length] as const
    at += text.length + 2
    return { text, offset, page: String(1 + Math.floor(i / 2)), chapter: i < 3 ? '共伴效應' : '社區大學', heading: i < 3 ? '共伴效應 › 一、背景' : '社區大學', ...(i === 2 ? { kind: 'table' as const } : i === 4 ? { kind: 'quotation' as const } : i === 5 ? { kind: 'note' as const } : {}) }
  })
  const content = newId()
  const story = '{阿公|a-kong}說，**石獅子**是從對岸運來的。\n\n<script>alert(1)</script> [慈祐宮](https://example.tw/)'
  const [cites, said] = [newId(), newId()]
  const put = (record: object): { op: 'put'; base: null; record: RecordInput } => ({ op: 'put', base: null, record: { state: 'published', audience: EVERYONE, ...record } as RecordInput })
  await store.commit({ id: newId(), actor: 'test', reason: '收錄', origin: 'cli', operations: [
    put({ id: content, type: 'content', entity: book, order: 0, passages }),
    put({ id: newId(), type: 'content', entity: book, order: 1, passages: [{ text: '附錄', offset: [0, 2] }] }),
    put({ id: newId(), type: 'content', entity: entry, order: 0, licence: 'CC-BY-4.0', passages: [{ text: story, offset: [0, story.length] }], files: [
      { sha256: 'a'.repeat(64), name: '石獅子.jpg', mediaType: 'image/jpeg', bytes: 1_000, width: 1_600, height: 1_200, caption: '民國50年的廟口', alternative: '兩隻石獅子' },
      { sha256: 'b'.repeat(64), name: '訪談.mp3', mediaType: 'audio/mpeg', bytes: 2_000_000 }, { sha256: 'c'.repeat(64), name: '抄本.pdf', mediaType: 'application/pdf', bytes: 3_500_000 },
    ] }),
    put({ id: cites, type: 'relation', relation: 'CITES', from: book, to: cited }),
    put({ id: newId(), type: 'evidence', relation: cites, source: book, locator: { page: '1', offset: [...passages[1]!.offset] }, quote: texts[1]!, method: 'extractor' }),
    put({ id: said, type: 'relation', relation: 'PART_OF', from: org, to: two }),
    put({ id: newId(), type: 'evidence', relation: said, source: book, locator: { page: '2', offset: [passages[3]!.offset[0], passages[3]!.offset[0] + 11] }, quote: '第二章談松山社區大學。', method: 'hand' }),
  ] })
  return { store, book, entry, place, content, cited, org, texts }
}
