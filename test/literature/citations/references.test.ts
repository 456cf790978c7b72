import fc from 'fast-check'
import t from 'tap'
import { readNotes } from '../../../src/literature/citations/footnotes.ts'
import { readItem } from '../../../src/literature/citations/item.ts'
import { findLists, readReferences } from '../../../src/literature/citations/references.ts'
import type { Document } from '../../../src/model/document.ts'
import { compact } from './compact.ts'
import { ENTRIES } from './references.data.ts'
import { split } from './split.ts'

t.test('entries in the styles in use', async (t) => {
  for (const [raw, expected] of ENTRIES) t.same(compact(readItem(raw)), expected, raw)
})

t.test('half or wide punctuation changes no field but the marks inside a value', async () => {
  const half: Readonly<Record<string, string>> = { '（': '(', '）': ')', '，': ',', '：': ':' }
  const plain = ENTRIES.filter(([raw]) => /^\p{Script=Han}/u.test(raw) && !/[《〈「]/.test(raw))
  fc.assert(fc.property(fc.constantFrom(...plain), fc.infiniteStream(fc.boolean()), ([raw, expected], coin) => {
    const changed = [...raw].map((char) => (coin.next().value ? (half[char] ?? char) : char)).join('')
    const even = (fields: object | undefined): string => JSON.stringify(fields).replace(/[（），：]/g, (mark) => half[mark]!)
    return even(compact(readItem(changed))) === even({ ...compact(readItem(raw)) }) && expected.type !== ''
  }))
})

const listed = ENTRIES.filter(([raw]) => !raw.startsWith('['))
const numbered = ENTRIES.filter(([raw]) => raw.startsWith('['))

t.test('a list is split into its entries, one a paragraph, one a line, or as items', async () => {
  const manner = fc.constantFrom(...['\n\n', '\n'].map((between) => ({ between, before: '' })), { between: '\n', before: '- ' })
  fc.assert(fc.property(fc.subarray([...listed.filter(([raw]) => !/^[《〈]|^終身|^Robert D|^P\. Caplan|^Jacob Foster|^Georg Simmel|^Janet Abbate/.test(raw))], { minLength: 2, maxLength: 12 }), manner, (entries, { between, before }) => {
    const text = `# 題目\n\n內文。\n\n## 參考文獻\n\n${entries.map(([raw]) => before + raw).join(between)}\n\n## 附錄\n\n林振春（2011）。不在其中。`
    const found = readReferences(split(text))
    const bare = found.map(({ raw }) => raw.replace(/^- /, ''))
    return JSON.stringify(bare) === JSON.stringify(entries.map(([raw]) => raw)) && found.every(({ start, end, raw }) => text.slice(start, end) === raw)
  }), { numRuns: 60 })
})

t.test('hanging lines, page breaks within an entry, numbers and parts', async (t) => {
  const text = `參考文獻

一、中文部分

林振春（2011）。學習型城市的理論
  與實務。社區發展季刊，12（3），1-20。
吳明烈（2004）。組織學習與學習型學校。臺北市：

105

高等教育。

二、英文部分

Longworth, N., & Osborne, M. (2010). Six ages towards a learning region:
    A retrospective. European Journal of Education, 45(3), 368–
    401.
Kearns, P. (2011). Learning cities. Adelaide: Global Learning.

———（2012）。再論。社區發展季刊，13，1-2。

附錄一 問卷`
  const found = readReferences(split(text))
  t.same(found.map(({ author, issued }) => [author.map((name) => ('literal' in name ? name.literal : name.family)).join(), issued]), [['林振春', '2011'], ['吳明烈', '2004'], ['Longworth,Osborne', '2010'], ['Kearns', '2011'], ['Kearns', '2012']])
  t.equal(found[0]!.title, '學習型城市的理論與實務')
  t.equal(found[1]!.publisher, '高等教育')
  t.equal(found[2]!.page, '368-401')
  const second = readReferences(split(`# References\n\n${numbered.map(([raw]) => raw).join('\n')}\n`))
  t.same(second.map(({ number }) => number), numbered.map((_, i) => String(i + 1)))
})

