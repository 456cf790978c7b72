import fc from 'fast-check'
// @ts-expect-error it has no types
import jsonldLibrary from 'jsonld'
import { Parser, type Quad } from 'n3'
import t from 'tap'
import { describeConcept, describeWords, JSONLD_FOOT, JSONLD_HEAD, jsonld, turtle, TURTLE_HEAD, writeSkos, type Described, type SkosConcept } from '../../src/exchange/skos.ts'
import { newId } from '../../src/model/ids.ts'
import type { Name } from '../../src/model/records.ts'
import { laidOver } from '../../src/model/terms.ts'
import { often, vocabulary } from '../fixture.ts'

const SKOS = 'http://www.w3.org/2004/02/skos/core#'

const inTurtle = (described: readonly Described[]): Quad[] => new Parser({ format: 'text/turtle' }).parse(TURTLE_HEAD + described.map(turtle).join(''))

async function inJsonld(described: readonly Described[]): Promise<Quad[]> {
  const document = JSON.parse(JSONLD_HEAD + described.map(jsonld).join(',') + JSONLD_FOOT) as object
  return new Parser({ format: 'N-Quads' }).parse(await jsonldLibrary.toRDF(document, { format: 'application/n-quads' }) as unknown as string)
}

const line = ({ subject, predicate, object }: Quad): string => JSON.stringify([subject.value, predicate.value, object.termType, object.value, object.termType === 'Literal' ? [object.language.toLowerCase(), object.datatype.value] : null])
const lines = (quads: readonly Quad[]): string[] => quads.map(line).sort()

const labels = (quads: readonly Quad[], about: string, property: string): string[] =>
  quads.filter(({ subject, predicate }) => subject.value === about && predicate.value === SKOS + property).map(({ object }) => `${object.value}${object.termType === 'Literal' && object.language !== '' ? `@${object.language}` : ''}`).sort()

t.test('read back, both forms say the same of every word', async (t) => {
  const described = [...describeWords(vocabulary)]
  const quads = inTurtle(described)
  t.same(lines(quads), lines(await inJsonld(described)))
  t.same(labels(quads, 'urn:fangzhi:relation:SUPERVISES', 'prefLabel'), ['supervises@en', '主管@zh-hant'])
  for (const code of vocabulary.relations.keys()) t.equal(labels(quads, `urn:fangzhi:relation:${code}`, 'notation')[0], code)
  for (const { code, label } of vocabulary.fields.values()) t.same(labels(quads, `urn:fangzhi:field:${code}`, 'prefLabel').sort(), [`${label.en}@en`, `${label['zh-Hant']}@zh-hant`].sort())
})

t.test('what was added and retired is told so', async (t) => {
  const inTwo = (text: string): { 'zh-Hant': string; en: string } => ({ 'zh-Hant': text, en: `"${text}"` })
  const definition = { role: 'connecting', forward: inTwo('相鄰'), backward: inTwo('相鄰'), from: ['Place'], to: ['Place'], symmetric: true, retired: true }
  const laid = laidOver(vocabulary, [{ state: 'published', record: { id: newId(), type: 'term', state: 'published', audience: { mode: 'all', protocols: ['everyone'] }, vocabulary: 'relation', code: 'NEIGHBOURS', definition } }])
  const quads = inTurtle([...describeWords(laid)]).filter(({ subject }) => subject.value === 'urn:fangzhi:relation:NEIGHBOURS')
  t.match(quads.find(({ predicate }) => predicate.value.endsWith('#deprecated'))?.object, { value: 'true', datatype: { value: 'http://www.w3.org/2001/XMLSchema#boolean' } })
  t.ok(quads.some(({ object }) => object.value === 'http://www.w3.org/2002/07/owl#SymmetricProperty'))
  t.same(labels(quads, 'urn:fangzhi:relation:NEIGHBOURS', 'prefLabel'), ['"相鄰"@en', '相鄰@zh-hant'])
})

/** Texts with everything that ends or turns a literal, and tags that are none. */
const text = fc.oneof(fc.string({ unit: 'grapheme', minLength: 1 }), fc.string({ unit: fc.constantFrom('"', '\\', '\n', '\r', '\t', '\u0000', '\u001f', "'", '@', '^', '.', '>', '概', '念', '\ud800', '\u{20000}', 'u', 'U'), minLength: 1 }))
const tags = fc.constantFrom('zh-Hant', 'ZH-hant', 'en', 'nan-Hant-TW', '', 'zh_TW', 'en" ; <a> <b', '臺語', 'a-', 'x'.repeat(9))
const name = fc.record({ text, language: tags, sort: fc.constantFrom('official', 'short', 'variant', 'translated') as fc.Arbitrary<Name['sort']> })
const concept: fc.Arbitrary<SkosConcept> = fc.record({
  id: fc.constant(null).map(newId), names: fc.array(name, { minLength: 1, maxLength: 6 }), fields: fc.record({ definition: text, scopeNote: text, note: fc.array(text, { maxLength: 2 }), other: text }, { requiredKeys: [] }),
  broader: fc.array(fc.constant(null).map(newId), { maxLength: 2 }), narrower: fc.array(fc.constant(null).map(newId), { maxLength: 2 }), related: fc.array(fc.constant(null).map(newId), { maxLength: 1 }), isTop: fc.boolean(),
})

t.test('whatever a concept is called, both forms are well formed and keep the integrity conditions of SKOS', async (t) => {
  await fc.assert(fc.asyncProperty(fc.array(concept, { maxLength: 3 }), async (concepts) => {
    const described = concepts.map(describeConcept)
    const [quads, other] = [inTurtle(described), await inJsonld(described)]
    if (JSON.stringify(lines(quads)) !== JSON.stringify([...new Set(lines(other))])) throw new Error('the forms differ')
    for (const { id, names, broader, isTop } of concepts) {
      const about = `urn:uuid:${id}`
      const of = (property: string): Quad[] => quads.filter(({ subject, predicate }) => subject.value === about && predicate.value === SKOS + property)
      const tagged = of('prefLabel').map(({ object }) => (object.termType === 'Literal' ? object.language : ''))
      // S14
      if (new Set(tagged).size !== tagged.length) throw new Error('two preferred labels in one language')
      // S13
      const [preferred, others] = [labels(quads, about, 'prefLabel'), labels(quads, about, 'altLabel')]
      if (others.some((label) => preferred.includes(label))) throw new Error('preferred and alternative')
      const told = new Set([...of('prefLabel'), ...of('altLabel')].map(({ object }) => object.value))
      for (const one of names) if (!told.has(one.text.toWellFormed())) throw new Error(`not told: ${one.text}`)
      if (of('broader').length !== new Set(broader).size || of('topConceptOf').length !== Number(isTop)) throw new Error('the tree')
    }
  }), { numRuns: often(100, 2_000) })
  t.pass()
})

t.test('a document is written piece by piece, also of nothing', async (t) => {
  async function* nothing(): AsyncGenerator<Described> {}
  const whole = async (form: 'ttl' | 'jsonld'): Promise<string> => (await Array.fromAsync(writeSkos(form, nothing()))).join('')
  t.same(new Parser().parse(await whole('ttl')), [])
  t.same(JSON.parse(await whole('jsonld'))['@graph'], [])
})
