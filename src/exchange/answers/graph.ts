import { relationsOf } from '../../graph/answer.ts'
import { entitiesIn } from '../../graph/cells.ts'
import type { CitedAnswer } from '../../graph/cited.ts'
import type { EntityRef, RelationView } from '../../graph/port.ts'
import { dayText } from '../../model/dates.ts'
import { dateOrNone } from '../../model/dates-parse.ts'
import { citationOf, contested, groundsOf } from './grounds.ts'

/** The graph of an answer: the entities of its rows and routes, and the relations they rest on. */
export interface AnswerGraph {
  readonly nodes: readonly EntityRef[]
  readonly edges: readonly AnswerEdge[]
}

export interface AnswerEdge {
  readonly relation: RelationView
  readonly undirected: boolean
  /** The days between which it can hold, as dates; absent where unknown or open. */
  readonly earliest?: string
  readonly latest?: string
  /** What formats of graphs keep of a relation, by the names of `EDGE_FIELDS`. */
  readonly values: Readonly<Record<keyof typeof EDGE_FIELDS, string | number | boolean | undefined>>
}

export type FieldType = 'string' | 'integer' | 'boolean'

/** Attributes of nodes and edges, and their types. */
export const NODE_FIELDS = { kind: 'string', row: 'integer' } as const satisfies Record<string, FieldType>
export const EDGE_FIELDS = {
  number: 'integer', relationType: 'string', typeLabel: 'string', startDate: 'string', endDate: 'string', evidence: 'integer', sources: 'integer',
  state: 'string', standing: 'string', disputed: 'boolean', citation: 'string', note: 'string',
} as const satisfies Record<string, FieldType>

export function graphOf(cited: CitedAnswer): AnswerGraph & { readonly rowOf: (id: string) => number | undefined } {
  const { answer: { rows, columns }, vocabulary } = cited
  const grounds = groundsOf(cited)
  const nodes = new Map<string, EntityRef>()
  const rowOf = new Map<string, number>()
  for (const [i, row] of rows.entries()) {
    const shown = columns.flatMap(({ key }) => entitiesIn(row.cells[key] ?? null))
    // the row that is about it, not one whose way goes through it
    if (shown[0] !== undefined && !rowOf.has(shown[0].id)) rowOf.set(shown[0].id, i + 1)
    for (const entity of [...shown, ...relationsOf(row).flatMap(({ from, to }) => [from, to])]) nodes.set(entity.id, entity)
  }
  const edges = grounds.relations.map((relation): AnswerEdge => {
    const { type, start, end, state, standing, disputed, evidence, bounds } = relation
    const known = vocabulary.relations.get(type)
    const [earliest, latest] = [dayOf(bounds.startEarliest), dayOf(bounds.endLatest)]
    return {
      relation, undirected: known?.symmetric ?? false,
      ...(earliest === undefined ? {} : { earliest }), ...(latest === undefined ? {} : { latest }),
      values: {
        number: grounds.numberOf(relation), relationType: type, typeLabel: known?.forward['zh-Hant'] ?? type, startDate: edtfOf(start), endDate: edtfOf(end),
        evidence: evidence.length, sources: new Set(evidence.map(({ source }) => source.id)).size, state, standing, disputed,
        citation: evidence.map(({ source, locator }) => citationOf(source, locator, grounds)).join('；'), note: contested(relation).join('') || undefined,
      },
    }
  })
  return { nodes: [...nodes.values()], edges, rowOf: (id) => rowOf.get(id) }
}

/** EDTF of a date as written; `..` when open, nothing when unknown. */
export const edtfOf = (written: string | undefined): string | undefined => (written === undefined ? undefined : dateOrNone(written)?.edtf || undefined)

const dayOf = (day: number): string | undefined => {
  const text = dayText(day)
  return text === '..' ? undefined : text
}
