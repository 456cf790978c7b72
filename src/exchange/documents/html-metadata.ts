import type { DocumentMetadata } from '../../model/document.ts'
import { attribute, first, named, plainText, type Parent } from './tree.ts'

/** Names in `<meta>`, the more particular first: Highwire Press (which Zotero and Google Scholar read), Dublin Core, Open Graph. */
const NAMES = {
  title: ['citation_title', 'citation_book_title', 'dc.title', 'dcterms.title', 'og:title'],
  creators: ['citation_author', 'dc.creator', 'dcterms.creator', 'author', 'article:author'],
  publisher: ['citation_publisher', 'dc.publisher', 'dcterms.publisher', 'citation_dissertation_institution', 'citation_technical_report_institution'],
  date: ['citation_publication_date', 'citation_date', 'citation_year', 'dc.date', 'dc.date.issued', 'dcterms.issued', 'dcterms.date', 'article:published_time', 'date'],
  language: ['citation_language', 'dc.language', 'dcterms.language'],
  subjects: ['citation_keywords', 'dc.subject', 'dcterms.subject', 'keywords'],
} as const
const IDENTIFIERS: Readonly<Record<string, string>> = { citation_isbn: 'isbn', citation_doi: 'doi', citation_issn: 'issn', 'dc.identifier': '', 'dcterms.identifier': '' }

/** What the head of a page says of what it holds. */
export function htmlMetadata(tree: Parent): DocumentMetadata {
  const said = new Map<string, string[]>()
  for (const meta of named(tree, 'meta')) {
    const name = (attribute(meta, 'name') ?? attribute(meta, 'property'))?.toLowerCase().trim()
    const content = attribute(meta, 'content')?.trim()
    if (name !== undefined && content) said.set(name, [...(said.get(name) ?? []), content])
  }
  const all = (names: readonly string[]): string[] => said.get(names.find((name) => said.has(name)) ?? '') ?? []
  const one = (names: readonly string[]): string | undefined => all(names)[0]
  const title = first(tree, 'title')
  return metadata({
    title: one(NAMES.title) ?? (title === undefined ? undefined : plainText(title)),
    creators: all(NAMES.creators).flatMap((names) => names.split(/[;；]/)),
    publisher: one(NAMES.publisher),
    date: one(NAMES.date),
    language: one(NAMES.language) ?? attribute(first(tree, 'html')!, 'lang') ?? attribute(first(tree, 'html')!, 'xml:lang'),
    identifiers: Object.entries(IDENTIFIERS).flatMap(([name, scheme]) => (said.get(name) ?? []).map((value) => (scheme === '' ? value : `${scheme}:${value}`))),
    subjects: all(NAMES.subjects).flatMap((words) => words.split(/[;；,，、]/)),
  })
}

type Said = { readonly [K in keyof DocumentMetadata]?: DocumentMetadata[K] | undefined }

/** Without what is blank or said twice. */
export function metadata(said: Said): DocumentMetadata {
  const entries = Object.entries(said).flatMap(([key, value]): [string, unknown][] => {
    if (value === undefined) return []
    if (typeof value === 'string') return tidy(value) === '' ? [] : [[key, tidy(value)]]
    const list = [...new Set(value.map(tidy).filter((one) => one !== ''))]
    return list.length === 0 ? [] : [[key, list]]
  })
  return Object.fromEntries(entries) as DocumentMetadata
}

const tidy = (text: string): string => text.replace(/\s+/g, ' ').trim()
