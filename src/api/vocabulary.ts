import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { toldConcepts, type ToldConcept } from '../archive/vocabulary/told.ts'
import { describeConcept, describeWords, SKOS_FORMS, writeSkos, type Described, type SkosForm } from '../exchange/skos.ts'
import { notFound } from '../model/errors.ts'
import type { Vocabulary } from '../model/vocabulary.ts'
import { requestContext, type Ports } from '../http/context.ts'
import { patience } from '../http/patience.ts'

const MEDIA_TYPES: Readonly<Record<SkosForm, string>> = { ttl: 'text/turtle; charset=utf-8', jsonld: 'application/ld+json; charset=utf-8' }

/** `GET /vocabulary.ttl`, `/vocabulary.jsonld`: the words of the archive and its concepts in SKOS, as whoever asks sees them. */
export async function vocabularyRoutes(app: FastifyInstance, ports: Ports): Promise<void> {
  app.get('/vocabulary.:form', async (request: FastifyRequest<{ Params: { form: string } }>, reply) => {
    const form = SKOS_FORMS.find((one) => one === request.params.form)
    if (form === undefined) throw notFound(request.url.split('?')[0]!)
    const { asking, ready } = requestContext(ports, request.reader, patience(reply, ports.timeLimit))
    await ready()
    const concepts = toldConcepts(asking)
    // before the answer begins: afterwards its status cannot say what is wrong
    const first = await concepts.next()
    const text = writeSkos(form, described(asking.vocabulary, first, concepts))
    return reply.headers({ 'content-type': MEDIA_TYPES[form], 'cache-control': 'private, no-cache', vary: 'Cookie, Authorization' }).send(Readable.from(text))
  })
}

async function* described(vocabulary: Vocabulary, first: IteratorResult<ToldConcept, void>, rest: AsyncIterable<ToldConcept>): AsyncGenerator<Described> {
  yield* describeWords(vocabulary)
  if (first.done !== true) yield describeConcept(first.value)
  for await (const concept of rest) yield describeConcept(concept)
}
