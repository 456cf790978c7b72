import { z } from 'zod'
import { badInput } from '../model/errors.ts'
import type { Answer } from '../graph/answer.ts'
import type { Asking } from './context.ts'

/**
 * One kind of question. The table of them (`family.ts`) is what permanent addresses, saved questions, the
 * terminal and questions in words are made from, so a new kind is one file and one line.
 */
export interface QuestionKind<Shape extends z.ZodRawShape = z.ZodRawShape> {
  /** As in GraphQL and on the command line: `connectors`. */
  readonly name: string
  readonly summary: { readonly 'zh-Hant': string; readonly en: string }
  /** What it takes; the docstrings of the fields are their `describe`. Names of entities are ids or names. */
  readonly shape: Shape
  /** Which of these are given as words on the command line, in order; the last may be a list. */
  readonly words: readonly (keyof Shape & string)[]
  /** Reads the full text: the terminal opens the index for it. */
  readonly search?: boolean
  /** @throws BAD_USER_INPUT, AMBIGUOUS_NAME, NOT_FOUND, TOO_EXPENSIVE */
  readonly answer: (asking: Asking, given: z.infer<z.ZodObject<Shape>>) => Promise<Answer>
}

/** Keeps what the compiler knows of the shape. */
export const kind = <Shape extends z.ZodRawShape>(one: QuestionKind<Shape>): QuestionKind<Shape> => one

/**
 * What was given, as the kind takes it.
 * @throws BAD_USER_INPUT with the argument that is unknown, missing or of another type
 */
export function checked<Shape extends z.ZodRawShape>(one: QuestionKind<Shape>, given: Readonly<Record<string, unknown>>): z.infer<z.ZodObject<Shape>> {
  const { success, data, error } = z.strictObject(one.shape).safeParse(given)
  if (success) return data
  const [issue] = error.issues
  const field = issue!.code === 'unrecognized_keys' ? issue!.keys[0]! : String(issue!.path[0] ?? one.name)
  throw badInput(field, issue!.code === 'unrecognized_keys' ? `「${one.name}」沒有 ${field} 這一項 (${one.name} takes no ${field}; it takes ${Object.keys(one.shape).join(', ')})` : `${field}: 填的不對 (${field}: ${issue!.message})`)
}
