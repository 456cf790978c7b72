import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import t from 'tap'
import { ask } from '../../../src/questions/ask.ts'
import { loadGrammar } from '../../../src/questions/ask/load.ts'
import { askPage } from '../../../src/questions/ask/page.ts'
import { often, vocabulary } from '../../fixture.ts'
import { asked } from './asked.ts'
import { demonstration } from './demo.ts'
import { readingText } from './readings.ts'

const { asking } = await demonstration(t)
/** What is read, without what is only said beside it. */
const readings = async (text: string): Promise<string[]> => Promise.all((await ask(asking, text)).readings.map(({ put }) => readingText(asking, put)))

t.test('any text is answered or declined', async (t) => {
  const words = [...loadGrammar(vocabulary).words.keys(), '社會局', '文化局', '《學習型城市》', '「', '」', '民國105年', '2016', '、', '，', '？', '\u0000', '\ud800', '🙂', '㈱', ' ']
  const text = fc.oneof(fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }), fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 12 }).map((all) => all.join('')), fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 12 }).map((all) => all.join(' ')))
    .filter((one) => one.normalize('NFKC').trim() !== '' && one.normalize('NFKC').trim().length <= 300)
  await fc.assert(fc.asyncProperty(text, async (one) => {
    const { answer, declined, readings: all } = await ask(asking, one)
    return (answer === undefined) === (declined !== undefined) && (answer === undefined || all.length > 0)
  }), { numRuns: often(150, 500) })
  t.pass()
})

t.test('names in any order are the same question where the question has no order', async (t) => {
  const names = fc.shuffledSubarray(['社會局', '文化局', '教育局', '衛生局', '勞動局'], { minLength: 3, maxLength: 4 })
  const forms = [(list: string) => `哪些組織連結${list}？`, (list: string) => `同時跟${list}往來的單位`, (list: string) => `${list}之間誰是橋樑`]
  await fc.assert(fc.asyncProperty(names, fc.constantFrom(...forms), fc.constantFrom('、', '和', '與', '跟'), async (some, form, joint) => {
    const [first, second] = [await readings(form(some.join(joint))), await readings(form([...some].reverse().join('、')))]
    return first.length > 0 && JSON.stringify(first) === JSON.stringify(second)
  }), { numRuns: often(12, 50) })
  const pair = fc.shuffledSubarray(['社會局', '文化局', '教育局', '林振春'], { minLength: 2, maxLength: 2 })
  await fc.assert(fc.asyncProperty(pair, fc.constantFrom((a: string, b: string) => `哪些組織連結${a}與${b}`, (a: string, b: string) => `${a}和${b}有什麼關係`), async ([a, b], form) =>
    JSON.stringify(await readings(form(a!, b!))) === JSON.stringify(await readings(form(b!, a!)))), { numRuns: often(10, 50) })
  t.pass()
})

t.test('the same is counted in every district, and in the same however it is written', async (t) => {
  const district = fc.constantFrom('大安區', '中山區', '大同區', '文山區', '中正區', '東區', '烏來鄉', '那瑪夏區', '信義區', '和平區')
  const kind = fc.constantFrom('協會', '樂齡學習中心', '基金會', '心理諮商所', '扶輪社')
  const forms = [(place: string, what: string) => `${place}有幾個${what}`, (place: string, what: string) => `${place}的${what}有幾個？`, (place: string, what: string) => `位於${place}的${what}有多少`, (place: string, what: string) => `請問在${place}，${what}有幾家`, (place: string, what: string) => `${what}在${place}有幾個`]
  await fc.assert(fc.asyncProperty(district, kind, fc.constantFrom(...forms), async (place, what, form) => {
    const [found] = await readings(form(place, what))
    return found !== undefined && found === (await readings(forms[0]!(place, what)))[0] && found.includes(place) && found.includes(what)
  }), { numRuns: often(25, 250) })
  t.pass()
})

