import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import type { Vocabulary } from '../../model/vocabulary.ts'
import { withAdded } from './added.ts'
import { readGrammar, type Grammar } from './grammar.ts'

const FILE = new URL('../../../seed/patterns/questions.yaml', import.meta.url)
const loaded = new WeakMap<Vocabulary, Grammar>()

/** `seed/patterns/questions.yaml`, read once for each vocabulary; with what was added to it. */
export function loadGrammar(vocabulary: Vocabulary): Grammar {
  const grammar = loaded.get(vocabulary) ?? (vocabulary.seed === undefined ? readGrammar(parse(readFileSync(FILE, 'utf8')), vocabulary) : withAdded(loadGrammar(vocabulary.seed), vocabulary))
  loaded.set(vocabulary, grammar)
  return grammar
}
