import { globSync, readFileSync } from 'node:fs'
import { wrongImports } from './imports-rule.ts'

/** `npm run imports`: fails with a sentence for each import in src/ that points the wrong way. */
const src = new URL('../src/', import.meta.url)
const files = new Map(globSync('**/*.ts', { cwd: src })
  .map((file) => file.replaceAll('\\', '/')).toSorted()
  .map((file) => [file, readFileSync(new URL(file, src), 'utf8')]))
const wrong = wrongImports(files)
for (const sentence of wrong) console.error(sentence)
console.log(`imports: ${files.size} files, ${wrong.length === 0 ? 'all point the right way' : `${wrong.length} wrong`}`)
process.exitCode = files.size > 0 && wrong.length === 0 ? 0 : 1
