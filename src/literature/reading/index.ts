import type { Document } from '../../model/document.ts'
import type { DocumentReading } from '../../model/reading.ts'
import type { Passage as KeptPassage } from '../../model/records.ts'
import type { Vocabulary } from '../../model/vocabulary.ts'
import { readCitations } from '../citations/index.ts'
import { knownNames, readStatements, type KnownName, type Rules } from '../statements/index.ts'
import { readStructure, type Passage } from '../structure/index.ts'
import { readConcepts } from './concepts.ts'
import { readCited } from './cited.ts'
import { Desk } from './desk.ts'
import { Names, readNamed } from './named.ts'
import { readAuthorship, readParts } from './parts.ts'
import { readRecord, WORK } from './record.ts'
import { readStated } from './stated.ts'

export interface ReadingContext {
  /** What the archive knows, without what it knows from this document alone. */
  readonly known: readonly KnownName[]
  readonly rules: Rules
  readonly vocabulary: Vocabulary
  /** The title of a document that says none: its file's name. */
  readonly fallback: string
}

/** Where words are not the author's running text, nothing is named or stated by them. */
const SILENT: ReadonlySet<Passage['kind']> = new Set(['contents', 'references'])

/** Takes a document apart as a careful reader would; pure. */
export function readForArchive(document: Document, { known, rules, vocabulary, fallback }: ReadingContext): DocumentReading {
  const structure = readStructure(document)
  const { frontMatter, sections, authors, passages, pages } = structure
  const desk = new Desk(document, pages, vocabulary)
  readRecord(desk, frontMatter, fallback)
  const partAt = readParts(desk, frontMatter, sections)
  readAuthorship(desk, authors)
  readCited(desk, readCitations(document, sections), partAt)
  const running = passages.filter(({ kind }) => !SILENT.has(kind)).map(({ text, start, page, path }) => ({ text, start, ...(page === undefined ? {} : { page }), ...(path.length === 0 ? {} : { heading: path.at(-1)! }) }))
  const found = readStatements(running, knownNames(known), rules, vocabulary)
  const names = new Names(desk, known)
  readStated(desk, found, names)
  readConcepts(desk, found, names, partAt)
  readNamed(desk, found, names, partAt)
  for (const warning of document.warnings) desk.note('format', warning)
  for (const { about, message, at } of structure.findings) desk.note(about, message, at)
  return { ...desk.said(WORK), passages: passages.map(kept), findings: desk.findings }
}

const KINDS: Readonly<Record<Passage['kind'], NonNullable<KeptPassage['kind']>>> = { text: 'text', front: 'text', contents: 'text', references: 'text', notes: 'note', appendix: 'text' }

function kept({ text, start, end, chapter, path, page, kind }: Passage): KeptPassage {
  const heading = path.join(' › ')
  return {
    text, offset: [start, end], kind: KINDS[kind],
    ...(chapter === undefined || chapter === '' ? {} : { chapter: chapter.slice(0, 1_000) }), ...(heading === '' ? {} : { heading: heading.slice(0, 1_000) }), ...(page === undefined ? {} : { page: page.slice(0, 100) }),
  }
}