t.test('a list begins at a heading that says so, in any dress, and ends at the next that is no part of it', async (t) => {
  for (const heading of ['# 參考文獻', '## 陸、參考書目', '參 考 文 獻', '**引用文獻**', '【徵引書目】', '第六章 參考文獻', '# References', '## Bibliography', '## 参考文献', '參考文獻：', '## 六、參考資料', '### 參考文獻（References）']) {
    const lists = findLists(split(`# 一\n\n文。\n\n${heading}\n\n林振春（2011）。題名。台北：師大書苑。\n\n### 英文部分\n\nKearns, P. (2011). Learning. Adelaide: GL.\n\n# 後記\n\n2011年感謝。`))
    t.equal(lists.length, 1, heading)
  }
  for (const text of ['參考文獻甚多，見林振春（2011）。', '# 文獻探討\n\n林振春（2011）指出。', '# 參考架構\n\n林振春（2011）。']) t.same(findLists(split(text)), [], text)
  t.same(readReferences(split('參考文獻\n\n參考文獻 ..... 12')).length, 0)
})

t.test('headings within a list are no entries', async (t) => {
  const found = readReferences(split('# 參考書目\n\n## 0. 前言\n\n* 張為竣，2017，〈前瞻公聽會〉。聯合新聞網，2017/04/10。\n\n## 1. 法律與政策\n\n* 朱斌妤、曾憲立，2016，〈資料開放品質〉。《國土及公共治理季刊》4(4): 54-66。\n'))
  t.same(found.map(({ title }) => title), ['前瞻公聽會', '資料開放品質'])
})

t.test('a list at the end without a heading is known by its entries', async (t) => {
  const entries = ['Aberson, Christopher L. 2010. “What Is Power?” In Applied Power Analysis, edited by Ann Lee. New York: Routledge.', 'Aczel, Balazs, Bence Palfi, and Barnabas Szaszi. 2017. “Estimating the Evidential Value.” PLOS ONE 12 (8): 1–9.', 'American Psychological Association. 1983. Publication Manual. 3rd ed. Washington, DC: APA.', '———. 2001. Publication Manual. 5th ed. Washington, DC: APA.', 'Bakker, Marjan, and Jelte Wicherts. 2014. “Outlier Removal.” Psychological Methods 19 (3): 409–27.', 'Bem, Daryl J. 2000. “Writing an Empirical Article.” In Guide to Publishing, 3–16. Cambridge: CUP.', 'van Assen, Marcel. 2014. “Why Publishing Everything Is More Effective.” PLOS ONE 9 (1): 1–7.', 'Vines, Timothy H. 2014. “The Availability of Research Data.” Current Biology 24 (1): 94–97.']
  const text = `# One\n\nAs Bem (2000) says, this is so.\n\n${entries.join('\n\n')}\n`
  t.same(readReferences(split(text)).map(({ raw }) => raw), entries)
  t.same(findLists(split(`# One\n\n${entries.slice(0, 5).join('\n\n')}\n\nAnd so on.`)), [])
})

t.test('notes behind a list, where a format puts them, are notes', async (t) => {
  const text = 'Text[^1].\n\nLongworth, N. (2006). Learning cities. London: Routledge.\n\nSee Kearns, P. (2011). Living and learning. Adelaide: GL.'
  const [list, note] = [text.indexOf('Longworth'), text.indexOf('See')]
  const document: Document = { format: 'docx', text: `References\n\n${text.slice(list)}`, metadata: {}, warnings: [], blocks: [{ kind: 'heading', level: 1, start: 0, end: 10 }, { kind: 'paragraph', start: 12, end: 12 + note - list - 2 }, { kind: 'note', label: '1', start: 12 + note - list, end: 12 + text.length - list }] }
  t.equal(readReferences(document).length, 1)
  t.equal(readNotes(document, findLists(document)).length, 1)
})

t.test('a heading with the mark of a note', async (t) => {
  for (const heading of ['參考文獻①', '參考文獻[^1]', 'References¹']) t.equal(findLists(split(`# ${heading}\n\n林振春（2011）。題名。台北：師大書苑。`)).length, 1, heading)
})

t.test('a line of underscores is the author before', async (t) => {
  const found = readReferences(split('# Bibliography\n\nCastells, Manuel. The Rise of the Network Society, Oxford: Blackwell, 1996.\n\n_____. The Power of Identity, Oxford: Blackwell, 2000.'))
  t.same(found.map(({ title, author }) => [title, author]), [['The Rise of the Network Society', [{ family: 'Castells', given: 'Manuel' }]], ['The Power of Identity', [{ family: 'Castells', given: 'Manuel' }]]])
})
