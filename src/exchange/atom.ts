import { markup, type Markup } from './markup.ts'

/** A feed as RFC 4287 has it. */
export interface AtomFeed {
  /** An IRI that never changes. */
  readonly id: string
  readonly title: string
  /** Of the feed itself. */
  readonly self: string
  readonly author: string
  readonly updated: Date
  /** Newest first. */
  readonly entries: readonly AtomEntry[]
}

export interface AtomEntry {
  readonly id: string
  readonly title: string
  readonly updated: Date
  readonly author?: string
  /** Where to read on. */
  readonly link?: string
  /** Plain text. */
  readonly summary?: string
  readonly category?: { readonly term: string; readonly label: string }
}

export const ATOM = 'application/atom+xml; charset=utf-8'

/** Everything in it is text: nothing that somebody wrote becomes markup in whatever reads it. */
export function atom({ id, title, self, author, updated, entries }: AtomFeed): string {
  return markup`<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-Hant">
<id>${id}</id>
<title>${title}</title>
<updated>${updated.toISOString()}</updated>
<author><name>${author}</name></author>
<link rel="self" type="application/atom+xml" href="${self}"/>
${entries.map(entryOf)}</feed>
`.text
}

const entryOf = ({ id, title, updated, author, link, summary, category }: AtomEntry): Markup => markup`<entry>
<id>${id}</id>
<title type="text">${title}</title>
<updated>${updated.toISOString()}</updated>
${author === undefined ? undefined : markup`<author><name>${author}</name></author>\n`}${link === undefined ? undefined : markup`<link rel="alternate" href="${link}"/>\n`}${category === undefined ? undefined : markup`<category term="${category.term}" label="${category.label}"/>\n`}${summary === undefined ? undefined : markup`<summary type="text">${summary}</summary>\n`}</entry>
`
