import { createHash } from 'node:crypto'
import type { FastifyInstance, InjectOptions } from 'fastify'
import { seal } from '../../src/graph/log.ts'
import type { LoggedChangeset } from '../../src/model/changeset.ts'
import type { Id } from '../../src/model/ids.ts'

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/g

/** Other names for ids, in the same order. */
export interface Renaming {
  readonly there: (text: string) => string
  readonly back: (text: string) => string
}

/**
 * The same log in which records, changesets and batches have other ids, in the same order: what a reader is told
 * depends on ids in no other way (DESIGN 3: up to renaming).
 * @param kept ids that readers are made of: their protocols, and authors
 */
export function renamed(log: readonly LoggedChangeset[], kept: ReadonlySet<Id>): { readonly log: LoggedChangeset[] } & Renaming {
  const protocols = log.flatMap(({ operations }) => operations.filter(({ type }) => type === 'protocol').map(({ id }) => id))
  const stay = new Set([...kept, ...protocols])
  const ids = [...new Set(JSON.stringify(log).match(UUID))].filter((id) => !stay.has(id)).sort()
  const other = new Map(ids.map((id, i) => [id, idOf(id, i)]))
  const those = new Map([...other].map(([id, becomes]) => [becomes, id]))
  const by = (names: ReadonlyMap<Id, Id>) => (text: string): string => text.replace(UUID, (id) => names.get(id) ?? id)
  const there = by(other)
  return {
    log: (JSON.parse(there(JSON.stringify(log))) as LoggedChangeset[]).map((changeset) => ({
      ...changeset, operations: changeset.operations.map((operation) => (operation.payload == null ? operation : { ...operation, ...seal(operation.payload) })),
    })),
    there, back: by(those),
  }
}

/** Of version 7 and of the same moment, which an annotation tells as its own; after the one before; the rest follows from nothing. */
function idOf(id: Id, i: number): Id {
  const [place, rest] = [i.toString(16).padStart(6, '0'), createHash('sha256').update(`${i}`).digest('hex')]
  return `${id.slice(0, 14)}7${place.slice(0, 3)}-8${place.slice(3)}-${rest.slice(0, 12)}`
}

/** Asks by the other names, and answers by ours. */
export function asRenamed(app: FastifyInstance, { there, back }: Renaming): FastifyInstance {
  const inject = async (request: InjectOptions | string): Promise<object> => {
    const response = await app.inject(JSON.parse(there(JSON.stringify(request))) as InjectOptions | string)
    const headers = Object.fromEntries(Object.entries(response.headers).map(([name, value]) => [name, typeof value === 'string' ? back(value) : value]))
    return { statusCode: response.statusCode, headers, body: back(response.body) }
  }
  return new Proxy(app, { get: (target, key) => (key === 'inject' ? inject : Reflect.get(target, key) as unknown) })
}

/** What tells one archive from another, as it must, since it follows from ids: cursors, versions, sums. */
const TOKENS: readonly (readonly [RegExp, string])[] = [
  [/("(?:endCursor|version|seen|checksum|sha256|repr-digest)\\*":\s*\\*")[^"\\]*/g, '$1…'],
  [/"etag":"(?:[^"\\]|\\.)*"/g, '"etag":"…"'],
  // of a page: the rest of a list
  [/((?:[?&]|&amp;)after=)[\w%-]+/g, '$1…'],
  // broken into lines at the foot of a picture, with the address behind it
  [/sha256:(?:(?!<\/svg>).)*?(?=<\/svg>)/g, 'sha256:…'],
  [/[0-9a-f]{64}/g, '…'],
  // of a row of a sheet, behind its id; quoted where a program would take it for a formula
  [/(-[0-9a-f]{12}),'?[\w-]{12},/g, '$1,…,'],
  // keys of citations: work2012-60f92f9d
  [/\b([a-z]+(?:\d{4})?)-[0-9a-f]{8}(?![0-9a-f-])/g, '$1-…'],
]

export const untold = (value: unknown): unknown => JSON.parse(TOKENS.reduce((text, [token, instead]) => text.replace(token, instead), JSON.stringify(value)))
