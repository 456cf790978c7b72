/**
 * Which organizations two departments of Taipei share in the registers, by looking only: a plain script
 * over the CSV files that knows nothing of the importer. It lists candidates by ever looser keys, for a
 * person to read; what that reading found is `shared-organizations.csv`.
 *
 *     node test/archive/shared.ts
 */
import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'

const DATA = new URL('../../seed/registers/data/', import.meta.url)

export interface Mention {
  readonly department: string
  readonly name: string
  readonly file: string
  /** As a spreadsheet counts: the heading is row 1. */
  readonly row: number
}

const read = new Map<string, string[][]>()

/** The rows of a register; the first is the heading. */
export function rowsOf(file: string): string[][] {
  let rows = read.get(file)
  if (rows === undefined) read.set(file, (rows = parse(readFileSync(new URL(file, DATA)), { bom: true, relax_column_count: true }) as string[][]))
  return rows
}

const LISTS: readonly [file: string, department: string, column: number][] = [
  ['臺北市人民團體名冊.csv', '社會局', 1],
  ['elderly-welfare-institutions.csv', '社會局', 2],
  ['hakka-organizations.csv', '客委會', 1],
  ['disability-employment-resource-map.csv', '勞動局', 2],
  ['registered-labor-unions.csv', '勞動局', 2],
  ['telepsychology-counseling-institutions.csv', '衛生局', 3],
  ['arts-cultural-venues.csv', '文化局', 1],
  ['performing-arts-groups.csv', '文化局', 0],
  ['senior-learning-centres_taipei.csv', '教育局', 3],
]

/** Every body a department lists, registers, licenses or commissions. */
export function mentions(): Mention[] {
  const found: Mention[] = []
  for (const [file, department, column] of LISTS) {
    rowsOf(file).slice(1).forEach((cells, i) => {
      for (const name of cells[column]!.split('/')) found.push({ department, name: name.trim(), file, row: i + 2 })
    })
  }
  rowsOf('entrusted-public-asset-operations.csv').slice(1).forEach((cells, i) => {
    found.push({ department: cells[1]!, name: cells[5]!.trim(), file: 'entrusted-public-asset-operations.csv', row: i + 2 })
  })
  return found
}

const exact = (name: string): string => name
const spelling = (name: string): string => name.normalize('NFKC').replace(/\s/g, '').replaceAll('台', '臺')
const forms = (name: string): string => spelling(name).replace(/\((?:社團|財團)?法人\)$|\([^()]*(?:會長|解散)\)$/, '').replace(/^(?:社團|財團)法人/, '')
const places = (name: string): string => forms(name).replace(/^(?:臺北市?|新北市|大臺北(?:地區)?|臺灣省?|中華民國|中華)/, '').replace(/\([^()]*\)/g, '')
export const KEYS = { exact, spelling, forms, places }

/** Candidates under one key: two departments, and the first name each has for it. */
export function candidates(key: (name: string) => string): Map<string, [Mention, Mention]> {
  const byKey = new Map<string, Map<string, Mention>>()
  for (const mention of mentions()) {
    const k = key(mention.name)
    const departments = byKey.get(k) ?? new Map<string, Mention>()
    byKey.set(k, departments)
    if (!departments.has(mention.department)) departments.set(mention.department, mention)
  }
  const found = new Map<string, [Mention, Mention]>()
  for (const [k, departments] of byKey) {
    const list = [...departments.values()].sort((a, b) => (a.department < b.department ? -1 : 1))
    for (const a of list) for (const b of list) if (a.department < b.department) found.set(`${a.department} ${b.department} ${k}`, [a, b])
  }
  return found
}

/** Names of two departments that share most pairs of characters: misspellings, words left out. */
export function alike(least = 0.75): [Mention, Mention, number][] {
  const pairsOf = (name: string): Set<string> => new Set([...places(name)].slice(1).map((char, i) => [...places(name)][i]! + char))
  const all = mentions().map((mention) => ({ mention, pairs: pairsOf(mention.name) })).filter(({ pairs }) => pairs.size > 2)
  const index = new Map<string, number[]>()
  all.forEach(({ pairs }, i) => { for (const pair of pairs) index.set(pair, [...(index.get(pair) ?? []), i]) })
  const found: [Mention, Mention, number][] = []
  all.forEach(({ mention, pairs }, i) => {
    const shared = new Map<number, number>()
    for (const pair of pairs) for (const j of index.get(pair)!) if (j > i) shared.set(j, (shared.get(j) ?? 0) + 1)
    for (const [j, count] of shared) {
      const other = all[j]!
      const likeness = count / (pairs.size + other.pairs.size - count)
      if (likeness >= least && other.mention.department !== mention.department) found.push([mention, other.mention, likeness])
    }
  })
  return found.sort((a, b) => b[2] - a[2])
}

if (import.meta.main) {
  const known = new Set<string>()
  for (const [name, key] of Object.entries(KEYS)) {
    const found = [...candidates(key)].filter(([, [a, b]]) => !known.has(`${a.name}|${b.name}|${a.department}|${b.department}`))
    console.log(`\n${name}: ${found.length} more`)
    for (const [, [a, b]] of found) {
      known.add(`${a.name}|${b.name}|${a.department}|${b.department}`)
      console.log(`  ${a.department} ${a.name} (${a.file} ${a.row})  =  ${b.department} ${b.name} (${b.file} ${b.row})`)
    }
  }
  console.log('\nalike')
  for (const [a, b, likeness] of alike()) {
    if (places(a.name) !== places(b.name)) console.log(`  ${likeness.toFixed(2)} ${a.department} ${a.name}  ~  ${b.department} ${b.name}`)
  }
}
