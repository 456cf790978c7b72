import fc from 'fast-check'
import t from 'tap'
import { coded } from '../../../src/search/meilisearch/coding.ts'
import { documentKey, exact, fixedKey, isOwn } from '../../../src/search/meilisearch/keys.ts'
import { lengthClass, meanLength } from '../../../src/search/meilisearch/lengths.ts'
import { keptTerms, termsOf } from '../../../src/search/meilisearch/terms.ts'
import { fold } from '../../../src/search/text/index.ts'

const chars = fc.constantFrom('社', '會', '局', '臺', '𠮷', '龍', 'a', 'z', '7', 'é', 'я', 'ア', '한', ' ', '\n', '_', ':', '-')
const words = fc.oneof(fc.string({ unit: chars, minLength: 1, maxLength: 90 }), fc.string({ unit: 'grapheme', minLength: 1, maxLength: 300 }))

t.test('a token is one word of small letters and digits, and no two are the same', async (t) => {
  fc.assert(fc.property(words, words, (one, other) => {
    for (const word of [coded(one), coded(other)]) if (!/^[a-z0-9]{2,250}$/.test(word)) return false
    return (coded(one) === coded(other)) === (one === other)
  }), { numRuns: 2_000 })
  t.notSame(coded('社會'), coded('社') + coded('會'), 'two characters beside each other are not the pair')
})

t.test('an id becomes a key that Meilisearch takes, and no two the same', async (t) => {
  fc.assert(fc.property(words, words, (one, other) => {
    for (const key of [documentKey(one), documentKey(other)]) if (!/^[A-Za-z0-9_-]{1,511}$/.test(key) || key === fixedKey('state') || key.startsWith('__')) return false
    return (documentKey(one) === documentKey(other)) === (one === other)
  }), { numRuns: 2_000 })
  t.ok(isOwn({ key: documentKey('0190-aa'), entity: '0190-aa' }))
  t.notOk(isOwn({ key: documentKey('0190-aa:1'), entity: '0190-aa' }))
  t.match(exact('臺北'.repeat(1_000)), /^[0-9a-f]{24}$/)
  t.not(exact('Book'), exact('book'), 'which Meilisearch would take for one')
})

t.test('what a text holds is found by the same terms, however it is cut into words', async (t) => {
  const han = fc.string({ unit: fc.constantFrom(...'臺北市立美術館社會局與文化共辦理學習型城'), minLength: 2, maxLength: 40 })
  fc.assert(fc.property(han, fc.nat(), fc.integer({ min: 1, max: 8 }), (text, at, length) => {
    const folded = fold(text).text
    const start = at % folded.length
    const part = folded.slice(start, start + length)
    const kept = new Set(keptTerms(folded).split(' '))
    return termsOf(part).length > 0 && termsOf(part).every((term) => kept.has(coded(term)))
  }))
  t.same(termsOf('社會局'), ['社會', '會局'])
  t.same(termsOf('局'), ['局'])
  t.same(termsOf('unesco'), ['unesco'])
})

t.test('the mean length from counts of lengths', async (t) => {
  fc.assert(fc.property(fc.array(fc.nat({ max: 200_000 }), { minLength: 1, maxLength: 50 }), (lengths) => {
    const counts: Record<string, number> = {}
    for (const length of lengths) counts[lengthClass(length)] = (counts[lengthClass(length)] ?? 0) + 1
    const mean = lengths.reduce((sum, length) => sum + length, 0) / lengths.length
    return Math.abs(meanLength(counts) - mean) <= mean * 0.005 && (Math.max(...lengths) >= 1_000 || Math.abs(meanLength(counts) - mean) < 1e-6)
  }))
  t.equal(meanLength({}), 0)
})
