import t from 'tap'
import { laidOver, overSeed, readWord, type Family } from '../../src/model/terms.ts'
import type { State, TermRecord } from '../../src/model/records.ts'
import { vocabulary as seed } from '../fixture.ts'

const inTwo = (text: string): { 'zh-Hant': string; en: string } => ({ 'zh-Hant': text, en: text })
const LENDS = { role: 'connecting', forward: inTwo('借給'), backward: inTwo('借自'), from: ['Organization'], to: ['Organization'] }

const term = (family: Family, code: string, definition: object, state: State = 'published'): { state: State; record: TermRecord } =>
  ({ state, record: { id: '', type: 'term', state, audience: { mode: 'all', protocols: ['everyone'] }, vocabulary: family, code, definition } as unknown as TermRecord })

t.test('nothing laid over a vocabulary says what it says', async (t) => {
  t.equal(laidOver(seed, []), seed)
})

t.test('of several records for one code the last holds; the seed is not touched', async (t) => {
  const laid = laidOver(seed, [term('relation', 'LENDS_TO', LENDS), term('relation', 'LENDS_TO', { ...LENDS, role: 'structural' })])
  t.equal(laid.relations.get('LENDS_TO')!.role, 'structural')
  t.notOk(seed.relations.has('LENDS_TO'))
  t.equal(laid.seed, seed)
  t.same([...laid.relations.keys()].slice(0, seed.relations.size), [...seed.relations.keys()], 'what was added stands behind')
})

t.test('drafts, what is proposed, declined, redacted or cannot be read is passed over', async (t) => {
  for (const state of ['draft', 'proposed', 'returned', 'declined'] as const) t.notOk(laidOver(seed, [term('relation', 'LENDS_TO', LENDS, state)]).relations.has('LENDS_TO'), state)
  for (const definition of [{}, { ...LENDS, from: ['City'] }, { ...LENDS, code: 7, more: 1 }]) t.notOk(laidOver(seed, [term('relation', 'LENDS_TO', definition)]).relations.has('LENDS_TO'))
  t.notOk(laidOver(seed, [{ state: 'published', record: null }]).relations.has('LENDS_TO'))
  t.equal(laidOver(seed, [term('relation', 'lends to', LENDS)]), seed)
})

t.test('every word of the seed stays what it is, whatever is laid over it', async (t) => {
  for (const word of seed.relations.values()) {
    const { code: _, ...definition } = word
    t.same(overSeed(word, readWord('relation', word.code, definition)), word, word.code)
    const turned = overSeed(word, readWord('relation', word.code, { ...definition, from: ['Entry'], to: ['Entry'], symmetric: !word.symmetric, retired: true, forward: inTwo('說') }))
    t.same({ ...turned, from: undefined, to: undefined }, { ...word, from: undefined, to: undefined, forward: inTwo('說') }, word.code)
    t.same(turned, { ...turned, from: [...new Set([...word.from, 'Entry'])], to: [...new Set([...word.to, 'Entry'])] })
  }
  for (const word of seed.fields.values()) {
    const { code: _, ...definition } = word
    t.same(overSeed(word, readWord('field', word.code, definition)), word, word.code)
    const { personal: __, codes: ___, ...bare } = definition
    const turned = overSeed(word, readWord('field', word.code, { ...bare, value: word.value === 'text' ? 'list' : 'text', kinds: ['Entry'], retired: true }))
    t.same(turned, { ...word, kinds: [...new Set([...word.kinds, 'Entry'])] }, word.code)
  }
})

t.test('what is wrong with a definition is told by its part', async (t) => {
  for (const [definition, field] of [[{ ...LENDS, from: 'Place' }, 'from'], [{ ...LENDS, backward: { en: 'x' } }, 'backward.zh-Hant'], [undefined, 'role'], [{ ...LENDS, retired: false }, 'retired']] as const) {
    t.throws(() => readWord('relation', 'LENDS_TO', definition), { code: 'BAD_USER_INPUT', details: { field } })
  }
  t.throws(() => readWord('relation', 'x]-() DETACH DELETE n //', LENDS), { code: 'BAD_USER_INPUT', details: { field: 'code' } })
})
