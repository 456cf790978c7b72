import { ask, type AskAnswer } from '../../questions/ask.ts'
import type { RequestContext } from '../../http/context.ts'
import { answers } from './answers.ts'

/** A question in words. What it has in common with other answers is told in the same way. */
export const asked = {
  Query: { ask: (_: unknown, { question }: { question: string }, { asking }: RequestContext): Promise<AskAnswer> => ask(asking, question) },
  AskAnswer: {
    understood: ({ reading }: AskAnswer) => reading?.understood ?? '',
    query: ({ reading }: AskAnswer) => reading?.query ?? '',
    columns: ({ answer }: AskAnswer) => answer?.columns ?? [],
    total: ({ answer }: AskAnswer) => answer?.total ?? 0,
    searched: ({ answer }: AskAnswer) => answer?.searched,
    rows: ({ answer }: AskAnswer) => (answer === undefined ? [] : answers.Answer.rows(answer)),
    evidence: ({ answer }: AskAnswer) => (answer === undefined ? [] : answers.Answer.evidence(answer)),
    pageInfo: ({ answer }: AskAnswer) => (answer === undefined ? { endCursor: null, hasNextPage: false } : answers.Answer.pageInfo(answer)),
  },
}
