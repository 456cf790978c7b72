import { commonKind } from './common.ts'
import { connectorsKind } from './connectors.ts'
import type { QuestionKind } from './kind.ts'
import { passagesKind } from './passages.ts'
import { pathsKind } from './paths.ts'
import { rankingKind } from './ranking.ts'
import { relatedKind } from './related.ts'

/** Every kind of question, by name. */
export const FAMILY: ReadonlyMap<string, QuestionKind> = new Map(
  [connectorsKind, pathsKind, relatedKind, commonKind, rankingKind, passagesKind].map((one) => [one.name, one as unknown as QuestionKind]),
)
