import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDirectory } from '../src/blobs/directory/index.ts'
import { openSqlite } from '../src/graph/sqlite/index.ts'
import { ingestFile } from '../src/ingest.ts'
import { seed } from '../src/archive/seed.ts'
import { random } from '../test/generate/random.ts'
import type { Bench, Context, Result } from './bench.ts'
import { vocabulary } from './load.ts'

// Question: how long does a book of 300 pages take from file to archive? Method: a generated book (twelve chapters by
// two dozen authors, headings, running text that cites, names and states, a list of references) of 300 pages of a
// thousand characters, taken into an archive that holds the demonstration, by the use case of the command line; once,
// and again unchanged.

const [CHAPTERS, PAGES, LEAST] = [12, 300, 10]
const SURNAMES = [...'林陳張李王吳劉蔡楊許鄭謝']
const GIVEN = ['水生', '河清', '月娥', '文德', '淑貞', '建國']
const PLACES = ['臺北市', '新北市', '臺南市', '高雄市', '花蓮縣']
const BODIES = ['社會局', '文化局', '教育局', '文史學會', '社區發展協會', '社區大學']
const PLAIN = [
  '這條河在清代已有紀錄，居民沿岸而居，渡口是唯一的往來之處，直到鐵橋落成才冷清下來。', '老人家記得，夏天的潮水會漲到廟前的石階，孩子就在那裡學會游泳。',
  '學習不只發生在教室裡，圖書館、市場和廟埕也是人們交換知識的地方。', '調查訪問了三十二戶人家，其中二十戶仍保留著早年的照片與帳簿。',
]

function book(): string {
  const chance = random(5)
  const person = (): string => chance.pick(SURNAMES) + chance.pick(GIVEN)
  const body = (): string => chance.pick(PLACES) + chance.pick(BODIES)
  const authors = Array.from({ length: 2 * CHAPTERS }, person)
  const works = Array.from({ length: 120 }, (_, i) => ({ author: person(), year: 1980 + (i % 40), title: `第${i + 1}號水道的研究` }))
  const sentences = [
    () => chance.pick(PLAIN), () => chance.pick(PLAIN), () => chance.pick(PLAIN), () => `${body()}委託${body()}辦理水道普查。`, () => `${body()}與${body()}合作出版了一本小冊。`,
    () => { const { author, year } = chance.pick(works); return `${author}（${year}）也有同樣的看法（${chance.pick(works).author}，${year}：${1 + chance.below(200)}）。` },
    () => `${person()}教授說，${body()}的做法值得參考。`,
  ]
  const parts = ['# 河流與城市', '國家圖書館出版品預行編目資料', '河流與城市 / 安平文史學會主編. -- 初版. -- 臺南市：河岸出版社, 2015. 3', 'ISBN 978-957-496-732-2 (平裝)', '1. 都市史 2. 文集', '# 目次']
  for (let c = 0; c < CHAPTERS; c++) parts.push(`第${c + 1}章　第${c + 1}條水道　${authors[2 * c]!}、${authors[2 * c + 1]!} / ${1 + c * (PAGES / CHAPTERS)}`)
  for (let c = 0; c < CHAPTERS; c++) {
    parts.push(`# 第${c + 1}章　第${c + 1}條水道`, `${authors[2 * c]!}、${authors[2 * c + 1]!}`)
    for (let p = 0; p < PAGES / CHAPTERS; p++) {
      if (p % 6 === 0) parts.push(`## ${'一二三四五'[p / 6] ?? '六'}、第${p + 1}節`)
      let page = ''
      while (page.length < 1_000) {
        let paragraph = ''
        while (paragraph.length < 250) paragraph += chance.pick(sentences)()
        page += `${paragraph}\n\n`
      }
      parts.push(`${page.trimEnd()}\n\n<!-- page ${1 + c * (PAGES / CHAPTERS) + p} -->`)
    }
  }
  parts.push('# 參考文獻', ...works.map(({ author, year, title }) => `${author}（${year}）。${title}。水道學刊，${1 + (year % 30)}（2），1-20。`))
  return parts.join('\n\n')
}

async function run(context: Context): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'fangzhi-bench-'))
  const graph = await openSqlite({ path: join(folder, 'archive.sqlite'), vocabulary })
  try {
    context.say('  the demonstration')
    await seed({ graph, vocabulary })
    const file = join(folder, 'book.md')
    await writeFile(file, book())
    const archive = { graph, vocabulary, blobs: openDirectory(join(folder, 'blobs')) }
    const once = async (what: string, limit?: number) => {
      context.say(`  ${what}`)
      const start = performance.now()
      const report = await ingestFile(archive, { file, actor: 'bench' })
      const seconds = (performance.now() - start) / 1000
      const { new: fresh } = report.relations
      return {
        what, cells: { 'seconds': seconds, 'passages': report.passages.new + report.passages.unchanged, 'relations new': fresh, 'proposals': Object.values(report.proposals).reduce((a, b) => a + b, 0) },
        ...(limit === undefined ? {} : { limit: `≤ ${limit} s`, met: seconds <= limit }),
      }
    }
    return { parts: [{ name: 'embedded', title: `A book of ${PAGES} pages, ${Math.round(book().length / 1_000)},000 characters`, rows: [await once('from file to archive', LEAST), await once('the same file again (changes nothing)')] }] }
  } finally {
    await graph.close()
    await rm(folder, { recursive: true, force: true })
  }
}

const bench: Bench = {
  name: 'ingest', title: 'Ingest of a book',
  question: 'How long does a book of 300 pages take from file to archive?',
  method: 'A generated book (twelve chapters by two dozen authors, headings, running text that cites, names and states, a list of references) taken into an archive that holds the demonstration, by the use case of the command line: reading, structure, citations, names, statements, joins, commits.',
  run,
}
export default bench
