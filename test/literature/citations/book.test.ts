import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { readCitations } from '../../../src/literature/citations/index.ts'
import { split } from './split.ts'

/** Read by eye in the first chapter of 《學習型城市》: every citation in its order, with the works and the pages it names. */
const CHAPTER: readonly (readonly [quote: string, works: string])[] = [
  ['(Longworth, N., & Osborne, M., 2010)', 'Longworth, N.|Osborne, M. 2010'],
  ['（Longworth, 2006）', 'Longworth 2006'],
  ['（胡英芹，2010）', '胡英芹 2010'],
  ['（Longworth & Osborne, 2010: 380）', 'Longworth|Osborne 2010: 380'],
  ['Peter Kearns (2011)', 'Peter Kearns 2011'],
  ['（楊碧雲，2011）', '楊碧雲 2011'],
  ['（何青蓉、方雅慧，2011）', '何青蓉|方雅慧 2011'],
  ['Longworth (2006)', 'Longworth 2006'],
  ['吳明烈 (2010)', '吳明烈 2010'],
  ['Peter Kearns (2011)', 'Peter Kearns 2011'],
  ['林振春、秦秀蘭 (2011)', '林振春|秦秀蘭 2011'],
  ['（Longworth, 2006）', 'Longworth 2006'],
  ['（李正連，2011；黃富順，2011）', '李正連 2011; 黃富順 2011'],
  ['（黃健，2011）', '黃健 2011'],
  ['（林振春，2008）', '林振春 2008'],
  ['Norman Longworth (2003)', 'Norman Longworth 2003'],
  ['吳明烈 (2007)', '吳明烈 2007'],
  ['吳明烈 (2007)', '吳明烈 2007'],
]

const path = join(process.env.FANGZHI_DATA ?? '../shared/data', 'book/learning-city.md')

t.test('the first chapter of the founding book', { skip: existsSync(path) ? false : `no ${path}: set FANGZHI_DATA` }, async (t) => {
  const text = readFileSync(path, 'utf8')
  const { inText, works, notes } = readCitations(split(text))
  t.same(inText.map(({ raw, works: cited }) => [raw, cited.map(({ authors, year, suffix, pages }) => `${authors.join('|')} ${year}${suffix}${pages ? `: ${pages}` : ''}`).join('; ')]), CHAPTER)
  let from = 0
  for (const { start, raw } of inText) {
    t.equal(start, text.indexOf(raw, from), `${raw} where it stands`)
    from = start + 1
  }
  t.equal(notes.length, 0)
  const keys = works.map(({ key }) => key)
  t.same(new Set(keys).size, keys.length)
  t.equal(works.length, 14, 'Longworth & Osborne 2010 is one work, with initials and without; so are Longworth 2006 and the rest')
  t.equal(works.find(({ item }) => item.issued === '2010' && item.author.length === 2)?.places.length, 2)
})
