import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import type { Vocabulary } from '../../model/vocabulary.ts'
import { readGrammar, type Grammar } from './grammar.ts'

const FILE = new URL('../../../seed/patterns/questions.yaml', import.meta.url)
const loaded = new WeakMap<Vocabulary, Grammar>()
let table: unknown

/** `seed/patterns/questions.yaml`, with what was added to the vocabulary; made once for each vocabulary. */
export function loadGrammar(vocabulary: Vocabulary): Grammar {
  const grammar = loaded.get(vocabulary) ?? readGrammar((table ??= parse(readFileSync(FILE, 'utf8'))), vocabulary)
  loaded.set(vocabulary, grammar)
  return grammar
}
