/** What a bench says and is told. One file each; `run.ts` runs them and writes `docs/benchmarks.md`. */
export interface Bench {
  readonly name: string
  readonly title: string
  /** The question it answers, and how it measures: as its file's header says. */
  readonly question: string
  readonly method: string
  run(context: Context): Promise<Result>
}

export interface Context {
  /** A Neo4j for benches alone: empty, or with the city an earlier run put there. */
  readonly neo4j?: { readonly uri: string; readonly user: string; readonly password: string; readonly database: string }
  /** Folder for what is made once and used again. */
  readonly cache: string
  /** 1: the city of the figures. Smaller ones only try the benches out. */
  readonly scale: number
  /** Said on the terminal while it runs. */
  say(line: string): void
}

export interface Result {
  readonly parts: readonly Part[]
}

/** A table. Parts are kept and replaced by name: one that could not be measured leaves the last figures standing. */
export interface Part {
  readonly name: string
  readonly title: string
  /** Why there are no figures this time. */
  readonly lacks?: string
  readonly rows: readonly Row[]
  readonly notes?: readonly string[]
  /** Versions of what was measured, beyond Node and SQLite. */
  readonly versions?: Readonly<Record<string, string>>
}

export interface Row {
  readonly what: string
  /** Columns by heading, unit included. */
  readonly cells: Readonly<Record<string, number | string>>
  /** What the figures have to keep to, in words, and whether they do. */
  readonly limit?: string
  readonly met?: boolean
}

/** The value below which this share of the samples lies (nearest rank). */
export function quantile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((x, y) => x - y)
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? NaN
}

export const median = (samples: readonly number[]): number => quantile(samples, 0.5)
export const p95 = (samples: readonly number[]): number => quantile(samples, 0.95)

export const message = (error: unknown): string => (error instanceof Error ? error.message : String(error))
