import fc from 'fast-check'
import t from 'tap'
import { nameKey } from '../../src/model/names.ts'
import { compareNames, contraction, likeness, numbersOf, partsOf, titled, type Reason } from '../../src/model/names/index.ts'
import type { Kind } from '../../src/model/records.ts'
import { associations } from '../generate/names.ts'

const pairs = (text: string): [string, string][] => text.trim().split(/\s*[|\n]\s*/).map((pair) => pair.split('=') as [string, string])

t.test('the reason says how two names are alike, and whether one may stand for the other', async (t) => {
  const cases: [Reason, boolean, Kind, string][] = [
    ['key', true, 'Organization', '台北市愛鄉協會=臺北市愛鄉協會|臺 北 市 文 化 局=臺北市文化局|ＯＩＫＯＳ協會=OIKOS協會'],
    ['titled', true, 'Person', '楊碧雲專員=楊碧雲|李建興理事長=李建興|館長曾淑賢=曾淑賢|林振春教授=林 振 春|Dr. Norman Longworth=Norman Longworth|臺北市立圖書館館長曾淑賢=曾淑賢|歐陽明 副教授=歐陽明|林振春（主任委員）=林振春'],
    ['bracketed', true, 'Organization', '經濟合作暨發展組織（OECD）=經濟合作暨發展組織|經濟合作暨發展組織(OECD, 2010)=OECD'],
    ['translated', true, 'Organization', 'The City of Taipei=City of Taipei|Institute for Lifelong Learning=The Institute of Lifelong Learning'],
    ['short', true, 'Organization', '北美館=臺北市立美術館|北市社會局=臺北市政府社會局|師大=國立臺灣師範大學|環保署=行政院環境保護署|北市圖=臺北市立圖書館|新工處=臺北市政府工務局新建工程處'],
    ['short', false, 'Organization', '師大=國立彰化師範大學|聯醫=臺北市立聯合醫院|市立大學=臺北市立大學'],
    ['bare', true, 'Organization', '財團法人心路社會福利基金會=心路社會福利基金會'],
    ['bare', false, 'Organization', '財團法人中華兆陽文教發展協會=社團法人中華兆陽文教發展協會'],
    ['place', false, 'Organization', '大夥房文化協會=台北市大夥房文化協會|彰化縣同鄉會=台北市彰化縣同鄉會'],
    ['similar', false, 'Person', '董欣孜=董欣玟|許曼真=許嫚真'],
    ['similar', false, 'Organization', '財團法人永信文教基金會=財團法人永佶文教基金會'],
    ['core', false, 'Organization', '財團法人臺北市私立恆安社會福利慈善事業基金會=財團法人恆安社會福利基金會|財團法人台灣省私立王大明紀念基金會=財團法人王大明文教基金會'],
  ]
  for (const [reason, certain, kind, text] of cases) {
    for (const [a, b] of pairs(text)) {
      t.match(compareNames(a, b, { kind }), { reason, certain }, `${a} ${b}`)
      t.match(compareNames(b, a, { kind }), { reason, certain }, `${b} ${a}`)
    }
  }
  t.match(compareNames('社會局', '社會局', { sort: 'short' }), { reason: 'alias', certain: true })
})

t.test('bodies one character or one number apart are not alike', async (t) => {
  const apart = '台中市老人協會=台中市聾人協會|臺北市第一國際同濟會=臺北市第二國際同濟會|台北市東區獅子會=台北市西區獅子會|台北市章姓宗親會=台北市童姓宗親會'
  for (const [a, b] of pairs(apart)) t.notMatch(compareNames(a, b, { kind: 'Organization' }), { reason: 'similar' }, `${a} ${b}`)
  for (const [a, b] of pairs('臺北市大安區公所=臺北市信義區公所|台北市老人協會=台北市老人福利協會|圖書館=臺北市立圖書館東湖分館|臺北市政府教育局=教育部')) t.notOk(compareNames(a, b)?.certain, `${a} ${b}`)
  t.equal(compareNames('林振春', '王大明', { kind: 'Person' }), undefined)
  t.equal(compareNames('林振春', '林振夏', { kind: 'Person' }), undefined, 'seasons tell names apart')
})

t.test('only a person’s name beside a post is taken apart', async (t) => {
  for (const text of ['理事長聯誼會', '教授', '陳主任', '黃富順', '理事長', '臺北市立圖書館館長', '林副教授']) t.equal(titled(text), undefined, text)
  t.same(titled('楊碧雲專員'), { name: '楊碧雲', title: '專員' })
})

t.test('a contraction takes characters in order, where words begin, and keeps the head', async (t) => {
  t.match(contraction('北美館', '臺北市立美術館'), { clean: true, placeless: false })
  t.match(contraction('環保局', '臺北市政府環境保護局'), { clean: true, placeless: true })
  for (const [short, full] of pairs('美北館=臺北市立美術館|北美局=臺北市立美術館|老人協會=老人福利協會|社會局=臺北市政府社會局社會工作科')) t.equal(contraction(short, full), undefined, `${short} ${full}`)
  t.notOk(contraction('北館', '臺北市立美術館')?.clean, 'nothing of its own')
  t.notOk(contraction('工程處', '臺北市政府捷運工程局第一區工程處')?.clean, 'a number is left out')
})

t.test('the parts of a name are the name', async (t) => {
  t.match(partsOf('財團法人臺北市私立恆安社會福利慈善事業基金會'), { core: nameKey('恆安'), seat: nameKey('臺北市'), keeper: nameKey('私立'), head: nameKey('基金會') })
  t.match(partsOf('財團法人臺北市立心慈善基金會'), { core: nameKey('立心') }, 'no museum of the city')
  t.match(partsOf('臺北市六星社區推廣協會'), { place: nameKey('臺北市') }, '社區 is no district')
  for (const name of associations().slice(0, 500)) {
    const { bare, core, head } = partsOf(name)
    t.ok(core !== '' && bare.includes(core) && bare.endsWith(head), name)
  }
  t.equal(numbersOf('国际狮子会第300区'), '第300')
})

t.test('comparing is symmetric, and a name is like itself', async (t) => {
  const name = fc.constantFrom(...associations().slice(0, 400))
  const shorter = fc.tuple(name, fc.nat(20), fc.nat(4)).map(([text, at, length]) => text.slice(0, at) + text.slice(at + length))
  const either = fc.oneof(name, shorter.filter((text) => nameKey(text) !== ''))
  fc.assert(fc.property(either, either, (a, b) => {
    const [one, other] = [compareNames(a, b), compareNames(b, a)]
    return one?.reason === other?.reason && one?.score === other?.score && one?.certain === other?.certain && (one === undefined || (one.score > 0 && one.score <= 1 && one.for.length > 0))
  }), { numRuns: 2_000 })
  fc.assert(fc.property(either, (a) => compareNames(a, a)?.reason === 'printed'))
  fc.assert(fc.property(fc.constantFrom(...'协会社福教文化人大发展市北台'), fc.constantFrom(...'协会社福教文化人大发展市北台'), (a, b) => likeness(a, b) === likeness(b, a) && likeness(a, a) === 1))
  t.pass()
})

t.test('what says only what it is is nobody\'s short name', (t) => {
  t.equal(contraction('醫院', '臺北市立萬芳醫院'), undefined)
  t.equal(contraction('萬芳醫院', '臺北市立萬芳醫院')?.missing.length, 1)
  t.end()
})
