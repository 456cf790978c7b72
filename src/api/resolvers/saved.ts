import { unavailable } from '../../model/errors.ts'
import type { AnswerRow, Column } from '../../graph/answer.ts'
import type { Difference } from '../../questions/difference.ts'
import { permalinkOf } from '../../questions/permalink.ts'
import { runSaved, savedNamed, savedQuestions, type SavedQuestion, type SavedRun } from '../../questions/saved.ts'
import type { RequestContext } from '../../http/context.ts'

type Compared = Difference & { readonly columns: readonly Column[] }
const withColumns = (rows: readonly AnswerRow[], { columns }: Compared): object[] => rows.map((row) => ({ ...row, columns }))

/** Saved questions: read only, a run by this way is not remembered. */
export const saved = {
  Query: {
    savedQuestions: (_: unknown, __: unknown, { asking }: RequestContext) => savedQuestions(asking),
    savedQuestion: (_: unknown, { name }: { name: string }, { asking }: RequestContext) => savedNamed(asking, name),
    savedRun: async (_: unknown, { name }: { name: string }, { asking, address, kept }: RequestContext) => {
      if (kept === undefined) throw unavailable('the folder of kept answers')
      return runSaved(asking, await savedNamed(asking, name), kept, { address, keep: false })
    },
  },
  SavedQuestion: {
    question: ({ put }: SavedQuestion) => put.name,
    arguments: ({ put }: SavedQuestion) => JSON.stringify(put.arguments),
    permalink: ({ put }: SavedQuestion, _: unknown, { address }: RequestContext) => `${address}${permalinkOf(put)}`,
  },
  SavedRun: {
    answer: ({ cited }: SavedRun) => cited.answer,
    difference: ({ cited, difference }: SavedRun): Compared | null => (difference === undefined ? null : { ...difference, columns: cited.answer.columns }),
  },
  Difference: {
    gained: (compared: Compared) => withColumns(compared.gained, compared),
    changed: (compared: Compared) => withColumns(compared.changed, compared),
    partial: ({ isPartial }: Compared) => isPartial,
  },
}
