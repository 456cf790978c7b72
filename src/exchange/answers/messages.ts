import type { AnswerRow } from '../../graph/answer.ts'
import type { CitedAnswer } from '../../graph/cited.ts'

/**
 * What the thread that writes is told. The rows come apart from the rest, some at a time: to copy a long answer into
 * another thread takes longer than others should wait. Without a format there are more to come.
 */
export interface Task {
  readonly number: number
  /** With the first message: the answer without its rows. */
  readonly cited?: CitedAnswer
  readonly rows: readonly AnswerRow[]
  /** With the last. */
  readonly format?: string
  /** It is not wanted any more. */
  readonly isDropped?: true
}

export type Outcome = { readonly number: number; readonly text: string } | { readonly number: number; readonly error: unknown }
