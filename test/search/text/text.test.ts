import fc from 'fast-check'
import { Converter } from 'opencc-js'
import t from 'tap'
import { admits, analyse, candidateOf, dictionaryOf, fold, highlight, occurrences, original, question, rank, terms, words } from '../../../src/search/text/index.ts'

/** Sentences of the sort that archives hold, and what setting and OCR make of them. */
const PIECES = ['臺北市政府社會局', '推動學習型城市', '台灣文學館', '林 振 春', '民國一○一年', '２０１２年', '（養護型）', 'OECD', 'Longworth & Osborne', 'Wú Míng-liè', '㈱三井', 'ﬁn', '…', '，', '。', ' ', '\n', '\u3000', '𠮷野家', '⺠政局', '裡面', '3.5', 'é', 'e\u0301', '茶', '鍾', '\u200b', '\ufeff', 'İ', '﹙', '⼈', 'ﾏﾝｶﾞ', '○', '￮', '\u3099', '\u0301', '\u00ad', '\u302e', 'กำ', '\ud842', '\udfb7']
const text = (): fc.Arbitrary<string> => fc.array(fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...PIECES) }, fc.string({ unit: 'grapheme', maxLength: 4 })), { maxLength: 12 }).map((pieces) => pieces.join(''))

t.test('folding leads back to the original, unit by unit', async () => {
  fc.assert(fc.property(text(), (text) => {
    const folded = fold(text)
    if (folded.starts === undefined) return folded.text.length === text.length
    if (folded.starts.length !== folded.text.length || folded.ends!.length !== folded.text.length) return false
    return folded.starts.every((start, i) => start < folded.ends![i]! && folded.ends![i]! <= text.length && (i === 0 || (start >= folded.starts![i - 1]! && folded.ends![i]! >= folded.ends![i - 1]!)))
  }), { numRuns: 2_000 })
})

t.test('folding twice changes nothing', async () => {
  fc.assert(fc.property(text(), fc.constantFrom('text' as const, 'typed' as const), (text, spaces) => {
    const once = fold(text, spaces).text
    return fold(once, spaces).text === once
  }), {
    numRuns: 2_000,
    // what NFKC makes a circle of; a mark behind what is ignored; letters that NFKC makes marks of; the halves of a character; a mark on a space
    examples: ['￮', 'a\u200b\u0301', 'か\u200b\u00ad\u3099', 'かﾞ', 'aำ', '\ud842\u200b\udfb7', 'か \u{16ff0}\u3099'].map((text) => [text, 'text']),
  })
})

t.test('half-width kana are whole ones, and marks stand on their letter whatever is ignored between', async (t) => {
  t.equal(fold('ﾏﾝｶﾞ ﾊﾟｰｸ').text, fold('マンガパーク').text)
  t.equal(fold('e\u200b\u0301').text, 'e')
  t.equal(fold('￮').text, '〇')
  t.same(original(fold('見ｶﾞ說'), 1, 2), { start: 1, end: 3 })
})

t.test('what stands at a token\'s place in the original folds to the token', async () => {
  fc.assert(fc.property(text(), (text) => analyse(text).every((token) => {
    const there = fold(text.slice(token.start, token.end)).text
    // one character of the original may fold to several (ﬁ, ㈱), of which the token has some
    return there.includes(token.text)
  })), { numRuns: 2_000 })
})

