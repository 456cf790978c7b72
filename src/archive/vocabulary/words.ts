import type { GraphStore } from '../../graph/port.ts'
import { every } from '../../graph/every.ts'
import { visibleVersion } from '../../graph/version.ts'
import { PUBLIC } from '../../model/audience.ts'
import type { Head } from '../../model/changeset.ts'
import { notFound } from '../../model/errors.ts'
import { wordsOf, type Family, type Word } from '../../model/terms.ts'
import type { Vocabulary } from '../../model/vocabulary.ts'

/** A relation type or a field as it is now. */
export interface WordView {
  readonly family: Family
  readonly code: string
  readonly word: Word
  /** added: it is not of the seed; changed: it is of the seed and is not as there. */
  readonly standing: 'seed' | 'changed' | 'added'
  /** What to give when changing it. */
  readonly version: string
}

export const seedOf = (vocabulary: Vocabulary): Vocabulary => vocabulary.seed ?? vocabulary

const viewOf = (vocabulary: Vocabulary, family: Family, word: Word): WordView => {
  const seed = wordsOf(seedOf(vocabulary), family).get(word.code)
  return { family, code: word.code, word, standing: seed === undefined ? 'added' : seed === word ? 'seed' : 'changed', version: visibleVersion({ family, ...word }) }
}

/** All words of a family, in the order of the vocabulary. */
export const words = (vocabulary: Vocabulary, family: Family): WordView[] => [...wordsOf(vocabulary, family).values()].map((one) => viewOf(vocabulary, family, one))

/** @throws NOT_FOUND */
export function word(vocabulary: Vocabulary, family: Family, code: string): WordView {
  const found = wordsOf(vocabulary, family).get(code)
  if (found === undefined) throw notFound(code)
  return viewOf(vocabulary, family, found)
}

/** Terms read at once. */
const CHUNK = 500

/** The record that says what a word is, where one does: of several the last, which is laid over the others. */
export async function termOf(graph: Pick<GraphStore, 'scan'>, family: Family, code: string): Promise<Head | undefined> {
  let found: Head | undefined
  for await (const head of every((page) => graph.scan('term', PUBLIC, page), CHUNK)) {
    if (head.record?.type === 'term' && head.record.vocabulary === family && head.record.code === code && (head.state === 'published' || head.state === 'withdrawn')) found = head
  }
  return found
}
