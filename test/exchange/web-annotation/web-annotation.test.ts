import { readFile } from 'node:fs/promises'
import fc from 'fast-check'
// @ts-expect-error it has no types
import jsonld from 'jsonld'
import t from 'tap'
import { webAnnotation, type Annotated } from '../../../src/exchange/web-annotation.ts'

const CONTEXT = 'http://www.w3.org/ns/anno.jsonld'
const context = JSON.parse(await readFile(new URL('./anno.jsonld', import.meta.url), 'utf8')) as object
const documentLoader = async (url: string): Promise<any> => {
  if (url !== CONTEXT) throw new Error(`nothing is fetched: ${url}`)
  return { contextUrl: null, documentUrl: url, document: context }
}
const expanded = async (document: object): Promise<any> => (await jsonld.expand(document as never, { documentLoader } as never))[0]

const OA = 'http://www.w3.org/ns/oa#'
const base: Annotated = { id: 'http://example.org/anno26', purpose: 'comment', at: Date.UTC(2026, 10, 26), target: 'http://example.org/page1' }

/** Of the model (https://www.w3.org/TR/annotation-model/), as they stand there. */
const EXAMPLES = {
  quote: { '@context': CONTEXT, id: 'http://example.org/anno26', type: 'Annotation', body: 'http://example.org/comment1', target: { source: 'http://example.org/page1', selector: { type: 'TextQuoteSelector', exact: 'anotation', prefix: 'this is an ', suffix: ' that has some' } } },
  position: { '@context': CONTEXT, id: 'http://example.org/anno27', type: 'Annotation', body: 'http://example.org/review1', target: { source: 'http://example.org/ebook1', selector: { type: 'TextPositionSelector', start: 412, end: 795 } } },
  fragment: { '@context': CONTEXT, id: 'http://example.org/anno23', type: 'Annotation', body: 'http://example.org/note1', target: { source: 'http://example.org/image1', selector: { type: 'FragmentSelector', conformsTo: 'http://www.w3.org/TR/media-frags/', value: 'xywh=100,100,300,300' } } },
  motivation: { '@context': CONTEXT, id: 'http://example.org/anno11', type: 'Annotation', motivation: 'commenting', body: { type: 'TextualBody', value: 'These pages' }, target: 'http://example.org/page1' },
} as const

const targetIn = async (document: object): Promise<any> => {
  const { '@type': _, ...target } = (await expanded(document))[`${OA}hasTarget`][0]
  return target
}

t.test('words, a part of a picture and a comment mean what they mean in the examples of the model', async (t) => {
  const quoted = webAnnotation({ ...base, link: 'http://example.org/comment1', quotation: { exact: 'anotation', prefix: 'this is an ', suffix: ' that has some' } })
  t.same(await targetIn(quoted), await targetIn(EXAMPLES.quote), 'one that has lost its text has its words alone')
  t.same((await expanded(quoted))[`${OA}hasBody`], (await expanded(EXAMPLES.quote))[`${OA}hasBody`])
  const placed = await targetIn(webAnnotation({ ...base, quotation: { exact: 'words' }, found: { content: 'http://example.org/ebook1', start: 412, end: 795 } }))
  const [position] = (await targetIn(EXAMPLES.position))[`${OA}hasSelector`]
  t.same(placed[`${OA}hasSelector`].find((one: any) => one['@type'][0] === `${OA}TextPositionSelector`), position)
  t.same(placed[`${OA}hasSource`], [{ '@id': 'http://example.org/ebook1' }])
  t.same(await targetIn(webAnnotation({ ...base, region: { address: 'http://example.org/image1', fragment: 'xywh=100,100,300,300' } })), await targetIn(EXAMPLES.fragment))
  const commented = await expanded(webAnnotation({ ...base, text: 'These pages' }))
  t.same(commented[`${OA}motivatedBy`], (await expanded(EXAMPLES.motivation))[`${OA}motivatedBy`])
  t.match(commented[`${OA}hasBody`][0], { '@type': [`${OA}TextualBody`] })
})

t.test('answers, links and marks say what they are for; ids of the archive are urn:uuid:', async (t) => {
  const [id, other] = ['01890a5d-ac96-774b-bcce-b302099a8057', '01890a5d-ac96-774b-bcce-b302099a8058']
  const purposes = async (more: Partial<Annotated>): Promise<string[]> => (await expanded(webAnnotation({ ...base, ...more })))[`${OA}motivatedBy`].map((one: any) => one['@id'])
  t.same(await purposes({ text: 'x', purpose: 'question' }), [`${OA}questioning`])
  t.same(await purposes({ text: 'x', purpose: 'correction' }), [`${OA}editing`])
  t.same(await purposes({ link: other, purpose: 'link' }), [`${OA}linking`])
  t.same(await purposes({ text: 'x', answers: id }), [`${OA}replying`])
  t.same(await purposes({ quotation: { exact: 'x' } }), [`${OA}highlighting`])
  const linked = await expanded(webAnnotation({ ...base, id, target: other, link: other, text: '見此', purpose: 'link', by: '阿美' }))
  t.equal(linked['@id'], `urn:uuid:${id}`)
  t.same(linked[`${OA}hasTarget`], [{ '@id': `urn:uuid:${other}` }])
  t.ok(linked[`${OA}hasBody`].some((one: any) => one['@id'] === `urn:uuid:${other}`))
  t.match(linked['http://purl.org/dc/terms/creator'], [{ 'http://xmlns.com/foaf/0.1/name': [{ '@value': '阿美' }] }])
})

t.test('what the model says an annotation must be, each is, whatever is said', async () => {
  const text = fc.string({ minLength: 1, maxLength: 30 })
  const some = fc.record({
    id: fc.uuid(), purpose: fc.constantFrom('comment', 'question', 'correction', 'link'), at: fc.integer({ min: 0, max: 4e12 }), target: fc.uuid(),
    text, link: fc.webUrl(), answers: fc.uuid(), by: text, quotation: fc.record({ exact: text, prefix: text, suffix: text }, { requiredKeys: ['exact'] }),
    found: fc.record({ content: fc.uuid(), start: fc.nat(), end: fc.nat() }), region: fc.record({ address: fc.webUrl(), fragment: fc.constant('xywh=percent:1,2,3,4') }),
  }, { requiredKeys: ['id', 'purpose', 'at', 'target'] }) as fc.Arbitrary<Annotated>
  await fc.assert(fc.asyncProperty(some, async (annotated) => {
    const document = JSON.parse(JSON.stringify(webAnnotation(annotated)))
    const dropped = new Set<string>()
    // 3.1: one context, one id, the type, at least one target; and every key has a meaning
    const meant = (await expanded(document)) as Record<string, unknown>
    JSON.stringify(document, (key, value: unknown) => { if (key !== '' && !/^\d+$/.test(key) && key !== '@context' && !(key in (context as any)['@context'])) dropped.add(key); return value })
    return document['@context'] === CONTEXT && meant['@id'] === `urn:uuid:${annotated.id}` && (meant['@type'] as string[])[0] === `${OA}Annotation` && Array.isArray(meant[`${OA}hasTarget`]) && dropped.size === 0
  }), { numRuns: 200 })
})
