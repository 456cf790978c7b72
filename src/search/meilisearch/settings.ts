import type { Settings } from 'meilisearch'
import { CLASSES } from './lengths.ts'

/** Fields that are only compared for equality. */
const EQUAL = ['role', 'clearance', 'entity', 'content', 'kind', 'type', 'place', 'collection', 'named', 'heads']

/**
 * How an index is set up. Of what Meilisearch does with words nothing is left but to look them up: words
 * and their folding are ours (`coding.ts`), and so is the ranking.
 */
export const SETTINGS = {
  searchableAttributes: ['terms'],
  filterableAttributes: [
    { attributePatterns: EQUAL, features: { facetSearch: false, filter: { equality: true, comparison: false } } },
    { attributePatterns: ['year', 'length', 'beginnings'], features: { facetSearch: false, filter: { equality: true, comparison: true } } },
    { attributePatterns: ['latin'], features: { facetSearch: true, filter: { equality: true, comparison: false } } },
  ],
  facetSearch: true,
  sortableAttributes: [],
  // several words: documents with more of them, from the first on, come first
  rankingRules: ['words'],
  stopWords: [],
  synonyms: {},
  dictionary: [],
  typoTolerance: { enabled: false },
  prefixSearch: 'disabled',
  proximityPrecision: 'byAttribute',
  // a language that cuts nothing; without one it guesses, and German and Turkish would change words
  localizedAttributes: [{ attributePatterns: ['terms'], locales: ['eng'] }],
  faceting: { maxValuesPerFacet: CLASSES },
  pagination: { maxTotalHits: 1_000 },
  searchCutoffMs: 1_500,
} as const satisfies Settings
