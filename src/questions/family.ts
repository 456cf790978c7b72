import { amongKind } from './among.ts'
import { citationsKind } from './citations.ts'
import { coauthorsKind } from './coauthors.ts'
import { cocitationKind } from './cocitation.ts'
import { commonKind } from './common.ts'
import { conceptsKind } from './concepts.ts'
import { connectorsKind } from './connectors.ts'
import { countsKind } from './counts.ts'
import { couplingKind } from './coupling.ts'
import { definitionsKind } from './definitions.ts'
import type { QuestionKind } from './kind.ts'
import { passagesKind } from './passages.ts'
import { pathsKind } from './paths.ts'
import { rankingKind } from './ranking.ts'
import { relatedKind } from './related.ts'

const ALL = [
  connectorsKind, amongKind, pathsKind, relatedKind, commonKind, rankingKind, passagesKind,
  coauthorsKind, citationsKind, cocitationKind, couplingKind, conceptsKind, definitionsKind, countsKind,
]

/** Every kind of question, by name. */
export const FAMILY: ReadonlyMap<string, QuestionKind> = new Map(ALL.map((one) => [one.name, one as unknown as QuestionKind]))
