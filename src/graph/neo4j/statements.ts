import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { join } from 'node:path'

const FOLDER = fileURLToPath(new URL('../../../cypher/', import.meta.url))

/** What may be written into a statement where Cypher takes no parameter. Nothing else ever is. */
const NAME = /^[A-Z][A-Za-z0-9_]{0,62}$/
const TYPE = /^[A-Z][A-Z0-9_]{0,62}$/

/** A line that only the variant of a statement has. */
const VARIANT = /^\s*\/\/ (?<variant>[a-z]+): include (?<part>parts\/[a-z-]+)$/gm

export interface Statement {
  /** `questions/neighbours`: its path under `cypher/`. */
  readonly name: string
  /** Without comments. */
  readonly text: string
  /** The comments before the first line. */
  readonly header: string
}

/**
 * Every statement under `cypher/`, by name; read once. Apart: migrations, and parts that several statements include.
 * One with a line `// sourced: include parts/rests-on` is two: by its name without that line, and as
 * `questions/neighbours-sourced` with the lines of that part, and with what the part's header promises.
 */
export const statements: ReadonlyMap<string, Statement> = new Map(
  readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.cypher') && !/^(migrations|parts)\b/.test(path))
    .flatMap((path): [string, Statement][] => {
      const name = path.replaceAll('\\', '/').slice(0, -'.cypher'.length)
      const source = readFileSync(join(FOLDER, path), 'utf8')
      const variants = [...source.matchAll(VARIANT)].map(({ groups }) => groups!['variant']!)
      return [undefined, ...new Set(variants)].map((variant) => {
        const named = variant === undefined ? name : `${name}-${variant}`
        return [named, read(named, source, variant)]
      })
    }),
)

function read(name: string, source: string, variant?: string): Statement {
  const taken = [...source.matchAll(VARIANT)].flatMap(({ groups }) => (groups!['variant'] === variant ? [groups!['part']!] : []))
  const parts = taken.map((part) => readFileSync(join(FOLDER, `${part}.cypher`), 'utf8'))
  const lines = source.replaceAll(VARIANT, (line, which: string, part: string) => (which === variant ? parts[taken.indexOf(part)]! : line)).split('\n')
  const header = parts.map(headerOf).reduce((whole, part) => {
    const [said, plan] = part.split('\nplan: ') as [string, string]
    return whole.replace('\nplan: ', `\n${said}\nplan: ${plan.trim()}, `)
  }, headerOf(source))
  return { name, header, text: lines.flatMap(included).filter((line) => !/^\s*\/\//.test(line)).join('\n').trim() }
}

/** The comments before the first line. */
function headerOf(source: string): string {
  const lines = source.split('\n')
  return lines.slice(0, lines.findIndex((line) => !line.startsWith('//'))).map((line) => line.replace(/^\/\/ ?/, '')).join('\n')
}

/** A line `// include parts/relation-view` stands for the lines of that file. */
function included(line: string): string[] {
  const part = /^\/\/ include (parts\/[a-z-]+)$/.exec(line)?.[1]
  return part === undefined ? [line] : readFileSync(join(FOLDER, `${part}.cypher`), 'utf8').split('\n')
}

/**
 * The text of a statement.
 * @param inlined what stands for a word in capitals: `{ TYPES: ['OPERATES', 'FUNDS'] }` makes `[r:TYPES]` into `[r:OPERATES|FUNDS]`
 */
export function statement(name: string, inlined: Readonly<Record<string, readonly string[]>> = {}): string {
  const found = statements.get(name)
  if (found === undefined) throw new Error(`there is no cypher/${name}.cypher`)
  return Object.entries(inlined).reduce((text, [word, values]) => {
    const allowed = word.startsWith('TYPE') ? TYPE : NAME
    const wrong = values.find((value) => !allowed.test(value))
    if (wrong !== undefined) throw new Error(`${name}: 「${wrong}」 cannot be inlined`)
    return text.replaceAll(new RegExp(`\\b${word}\\b`, 'g'), values.join(word === 'LABELS' ? ':' : '|'))
  }, found.text)
}

/** Files of `cypher/migrations` in order: their statements, each ended by a semicolon at the end of a line. */
export function migrations(): string[][] {
  return readdirSync(join(FOLDER, 'migrations')).sort().map((file) => {
    const { text } = read(file, readFileSync(join(FOLDER, 'migrations', file), 'utf8'))
    return text.split(/;\s*$/m).map((one) => one.trim()).filter((one) => one !== '')
  })
}
