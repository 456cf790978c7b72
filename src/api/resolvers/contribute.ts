import type { Writing } from '../../archive/contribute/input.ts'
import { storedRecord } from '../../archive/contribute/record.ts'
import { write } from '../../archive/contribute/write.ts'
import type { Id } from '../../model/ids.ts'
import type { RequestContext } from '../context.ts'

export const contribute = {
  Query: {
    record: (_: unknown, { id }: { id: Id }, { asking, actor, people }: RequestContext) => storedRecord({ graph: asking.graph, directory: people().directory }, actor, id),
  },
  Mutation: {
    write: (_: unknown, writing: Writing, { asking, actor, people, receipts }: RequestContext) =>
      write({ graph: asking.graph, vocabulary: asking.vocabulary, directory: people().directory, ...(receipts === undefined ? {} : { receipts }) }, actor, writing),
  },
}