t.test('a text finds itself, whole and every token of it', async () => {
  fc.assert(fc.property(text(), (text) => {
    const candidate = candidateOf({ name: '', names: [], text })
    const tokens = analyse(text)
    if (tokens.length === 0) return true
    const kept = terms(text)
    return tokens.every((token) => kept.has(token.text) && occurrences(candidate.text, token.text).length > 0) && rank(question(text.replace(/[-−－–"「」『』“”＂]/g, ' ')), { documents: 1, averageLength: text.length, frequency: () => 1 }, [candidate])[0]! > 0
  }), { numRuns: 1_000 })
})

t.test('highlights are ascending, apart, within the text, and hold a word of it', async () => {
  fc.assert(fc.property(text(), text(), (text, asked) => {
    const ranges = highlight(text, question(asked))
    return ranges.every(({ start, end }, i) => start < end && end <= text.length && (i === 0 || start >= ranges[i - 1]!.end) && /[\p{L}\p{N}]/u.test(fold(text.slice(start, end)).text))
  }), { numRuns: 1_000, examples: [['\u302e', '\u302e']] })
})

t.test('Traditional, Simplified, 臺 and 台 give the same tokens', async (t) => {
  const simplified = Converter({ from: 'tw', to: 'cn' })
  for (const sentence of ['臺北市政府社會局推動學習型城市', '臺灣的圖書館與終身學習', '裡山塾與鄉村發展協會', '什麼是學習型組織', '鐘錶與鍾先生的後面']) {
    t.same(terms(simplified(sentence)), terms(sentence), sentence)
    t.same(terms(sentence.replaceAll('臺', '台')), terms(sentence), sentence)
    t.same(question(simplified(sentence)).tokens, question(sentence).tokens)
  }
})

t.test('wide setting and line ends between Chinese characters are no spaces; those between typed words are', async (t) => {
  t.equal(fold('林 振 春').text, '林振春')
  t.equal(fold('學習型\n城市').text, fold('學習型城市').text)
  t.equal(fold('learning city').text, 'learning city')
  t.equal(fold('林 振 春', 'typed').text, '林振春')
  t.equal(fold('社會局 文化局', 'typed').text, fold('社會局').text + ' ' + fold('文化局').text)
  t.same(original(fold('見 林 振 春 說'), 1, 4), { start: 2, end: 7 })
  t.ok(terms('背 景 說明').has(fold('背景').text))
})

t.test('words, pairs and characters have their places in the original', async (t) => {
  t.same(analyse('ＯＥＣＤ 茶葉').map(({ text, kind, start, end }) => [text, kind, start, end]), [['oecd', 'word', 0, 4], ['茶叶', 'word', 5, 7], ['茶', 'char', 5, 6], ['叶', 'char', 6, 7], ['茶叶', 'pair', 5, 7]])
  t.same(analyse('O\u0301sborne')[0], { text: 'osborne', kind: 'word', start: 0, end: 8 })
  t.same(analyse('茶').map(({ kind }) => kind), ['word', 'char'])
})

t.test('names of the archive are words, the longest first', async (t) => {
  const dictionary = dictionaryOf(['學習型城市', '學習型', '臺北市立美術館'])
  const text = fold('學習型城市在台北市立美術館').text
  const found = words(text, dictionary).map(([start, end]) => text.slice(start, end))
  for (const name of ['學習型城市', '台北市立美術館']) t.ok(found.includes(fold(name).text), name)
  t.notOk(found.includes(fold('學習型').text))
})

t.test('words that ask are passed over, unless nothing else was typed', async (t) => {
  const asked = (text: string): string => question(text).text.replaceAll(' ', '')
  t.equal(asked('什麼是學習型城市？'), fold('是學習型城市?').text)
  t.equal(asked('誰提出了六分原則？'), fold('提出了六分原則?').text)
  t.equal(asked('What is a learning city?'), 'learningcity?')
  t.equal(asked('如何'), fold('如何').text)
  t.equal(asked('何應欽與幾內亞'), fold('何應欽與幾內亞').text, 'names keep what only looks like asking')
})

t.test('a pasted page is known by its beginning', async (t) => {
  const { tokens } = question('知識社會學習城市'.repeat(3) + Array.from({ length: 900 }, (_, i) => String.fromCodePoint(0x4e00 + i)).join(''))
  t.ok(tokens.length <= 300)
  t.ok(tokens.some(({ text }) => text === fold('知識').text))
})

t.test('phrases and exclusions are read in every way of typing them', async (t) => {
  for (const typed of ['「學習型城市」 −臺北', '『學習型城市』 -台北', '"學習型城市" －台北', '“学习型城市” –「臺北」']) {
    const { phrases, excluded } = question(typed)
    t.same(phrases, [fold('學習型城市').text], typed)
    t.same(excluded, [fold('台北').text], typed)
  }
  t.same(question('COVID-19 疫情').excluded, [], 'a hyphen within a word excludes nothing')
  t.same(question('「」 。').tokens, [])
  const ask = question('「學習 城市」 -高雄')
  t.ok(admits(ask, candidateOf({ name: '', names: [], text: '終身學習\n城市網' })), 'a phrase goes on over the end of a line')
  t.notOk(admits(ask, candidateOf({ name: '', names: [], text: '學習型城市' })))
  t.notOk(admits(ask, candidateOf({ name: '高雄', names: [], text: '學習城市' })))
  t.notOk(admits(question('"art"'), candidateOf({ name: '', names: [], text: 'a party' })), 'Latin words are found whole')
})

t.test('what is marked is what was asked for, as written', async (t) => {
  const marked = (text: string, asked: string): string[] => highlight(text, question(asked)).map(({ start, end }) => text.slice(start, end))
  t.same(marked('本書由林 振 春編著', '林振春'), ['林 振 春'])
  t.same(marked('臺灣的知識社會', '台湾知识'), ['臺灣', '知識'])
  t.same(marked('喝茶的人', '茶'), ['茶'])
  t.same(marked('The Ｃｉｔｙ of cities', 'city'), ['Ｃｉｔｙ'])
  t.same(marked('學習型城市', '學習型城市'), ['學習型城市'], 'with what joins its words')
  t.same(marked('城市社區的社會局', '台北市社會局'), ['社會局'], 'but nothing that only looks like a seam')
  t.same(marked('甲乙丙', '天地'), [])
})

t.test('what is close together and what stands in the name counts more', async (t) => {
  const statistics = { documents: 100, averageLength: 60, frequency: (token: string) => (token.length > 1 ? 5 : 40) }
  const ranked = (asked: string, texts: readonly (readonly [name: string, text: string])[]): number[] => rank(question(asked), statistics, texts.map(([name, text]) => candidateOf({ name, names: [], text })))
  const filling = '其他的事情在這裡說得很長很長而沒有別的意思'
  const [near, far] = ranked('社區 美術', [['', `社區裡的美術${filling}${filling}`], ['', `社區${filling}${filling}美術`]])
  t.ok(near! > far!)
  const [named, within] = ranked('社區大學', [['社區大學', ''], ['某某', '社區大學']])
  t.ok(named! > within!)
  t.same(ranked('社區大學', [['無關', '無關']]), [0])
})
