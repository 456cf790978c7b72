import fc from 'fast-check'
import t from 'tap'
import { inLanguage, wrongIn } from '../../src/web/words.ts'

const [zh, en] = [{ language: 'zh-Hant' }, { language: 'en' }] as const

t.test('a sentence in both languages is said in that of the page', (t) => {
  t.equal(inLanguage(zh, '退回要寫原因，提出的人會看到 (to return needs words)'), '退回要寫原因，提出的人會看到')
  t.equal(inLanguage(en, '退回要寫原因，提出的人會看到 (to return needs words)'), 'to return needs words')
  t.equal(inLanguage(zh, '只差一個形近字 (one character that looks alike): 嫚／曼'), '只差一個形近字：嫚／曼', 'what follows goes with both')
  t.equal(inLanguage(en, '只差一個形近字 (one character that looks alike): 嫚／曼'), 'one character that looks alike: 嫚／曼')
  t.equal(inLanguage(zh, '找不到 Café (old name) (not found)'), '找不到 Café (old name)', 'brackets that somebody typed stay')
  t.equal(inLanguage(zh, '不是「台北市野鳥學會(NGO)」的頁'), '不是「台北市野鳥學會(NGO)」的頁', 'those of a name too')
  t.end()
})

t.test('what is said in one language alone stays as it is', (t) => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('(')), (text) => inLanguage(zh, text) === text && inLanguage(en, text) === text))
  t.end()
})

t.test('what is wrong is never said in the other language alone', (t) => {
  t.equal(wrongIn(zh, 'kinds: Invalid option'), '這裡有讀不懂的東西，請改一改（kinds: Invalid option）')
  t.equal(wrongIn(zh, '「松山」 is none of them'), '這裡有讀不懂的東西，請改一改（「松山」 is none of them）', 'the words that were typed are of no language')
  t.equal(wrongIn(en, '這樣不行'), 'This cannot be done: 這樣不行')
  t.equal(wrongIn(zh, '找不到「x」 (not found)'), '找不到「x」')
  t.equal(wrongIn(en, 'kinds: Invalid option'), 'kinds: Invalid option')
  t.end()
})
