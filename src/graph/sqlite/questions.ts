import type { Viewer } from '../../model/audience.ts'
import type { WalkedPaths, WalkedRoute } from '../adjacency/types.ts'
import type { AmongQuery, AmongResult, ConnectorRow, ConnectorsQuery, ConnectorsResult, EntityRef, PathsQuery, PathsResult, RelationView, Route } from '../port.ts'
import { told } from '../among.ts'
import { inTurns } from '../turns.ts'
import { byId } from '../views.ts'
import { kindCode } from './codes.ts'
import type { Reader } from './reader.ts'
import { sourcesOf } from './sources.ts'
import type { Part } from './part.ts'
import type { Walked } from './walked.ts'
import { Walking } from './walking.ts'

/** Relations read in one go: a few milliseconds. */
const CHUNK = 150
/** Names read in one go. */
const NAMES = 500

/** Questions: walked in memory, then put into words from the file at the same sequence. */
export class Questions {
  readonly walking: Walking

  constructor(reader: Reader, path: string, walkers?: number) {
    this.walking = new Walking(reader, path, walkers)
  }

  async connectors(query: ConnectorsQuery, viewer: Viewer, signal?: AbortSignal): Promise<ConnectorsResult> {
    const { maxHops, first, routes, after } = query
    const kinds = query.kinds.map(kindCode)
    const answer = await this.walking.ask(
      query, [query.a, query.b], viewer, signal,
      async (ready, filter, [a, b]) => (a! < 0 || b! < 0 ? undefined
        : (await ready()).connectors({ ...filter, a: a!, b: b!, kinds, maxHops, first, routes, ...(after && { after }) }, signal)),
      async ({ total, atLeast, nearest, rows, hasNextPage }, walked): Promise<ConnectorsResult> => {
        const words = await wordsOf(rows.flatMap((row) => row.routes), walked, rows.map((row) => row.node))
        const shown = await inTurns(rows, ({ node, distance, strength, routes: ways }): ConnectorRow => {
          const entity = words.entity(node)
          return { id: entity.id, entity, distance, strength, routes: ways.map(words.route) }
        }, signal)
        return { total, atLeast, ...(nearest === undefined ? {} : { nearest }), hasNextPage, rows: shown }
      },
    )
    return answer ?? { total: 0, atLeast: maxHops > 4, rows: [], hasNextPage: false }
  }

  async paths(query: PathsQuery, viewer: Viewer, signal?: AbortSignal): Promise<PathsResult> {
    const { maxHops, first } = query
    const answer = await this.walking.ask(
      query, [query.from, query.to, ...(query.through ?? [])], viewer, signal,
      async (ready, filter, nodes) => {
        const [from, to, ...through] = nodes as [number, number, ...number[]]
        return nodes.includes(-1) ? undefined : (await ready()).paths({ ...filter, from, to, through, maxHops, first }, signal)
      },
      async (found, walked): Promise<PathsResult> => {
        const best = (await ranked(found, walked)).slice(0, first)
        const words = await wordsOf(best, walked)
        return { paths: await inTurns(best, words.route, signal), truncated: found.truncated || found.paths.length > best.length }
      },
    )
    return answer ?? { paths: [], truncated: false }
  }

  async among(query: AmongQuery, viewer: Viewer, signal?: AbortSignal): Promise<AmongResult> {
    const { set, maxHops, first } = query
    const kinds = query.kinds.map(kindCode)
    const answer = await this.walking.ask(
      query, set, viewer, signal,
      async (ready, filter, nodes) => (await ready()).among({ ...filter, set: nodes, kinds, maxHops, first }, signal),
      async (counted, walked): Promise<AmongResult> => {
        const words = await wordsOf([], walked, counted.rows.map((row) => row.node))
        return told(set, counted, ({ node }) => words.entity(node))
      },
    )
    return answer!
  }

  close(): Promise<void> {
    return this.walking.close()
  }
}

/** Paths come by steps, strength and ids; between steps and strength goes the number of sources of the weakest step. */
async function ranked({ paths }: WalkedPaths, walked: Walked): Promise<WalkedRoute[]> {
  const sources = new Map<number, readonly number[]>()
  for (const keys of chunked(paths)) {
    const part = await walked.part((reader, sight) => sourcesOf(reader, sight, keys))
    for (const key of keys) sources.set(key, part.get(key) ?? [])
  }
  const weakest = ({ edges }: WalkedRoute): number => Math.min(...edges.map((keys) => new Set(keys.flatMap((key) => sources.get(key)!)).size))
  return paths
    .map((path) => ({ path, sources: weakest(path) }))
    .sort((x, y) => x.path.edges.length - y.path.edges.length || y.sources - x.sources)
    .map(({ path }) => path)
}

/** Everything that routes mention. */
export async function wordsOf(routes: readonly WalkedRoute[], walked: Walked, more: readonly number[] = []): Promise<Words> {
  const relations = new Map<number, RelationView>()
  for (const keys of chunked(routes)) {
    const part = await walked.part((reader, sight) => {
      const seen = reader.relations.seen(keys, sight)
      return seen.value.size === keys.length ? seen : undefined
    })
    for (const [key, view] of part) relations.set(key, view)
  }
  const nodes = [...new Set([...more, ...routes.flatMap((route) => route.nodes)])]
  const entities = new Map<number, EntityRef>()
  for (let at = 0; at < nodes.length; at += NAMES) {
    for (const [node, ref] of await walked.part((reader) => entitiesOf(reader, nodes.slice(at, at + NAMES)))) entities.set(node, ref)
  }
  return new Words(entities, relations)
}

function entitiesOf(reader: Reader, nodes: readonly number[]): Part<ReadonlyMap<number, EntityRef>> | undefined {
  const { refs } = reader
  refs.fetch(nodes)
  const value = new Map<number, EntityRef>()
  let changed = 0
  for (const node of nodes) {
    const mention = refs.get(node)
    if (mention === undefined) return undefined
    value.set(node, mention.ref)
    changed = Math.max(changed, mention.changed)
  }
  return { value, changed }
}

/** The keys of all relations on the routes, each once, in parts. */
function* chunked(routes: readonly WalkedRoute[]): Generator<number[]> {
  const keys = [...new Set(routes.flatMap((route) => route.edges.flat()))]
  for (let at = 0; at < keys.length; at += CHUNK) yield keys.slice(at, at + CHUNK)
}

class Words {
  readonly #entities: ReadonlyMap<number, EntityRef>
  readonly #relations: ReadonlyMap<number, RelationView>

  constructor(entities: ReadonlyMap<number, EntityRef>, relations: ReadonlyMap<number, RelationView>) {
    this.#entities = entities
    this.#relations = relations
  }

  entity = (node: number): EntityRef => this.#entities.get(node)!

  route = ({ nodes, edges }: WalkedRoute): Route => ({
    steps: edges.map((keys, i) => ({
      from: this.entity(nodes[i]!), to: this.entity(nodes[i + 1]!),
      relations: keys.map((key) => this.#relations.get(key)!).sort(byId),
    })),
  })
}