t.test('a book without a title is any text, wherever the words stand', async (t) => {
  const concept = fc.constantFrom('共伴效應', '六分原則', '雙核心引擎', '林振春', '永安藝文館')
  const forms = [(x: string) => `書在哪裡談到${x}`, (x: string) => `書裡哪裡提到${x}`, (x: string) => `哪裡談到${x}？`, (x: string) => `${x}在書裡哪一頁`, (x: string) => `${x}在第幾頁提到`, (x: string) => `這本書第幾頁談到${x}呢`, (x: string) => `請問書上哪一段談到${x}`]
  await fc.assert(fc.asyncProperty(concept, fc.constantFrom(...forms), async (x, form) => {
    const [found] = await readings(form(x))
    return found !== undefined && found === (await readings(forms[0]!(x)))[0]
  }), { numRuns: often(25, 150) })
  t.pass()
})

t.test('what is only polite changes nothing', async (t) => {
  const questions = asked().filter(({ declined, unseen, text }) => !declined && !unseen && /\p{Script=Han}/u.test(text) && !/^(?:請|麻煩)|嗎/.test(text)).map(({ text }) => text)
  const before = ['請問', '我想知道', '請告訴我', '麻煩幫我查一下', '不好意思，請教一下，', '　', '你好，']
  const behind = ['呢', '呢？', '？', '  ', '，謝謝', '！']
  await fc.assert(fc.asyncProperty(fc.constantFrom(...questions), fc.constantFrom(...before), fc.constantFrom(...behind), async (text, polite, thanks) => {
    const plain = text.replace(/[？?]$/, '')
    return JSON.stringify(await readings(text)) === JSON.stringify(await readings(`${polite}${plain}${thanks}`))
  }), { numRuns: often(50, 200) })
  t.pass()
})

t.test('what stands before a question, saying that one is asked, changes nothing', async (t) => {
  const questions = ['永安藝文館由誰經營', '社會局底下有哪些科', '林振春寫了什麼', '什麼是雙核心', '2019年到2020年之間社會局委託了哪些基金會']
  const frames = ['學習單第三題：', '（第1題）', '里長在問：', '鄰居阿嬤昨天問我，請問', '孫子的作業要寫，想請教一下']
  for (const question of questions) {
    const plain = await readings(question)
    t.ok(plain.length > 0)
    for (const frame of frames) t.same(await readings(frame + question), plain, frame + question)
  }
  for (const text of ['如果社會局被裁撤，請問永安藝文館由誰經營', '不要告訴我：永安藝文館由誰經營']) t.same(await readings(text), [], `what supposes or denies is no frame: ${text}`)
})

t.test('a question that ends before the second name asks for it, and no reading is offered twice', async (t) => {
  for (const text of ['哪些組織連結社會局跟', '哪些單位連結社會局、', '社會局和']) t.match(await ask(asking, text), { answer: undefined, declined: 'not_understood', text: /還少一個名稱/ }, text)
  t.ok((await ask(asking, 'Who wrote with 姚曉萍?')).answer, 'in English a question may end with a joint')
  const offered = await readings('林振春寫了什麼')
  t.equal(new Set(offered).size, offered.length)
})

t.test('臺 and 台, Simplified, wide spaces and full-width figures make no difference', async (t) => {
  for (const [one, other] of [
    ['永安藝文館在2024年由誰經營', '永 安 藝 文 館在２０２４年由誰經營'], ['臺北市立圖書館的主管機關是誰', '台北市立图书馆的主管机关是谁'],
    ['民國113年永安藝文館由誰經營', '２０２４年永安藝文館由誰經營'], ['林振春寫了什麼', '林　振　春　寫了什麼'], ['Who proposed 六分原則?', 'who PROPOSED 六分原則'],
  ] as const) t.same(await readings(other), await readings(one), other)
})

t.test('the page has the tables of the grammar', async (t) => {
  const page = readFileSync(new URL('../../../docs/ask.md', import.meta.url), 'utf8')
  t.equal(page, askPage(page, loadGrammar(vocabulary), vocabulary), 'node docs/ask.ts writes it')
  t.match(page, /經營 營運.*\| 經營 \| 經營者為 \|/)
})
