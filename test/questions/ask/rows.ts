import { readFileSync } from 'node:fs'
import { parse as parseCsv } from 'csv-parse/sync'
import { parse } from 'yaml'
import type { SeedRows } from './asked.ts'

/**
 * What the files of the seed say, read by themselves: facts and the register of entrusted facilities, without the
 * archive, its import or its questions.
 */
interface Stated { readonly type: string; readonly from: string; readonly to: string; readonly start?: number; readonly end?: number }

const seed = (path: string): string => readFileSync(new URL(`../../../seed/${path}`, import.meta.url), 'utf8')

interface Facts {
  readonly entities: readonly { readonly key: string; readonly names: readonly { readonly text: string }[] }[]
  readonly relations: readonly { readonly type: string; readonly from: string; readonly to: string; readonly state?: string; readonly start?: string; readonly end?: string }[]
}

function facts(): { stated: Stated[]; names: Map<string, string[]> } {
  const parts = ['facts/learning-city.yaml', 'facts/learning-city/models.yaml'].map((path) => parse(seed(path)) as Facts)
  const names = new Map(parts.flatMap(({ entities }) => entities.map(({ key, names: all }) => [key, all.map(({ text }) => text)] as const)))
  const year = (date?: string): number | undefined => (date !== undefined && /^\d{4}/.test(date) ? Number(date.slice(0, 4)) : undefined)
  const stated = parts.flatMap(({ relations }) => relations.filter(({ state }) => state !== 'proposed').map(({ type, from, to, start, end }) => {
    const [first, last] = [year(start), year(end)]
    return { type, from: names.get(from)![0]!, to: names.get(to)![0]!, ...(first === undefined ? {} : { start: first }), ...(last === undefined ? {} : { end: last }) }
  }))
  return { stated, names }
}

/** 108/09/30至117/12/31 */
function entrusted(): Stated[] {
  const rows = parseCsv(seed('registers/data/entrusted-public-asset-operations.csv'), { columns: true, bom: true, trim: true }) as Record<string, string>[]
  return rows.flatMap((row) => {
    const [start, end] = row['委託經營期間']!.split('至').map((day) => Number(day.split('/')[0]) + 1911)
    const facility = row['案件名稱']!.replace(/^.+委託.+經營管理/, '')
    return [
      { type: 'COMMISSIONS', from: row['辦理機關']!, to: row['受託單位']!, start: start!, end: end! },
      { type: 'OPERATES', from: row['受託單位']!, to: facility, start: start!, end: end! },
    ]
  })
}

const { stated, names } = facts()
const all = [...stated, ...entrusted()]
const aliases = new Map([...names.values()].flatMap((known) => known.map((name) => [plain(name), plain(known[0]!)] as const)))

/** Names as compared: without spaces and legal form, 臺 as 台. */
export function plain(name: string): string {
  return name.normalize('NFKC').replace(/\s/g, '').replaceAll('臺', '台').replace(/^(?:財團法人|社團法人)|有限公司$|\((?:財團法人|社團法人)\)$/, '')
}

const same = (one: string, other: string): boolean => {
  const [x, y] = [plain(one), plain(other)]
  return x === y || (aliases.get(x) ?? x) === (aliases.get(y) ?? y)
}

/** The other ends of these relations, each once. */
export function rowsOf({ type, from, to, of, at }: SeedRows): string[] {
  const fits = ({ type: t, start = -9999, end = 9999 }: Stated): boolean => t === type && (at === undefined || (start <= at && at <= end))
  const found = all.filter(fits).flatMap((one) => [
    ...(((from !== undefined && same(one.from, from)) || (of !== undefined && same(one.from, of))) ? [one.to] : []),
    ...(((to !== undefined && same(one.to, to)) || (of !== undefined && same(one.to, of))) ? [one.from] : []),
  ])
  return [...new Set(found.map(plain))]
}
