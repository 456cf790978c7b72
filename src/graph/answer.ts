import type { Locator } from '../model/records.ts'
import type { MarkedRoute } from './marked.ts'
import type { EntityRef, EvidenceView, RelationView } from './shown.ts'
import type { WalkFilter } from './walks.ts'

/** A question as it was put and can be put again: ids in the place of names, without what is default. */
export interface Put {
  /** A name in `FAMILY`. */
  readonly name: string
  readonly arguments: Readonly<Record<string, unknown>>
}

/** The form that all questions' answers share: what is shown, taken away, kept and compared. */
export interface Answer {
  readonly put: Put
  /** The question as understood, in words: 「哪些組織連結「社會局」與「文化局」？」 */
  readonly title: string
  /** The answer in a sentence. */
  readonly text: string
  readonly columns: readonly Column[]
  readonly rows: readonly AnswerRow[]
  /** How many rows there are; `rows` may be the first of them. */
  readonly total: number
  /** Cursor for `after`, where there is more. */
  readonly endCursor?: string
  readonly hasNextPage: boolean
  /** What was looked through: so that an answer without rows still says something. */
  readonly searched?: Searched
  /** What was left out, estimated, or is to be known, in sentences. */
  readonly notes: readonly string[]
}

/** What was looked through. */
export interface Searched extends WalkFilter {
  readonly relations: number
}

export interface Column {
  /** Stable, for machines: `entity`, `distance`. */
  readonly key: string
  readonly label: { readonly 'zh-Hant': string; readonly en: string }
}

/** null: nothing known. Several entities stand in one cell where a row is about several. */
export type Cell = string | number | EntityRef | readonly EntityRef[] | null

export interface AnswerRow {
  /** By the key of the column. */
  readonly cells: Readonly<Record<string, Cell>>
  /** Ways through the graph that the row rests on. */
  readonly routes?: readonly MarkedRoute[]
  /** Relations that the row rests on, besides those of `routes`. */
  readonly relations?: readonly RelationView[]
  /** Words of texts that the row rests on. */
  readonly passages?: readonly CitedPassage[]
}

export interface CitedPassage {
  readonly work: EntityRef
  readonly locator?: Locator
  readonly text: string
}

/** Every relation a row rests on, each once. */
export function relationsOf(row: AnswerRow): RelationView[] {
  const all = [...(row.relations ?? []), ...(row.routes ?? []).flatMap(({ steps }) => steps.flatMap(({ relations }) => relations))]
  return [...new Map(all.map((relation) => [relation.id, relation])).values()]
}

/** Every piece of evidence a row rests on, each once. */
export const evidenceOf = (row: AnswerRow): EvidenceView[] =>
  [...new Map(relationsOf(row).flatMap(({ evidence }) => evidence.map((one) => [one.id, one] as const))).values()]
