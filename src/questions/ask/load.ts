import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import type { Vocabulary } from '../../model/vocabulary.ts'
import { readGrammar, type Grammar } from './grammar.ts'

const FILE = new URL('../../../seed/patterns/questions.yaml', import.meta.url)
const loaded = new WeakMap<Vocabulary, Grammar>()

/** `seed/patterns/questions.yaml`, read once for each vocabulary. */
export function loadGrammar(vocabulary: Vocabulary): Grammar {
  const grammar = loaded.get(vocabulary) ?? readGrammar(parse(readFileSync(FILE, 'utf8')), vocabulary)
  loaded.set(vocabulary, grammar)
  return grammar
}
