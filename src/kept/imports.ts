import type { Id } from '../model/ids.ts'

/**
 * Tables that somebody has sent to be imported, with what they said of them and how far it is: outside the log, until
 * it is in the archive. A backup does not have them: whoever loses one sends it again. Every method throws UNAVAILABLE
 * when it cannot be reached.
 */
export interface KeptImports {
  /** Of one account, the newest first. */
  list(account: Id): Promise<KeptImport[]>
  /** @returns undefined where there is none, or no more */
  get(id: Id): Promise<KeptImport | undefined>
  /** In the place of what was said before. */
  keep(one: KeptImport): Promise<void>
  /** Takes the table itself in. @returns its bytes */
  receive(id: Id, content: AsyncIterable<Uint8Array>): Promise<number>
  /** Where the table is, for what reads it. */
  tableOf(id: Id): string
  /** Where its rejected rows are, or are to be. */
  rejectsOf(id: Id): string
  /** What was done with it last; undefined where nothing was. Apart from what somebody says: both may be written at once. */
  run(id: Id): Promise<ImportRun | undefined>
  keepRun(id: Id, run: ImportRun): Promise<void>
  /** The table, what was said, and what was rejected. */
  forget(id: Id): Promise<void>
  /** All that nobody went on with since. @param before milliseconds since 1970 */
  sweep(before: number): Promise<void>
}

/** What somebody says of a table. */
export interface KeptImport {
  readonly id: Id
  readonly account: Id
  /** As the file was called. */
  readonly name: string
  readonly bytes: number
  /** Milliseconds since 1970. */
  readonly at: number
  /** What is in the form, names and values in its order. */
  readonly answers: readonly (readonly [name: string, value: string])[]
  /** How it is read (docs/import.md), as YAML; absent: not said yet. */
  readonly mapping?: string
  /** sheet: taken from here and edited, to be read again; absent: a register. */
  readonly purpose?: 'sheet'
  /** Protocols of those who will read it. */
  readonly readers: readonly string[]
  readonly prune: boolean
  /** The run that is to stop. */
  readonly stop?: string
}

export interface ImportRun {
  /** Of this run alone. */
  readonly key: string
  /** Nothing is written. */
  readonly dry: boolean
  readonly state: 'waiting' | 'running' | 'stopped' | 'done' | 'failed'
  readonly progress?: ImportProgress
  /** To take it back; absent where nothing was written. */
  readonly batch?: Id
  /** What it did: counts, and the first of each list. */
  readonly told?: ImportTold
  /** Why it failed, for whoever sent it. */
  readonly error?: string
}

export interface ImportProgress {
  readonly bytes: number
  readonly totalBytes: number
  readonly rows: number
  readonly relations: number
  readonly secondsLeft: number
}

export interface ImportTold {
  readonly rows: number
  readonly passedOver: number
  readonly entities: { readonly new: number; readonly changed: number; readonly unchanged: number }
  readonly relations: { readonly new: number; readonly changed: number; readonly unchanged: number; readonly ended: number }
  readonly rejected: ToldList<Remarked>
  readonly warnings: ToldList<Remarked>
  readonly joined: ToldList<string>
  readonly doubts: ToldList<string>
  /** Where a person's word stands, and the register's does not. */
  readonly kept: number
  readonly unknownUnits: readonly string[]
  /** The row from which on nothing could be read. */
  readonly broken?: number
  readonly seconds: number
}

export interface ToldList<T> {
  readonly count: number
  readonly list: readonly T[]
}

export interface Remarked {
  readonly row: number
  readonly column: string
  readonly reason: string
  readonly cell: string
}
