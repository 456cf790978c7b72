import type { Name } from '../model/records.ts'
import type { Field, Labels, RelationType, Vocabulary } from '../model/vocabulary.ts'

/**
 * The vocabulary as linked data: concepts in SKOS (Miles & Bechhofer 2009, W3C Recommendation), relation types and
 * fields as properties of RDF that are SKOS concepts too, so that programs for either can read them. Ids and relation
 * types are named as in answers in JSON-LD (`answers/jsonld-context.ts`).
 */

/** A concept as it is told to somebody. */
export interface SkosConcept {
  readonly id: string
  readonly names: readonly Name[]
  readonly fields: Readonly<Record<string, unknown>>
  readonly broader: readonly string[]
  readonly narrower: readonly string[]
  readonly related: readonly string[]
  readonly isTop: boolean
}

const PREFIXES = {
  skos: 'http://www.w3.org/2004/02/skos/core#',
  rdf: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#',
  rdfs: 'http://www.w3.org/2000/01/rdf-schema#',
  owl: 'http://www.w3.org/2002/07/owl#',
  dct: 'http://purl.org/dc/terms/',
  schema: 'https://schema.org/',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
  relation: 'urn:fangzhi:relation:',
  field: 'urn:fangzhi:field:',
  kind: 'urn:fangzhi:kind:',
  fz: 'urn:fangzhi:term:',
} as const

/** Prefixed, or an IRI as a whole. */
type Iri = `${keyof typeof PREFIXES}:${string}` | `urn:uuid:${string}`

type Value = { readonly iri: Iri } | { readonly text: string; readonly language?: string } | { readonly flag: true }

/** One thing and what is said of it: what both forms are written from. */
export interface Described {
  readonly iri: Iri
  readonly types: readonly Iri[]
  readonly says: readonly (readonly [property: Iri, values: readonly Value[]])[]
}

const SCHEMES = { concepts: 'fz:concepts', relations: 'fz:relations', fields: 'fz:fields' } as const

const iri = (name: Iri): Value => ({ iri: name })
const inTwo = ({ 'zh-Hant': han, en }: Labels): Value[] => [{ text: han, language: 'zh-Hant' }, { text: en, language: 'en' }]
const flagged = (flag: boolean | undefined): Value[] => (flag === true ? [{ flag }] : [])
const noted = (note: string | undefined): Value[] => (note === undefined ? [] : [{ text: note, language: 'zh-Hant' }])

/** The three schemes, and all relation types and fields. */
export function* describeWords(vocabulary: Vocabulary): Generator<Described> {
  yield scheme(SCHEMES.concepts, { 'zh-Hant': '概念', en: 'Concepts' })
  yield scheme(SCHEMES.relations, { 'zh-Hant': '關係類型', en: 'Relation types' })
  yield scheme(SCHEMES.fields, { 'zh-Hant': '欄位', en: 'Fields' })
  for (const [code, label] of vocabulary.kinds) yield { iri: `kind:${code}`, types: ['rdfs:Class'], says: [['rdfs:label', inTwo(label)]] }
  for (const type of vocabulary.relations.values()) yield ofRelation(type)
  for (const field of vocabulary.fields.values()) yield ofField(field)
}

const scheme = (name: Iri, label: Labels): Described => ({ iri: name, types: ['skos:ConceptScheme'], says: [['dct:title', inTwo(label)], ['skos:prefLabel', inTwo(label)]] })

const ofRelation = ({ code, role, forward, backward, from, to, symmetric, note, retired }: RelationType): Described => ({
  iri: `relation:${code}`,
  types: ['rdf:Property', ...(symmetric ? ['owl:SymmetricProperty' as const] : []), 'skos:Concept'],
  says: [
    ['skos:inScheme', [iri(SCHEMES.relations)]], ['skos:notation', [{ text: code }]], ['skos:prefLabel', inTwo(forward)], ['rdfs:label', inTwo(forward)], ['fz:backward', symmetric ? [] : inTwo(backward)],
    ['fz:role', [{ text: role }]], ['schema:domainIncludes', from.map((kind) => iri(`kind:${kind}`))], ['schema:rangeIncludes', to.map((kind) => iri(`kind:${kind}`))],
    ['skos:scopeNote', noted(note)], ['owl:deprecated', flagged(retired)],
  ],
})

const ofField = ({ code, label, kinds, value, personal, note, retired }: Field): Described => ({
  iri: `field:${code}`,
  types: ['rdf:Property', 'skos:Concept'],
  says: [
    ['skos:inScheme', [iri(SCHEMES.fields)]], ['skos:notation', [{ text: code }]], ['skos:prefLabel', inTwo(label)], ['rdfs:label', inTwo(label)], ['fz:value', [{ text: value }]],
    ['schema:domainIncludes', kinds.map((kind) => iri(`kind:${kind}`))], ['fz:personal', flagged(personal)], ['skos:scopeNote', noted(note)], ['owl:deprecated', flagged(retired)],
  ],
})

