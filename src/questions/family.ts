import { citationsKind } from './citations.ts'
import { coauthorsKind } from './coauthors.ts'
import { cocitationKind } from './cocitation.ts'
import { conceptsKind } from './concepts.ts'
import { connectorsKind } from './connectors.ts'
import { countsKind } from './counts.ts'
import { couplingKind } from './coupling.ts'
import { definitionsKind } from './definitions.ts'
import type { QuestionKind } from './kind.ts'
import { pathsKind } from './paths.ts'

/** Every kind of question, by name. */
export const FAMILY: ReadonlyMap<string, QuestionKind> = new Map(
  [connectorsKind, pathsKind, coauthorsKind, citationsKind, cocitationKind, couplingKind, conceptsKind, definitionsKind, countsKind].map((one) => [one.name, one as unknown as QuestionKind]),
)
