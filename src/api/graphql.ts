import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ExecutionResult } from 'graphql'
import mercurius from 'mercurius'
import type { GraphStore } from '../graph/port.ts'
import type { Vocabulary } from '../model/vocabulary.ts'
import { requestContext } from './context.ts'
import { formatGraphqlErrors, handleError } from './errors.ts'
import { checkCost, depthAndWidth, MOST_TOKENS } from './limits.ts'
import { resolvers } from './resolvers.ts'
import { readSchema } from './schema.ts'

/** Queries compiled after this many runs of the same text: doubles small reads. */
const JIT_AFTER = 5

export async function graphql(app: FastifyInstance, graph: GraphStore, vocabulary: Vocabulary): Promise<void> {
  await app.register(mercurius, {
    schema: readSchema(),
    resolvers: resolvers as never,
    path: '/graphql',
    graphiql: false,
    allowBatchedQueries: false,
    jit: JIT_AFTER,
    // static: a function here would forbid caching of validated documents
    validationRules: [depthAndWidth],
    context: (_request: FastifyRequest, reply: FastifyReply) => {
      const gone = new AbortController()
      // a client that closed the connection waits for nothing
      reply.raw.once('close', () => { if (!reply.raw.writableFinished) gone.abort() })
      return requestContext(graph, vocabulary, gone.signal)
    },
    errorHandler: handleError,
    errorFormatter: (execution: ExecutionResult, { reply }: { reply: FastifyReply }) => {
      const { retryAfter, ...formatted } = formatGraphqlErrors(execution, reply.request.log, reply.request.id)
      if (retryAfter !== undefined) reply.header('retry-after', retryAfter)
      return formatted
    },
    graphql: { parseOptions: { maxTokens: MOST_TOKENS } },
  } as never)
  app.graphql.addHook('preExecution', async (_schema, document, _context, variables) => {
    checkCost(document, (variables ?? {}) as Record<string, unknown>)
  })
}
