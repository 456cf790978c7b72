import DataLoader from 'dataloader'
import type { TakedownPorts } from '../archive/contribute/takedown.ts'
import type { Receipts } from '../archive/files/receipt.ts'
import type { Writer } from '../exchange/answers/writer.ts'
import type { CitedAnswer } from '../graph/cited.ts'
import type { EntityView, GraphStore } from '../graph/port.ts'
import { Turns } from '../graph/turns.ts'
import type { JobStore } from '../jobs/port.ts'
import type { CheckedLinks } from '../kept/links.ts'
import type { KeptImports } from '../kept/imports.ts'
import type { KeptAnswers } from '../kept/port.ts'
import { unavailable } from '../model/errors.ts'
import type { Vocabulary } from '../model/vocabulary.ts'
import type { SearchStore } from '../search/port.ts'
import type { Answer } from '../graph/answer.ts'
import { cite } from '../questions/cite.ts'
import type { Asking } from '../questions/context.ts'
import type { Actor } from '../model/actor.ts'
import type { Reader } from './reader.ts'
import { namesOf } from '../archive/accounts/names.ts'
import type { People } from './people.ts'
import type { UploadPorts } from './uploads.ts'
import type { Visit } from './visit.ts'

/** What resolvers share within one request. */
export interface RequestContext {
  readonly asking: Asking
  /** Takes up the vocabulary as it is now. To be awaited before anything is answered, and after what is too much was refused. */
  readonly ready: () => Promise<void>
  /** Whoever is signed in; what changes something demands it (`model/permissions.ts`). */
  readonly actor: Actor | undefined
  /** Views of entities met anywhere in the request, fetched together. */
  readonly views: DataLoader<string, EntityView | undefined>
  /** Where permalinks begin. */
  readonly address: string
  /** What makes an answer citable, worked out once in a request. */
  readonly cited: (answer: Answer) => Promise<CitedAnswer>
  readonly write: Writer['write']
  /** @throws UNAVAILABLE in a service without accounts */
  readonly people: () => People
  readonly visit: () => Visit
  /** Absent: nothing is uploaded here. */
  readonly receipts: Receipts | undefined
  /** @throws UNAVAILABLE in a service without files */
  readonly uploads: () => UploadPorts
  /** @throws UNAVAILABLE in a service without files */
  readonly jobs: () => JobStore
  /** @throws UNAVAILABLE in a service without files */
  readonly takedown: () => Takedown
  /** How whoever is the actor of a changeset is called. */
  readonly nameOf: (actor: string) => Promise<string>
  readonly kept: KeptAnswers | undefined
  readonly links: CheckedLinks | undefined
  /** @throws UNAVAILABLE in a service that imports nothing by pages */
  readonly imports: () => KeptImports
  /** Long lists are put into words one item after another, in turns with others' requests; all at once they hold them up. */
  readonly inTurn: <T>(value: () => T) => Promise<T>
}

/** What destroying words needs besides the archive and the accounts. */
export type Takedown = Pick<TakedownPorts, 'blobs' | 'derived' | 'note' | 'backups'>

/** What the edge passes on. */
export interface Ports {
  readonly graph: GraphStore
  /** Until a request is `ready`. */
  readonly vocabulary: Vocabulary
  readonly search?: SearchStore
  /** Of the service, as readers reach it, without a slash at the end; empty: permalinks begin at the root. */
  readonly address: string
  readonly writer: Writer
  /** Absent: saved questions cannot be run. */
  readonly kept?: KeptAnswers
  /** Absent: no links are tried here. */
  readonly links?: CheckedLinks
  /** Absent: no tables are imported by pages. */
  readonly imports?: KeptImports
  readonly files?: UploadPorts
  /** Absent: nothing is destroyed from here. */
  readonly takedown?: Takedown
  /** Absent: nobody can sign in. */
  readonly people?: People
  /** Milliseconds that a question may take. */
  readonly timeLimit: number
}

/** @param visit absent where nothing signs in or out */
export function requestContext({ graph, vocabulary, search, address, writer, kept, links, imports, people, files, takedown }: Ports, { viewer, actor }: Reader, signal: AbortSignal, visit?: Visit): RequestContext {
  const asking: Asking & { vocabulary: Vocabulary } = { graph, vocabulary, viewer, signal, ...(search === undefined ? {} : { search }) }
  const turns = new Turns(signal)
  let last: Promise<unknown> = Promise.resolve()
  const names = new DataLoader((actors: readonly string[]) => namesOf(people?.accounts, actors))
  const citing = new WeakMap<Answer, Promise<CitedAnswer>>()
  return {
    asking, actor, address, kept, links,
    ready: async () => { asking.vocabulary = await graph.vocabulary() },
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
    people: () => present(people),
    visit: () => present(visit),
    imports: () => present(imports, 'importing'),
    receipts: files?.receipts,
    uploads: () => present(files, 'sending files'),
    jobs: () => present(files?.jobs, 'the queue'),
    takedown: () => present(takedown, 'taking down'),
    nameOf: (id) => names.load(id),
    views: new DataLoader(async (ids) => {
      const found = await graph.entities(ids, asking.viewer)
      return ids.map((id) => found.get(id))
    }),
  }
}

function present<T>(part: T | undefined, what = 'signing in'): T {
  if (part === undefined) throw unavailable(what)
  return part
}
