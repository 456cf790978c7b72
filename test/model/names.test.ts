import fc from 'fast-check'
import { Converter } from 'opencc-js'
import t from 'tap'
import { bareKey, fold, formsConflict, legalForm, nameKey, normaliseSpaces } from '../../src/model/names.ts'

const points = (text: string): number => [...text].length

t.test('names written with variants, in Simplified characters, wide or broken by PDF have one key', async (t) => {
  const same = [
    ['臺北市文化局', '台北市文化局', '台北市⽂化局', '台北巿文化局', '臺 北 市 文 化 局', '台北市文化局\u3000'],
    ['民政局', '⺠政局'], ['長青會', '⻑青會', '长青会', '長靑會'], ['裡山塾', '裏山塾', '里山塾'], ['圖書館', '図書館', '图书馆', '圖書舘'],
    ['什麼劇團', '什么剧团', '什麽劇團'], ['群眾', '羣衆'], ['高雄', '髙雄'], ['ＯＩＫＯＳ協會', 'oikos协会'], ['彰化銀行衛生所', '彰化銀行衞生所'],
    ['國際獅子會第一○四〈民權〉分會', '國際獅子會第一０四(民權)分會', '國際獅子會第一〇四（民權）分會'],
    ['財團法人「張老師」基金會', '財團法人張老師基金會'], ['薪源˙藝術集', '薪源・藝術集', '薪源藝術集'], ['黑手那卡西-工人樂隊', '黑手那卡西－工人樂隊', '黑手那卡西工人樂隊'],
    ['In Tap', 'InTap'], ['北投\ufeff區', '北投區'],
  ]
  for (const names of same) t.equal(new Set(names.map(nameKey)).size, 1, names.join(' = '))
})

t.test('names that differ by more have different keys', async (t) => {
  const different = [
    ['台中市老人協會', '台中市聾人協會'], ['對?面劇坊', '對面劇坊', '對街面劇坊'], ['台北市醫師公會', '臺北市牙醫師公會'], ['社團法人中華兆陽文教發展協會', '財團法人中華兆陽文教發展協會'],
    ['璞園老人長期照顧中心(養護型)', '璞園老人長期照顧中心'], ['藝坊', '芸坊'], ['滬劇', '濾劇'], ['M&B舞劇團', 'MB舞劇團'], ['覆健', '復健'], ['……', '！？'],
  ]
  for (const names of different) t.equal(new Set(names.map(nameKey)).size, names.length, names.join(' ≠ '))
})

t.test('a bare key leaves out legal form and remarks; a key does not', async (t) => {
  const same = [
    ['財團法人心路社會福利基金會', '心路社會福利基金會', '財團法人 心路社會福利基金會', '心路社會福利基金會（解散）'],
    ['台北市野鳥學會(社團法人)', '社團法人台北市野鳥學會', '臺北市野鳥學會', '社團法人臺北市野鳥學會（已解散）'],
    ['社團法人臺北市歐伊寇斯OIKOS社區關懷協會', '台北市歐伊寇斯OIKOS社區關懷協會'],
    ['世界客屬總會(總會長)', '世界客屬總會'], ['新北市詔安客家文化促進協會(創會會長)', '新北市詔安客家文化促進協會'],
    ['臺北市危老重建推動師協會(原：臺北市危老推動師協會))', '臺北市危老重建推動師協會'], ['景澤創意有限公司', '景澤創意', '景澤創意有限公司(歇業)'],
  ]
  for (const names of same) {
    t.equal(new Set(names.map(bareKey)).size, 1, names.join(' = '))
    t.ok(new Set(names.map(nameKey)).size > 1)
  }
  t.not(bareKey('臺北市萬華老人服務中心(福星)'), bareKey('臺北市萬華老人服務中心'), 'what else stands in brackets is name')
  t.equal(bareKey('財團法人'), nameKey('財團法人'), 'a form alone is a name')
})

t.test('a name without end is not stripped without end', async (t) => {
  t.equal(bareKey(`甲${'(法人)'.repeat(8)}`), bareKey('甲'))
  t.equal(bareKey(`甲${'(法人)'.repeat(200)}`), nameKey(`甲${'法人'.repeat(192)}`))
})

