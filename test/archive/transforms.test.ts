import { readFileSync } from 'node:fs'
import t from 'tap'
import { TRANSFORMS } from '../../src/archive/transforms.ts'
import { cleaned, type Value } from '../../src/archive/value.ts'

const run = (text: string, ...steps: [name: string, args?: unknown][]): readonly Value[] =>
  cleaned(text, steps.map(([name, args]) => TRANSFORMS[name]!.make(TRANSFORMS[name]!.args.parse(args))))
const texts = (text: string, ...steps: [name: string, args?: unknown][]): string[] => run(text, ...steps).map((value) => value.text)

t.test('characters', async (t) => {
  t.same(texts(' 快樂小舖\n(捷運 南勢角庇護工場) ', ['spaces']), ['快樂小舖 (捷運南勢角庇護工場)'])
  t.same(texts('ＡＢ１（甲）', ['halfwidth']), ['AB1(甲)'])
  t.same(texts('北市社字第０１６７號', ['digits']), ['0167'])
  t.same(texts('零售業??', ['strip', '?']), ['零售業'])
  t.same(texts('a.b.c', ['replace', { match: '\\.', with: '-' }]), ['a-b-c'])
  t.same(texts('臺北市文山區木新路', ['take', '^臺北市..區']), ['臺北市文山區'])
  t.same(texts('編號：12', ['take', '：(\\d+)']), ['12'])
  t.same(texts('x', ['take', 'y']), [])
  t.same([texts('大安區', ['prefix', '臺北市']), texts('臺北市大安區', ['prefix', '臺北市']), texts('115', ['suffix', '年'])], [['臺北市大安區'], ['臺北市大安區'], ['115年']])
})

t.test('one for another', async (t) => {
  const table = { 6300300: '大安區' }
  t.same(texts('6300300', ['map', table]), ['大安區'])
  t.match(run('1', ['map', table]), [{ text: '1', unread: /not in the table/ }])
  t.same([texts('1', ['rename', table]), texts('1', ['pick', table]), texts('6300300', ['pick', table])], [['1'], [], ['大安區']])
  t.same(texts('無', ['blank', ['無', '-']]), [])
})

t.test('several in one cell', async (t) => {
  t.match(run('大臺北鍾姓宗親會/新北市詔安客家文化促進協會(創會會長)', ['split', '/'], ['remark', { match: '會長$', as: 'role' }]), [
    { text: '大臺北鍾姓宗親會', marks: {} }, { text: '新北市詔安客家文化促進協會', marks: { role: '創會會長' } },
  ])
  t.same(texts('甲、乙,丙', ['split', ['、', ',']]), ['甲', '乙', '丙'])
  t.same(texts('/', ['split', '/']), [])
})

t.test('remarks in brackets', async (t) => {
  t.match(run('臺北市社會福利學會(解散)', ['remark', { match: '^解散$', as: 'status' }]), [{ text: '臺北市社會福利學會', marks: { status: '解散' } }])
  t.match(run('某協會〈已解散〉', ['remark']), [{ text: '某協會', marks: { remark: '已解散' } }])
  t.same(run('璞園老人長期照顧中心(養護型)', ['remark', { match: '^解散$' }]), [{ text: '璞園老人長期照顧中心(養護型)', marks: {} }])
  t.match(run('危老重建推動師協會(原：危老推動師協會))', ['remark', { match: '^原[:：]?(.{4,})$', as: 'former' }]), [{ text: '危老重建推動師協會', marks: { former: '危老推動師協會' } }])
  t.match(run('旅館同業發展協會(原旅舘商業同業公會會員自救協會', ['remark', { match: '^原[:：]?(.{4,})$', as: 'former' }]), [{ text: '旅館同業發展協會', marks: { former: '旅舘商業同業公會會員自救協會' } }], 'cut off before the bracket')
  t.same(texts('第十(西北)國際獅子會', ['remark']), ['第十(西北)國際獅子會'], 'only at the end')
})

t.test('X附設Y: the whole, with X above it', async (t) => {
  const [value] = run('財團法人心路社會福利基金會附設心路洗衣坊', ['affiliated'])
  t.match(value, { text: '財團法人心路社會福利基金會附設心路洗衣坊', marks: { part: '心路洗衣坊' }, parent: { text: '財團法人心路社會福利基金會' } })
  t.equal(run('心路社會福利基金會', ['affiliated'])[0]!.parent, undefined)
  const nested = run('臺北醫學大學附設醫院樂活屋庇護商店', ['affiliated'])[0]!
  t.match(nested, { marks: { part: '樂活屋庇護商店' }, parent: { text: '臺北醫學大學附設醫院', marks: { part: '醫院' }, parent: { text: '臺北醫學大學' } } })
  t.match(run('勝利基金會辦理樸樹咖啡', ['affiliated', { words: ['附設', '辦理'] }])[0], { parent: { text: '勝利基金會' } })
})

t.test('units: each with what it is under', async (t) => {
  const match = '^臺北市政府|局|處(?!理)'
  t.match(run('臺北市政府工務局新建工程處共同管道科', ['units', match])[0], {
    marks: { part: '共同管道科' }, parent: { text: '臺北市政府工務局新建工程處', marks: { part: '新建工程處' }, parent: { text: '臺北市政府工務局', marks: { part: '工務局' }, parent: { text: '臺北市政府' } } },
  })
  t.match(run('臺北市政府環境保護局廢棄物處理場', ['units', match])[0], { marks: { part: '廢棄物處理場' }, parent: { text: '臺北市政府環境保護局' } })
  t.equal(run('臺北市商業處', ['units', match])[0]!.parent, undefined)
})

t.test('dates and numbers', async (t) => {
  t.same(['76.12.05', '1130102', '民國101年4月', '不詳'].map((text) => texts(text, ['date'])), [['1987-12-05'], ['2024-01-02'], ['2012-04'], []])
  for (const text of ['2', 'Vietnam', '北市社商字第0167號', '1130230']) t.match(run(text, ['date']), [{ text, unread: /./ }])
  t.same([texts('108/09/30至117/12/31', ['interval', 'start']), texts('108/09/30至117/12/31', ['interval', 'end'])], [['2019-09-30'], ['2028-12-31']])
  t.match(run('無期', ['interval', 'start']), [{ unread: /./ }])
  t.same(texts('１,２３４', ['number']), ['1234'])
  t.match(run('約三十', ['number']), [{ text: '約三十', unread: /./ }])
  t.match(run('Vietnam', ['date'], ['prefix', 'x']), [{ text: 'Vietnam' }], 'what could not be read goes through untouched')
})

t.test('the manual names every transform, and only these', async (t) => {
  const manual = readFileSync(new URL('../../docs/import.md', import.meta.url), 'utf8')
  const listed = [...manual.matchAll(/^\| `(\w+)/gm)].map((found) => found[1]!)
  t.same([...listed].sort(), Object.keys(TRANSFORMS).sort())
})
