import fc from 'fast-check'
import t from 'tap'
import { alikeIn, anchored, likeness, quoted, Text } from '../../src/model/anchor.ts'
import { often } from '../fixture.ts'

type Passages = ConstructorParameters<typeof Text>[0]

/** Paragraphs as a reader of files would give them: somewhere in a longer text. */
function passages(texts: readonly string[], from = 0, gap = 2): Passages {
  let at = from
  return texts.map((text) => {
    const offset: [number, number] = [at, at + text.length]
    at += text.length + gap
    return { text, offset }
  })
}

/** Few different characters, so that the same words stand in several places. */
const words = fc.string({ unit: fc.constantFrom(...'里廟社會文化橋河東西一二三四五，。'), minLength: 1, maxLength: 60 })
const paragraphs = fc.array(words, { minLength: 1, maxLength: 5 })
const runs = { numRuns: often(300, 5_000) }
const at = (text: Text, start: number, end: number): string => text.words.slice(text.placeOf(start, false)!, text.placeOf(end, true)!)

/** A stretch of a text, by its offsets. */
const marked = fc.record({ texts: paragraphs, from: fc.nat(1_000), gap: fc.nat(5), one: fc.nat(), other: fc.nat() }).map(({ texts, from, gap, one, other }) => {
  const all = passages(texts, from, gap)
  const places = all.flatMap(({ offset: [start, end] }) => Array.from({ length: end - start }, (_, i) => start + i))
  const [x, y] = [places[one % places.length]!, places[other % places.length]!]
  return { all, start: Math.min(x, y), end: Math.max(x, y) + 1 }
})

t.test('a quotation of a text as it is stands where it was marked', async (t) => {
  fc.assert(fc.property(marked, ({ all, start, end }) => {
    const text = new Text(all)
    const quotation = quoted(text, start, end)!
    t.strictSame(anchored(text, quotation), { start, end, way: 'unmoved' })
    return at(text, start, end) === quotation.exact
  }), runs)
})

t.test('what is put before a text moves its quotations along', async () => {
  fc.assert(fc.property(marked, fc.nat(100), words, ({ all, start, end }, shift, before) => {
    const quotation = quoted(new Text(all), start, end)!
    if (quotation.exact.includes('\n')) return true
    const moved = all.map(({ text, offset: [from, to] }) => ({ text, offset: [from + before.length + shift, to + before.length + shift] as [number, number] }))
    const text = new Text([{ text: before, offset: [0, before.length] }, ...moved])
    const found = anchored(text, quotation)!
    // the same words may stand there twice: with as much of the same around them
    return at(text, found.start, found.end) === quotation.exact
  }), runs)
})

t.test('of the same words in several places those are meant that stand between the same others', async (t) => {
  const text = new Text(passages(['甲：里長說過這件事。', '乙：廟公說過這件事。', '丙：老師說過這件事。']))
  const second = text.words.indexOf('說過', text.words.indexOf('廟公'))
  const quotation = quoted(text, text.offsetOf(second, false), text.offsetOf(second + 5, true))!
  t.equal(quotation.exact, '說過這件事')
  const later = new Text(passages(['丙：老師說過這件事。', '丁：鄰居說過這件事。', '甲：里長說過這件事。', '乙：廟公說過這件事。']))
  const found = anchored(later, quotation)!
  t.equal(found.way, 'moved')
  t.equal(later.words.slice(later.placeOf(found.start, false)! - 2, later.placeOf(found.start, false)!), '廟公')
})

t.test('other words between the same surroundings take the place of those that were marked', async (t) => {
  const before = new Text(passages(['民國六十年，這座橋由村民自己出錢出力修好，後來改成水泥橋。']))
  const place = before.words.indexOf('由村民自己出錢出力修好')
  const quotation = quoted(before, place, place + 11)!
  const after = new Text(passages(['序。', '民國六十年，這座橋由全村的村民自己出錢修好，後來改成水泥橋。']))
  const found = anchored(after, quotation)!
  t.match(found, { way: 'context' })
  t.equal(at(after, found.start, found.end), '由全村的村民自己出錢修好')
  t.equal(anchored(new Text(passages(['民國六十年，這座橋叫做彩虹橋，後來改成水泥橋。'])), quotation), undefined, 'something else stands there')
})

t.test('short words are believed elsewhere only where their surroundings agree', async (t) => {
  const text = new Text(passages(['里長是他的叔叔。']))
  const quotation = quoted(text, 3, 4)!
  t.equal(quotation.exact, '他')
  t.equal(anchored(new Text(passages(['沒有人認得他，所以走了。'])), quotation), undefined)
  t.match(anchored(new Text(passages(['據說里長是他的叔叔。'])), quotation), { start: 5, end: 6, way: 'moved' })
})

t.test('likeness is one for the same, none for nothing in common, and the same both ways', async () => {
  fc.assert(fc.property(words, words, (one, other) => {
    const like = likeness(one, other)
    return like >= 0 && like <= 1 && Math.abs(like - likeness(other, one)) < 1e-9 && likeness(one, one) === 1
  }), runs)
})

t.test('words that were changed in a few places are found by their likeness, and those that were never there are not', async (t) => {
  const sentence = '慈祐宮建於清乾隆年間，是松山地區居民共同的信仰中心，每年農曆三月舉行媽祖遶境。'
  fc.assert(fc.property(fc.string({ unit: fc.constantFrom(...'甲乙丙丁戊己'), minLength: 0, maxLength: 80 }), fc.string({ unit: fc.constantFrom(...'甲乙丙丁戊己'), minLength: 0, maxLength: 80 }), fc.array(fc.nat(sentence.length - 1), { maxLength: 3 }), (before, behind, places) => {
    const changed = [...sentence].map((char, i) => (places.includes(i) ? '○' : char)).join('')
    const found = alikeIn(`${before}${changed}${behind}`, sentence)
    if (found === undefined) return false
    // each change takes two pairs, which may be lost at an end
    return Math.abs(found.start - before.length) <= 6 && Math.abs(found.end - before.length - sentence.length) <= 6
  }), runs)
  t.equal(alikeIn('完全不同的一段話，說的是另外一件事情，跟原來的文字沒有關係，長度倒是差不多的。', sentence), undefined)
  t.equal(alikeIn('短', '短'), undefined, 'what is short is like everything')
})

t.test('a stretch that is not in the text is none', async (t) => {
  const text = new Text(passages(['第一段', '第二段'], 10))
  for (const [start, end] of [[0, 3], [10, 10], [12, 11], [13, 15], [10, 99]] as const) t.equal(quoted(text, start, end), undefined, `${start}–${end}`)
  t.equal(quoted(text, 12, 17)!.exact, '段\n\n第二')
})
