import type { Document } from '../../model/document.ts'
import { findNotes } from './notes.ts'
import { noteSegments } from './note-segments.ts'
import { resolve, type Place } from './note-references.ts'
import type { Note, NoteWork, ReferenceList } from './types.ts'

/**
 * The notes of a document with the works that they cite, in its order. What says 同前註 or ibid. has the item of the
 * note meant and the pages of its own; what points at nothing that is there has no item.
 */
export function readNotes(document: Document, lists: readonly ReferenceList[] = []): Note[] {
  const notes: Note[] = []
  const known: Place[] = []
  for (const found of findNotes(document, lists)) {
    const works: NoteWork[] = []
    for (const segment of noteSegments(found, document.text)) {
      const work = resolve(segment, notes, known)
      // What a note merely says.
      if (work.item === undefined && work.form === 'full') continue
      if (work.item) known.push({ item: work.item, note: notes.length, work: works.length })
      works.push(work)
    }
    notes.push({ label: found.label, start: found.start, end: found.end, raw: document.text.slice(found.start, found.end), marks: found.marks, works })
  }
  return notes
}
