import DataLoader from 'dataloader'
import type { Writer } from '../exchange/answers/writer.ts'
import type { CitedAnswer } from '../graph/cited.ts'
import type { EntityView, GraphStore } from '../graph/port.ts'
import { Turns } from '../graph/turns.ts'
import type { KeptAnswers } from '../kept/port.ts'
import type { Vocabulary } from '../model/vocabulary.ts'
import type { SearchStore } from '../search/port.ts'
import type { Answer } from '../graph/answer.ts'
import { cite } from '../questions/cite.ts'
import type { Asking } from '../questions/context.ts'
import type { Actor } from '../model/actor.ts'
import type { Reader } from './reader.ts'

/** What resolvers share within one request. */
export interface RequestContext {
  readonly asking: Asking
  /** Whoever is signed in; what changes something demands it (`model/permissions.ts`). */
  readonly actor: Actor | undefined
  /** Views of entities met anywhere in the request, fetched together. */
  readonly views: DataLoader<string, EntityView | undefined>
  /** Where permalinks begin. */
  readonly address: string
  /** What makes an answer citable, worked out once in a request. */
  readonly cited: (answer: Answer) => Promise<CitedAnswer>
  readonly write: Writer['write']
  readonly kept: KeptAnswers | undefined
  /** Long lists are put into words one item after another, in turns with others' requests; all at once they hold them up. */
  readonly inTurn: <T>(value: () => T) => Promise<T>
}

/** What the edge passes on. */
export interface Ports {
  readonly graph: GraphStore
  readonly vocabulary: Vocabulary
  readonly search?: SearchStore
  /** Of the service, as readers reach it, without a slash at the end; empty: permalinks begin at the root. */
  readonly address: string
  readonly writer: Writer
  /** Absent: saved questions cannot be run. */
  readonly kept?: KeptAnswers
  /** Milliseconds that a question may take. */
  readonly timeLimit: number
}

export function requestContext({ graph, vocabulary, search, address, writer, kept }: Ports, { viewer, actor }: Reader, signal: AbortSignal): RequestContext {
  const asking: Asking = { graph, vocabulary, viewer, signal, ...(search === undefined ? {} : { search }) }
  const turns = new Turns(signal)
  let last: Promise<unknown> = Promise.resolve()
  const citing = new WeakMap<Answer, Promise<CitedAnswer>>()
  return {
    asking, actor, address, kept,
    inTurn: (value) => {
      const mine = last.then(() => turns.next()).then(value)
      last = mine.catch(() => {})
      return mine
    },
    cited: (answer) => {
      const known = citing.get(answer) ?? cite(asking, answer, address)
      citing.set(answer, known)
      return known
    },
    write: (format, cited) => writer.write(format, cited, signal),
    views: new DataLoader(async (ids) => {
      const found = await graph.entities(ids, asking.viewer)
      return ids.map((id) => found.get(id))
    }),
  }
}
