import fc from 'fast-check'
import t from 'tap'
import { PUBLIC, WHOLE } from '../../src/model/audience.ts'
import { namesInText, namesOfLookup } from '../../src/questions/names-in-text.ts'
import { namesSeen } from '../../src/questions/resolve-index.ts'
import { pages } from '../../src/graph/every.ts'
import { emptyStore, often, smallCity, vocabulary } from '../fixture.ts'
import { MIXED, random, VIEWERS } from '../generate/index.ts'
import { vocabulary as small } from '../generate/vocabulary.ts'
import { grown } from '../leak/city.ts'
import { Oracle } from '../oracle/index.ts'

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
  const theirs = async (text: string): Promise<string[]> => (await namesInText({ ...asking, viewer: member }, text, PUBLIC)).map(({ text: said }) => said)
  t.strictSame(await theirs('祕密社在慈祐宮'), ['祕密社', '慈祐宮'], 'from those it is hidden from')
  scribe.entity('Place', '慈祐宮前', { audience: { mode: 'all', protocols: ['elders'] } })
  await scribe.commit()
  t.strictSame([await theirs('在慈祐宮前'), (await namesInText(asking, '在慈祐宮前', PUBLIC)).map(({ text: said }) => said)], [['慈祐宮前'], ['慈祐宮']])
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

t.test('whoever asks is offered the names that they see, as if they had a dictionary of their own', async (t) => {
  const seed = Number(process.env['LEAK_SEED'] ?? Math.floor(Math.random() * 2 ** 31))
  const chance = random(seed)
  const store = await emptyStore(t)
  const oracle = new Oracle(small)
  for (let round = 0; round < 2; round++) {
    await grown(chance, store, oracle, { ...MIXED, restricted: 0.5 })
    const all = await Array.fromAsync(pages((page) => store.find({ includeProposed: true }, WHOLE, page), 200))
    const names = all.flat().flatMap(({ names }) => names.map(({ text }) => text))
    const text = Array.from({ length: 200 }, () => chance.pick(names)).join('和')
    let more = 0
    for (const viewer of VIEWERS) {
      const found = await namesInText({ graph: store, vocabulary, viewer }, text, PUBLIC)
      t.strictSame(found, await namesOfLookup(await namesSeen({ graph: store, viewer }), text), `seed ${seed}`)
      if (found.length > 0 && JSON.stringify(found) !== JSON.stringify(await namesInText({ graph: store, vocabulary, viewer: PUBLIC }, text, PUBLIC))) more++
    }
    t.ok(more > 0, `seed ${seed}: some see more than everyone`)
  }
})
