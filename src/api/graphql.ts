import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ExecutionResult } from 'graphql'
import mercurius from 'mercurius'
import { Turns } from '../graph/turns.ts'
import { Answers, answerKey, MOST_OF_ONE } from './answers.ts'
import { requestContext, type Ports, type RequestContext } from '../http/context.ts'
import { formatGraphqlErrors, handleError } from './errors.ts'
import { bytesInTurns, isLong, jsonInTurns } from './json.ts'
import { checkCost, depthAndWidth, MOST_TOKENS } from './limits.ts'
import { patience } from '../http/patience.ts'
import { readerOfAny } from '../http/reader.ts'
import { resolvers } from './resolvers/index.ts'
import { visitOf } from '../http/visit.ts'
import { readSchema } from './schema.ts'

/** Queries compiled after this many runs of the same text: doubles small reads. */
const JIT_AFTER = 5

/** `POST /graphql`, in a scope of its own. */
export async function graphql(app: FastifyInstance, ports: Ports): Promise<void> {
  await app.register(async (scope) => {
    onlyByPost(scope)
    keepAnswers(scope, new Answers(() => ports.graph.sequence()))
    await serve(scope, ports)
  })
}

/** Whatever another site can have a browser do without asking first (a link, a picture, HEAD) changes nothing here, and is kept by nobody. */
function onlyByPost(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    if (request.method === 'POST') return undefined
    return reply.code(405).header('allow', 'POST').send({ errors: [{ message: '請用 POST /graphql (ask by POST)', extensions: { code: 'BAD_USER_INPUT', field: 'request' } }] })
  })
}

/** A question asked before is answered from what was said then, unless the log has moved. What a token may see hangs on its scopes too: worked out anew. */
function keepAnswers(app: FastifyInstance, answers: Answers): void {
  app.addHook('preHandler', async (request, reply) => {
    const key = request.reader.actor?.scopes === undefined ? answerKey(request.reader.viewer, request.body) : undefined
    if (key === undefined) return undefined
    const moment = await answers.moment()
    const body = answers.get(key, moment)
    if (body !== undefined) return reply.type(JSON_TYPE).send(body)
    reply.asked = { key, moment }
    return undefined
  })
  app.addHook('onSend', async (_request, reply, payload) => {
    const { asked } = reply
    // an answer with errors may be of the moment: a store that was down, a walk that was cut short
    if (asked !== undefined && reply.statusCode === 200 && typeof payload === 'string' && !ERRORS.test(payload)) {
      // nobody waits for it; when it fails there is only nothing kept
      answers.keep(asked.key, asked.moment, payload).catch(() => {})
    }
    return payload
  })
}

const JSON_TYPE = 'application/json; charset=utf-8'
const ERRORS = /"errors":/

declare module 'fastify' {
  interface FastifyReply {
    /** What this will be the answer to, if it is worth keeping. */
    asked?: { readonly key: string; readonly moment: number }
  }
}

async function serve(app: FastifyInstance, ports: Ports): Promise<void> {
  await app.register(mercurius, {
    schema: readSchema(),
    resolvers: resolvers as never,
    path: '/graphql',
    graphiql: false,
    allowBatchedQueries: false,
    jit: JIT_AFTER,
    // static: a function here would forbid caching of validated documents
    validationRules: [depthAndWidth],
    context: (request: FastifyRequest, reply: FastifyReply) => requestContext(ports, readerOfAny(request), patience(reply, ports.timeLimit), visitOf(request, reply)),
    errorHandler: handleError,
    errorFormatter: (execution: ExecutionResult, { reply }: { reply: FastifyReply }) => {
      const { retryAfter, ...formatted } = formatGraphqlErrors(execution, reply.request.log, reply.request.id)
      if (retryAfter !== undefined) reply.header('retry-after', retryAfter)
      return formatted
    },
    graphql: { parseOptions: { maxTokens: MOST_TOKENS } },
  } as never)
  app.addHook('preSerialization', async (_request, reply, payload) => {
    if (!isLong(payload)) return payload
    // it is written already
    reply.serializer((written) => written as string)
    const turns = new Turns()
    const text = await jsonInTurns(payload, turns)
    // what is too long to be kept
    return text.length > MOST_OF_ONE ? bytesInTurns(text, turns) : text
  })
  app.graphql.addHook('preExecution', async (_schema, document, context, variables) => {
    checkCost(document, (variables ?? {}) as Record<string, unknown>)
    await (context as unknown as RequestContext).ready()
  })
}
