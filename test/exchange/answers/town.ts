import type { CitedAnswer } from '../../../src/graph/cited.ts'
import { EVERYONE, PUBLIC } from '../../../src/model/audience.ts'
import { newId } from '../../../src/model/ids.ts'
import type { RecordInput } from '../../../src/model/records.ts'
import { cite } from '../../../src/questions/cite.ts'
import type { Asking } from '../../../src/questions/context.ts'
import { FAMILY } from '../../../src/questions/family.ts'
import { emptyStore, Scribe, vocabulary } from '../../fixture.ts'

/** Names that markup, spreadsheets and LaTeX would take for something else. */
export const AWKWARD = '=SUM(A1) & <b>"甲|乙"</b> 50% #1_{x}'

/** An archive with a book, its chapter, a register, and two departments that three bodies connect: one by disputed, proposed and unchecked statements. */
export async function town(t: Parameters<typeof emptyStore>[0]): Promise<{ readonly asking: Asking; readonly cited: CitedAnswer; readonly ids: Readonly<Record<string, string>> }> {
  const graph = await emptyStore(t)
  const scribe = new Scribe(graph)
  const [social, culture] = [scribe.entity('Organization', '臺北市政府社會局'), scribe.entity('Organization', '臺北市政府文化局')]
  const [shared, awkward, doubted] = [scribe.entity('Organization', '臺北市愛鄉協會'), scribe.entity('Organization', AWKWARD), scribe.entity('Organization', '松山基金會')]
  const [author, editor, house] = [scribe.entity('Person', '林振春'), scribe.entity('Organization', '中華民國社區教育學會'), scribe.entity('Organization', '師大書苑有限公司')]
  const book = scribe.entity('Work', '學習型城市', { identifiers: [{ scheme: 'ISBN', value: '978-957-496-732-2' }], fields: { workType: 'book', issued: '2012-04', publisher: '師大書苑', place: '臺北市', edition: '初版' } })
  const chapter = scribe.entity('Work', '地方知識建構與學習型城鄉的營造', { fields: { workType: 'chapter', firstPage: 77, lastPage: 98 } })
  const register = scribe.entity('Work', '臺北市人民團體名冊', { fields: { workType: 'dataset', publisher: '臺北市政府社會局', edition: '2025', issued: '2025', url: 'https://data.taipei/a_b' } })
  scribe.relate('AUTHORED', author, chapter)
  scribe.relate('EDITED', editor, book)
  scribe.relate('PUBLISHED', house, book)
  scribe.relate('PART_OF', chapter, book)
  await scribe.commit()
  const operations: { op: 'put'; base: null; record: RecordInput }[] = []
  const state = (type: string, from: string, to: string, evidence: readonly object[], more: object = {}): string => {
    const id = newId()
    operations.push({ op: 'put', base: null, record: { id, type: 'relation', relation: type, from, to, state: 'published', audience: EVERYONE, ...more } as RecordInput })
    for (const piece of evidence) operations.push({ op: 'put', base: null, record: { id: newId(), type: 'evidence', relation: id, state: 'published', audience: EVERYONE, method: 'register', ...piece } as RecordInput })
    return id
  }
  const first = state('REGISTERED_WITH', shared, social, [{ source: register, locator: { row: 7 }, quote: '臺北市愛鄉協會' }], { start: '民國99年5月', end: '2015' })
  state('PARTNERS_WITH', shared, culture, [{ source: chapter, locator: { page: '80', note: '頁碼由分頁推得' }, quote: '文化局與愛鄉協會合作' }])
  state('REGISTERED_WITH', awkward, social, [{ source: register, locator: { row: 8 }, quote: AWKWARD }])
  state('FUNDS', culture, awkward, [{ source: book, locator: { page: '4' } }], { start: '2019', end: '..', qualifiers: { amount: '十萬元' } })
  state('REGISTERED_WITH', doubted, social, [{ source: register, locator: { row: 9 } }, { source: book, locator: { page: '5' }, stance: 'disputes', unchecked: true }])
  state('COMMISSIONS', culture, doubted, [{ source: book, locator: { page: '6' } }])
  const former = state('FUNDS', social, doubted, [{ source: book, locator: { page: '7' } }], { standing: 'deprecated', standingReason: '契約已改' })
  await graph.commit({ id: newId(), actor: 'test', reason: '測試', origin: 'cli', operations })
  const asking: Asking = { graph, vocabulary, viewer: PUBLIC }
  const answer = await FAMILY.get('connectors')!.answer(asking, { a: social, b: culture })
  const deprecated = [...(await graph.relationsById([former], PUBLIC)).values()]
  const rows = answer.rows.map((row) => (row.cells['entity'] !== null && (row.cells['entity'] as { id: string }).id === doubted ? { ...row, relations: deprecated } : row))
  return { asking, cited: await cite(asking, { ...answer, rows }, 'https://archive.example'), ids: { social, culture, shared, awkward, doubted, book, chapter, register, first, author } }
}
