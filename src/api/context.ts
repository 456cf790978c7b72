import DataLoader from 'dataloader'
import type { EntityView, GraphStore } from '../graph/port.ts'
import { PUBLIC } from '../model/audience.ts'
import type { Vocabulary } from '../model/vocabulary.ts'
import type { SearchStore } from '../search/port.ts'
import type { Asking } from '../questions/context.ts'

/** What resolvers share within one request. */
export interface RequestContext {
  readonly asking: Asking
  /** Views of entities met anywhere in the request, fetched together. */
  readonly views: DataLoader<string, EntityView | undefined>
}

/** What the edge passes on. */
export interface Ports {
  readonly graph: GraphStore
  readonly vocabulary: Vocabulary
  readonly search?: SearchStore
}

/** Until there are accounts every reader is `everyone`. */
export function requestContext({ graph, vocabulary, search }: Ports, signal: AbortSignal): RequestContext {
  const asking: Asking = { graph, vocabulary, viewer: PUBLIC, signal, ...(search === undefined ? {} : { search }) }
  return {
    asking,
    views: new DataLoader(async (ids) => {
      const found = await graph.entities(ids, asking.viewer)
      return ids.map((id) => found.get(id))
    }),
  }
}
