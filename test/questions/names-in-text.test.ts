import fc from 'fast-check'
import t from 'tap'
import { PUBLIC } from '../../src/model/audience.ts'
import { namesInText } from '../../src/questions/names-in-text.ts'
import { often, smallCity, vocabulary } from '../fixture.ts'

t.test('names in a text that is being written are found, the longest first', async (t) => {
  const { store, ids, scribe } = await smallCity(t)
  const shrine = scribe.entity('Place', '慈祐宮')
  const whole = scribe.entity('Place', '松山慈祐宮')
  const namesake = scribe.entity('Organization', '慈祐宮')
  await scribe.commit()
  const asking = { graph: store, vocabulary, viewer: PUBLIC }
  const found = async (text: string): Promise<unknown> => (await namesInText(asking, text, PUBLIC)).map(({ text: said, candidates }) => [said, candidates.map(({ id }) => id)])
  t.strictSame(await found('阿公在松山慈祐宮前，\n遇到台北市政府社会局的 林 振 春。'), [['松山慈祐宮', [whole]], ['台北市政府社会局', [ids.social]], ['林 振 春', [ids.person]]])
  t.strictSame(await found('慈祐宮'), [['慈祐宮', [shrine, namesake].sort()]])
  t.strictSame(await found('{慈祐宮|Tsû-iū-kiong}與{文化|bûn-huà}局'), [['{慈祐宮|Tsû-iū-kiong}', [shrine, namesake].sort()], ['{文化|bûn-huà}局', [ids.culture]]])
  t.strictSame(await found('[慈祐宮](/entities/1)和慈祐宮'), [['慈祐宮', [shrine, namesake].sort()]], 'a link is none to be offered')
  t.strictSame(await found('慈祐\n\n宮'), [], 'no name goes on beyond a blank line')
  t.strictSame(await found('祕密社'), [], 'nor what is hidden')
  const member = { signedIn: true, protocols: new Set(['elders']) }
  t.strictSame(await namesInText({ ...asking, viewer: member }, '祕密社', PUBLIC), [], 'from whoever asks: the dictionary is everybody\'s')
  await t.rejects(namesInText(asking, '字'.repeat(20_001), PUBLIC), { code: 'BAD_USER_INPUT', details: { field: 'text' } })
})

t.test('offsets are those of the text, whatever surrounds a name', async (t) => {
  const { store } = await smallCity(t)
  const asking = { graph: store, vocabulary, viewer: PUBLIC }
  const around = fc.array(fc.constantFrom('的', '與', '、', '\n', '\n\n', ' ', '　', 'a', '🙂', '㈱', '{人|lâng}', '{', '|', '}', '[', ']('), { maxLength: 6 }).map((all) => all.join(''))
  await fc.assert(fc.asyncProperty(around, around, fc.constantFrom('臺北市政府社會局', '{臺北|Tâi-pak}市政府社會局', '臺北市政府{社會|siā-huē}局'), async (before, after, name) => {
    const text = `${before}${name}${after}`
    const found = await namesInText(asking, text, PUBLIC)
    return found.every(({ start, end, text: said }) => text.slice(start, end) === said) && found.every(({ start }, i) => i === 0 || start >= found[i - 1]!.end)
      && (/[{|[(]/.test(before.replaceAll('{人|lâng}', '') + after.replaceAll('{人|lâng}', '')) || found.some(({ start, end }) => start === before.length && end === before.length + name.length))
  }), { numRuns: often(200, 3_000) })
  t.pass()
})
