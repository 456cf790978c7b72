import type { FastifyInstance } from 'fastify'
import { FORMATS } from '../../src/exchange/answers/index.ts'
import { patiently } from '../patient.ts'
import { PAGES as WEB } from './pages.ts'
import { QUESTIONS } from './questions.ts'
import { queryFields, queryOf } from './selections.ts'
import type { Subjects } from './subjects.ts'

/** One way in which an archive tells a reader something. */
export interface Surface {
  readonly name: string
  /** Requests to put to two archives, decided before either is asked. */
  readonly put: (subjects: Subjects) => Put
}

/** Asks, and gives all that was told, in a form to compare. */
export type Put = (app: FastifyInstance) => Promise<unknown>

/** Followed to the end, within reason. */
const PAGES = 6
/** Headers that say something of the archive. */
const HEADERS = ['content-type', 'content-disposition', 'content-length', 'content-range', 'etag', 'link', 'location', 'repr-digest', 'vary', 'cache-control', 'retry-after']

async function got(app: FastifyInstance, url: string): Promise<unknown> {
  const { statusCode, headers, body } = await patiently(app, url)
  return { url, statusCode, headers: Object.fromEntries(HEADERS.map((name) => [name, headers[name]])), body }
}

async function graphql(app: FastifyInstance, query: string, variables: object): Promise<{ readonly statusCode: number; readonly body: any }> {
  const { statusCode, body } = await patiently(app, { method: 'POST', url: '/graphql', payload: { query, variables } })
  return { statusCode, body: JSON.parse(body) }
}

/** A field of `Query`, page after page. */
const field = (name: string): Surface => {
  const query = queryOf(name)
  const hasPages = queryFields[name]!.args.some((argument) => argument.name === 'after')
  return {
    name,
    put: (subjects) => {
      const given = QUESTIONS[name]!(subjects)
      return async (app) => {
        const pages: unknown[] = []
        for (let after: string | null = null; pages.length < PAGES;) {
          const page = await graphql(app, query, { ...given, ...(after === null ? {} : { after }) })
          pages.push(page)
          const info = page.body.data?.[name]?.pageInfo
          if (!hasPages || info?.hasNextPage !== true) break
          after = info.endCursor
        }
        return { query: name, given, pages }
      }
    },
  }
}

/** A list below an entity, two at a time. */
const list = (name: string, items: string, { of = 'entity', given = '', pick = ({ id }) => id() }: { of?: 'entity' | 'relation' | 'collection' | 'annotation'; given?: string; pick?: (subjects: Subjects) => string } = {}): Surface => ({
  name: `${of}.${name}`,
  put: (subjects) => {
    const id = pick(subjects)
    return async (app) => {
      const pages: unknown[] = []
      for (let after: string | null = null; pages.length < PAGES;) {
        const page = await graphql(app, `query ($id: ID!, $after: String) { ${of}(id: $id) { ${name}(first: 2, after: $after ${given}) { items { ${items} } pageInfo { endCursor hasNextPage } } } }`, { id, after })
        pages.push(page)
        const info = page.body.data?.[of]?.[name]?.pageInfo
        if (info?.hasNextPage !== true) break
        after = info.endCursor
      }
      return { id, pages }
    }
  },
})

/** A question at its address, in a form of its own. */
const address = (format: string): Surface => ({
  name: `address.${format}`,
  put: (subjects) => {
    const name = subjects.random.pick([...Object.keys(QUESTIONS)].filter((one) => ['related', 'connectors', 'paths', 'rings', 'timeline', 'counts', 'ranking', 'passages', 'among', 'common'].includes(one)))
    const parameters = new URLSearchParams()
    for (const [argument, value] of Object.entries(QUESTIONS[name]!(subjects))) for (const one of [value].flat()) parameters.append(argument, String(one))
    const url = (at: string): string => `/answers/${name}?${parameters.toString()}&format=${at}`
    return async (app) => {
      const first = await patiently(app, url(format))
      // by names it leads to the address with ids
      return [await got(app, url(format)), ...(first.statusCode === 303 ? [await got(app, String(first.headers.location))] : [])]
    }
  },
})

/** Every file there is, the hidden ones too, whole and in part. */
const files: Surface = {
  name: 'files',
  put: ({ files: contents, of }) => {
    const ids = [...contents, of('content')]
    return async (app) => {
      const told: unknown[] = []
      for (const id of ids) for (const path of ['1', '2', '1?size=small']) told.push(await got(app, `/files/${id}/${path}`))
      return told
    }
  },
}

/** Concepts as linked data. */
const skos = (form: string): Surface => ({ name: `vocabulary.${form}`, put: () => (app) => got(app, `/vocabulary.${form}`) })
/** Every copy of a page, the hidden ones too. */
const copies: Surface = {
  name: 'captured',
  put: ({ copies: pieces, of }) => {
    const ids = [...pieces, of('evidence')]
    return async (app) => {
      const told: unknown[] = []
      for (const id of ids) told.push(await got(app, `/captured/${id}`))
      return told
    }
  },
}

const RELATION = 'id type state version from { id name } to { id name } evidence { id quote work { id name } } disputed'

const CHANGE = 'version op at by reason origin changeset batch state note changed { field before after }'

export const SURFACES: readonly Surface[] = [
  ...Object.keys(queryFields).map(field),
  list('relations', RELATION, { given: ', includeProposed: true' }), list('history', CHANGE, { pick: ({ changed }) => changed('entity') }), list('history', CHANGE, { of: 'relation', pick: ({ changed }) => changed('relation') }), list('contents', 'id state order passages { text } licence place { address } files { name address }', { pick: ({ bearer }) => bearer() }),
  list('members', 'id entity { id name } relation { id } reasons', { of: 'collection', pick: ({ of }) => of('collection') }), list('replies', 'id text state answers', { of: 'annotation', pick: ({ of }) => of('annotation') }),
  ...[...FORMATS.keys()].map(address),
  ...['ttl', 'jsonld'].map(skos),
  files,
  copies,
  ...WEB,
]
