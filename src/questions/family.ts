import { amongKind } from './among.ts'
import { brokerageKind } from './brokerage.ts'
import { citationsKind } from './citations.ts'
import { coauthorsKind } from './coauthors.ts'
import { cocitationKind } from './cocitation.ts'
import { communitiesKind } from './communities.ts'
import { compareKind } from './compare.ts'
import { conceptsKind } from './concepts.ts'
import { connectorsKind } from './connectors.ts'
import { countsKind } from './counts.ts'
import { couplingKind } from './coupling.ts'
import { definitionsKind } from './definitions.ts'
import { interlocksKind } from './interlocks.ts'
import type { QuestionKind } from './kind.ts'
import { overlapKind } from './overlap.ts'
import { pathsKind } from './paths.ts'
import { ringsKind } from './rings.ts'
import { timelineKind } from './timeline.ts'

/** Every kind of question, by name. */
export const FAMILY: ReadonlyMap<string, QuestionKind> = new Map(
  [
    connectorsKind, amongKind, pathsKind, ringsKind, interlocksKind, brokerageKind, communitiesKind, overlapKind(() => FAMILY), compareKind(() => FAMILY), timelineKind,
    coauthorsKind, citationsKind, cocitationKind, couplingKind, conceptsKind, definitionsKind, countsKind,
  ].map((one) => [one.name, one as unknown as QuestionKind]),
)
