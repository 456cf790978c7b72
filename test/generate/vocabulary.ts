import { loadVocabulary } from '../../src/vocabulary.ts'
import type { Kind } from '../../src/model/records.ts'
import { typesOfRole, type RelationType } from '../../src/model/vocabulary.ts'

/** The real one: what generated archives are written in. */
export const vocabulary = loadVocabulary()

/** The default of questions. */
export const connecting = typesOfRole(vocabulary, 'connecting')

/** Kinds that generated entities have: enough for every role of relation, few enough to meet. */
export const KINDS_USED: readonly Kind[] = ['Organization', 'Organization', 'Organization', 'Person', 'Person', 'Place', 'Programme', 'Work']

/** Types that can stand between two kinds; connecting ones first. */
export function typesBetween(from: Kind, to: Kind): readonly RelationType[] {
  return [...vocabulary.relations.values()]
    .filter((type) => (type.from as Kind[]).includes(from) && (type.to as Kind[]).includes(to))
    .sort((x, y) => Number(y.role === 'connecting') - Number(x.role === 'connecting'))
}
