/**
 * Annotations as the W3C's Web Annotation Data Model has them (https://www.w3.org/TR/annotation-model/), in JSON-LD.
 * Section numbers are of that document.
 */

/** What is written out; ids of the archive become `urn:uuid:`. */
export interface Annotated {
  readonly id: string
  readonly purpose: 'comment' | 'question' | 'correction' | 'link'
  readonly text?: string
  /** Another record, or an address. */
  readonly link?: string
  /** The annotation it answers. */
  readonly answers?: string
  /** How whoever wrote it is called. */
  readonly by?: string
  /** Milliseconds since 1970. */
  readonly at: number
  readonly target: string
  readonly quotation?: { readonly exact: string; readonly prefix?: string; readonly suffix?: string }
  /** Where the words stand now, if anywhere. */
  readonly found?: { readonly content: string; readonly start: number; readonly end: number }
  /** Of a picture: where it is handed out, whole, and which part of it. */
  readonly region?: { readonly address: string; readonly fragment: string }
}

/** 3.3.5: why it was made. */
const MOTIVATIONS: Readonly<Record<Annotated['purpose'], string>> = { comment: 'commenting', question: 'questioning', correction: 'editing', link: 'linking' }

const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const iri = (id: string): string => (ID.test(id) ? `urn:uuid:${id}` : id)

/** 4.2.1: what the fragments of pictures conform to. */
const MEDIA_FRAGMENTS = 'http://www.w3.org/TR/media-frags/'

export function webAnnotation(annotated: Annotated): object {
  const { id, purpose, text, link, answers, by, at } = annotated
  const motivation = answers === undefined ? MOTIVATIONS[purpose] : 'replying'
  const bodies = [
    ...(text === undefined ? [] : [{ type: 'TextualBody', value: text, format: 'text/plain', ...(purpose === 'link' ? { purpose: 'describing' } : {}) }]),
    ...(link === undefined ? [] : [iri(link)]),
  ]
  return {
    '@context': 'http://www.w3.org/ns/anno.jsonld',
    id: iri(id), type: 'Annotation',
    // words that are only marked: 3.3.5
    motivation: bodies.length === 0 ? 'highlighting' : motivation,
    ...(by === undefined ? {} : { creator: { type: 'Person', name: by } }),
    created: new Date(at).toISOString(),
    ...(bodies.length === 0 ? {} : { body: bodies.length === 1 ? bodies[0] : bodies }),
    target: answers === undefined ? targetOf(annotated) : iri(answers),
  }
}

function targetOf({ target, quotation, found, region }: Annotated): unknown {
  if (region !== undefined) {
    return { type: 'SpecificResource', source: region.address, selector: { type: 'FragmentSelector', conformsTo: MEDIA_FRAGMENTS, value: region.fragment } }
  }
  if (quotation === undefined) return iri(target)
  const { exact, prefix, suffix } = quotation
  const selectors = [
    { type: 'TextQuoteSelector', exact, ...(prefix === undefined ? {} : { prefix }), ...(suffix === undefined ? {} : { suffix }) },
    // one that has lost its text is known by its words alone
    ...(found === undefined ? [] : [{ type: 'TextPositionSelector', start: found.start, end: found.end }]),
  ]
  return { type: 'SpecificResource', source: iri(found?.content ?? target), selector: selectors.length === 1 ? selectors[0] : selectors }
}
