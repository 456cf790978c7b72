import type { Vocabulary } from '../model/vocabulary.ts'
import { knownNames, loadPatterns, readStatements, rulesOf, type KnownName, type Passage, type Rules, type Statement } from './statements/index.ts'

/** Made once for a vocabulary: two hundred expressions. */
const made = new WeakMap<Vocabulary, Rules>()

function rules(vocabulary: Vocabulary): Rules {
  const known = made.get(vocabulary) ?? rulesOf(loadPatterns(vocabulary), vocabulary)
  made.set(vocabulary, known)
  return known
}

/** What a short stretch of text states, with these names in it: nothing is certain, it is for a person to say. */
export const statedIn = (passage: Passage, names: readonly KnownName[], vocabulary: Vocabulary): readonly Statement[] =>
  readStatements([passage], knownNames(names), rules(vocabulary), vocabulary).statements
