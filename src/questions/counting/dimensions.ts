import type { EntityView } from '../../graph/port.ts'
import type { Id } from '../../model/ids.ts'
import type { Kind } from '../../model/records.ts'
import type { Rank } from '../ranked.ts'
import { districtOf } from './district.ts'
import { foundedOf, isDoubtful, yearsOf } from './years.ts'

/** An entity that is counted, with what the dimensions asked for need to know of it. */
export interface Counted {
  readonly id: Id
  readonly kind: Kind
  /** Only where the question looks at fields or names. */
  readonly view?: EntityView
  /** Names of the places it is located in; only where districts are asked for. */
  readonly places: readonly string[]
  /** The relations that dimensions look at. */
  readonly ties: readonly CountedTie[]
  /** The one that lets it be counted at all. */
  readonly admittedBy?: CountedTie
}

export interface CountedTie {
  readonly other: Id
  readonly type: string
  /** Points from the entity counted to the other. */
  readonly outgoing: boolean
}

export interface Key {
  /** Stable, and what it is called unless it is a code or an id. */
  readonly id: string
  /** The entity may as well not belong here. */
  readonly possible?: boolean
  /** Where it stands among the keys of a dimension that has an order of its own. */
  readonly rank?: Rank
}

export interface Dimension {
  readonly label: { readonly 'zh-Hant': string; readonly en: string }
  /** What must be read for it, besides the kind. */
  readonly needs?: 'fields' | 'ties'
  /** Its keys are: codes of relation types, of kinds, ids of entities, or words. */
  readonly keys: 'type' | 'kind' | 'entity' | 'words'
  /** @returns undefined where nothing is known (未記) */
  readonly key: (one: Counted, tie: CountedTie | undefined) => Key | undefined
}

/** By what entities are counted. */
export const DIMENSIONS = {
  kind: { label: { 'zh-Hant': '種類', en: 'kind' }, keys: 'kind', key: ({ kind }) => ({ id: kind }) },
  type: { label: { 'zh-Hant': '關係', en: 'relation' }, needs: 'ties', keys: 'type', key: (_, tie) => tie && { id: tie.type } },
  department: { label: { 'zh-Hant': '機關', en: 'department' }, needs: 'ties', keys: 'entity', key: (_, tie) => tie && { id: tie.other } },
  year: { label: { 'zh-Hant': '成立年', en: 'year of founding' }, needs: 'fields', keys: 'words', key: ({ view }) => yearKey(view!) },
  district: { label: { 'zh-Hant': '行政區', en: 'district' }, needs: 'fields', keys: 'words', key: ({ view, places }) => wordsKey(districtOf(view!, places)) },
} as const satisfies Record<string, Dimension>

export type DimensionName = keyof typeof DIMENSIONS
export const DIMENSION_NAMES = Object.keys(DIMENSIONS) as DimensionName[]

const wordsKey = (words: string | undefined): Key | undefined => (words === undefined ? undefined : { id: words })

/** Years no date is from: what is open stands before or behind all others. */
const [BEFORE, BEHIND] = [-1_000_000, 1_000_000]

function yearKey(view: EntityView): Key | undefined {
  const date = foundedOf(view)
  if (date === undefined) return undefined
  const [from, to] = yearsOf(date)
  if (from === null && to === null) return undefined
  const rank = [from ?? BEFORE, to ?? BEHIND]
  if (from === to) return { id: String(from), rank, possible: isDoubtful(date) }
  return { id: `${from ?? ''}–${to ?? ''}`, rank, possible: true }
}

/** At which end of a relation the department stands; of other types at either. */
const DEPARTMENTS: Readonly<Record<string, 'from' | 'to'>> = {
  REGISTERED_WITH: 'to', LISTED_BY: 'to', LICENSED_BY: 'to', PART_OF: 'to',
  SUPERVISES: 'from', COMMISSIONS: 'from', FUNDS: 'from', SPONSORS: 'from',
}

/** The types that tie a body to its department. */
export const DEPARTMENT_TYPES = ['REGISTERED_WITH', 'LISTED_BY', 'LICENSED_BY', 'SUPERVISES']

export function isWithDepartment({ type, outgoing }: Pick<CountedTie, 'type' | 'outgoing'>): boolean {
  const end = DEPARTMENTS[type]
  return end === undefined || (end === 'to') === outgoing
}
