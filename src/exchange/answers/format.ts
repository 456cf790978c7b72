import type { CitedAnswer } from '../../graph/cited.ts'

/** A form in which an answer is taken away. */
export interface AnswerFormat {
  /** In addresses, on the command line, in GraphQL. */
  readonly name: string
  /** With charset where it is text. */
  readonly mediaType: string
  /** Without the leading dot. */
  readonly extension: string
  /** Shown in the browser; otherwise offered for saving. */
  readonly inline: boolean
  readonly write: (cited: CitedAnswer) => string | Promise<string>
}
