import t from 'tap'
import { readCitations } from '../../../src/literature/citations/index.ts'
import { split } from './split.ts'

const LIST = `

# 參考文獻

林振春（2011）。學習型城市。台北：師大書苑。

林振春、秦秀蘭（2011）。推動的關鍵因素。社區發展季刊，12，1-20。

吳明烈（2007a）。策略聯盟。終身學習，1，2-9。

吳明烈（2007b）。六分原則。終身學習，2，2-9。

Organisation for Economic Co-operation and Development [OECD] (2001). *Cities and regions*. Paris: OECD.

Kearns, P., McDonald, R., & Candy, P. (1999). *VET in the learning age*. Adelaide: NCVER.

王大明（2005）。無人引用。高雄：復文。`

const read = (text: string): Record<string, unknown> => {
  const { inText, links, unlisted, otherYear, uncited, references } = readCitations(split(text + LIST))
  const short = (i: number): string => references[i]!.title!
  return {
    links: links.map((link) => ('citation' in link ? `${inText[link.citation]!.raw} > ${short(link.reference)}` : '')),
    unlisted: unlisted.map(({ citation }) => inText[citation]!.raw),
    otherYear: otherYear.map(({ citation, references: others }) => `${inText[citation]!.raw} ? ${others.map(short).join()}`),
    uncited: uncited.map(short),
  }
}

t.test('authors, year and letter find the entry; abbreviations that the list explains do', async (t) => {
  t.same(read('甲（林振春，2011）。乙：林振春與秦秀蘭（2011）認為。丙（吳明烈，2007b）。丁（OECD，2001）。戊 Kearns et al. (1999)。己（王大明，2005：3）。庚（吳明烈，2007a）。'), {
    links: ['（林振春，2011） > 學習型城市', '林振春與秦秀蘭（2011） > 推動的關鍵因素', '（吳明烈，2007b） > 六分原則', '（OECD，2001） > Cities and regions', 'Kearns et al. (1999) > VET in the learning age', '（王大明，2005：3） > 無人引用', '（吳明烈，2007a） > 策略聯盟'],
    unlisted: [], otherYear: [], uncited: [],
  })
})

t.test('what is not listed, listed with another year, or cited nowhere, is reported and not mended', async (t) => {
  t.same(read('（林振春，2010）與（黃富順，2011）。（吳明烈，2007）。'), {
    links: [],
    unlisted: ['（黃富順，2011）'],
    otherYear: ['（林振春，2010） ? 學習型城市', '（吳明烈，2007） ? 策略聯盟,六分原則'],
    uncited: ['學習型城市', '推動的關鍵因素', '策略聯盟', '六分原則', 'Cities and regions', 'VET in the learning age', '無人引用'],
  })
})

t.test('of what was read at second hand, only the second has to be listed', async (t) => {
  const { links, unlisted } = read('（Freire，1970，引自林振春，2011）')
  t.same({ links, unlisted }, { links: ['（Freire，1970，引自林振春，2011） > 學習型城市'], unlisted: [] })
})

t.test('each work cited comes with its places; unlisted ones as stubs; the list itself cites nothing', async (t) => {
  const text = `甲（林振春，2011：3）。又（林振春，2011：5-6）。丙（黃富順，民 100）。丁：黃富順（2011）指出。[^1]\n\n[^1]: 林振春，《學習型城市》（台北：師大書苑，2011），頁9。${LIST}`
  const { works } = readCitations(split(text), [{ title: '第一章', start: 0, end: 30 }])
  const cited = works.filter(({ places }) => places.length > 0)
  t.same(cited.map(({ item, stub, places }) => [item.title ?? item.author, stub, places.map(({ pages, note, section }) => [pages, note, section].filter(Boolean).join('/'))]), [
    ['學習型城市', false, ['3/第一章', '5-6/第一章', '9/1']],
    [[{ literal: '黃富順' }], true, ['', '']],
  ])
  for (const { places } of works) for (const { start, end, raw } of places) t.equal(text.slice(start, end), raw)
})

t.test('a translation is found by its author with the first year, and by its translator', async (t) => {
  const { links, inText } = readCitations(split('甲（Honneth, 2011／王旭譯，2013，頁12）。乙（王旭譯，2013）。\n\n# 參考文獻\n\n王旭譯（2013）。《自由的權利》。北京：社會科學文獻。（原書 Honneth, A. [2011]. *Das Recht der Freiheit*. Frankfurt: Suhrkamp.）'))
  t.equal(inText.length, 2)
  t.equal(links.length, 3)
})
