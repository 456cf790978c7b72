import { notFound } from '../../model/errors.ts'
import type { Answer } from '../../graph/answer.ts'
import { FAMILY } from '../../questions/family.ts'
import { checked } from '../../questions/kind.ts'
import { permalinkOf } from '../../questions/permalink.ts'
import { jsonOf } from '../../questions/sorts.ts'
import type { RequestContext } from '../../http/context.ts'

/** Any question by its name, and answers as they are taken away. */
export const exports = {
  Query: {
    answer: async (_: unknown, { question, arguments: given }: { question: string; arguments?: string | null }, { asking }: RequestContext): Promise<Answer> => {
      const one = FAMILY.get(question)
      if (one === undefined) throw notFound(question)
      return one.answer(asking, checked(one, (given == null ? {} : jsonOf('arguments', given)) as Record<string, unknown>))
    },
  },
  Answer: {
    permalink: ({ put }: Answer, _: unknown, { address }: RequestContext) => `${address}${permalinkOf(put)}`,
    day: async (answer: Answer, _: unknown, { cited }: RequestContext) => (await cited(answer)).day,
    checksum: async (answer: Answer, _: unknown, { cited }: RequestContext) => (await cited(answer)).checksum,
    export: async (answer: Answer, { format }: { format: string }, { cited, write }: RequestContext) => write(format, await cited(answer)),
  },
}
