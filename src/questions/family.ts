import { amongKind } from './among.ts'
import { connectorsKind } from './connectors.ts'
import type { QuestionKind } from './kind.ts'
import { pathsKind } from './paths.ts'

/** Every kind of question, by name. */
export const FAMILY: ReadonlyMap<string, QuestionKind> = new Map(
  [connectorsKind, amongKind, pathsKind].map((one) => [one.name, one as unknown as QuestionKind]),
)