t.test('the legal form is told apart from the rest, as printed', async (t) => {
  const forms: Record<string, [string, string] | undefined> = {
    '財團法人心路社會福利基金會': ['財團法人', '心路社會福利基金會'], '财团法人心路基金会': ['財團法人', '心路基金会'], '財 團 法 人 台灣文學發展基金會': ['財團法人', '台灣文學發展基金會'],
    '台北市野鳥學會(社團法人)': ['社團法人', '台北市野鳥學會'], '台北市野鳥學會〔社團法人〕': ['社團法人', '台北市野鳥學會'], '台北市墨研畫會（法人）': ['法人', '台北市墨研畫會'],
    '佳醫長照社團法人': ['長照社團法人', '佳醫'], '振興醫療財團法人': ['醫療財團法人', '振興'], '臺灣菸酒股份有限公司': ['股份有限公司', '臺灣菸酒'], '臺灣菸酒(股)公司': ['股份有限公司', '臺灣菸酒'],
    '（財）某某基金會': ['財團法人', '某某基金會'], '㈶某某基金會': ['財團法人', '某某基金會'], '㈱三井物產': ['株式會社', '三井物產'], '保證責任臺北市合作社': ['保證責任', '臺北市合作社'],
    '社團法人 臺北市 OIKOS Care 協會': ['社團法人', '臺北市 OIKOS Care 協會'], '財團法人財團法人': ['財團法人', '財團法人'],
    '三井物產株式會社舊倉庫': undefined, '天主教耕莘醫療財團法人永和耕莘醫院': undefined, '台灣法人': undefined, '財團法人': undefined, '有限公司': undefined, '無限大演社': undefined, '': undefined,
  }
  for (const [text, expected] of Object.entries(forms)) t.same(legalForm(text), expected && { form: expected[0], rest: expected[1] }, text)
})

t.test('two forms conflict unless one of them says only less', async (t) => {
  t.ok(formsConflict('財團法人', '社團法人'))
  t.ok(formsConflict('有限公司', '股份有限公司'))
  t.ok(formsConflict('財團法人', '有限公司'))
  t.ok(formsConflict('醫療財團法人', '學校財團法人'))
  for (const [a, b] of [[undefined, '財團法人'], ['財團法人', undefined], ['財團法人', '財團法人'], ['法人', '社團法人'], ['財團法人', '醫療財團法人']]) t.notOk(formsConflict(a, b), `${a} ${b}`)
})

t.test('spaces of the setting go, spaces between Latin words stay', async (t) => {
  const clean: Record<string, string> = {
    '林 振 春': '林振春', '\u3000林\u3000振\u3000春 ': '林振春', '財團法人 台灣文學發展基金會': '財團法人台灣文學發展基金會', ' Music & Dance  Arts\n': 'Music & Dance Arts',
    '音踏 In Tap': '音踏 In Tap', '快樂小舖\n(捷運南勢角庇護工場)': '快樂小舖 (捷運南勢角庇護工場)', '北投\u200b區': '北投區', '教育 ， 終身': '教育，終身',
  }
  for (const [text, expected] of Object.entries(clean)) t.equal(normaliseSpaces(text), expected)
})

t.test('folding twice changes nothing, and a folded text is as long as the text', async (t) => {
  const letters = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: fc.integer({ min: 0x2e80, max: 0x9fff }).map((c) => String.fromCodePoint(c)) }), fc.string({ unit: fc.constantFrom(...'財團法人社(（)）臺台裡有限公司解散 \u3000㈱İA') }))
  fc.assert(fc.property(letters, (text) => {
    const folded = fold(text)
    // What is several characters in lower case, or joins others under NFKC, is all that may still move.
    return points(folded) === points(text.normalize('NFKC')) && fold(folded.normalize('NFKC')) === fold(folded)
  }), { numRuns: 2_000 })
  fc.assert(fc.property(letters, (text) => {
    const form = legalForm(text)
    return nameKey(normaliseSpaces(text)) === nameKey(text) && (form === undefined || (form.rest !== '' && points(form.rest) < points(text.normalize('NFKC')))) && bareKey(text).length <= Math.max(nameKey(text).length, fold(text).length)
  }), { numRuns: 2_000, examples: [['） ）'], ['（\u3000）'], ['e\u200b\u0301'], ['か\u{16ff0} \u{16ff0}\u3099']] })
  t.pass()
})

t.test('every character of Big5 has the key of what OpenCC makes of it in Simplified writing', async (t) => {
  const simplify = Converter({ from: 'tw', to: 'cn' })
  const decoder = new TextDecoder('big5')
  const missed: string[] = []
  for (let lead = 0xa4; lead <= 0xf9; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) {
      const char = decoder.decode(Uint8Array.of(lead, trail))
      if (points(char) === 1 && fold(char) !== fold(simplify(char))) missed.push(char)
    }
  }
  t.same(missed, [])
})
