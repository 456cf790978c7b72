import type { ParseArgsConfig } from 'node:util'

type Options = NonNullable<ParseArgsConfig['options']>

/** What a command is given: its words, its options, and where to write. */
export interface Invocation {
  readonly words: readonly string[]
  readonly options: Readonly<Record<string, string | boolean | string[] | undefined>>
  /** Login or id of the account whose rights it has (`--as`); absent: reads see what everyone sees, writes are the terminal's own. */
  readonly as?: string
  /** Lines for people or machines: standard output. */
  readonly out: (text: string) => void
  /** Progress and remarks: standard error. */
  readonly note: (text: string) => void
}

/** How the usage of a command tells of `SHARED.walk`. */
export const WALK_USAGE = '[--max-hops 4] [--relations TYPE,…] [--as-of 2016] [--include-proposed] [--include-deprecated] [--only-sources A,B] [--without-sources A,B] [--avoid A,B]'

/** One command of the terminal; `run.ts` has the table. */
export interface Command {
  /** After the name: `A B [--max-hops N]`. */
  readonly usage: string
  readonly summary: string
  readonly options?: Options
  /** How many words it takes, least and most. */
  readonly words: readonly [number, number]
  /** Words may begin with a minus (−word excludes); default false: what begins so is an option. */
  readonly minus?: boolean
  /**
   * Whose rights it has. reader (default): `--as USER`, else everyone. whole: maintenance of the archive, whoever may
   * read it, and it says so. service: nobody's.
   */
  readonly acts?: 'reader' | 'whole' | 'service'
  /** @returns the exit status; undefined = 0 */
  readonly run: (invocation: Invocation) => Promise<number | undefined | void>
}

/** Options that several commands share. */
export const SHARED = {
  json: { json: { type: 'boolean' } },
  paging: { first: { type: 'string' }, after: { type: 'string' } },
  walk: {
    relations: { type: 'string' }, 'as-of': { type: 'string' }, 'include-proposed': { type: 'boolean' }, 'include-deprecated': { type: 'boolean' },
    'only-sources': { type: 'string' }, 'without-sources': { type: 'string' }, avoid: { type: 'string' }, 'max-hops': { type: 'string' },
  },
} as const satisfies Record<string, Options>

/** Maintenance says what it does, so that nobody takes its answer for what readers see. */
export const WHOLE_NOTE = '維護：對整個檔案庫動作，不分誰看得到 (acts on the whole archive, whoever may read it)。'