/** Fields of a concept that SKOS has a word for. */
const NOTES: Readonly<Record<string, Iri>> = { definition: 'skos:definition', scopeNote: 'skos:scopeNote', description: 'skos:note', note: 'skos:editorialNote' }

export function describeConcept({ id, names, fields, broader, narrower, related, isTop }: SkosConcept): Described {
  const { preferred, others } = labelsOf(names)
  return {
    iri: `urn:uuid:${id}`, types: ['skos:Concept'],
    says: [
      ['skos:inScheme', [iri(SCHEMES.concepts)]], ['skos:topConceptOf', isTop ? [iri(SCHEMES.concepts)] : []],
      ['skos:prefLabel', preferred], ['skos:altLabel', others],
      ...Object.entries(NOTES).map(([code, property]) => [property, textsIn(fields[code])] as const),
      ['skos:broader', broader.map((one) => iri(`urn:uuid:${one}`))], ['skos:narrower', narrower.map((one) => iri(`urn:uuid:${one}`))], ['skos:related', related.map((one) => iri(`urn:uuid:${one}`))],
    ],
  }
}

const textsIn = (value: unknown): Value[] => (value === undefined ? [] : [value].flat().map((one) => ({ text: String(one) })))

/** Well-formed (BCP 47, as Turtle has it); other words about a language are no tag. */
const TAG = /^[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*$/

/** In each language the first official name, else its first (S14: at most one); all others that are not the same (S13). */
function labelsOf(names: readonly Name[]): { readonly preferred: Value[]; readonly others: Value[] } {
  const preferred = new Map<string, Name>()
  for (const name of [...names.filter(({ sort }) => sort === 'official'), ...names]) {
    const tag = tagOf(name)
    if (!preferred.has(tag)) preferred.set(tag, name)
  }
  const said = new Set([...preferred].map(([tag, { text }]) => `${tag} ${text}`))
  const others = names.filter((name) => {
    const label = `${tagOf(name)} ${name.text}`
    return !said.has(label) && said.add(label)
  })
  return { preferred: [...preferred.values()].map(labelled), others: others.map(labelled) }
}

const tagOf = ({ language }: Name): string => (TAG.test(language) ? language.toLowerCase() : '')
const labelled = ({ text, language }: Name): Value => (TAG.test(language) ? { text, language } : { text })

// ── Turtle (RDF 1.1 Turtle, W3C Recommendation 2014) ─────────────────────────────────────────────────────────────────

export const TURTLE_HEAD = `${Object.entries(PREFIXES).map(([prefix, name]) => `@prefix ${prefix}: <${name}> .`).join('\n')}\n`

export function turtle({ iri: subject, types, says }: Described): string {
  const lines = [`a ${types.map(turtleIri).join(', ')}`, ...says.filter(([, values]) => values.length > 0).map(([property, values]) => `${turtleIri(property)} ${values.map(turtleValue).join(', ')}`)]
  return `\n${turtleIri(subject)} ${lines.join(' ;\n  ')} .\n`
}

/** Codes and ids are of letters, digits, _ and -: nothing in them needs escaping. */
const turtleIri = (name: Iri): string => (name.startsWith('urn:uuid:') ? `<${name}>` : name)

const turtleValue = (value: Value): string => {
  if ('iri' in value) return turtleIri(value.iri)
  if ('flag' in value) return 'true'
  return `"${value.text.toWellFormed().replace(/["\\]|\p{Cc}/gu, escaped)}"${value.language === undefined ? '' : `@${value.language}`}`
}

const escaped = (character: string): string => (character === '"' || character === '\\' ? `\\${character}` : `\\u${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`)

// ── JSON-LD 1.1 (W3C Recommendation 2020) ────────────────────────────────────────────────────────────────────────────

export const JSONLD_HEAD = `{"@context":${JSON.stringify(PREFIXES)},"@graph":[\n`
export const JSONLD_FOOT = '\n]}\n'

export function jsonld({ iri: subject, types, says }: Described): string {
  return JSON.stringify({ '@id': subject, '@type': types, ...Object.fromEntries(says.filter(([, values]) => values.length > 0).map(([property, values]) => [property, values.map(jsonldValue)])) })
}

const jsonldValue = (value: Value): object => {
  if ('iri' in value) return { '@id': value.iri }
  if ('flag' in value) return { '@value': true }
  return { '@value': value.text.toWellFormed(), ...(value.language === undefined ? {} : { '@language': value.language }) }
}

export const SKOS_FORMS = ['ttl', 'jsonld'] as const
export type SkosForm = (typeof SKOS_FORMS)[number]

/** @returns the document, piece by piece */
export async function* writeSkos(form: SkosForm, described: AsyncIterable<Described>): AsyncGenerator<string> {
  yield form === 'ttl' ? TURTLE_HEAD : JSONLD_HEAD
  let between = ''
  for await (const one of described) {
    yield form === 'ttl' ? turtle(one) : `${between}${jsonld(one)}`
    between = ',\n'
  }
  if (form === 'jsonld') yield JSONLD_FOOT
}
