import type { Part } from './bench.ts'

/** A bench's figures as they are kept in `results/`: the newest of every part, each with its date. */
export interface Kept {
  readonly name: string
  readonly title: string
  readonly question: string
  readonly method: string
  readonly parts: readonly KeptPart[]
}

export interface KeptPart extends Part {
  readonly date: string
  readonly machine: string
  readonly node: string
  readonly scale: number
  /** The share of the processors that others used just before: the machine should have been idle. Absent: not looked at, others were at work. */
  readonly busy?: number
  /** The figures are older than the last run, which lacked something. */
  readonly missed?: { readonly date: string; readonly why: string }
}

/** Three figures that count, as people write numbers. */
export function figure(value: number | string): string {
  if (typeof value === 'string') return value
  if (!Number.isFinite(value)) return '–'
  const size = Math.abs(value)
  const digits = size >= 100 || Number.isInteger(value) ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3
  return value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits })
}

function table({ rows }: Part): string[] {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row.cells)))]
  const limited = rows.some((row) => row.limit !== undefined)
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
  return [
    line(['', ...columns, ...(limited ? ['limit', 'kept'] : [])]),
    line(['---', ...columns.map(() => '--:'), ...(limited ? ['---', '---'] : [])]),
    ...rows.map((row) => line([
      row.what, ...columns.map((column) => (row.cells[column] === undefined ? '' : figure(row.cells[column]))),
      ...(limited ? [row.limit ?? '', row.met === undefined ? '' : row.met ? 'yes' : '**no**'] : []),
    ])),
  ]
}

const provisional = ({ busy }: KeptPart): string =>
  busy === undefined ? '. **Provisional: others were at work on the machine**' : busy > 0.2 ? `. **Provisional: others were using ${Math.round(100 * busy)} % of the processors**` : ''

function partText(part: KeptPart): string[] {
  const versions = Object.entries({ Node: part.node, ...part.versions }).map(([name, version]) => `${name} ${version}`).join(', ')
  const missed = part.missed === undefined ? [] : ['', `Not measured on ${part.missed.date}: ${part.missed.why}.${part.rows.length > 0 ? ' The figures are those of the run before.' : ''}`]
  if (part.rows.length === 0) return [`### ${part.title}`, ...missed, '']
  return [
    `### ${part.title}`, '', ...table(part), '', ...(part.notes ?? []).flatMap((note) => [note, '']),
    `${part.date}, ${versions}, ${part.machine}${part.scale === 1 ? '' : `. **Not the city of the figures: scale ${part.scale}**`}${provisional(part)}.`, ...missed, '',
  ]
}

/** `docs/benchmarks.md`, whole. */
export function page(benches: readonly Kept[]): string {
  const limits = benches.flatMap((bench) => bench.parts.flatMap((part) => part.rows.filter((row) => row.met !== undefined).map((row) => ({ bench, row }))))
  const open = limits.filter(({ row }) => row.met === false)
  return [
    '# Measured figures', '',
    'Written by `npm run bench` (`bench/run.ts`); edits here are lost. Figures are of one machine at one time; what can be compared are the ratios, each within one run. Times are wall-clock.', '',
    '- `npm run bench` runs all, `npm run bench -- connectors ready` some; the page is written anew from all that was ever kept in `bench/results/`.',
    '- Neo4j: `npm run bench -- --neo4j` starts one of its own (needs a JDK and Maven; `.ci/neo4j/`), or set `NEO4J_URI` to one that is empty. Never give it an archive you want to keep.',
    '- Peers: `npm ci --prefix bench/peers`.',
    '- The city: 60 departments with Zipf sizes, 100,000 organizations registered with one (5 % with two), 30 % with a partner, 60,000 people in one to three; one seed, the same everywhere (`test/generate/city.ts`).', '',
    `Of ${limits.length} limits ${limits.length - open.length} are kept.${open.length === 0 ? '' : ' Not kept:'}`,
    ...open.map(({ bench, row }) => `- ${bench.title}: ${row.what} (limit: ${row.limit})`), '',
    ...benches.flatMap((bench) => [`## ${bench.title}`, '', `${bench.question} ${bench.method}`, '', ...bench.parts.flatMap(partText)]),
  ].join('\n').replace(/\n+$/, '\n')
}
