import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { join } from 'node:path'
import { parse } from 'yaml'
import type { Vocabulary } from '../../model/vocabulary.ts'
import { readPatterns, type PatternTables } from './patterns.ts'

const FOLDER = fileURLToPath(new URL('../../../seed/patterns', import.meta.url))

/** The pattern tables, `names.yaml` and `statements.yaml` of a folder; default: `seed/patterns` of this program. */
export function loadPatterns(vocabulary: Vocabulary, folder = FOLDER): PatternTables {
  const part = (name: string): unknown => parse(readFileSync(join(folder, `${name}.yaml`), 'utf8'))
  return readPatterns({ names: part('names'), statements: part('statements') }, vocabulary)
}
