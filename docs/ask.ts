import { readFileSync, writeFileSync } from 'node:fs'
import { askPage } from '../src/questions/ask/page.ts'
import { loadGrammar } from '../src/questions/ask/load.ts'
import { loadVocabulary } from '../src/vocabulary.ts'

// Writes the tables of docs/ask.md from seed/patterns/questions.yaml: node docs/ask.ts
const file = new URL('ask.md', import.meta.url)
const vocabulary = loadVocabulary()
writeFileSync(file, askPage(readFileSync(file, 'utf8'), loadGrammar(vocabulary), vocabulary))
