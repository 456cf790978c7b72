import type { Place } from './lines.ts'

/** In order of trust. */
export const SOURCES = ['cip', 'colophon', 'title-page', 'head', 'metadata'] as const
export type Source = (typeof SOURCES)[number]

/** A value, where it stands in the text (what the file says of itself stands nowhere), and which part of the work says so. */
export interface Found<T = string> {
  readonly value: T
  readonly source: Source
  readonly at?: Place
}

export const SINGLE = ['title', 'subtitle', 'publisher', 'place', 'date', 'edition', 'series', 'issn', 'doi', 'classification', 'price', 'extent', 'language', 'institution', 'degree', 'journal', 'volume', 'issue', 'pages', 'projectNumber', 'govNumber'] as const
export type SingleField = (typeof SINGLE)[number]
export const MANY = ['parallelTitles', 'isbn', 'subjects'] as const
export type ManyField = (typeof MANY)[number]

export interface Contributor {
  /** As printed, wide setting undone. */
  readonly name: string
  /** A role of `roles.ts`. */
  readonly role: string
  readonly kind: 'Person' | 'Organization'
}

/** One thing that one place says of the work. */
export type Statement = (Found & { readonly field: SingleField | ManyField }) | (Found<Contributor> & { readonly field: 'contributor' })
