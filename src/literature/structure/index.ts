import type { Document } from '../../model/document.ts'
import { readAuthors, type Author } from './authors.ts'
import { readContents, type ContentsEntry } from './contents.ts'
import { readFrontMatter, type FrontMatter } from './front-matter.ts'
import { readSections, type Finding, type Section } from './headings.ts'
import { readPages, type Pages } from './pages.ts'
import { readPassages, type Passage } from './passages.ts'

export { readAuthors, type Author } from './authors.ts'
export { readContents, type ContentsEntry } from './contents.ts'
export { readFrontMatter, type Conflict, type FrontMatter } from './front-matter.ts'
export { GENRES, type Genre } from './genre.ts'
export { readSections, SECTION_KINDS, type Finding, type Section, type SectionKind } from './headings.ts'
export { readPages, type PageMark, type Pages } from './pages.ts'
export { readPassages, type Passage, type PassageKind } from './passages.ts'
export { kindOf, splitNames } from './people.ts'
export { relationOf, ROLES, type Role } from './roles.ts'
export type { Contributor, Found, Source } from './statement.ts'
export type { Place } from './lines.ts'

export interface Structure {
  readonly frontMatter: FrontMatter
  readonly contents: readonly ContentsEntry[]
  readonly sections: readonly Section[]
  readonly pages: Pages
  readonly authors: readonly Author[]
  readonly passages: readonly Passage[]
  /** What contents, headings, authors and pages disagree on; what the record disagrees on is in `frontMatter.conflicts`. */
  readonly findings: readonly Finding[]
}

/** A document's bibliographic structure, from its text and what the file says of itself. */
export function readStructure(document: Document): Structure {
  const contents = readContents(document)
  const record = readFrontMatter(document)
  const cover = [record.title, record.subtitle].flatMap((found) => (found?.source === 'title-page' && found.at !== undefined ? [found.at] : []))
  const { sections: unpaged, findings } = readSections(document, contents, cover)
  const pages = readPages(document, contents, unpaged)
  const sections = unpaged.map((section): Section => {
    const found = section.inText ? pages.pageAt(section.start) : undefined
    return section.page !== undefined || !found ? section : { ...section, page: found.page, derived: found.derived }
  })
  return { frontMatter: withGenre(record, sections), contents, sections, pages, authors: readAuthors(document, contents), passages: readPassages(document, sections, pages), findings: [...findings, ...pages.findings] }
}

/** A book whose chapters have authors of their own is an edited volume, whatever its title page says. */
function withGenre(record: FrontMatter, sections: readonly Section[]): FrontMatter {
  const chapters = sections.filter(({ kind }) => kind === 'chapter')
  const names = new Set(chapters.flatMap(({ authors }) => authors))
  return record.genre === '專書' && chapters.length >= 3 && names.size >= 3 && chapters.filter(({ authors }) => authors.length > 0).length * 2 > chapters.length ? { ...record, genre: '論文集' } : record
}
