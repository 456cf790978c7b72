import type { CitedAnswer } from '../../graph/cited.ts'

/** What the thread that writes is told, and answers. */
export interface Task {
  readonly number: number
  readonly format: string
  readonly cited: CitedAnswer
}

export type Outcome = { readonly number: number; readonly text: string } | { readonly number: number; readonly error: unknown }
