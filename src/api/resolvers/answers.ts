import type { EntityRef, Route } from '../../graph/port.ts'
import { locatorText } from '../../model/locator.ts'
import { evidenceOf, relationsOf, type Answer, type AnswerRow, type Cell, type CitedPassage, type Column } from '../../graph/answer.ts'
import { entitiesIn, textOf } from '../../graph/cells.ts'
import { FAMILY } from '../../questions/family.ts'
import { checked } from '../../questions/kind.ts'
import { queryOf } from '../../questions/query.ts'
import type { RequestContext } from '../../http/context.ts'

/** These have types of their own. */
const TYPED = ['connectors', 'paths']

type CellOf = { readonly column: Column; readonly cell: Cell }

/** Every kind of question that answers with an `Answer`. */
export const answers = {
  Query: Object.fromEntries([...FAMILY.values()].filter(({ name }) => !TYPED.includes(name)).map((one) => [
    one.name,
    (_: unknown, given: Record<string, unknown>, { asking }: RequestContext): Promise<Answer> => one.answer(asking, checked(one, given)),
  ])),
  Answer: {
    understood: ({ title }: Answer) => title,
    rows: ({ rows, columns }: Answer) => rows.map((row) => ({ ...row, columns })),
    pageInfo: ({ endCursor, hasNextPage }: Answer) => ({ endCursor: endCursor ?? null, hasNextPage }),
    evidence: ({ rows }: Answer) => [...new Map(rows.flatMap((row) => evidenceOf(row).map((one) => [one.id, one] as const))).values()],
    query: ({ put }: Answer) => queryOf(put),
  },
  Column: {
    label: ({ label }: Column, { language }: { language?: string | null }) => (language?.startsWith('en') ? label.en : label['zh-Hant']),
  },
  AnswerRow: {
    entity: (row: AnswerRow & { columns: readonly Column[] }): EntityRef | null => row.columns.flatMap(({ key }) => entitiesIn(row.cells[key] ?? null))[0] ?? null,
    cells: ({ cells, columns }: AnswerRow & { columns: readonly Column[] }): CellOf[] => columns.map((column) => ({ column, cell: cells[column.key] ?? null })),
    routes: ({ routes }: AnswerRow) => routes ?? [],
    passages: ({ passages }: AnswerRow) => passages ?? [],
    relations: (row: AnswerRow, _: unknown, { inTurn }: RequestContext) => inTurn(() => relationsOf(row)),
    evidence: (row: AnswerRow, _: unknown, { inTurn }: RequestContext) => inTurn(() => evidenceOf(row)),
  },
  Route: {
    steps: ({ steps }: Route, _: unknown, { inTurn }: RequestContext) => inTurn(() => steps),
  },
  Cell: {
    column: ({ column }: CellOf) => column.key,
    text: ({ cell }: CellOf) => textOf(cell),
    number: ({ cell }: CellOf) => (typeof cell === 'number' ? cell : null),
    entities: ({ cell }: CellOf) => entitiesIn(cell),
  },
  CitedPassage: {
    locator: ({ locator }: CitedPassage) => (locator === undefined ? '' : locatorText(locator)),
  },
}
