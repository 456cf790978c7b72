import type { SearchDocument } from '../port.ts'
import { fold } from './fold.ts'
import type { Candidate } from './rank.ts'

/** A document as it is ranked: its name and other names as title, folded. */
export const candidateOf = ({ name, names, text }: Pick<SearchDocument, 'name' | 'names' | 'text'>): Candidate => ({
  title: [name, ...names].map((one) => fold(one).text).join('\n'), text: fold(text).text,
})
