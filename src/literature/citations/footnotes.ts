import type { Document, Span } from '../../model/document.ts'
import { findNotes, type FoundNote } from './notes.ts'
import { noteSegments } from './note-segments.ts'
import { resolve } from './note-references.ts'
import type { Note, ReferenceList } from './types.ts'

/**
 * The notes of a document with the works that they cite, in its order. What says 同前註 or ibid. has the item of the
 * note meant and the pages of its own; what points at nothing that is there has no item.
 */
export function readNotes(document: Document, lists: readonly ReferenceList[] = []): Note[] {
  const notes: Note[] = []
  for (const found of findNotes(document, lists)) {
    const works = noteSegments(found, document.text).reduce<Note['works'][number][]>((done, segment) => [...done, resolve(segment, notes, done)], []).filter((work) => work.item !== undefined || work.form !== 'full')
    notes.push({ label: found.label, start: found.start, end: found.end, raw: document.text.slice(found.start, found.end), marks: marksOf(found), works })
  }
  return notes
}

const marksOf = ({ marks }: FoundNote): readonly Span[] => marks
