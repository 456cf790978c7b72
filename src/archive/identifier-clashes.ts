import type { EntityView, GraphStore, Page, PageRequest } from '../graph/port.ts'
import { pages } from '../graph/every.ts'
import { cursor } from '../graph/log.ts'
import type { Actor } from '../model/actor.ts'
import type { Viewer } from '../model/audience.ts'
import { unauthenticated } from '../model/errors.ts'
import { allowed, demand } from '../model/permissions.ts'
import type { Identifier } from '../model/records.ts'
import { concernOf } from './access/concern.ts'

/** One identifier of several records, of which somebody is to say which it belongs to. */
export interface IdentifierClash extends Identifier {
  /** In the order of ids. */
  readonly entities: readonly EntityView[]
}

type Ports = { readonly graph: Pick<GraphStore, 'sharedIdentifiers' | 'find' | 'heads'> }

/** Identifiers looked at together, and the records that bear them. */
const [SLICE, VIEWS] = [50, 200]

/**
 * Identifiers that belong to one thing and are given to several: who wrote the second could not see the first, and is
 * not told (DESIGN 3). For who settles what is written of one of them, among what they see: the stewards of what is
 * guarded, a librarian for the rest. Nothing is joined or taken away here.
 * @throws UNAUTHENTICATED, FORBIDDEN for a token without the scope
 */
export async function identifierClashes({ graph }: Ports, actor: Actor | undefined, viewer: Viewer, { first = 20, after }: PageRequest = {}): Promise<Page<IdentifierClash>> {
  if (actor === undefined) throw unauthenticated()
  // a steward may, whatever their role: only what a token was given for is refused as such
  if (actor.scopes?.has('review') === false) demand(actor, 'settle')
  const found: IdentifierClash[] = []
  search: for await (const identifiers of pagesAfter(graph, after)) {
    for (const clash of await among(graph, actor, viewer, identifiers)) {
      found.push(clash)
      if (found.length > first) break search
    }
  }
  const items = found.slice(0, first)
  const last = items.at(-1)
  return { items, ...(last === undefined ? {} : { endCursor: cursor(last.value, last.scheme) }), hasNextPage: found.length > first }
}

/** All that are shared by anybody's records, after a place. */
const pagesAfter = (graph: Ports['graph'], after: string | undefined): AsyncIterable<readonly Identifier[]> =>
  pages((page) => graph.sharedIdentifiers({ ...page, ...(page.after === undefined && after !== undefined ? { after } : {}) }), SLICE)

const pair = ({ scheme, value }: Identifier): string => JSON.stringify([scheme, value])

/** Those that clash for the viewer, in their order. */
async function among(graph: Ports['graph'], actor: Actor, viewer: Viewer, identifiers: readonly Identifier[]): Promise<IdentifierClash[]> {
  const bearers = new Map<string, EntityView[]>(identifiers.map((one) => [pair(one), []]))
  if (identifiers.length > 0) for await (const views of pages((page) => graph.find({ identifiers, includeProposed: true }, viewer, page), VIEWS)) {
    for (const view of views) for (const one of new Set(view.identifiers.map(pair))) bearers.get(one)?.push(view)
  }
  const clashes = identifiers.map((one) => ({ scheme: one.scheme, value: one.value, entities: bearers.get(pair(one))! })).filter(({ entities }) => entities.length > 1)
  const heads = await graph.heads([...new Set(clashes.flatMap(({ entities }) => entities.map(({ id }) => id)))], viewer)
  return clashes.filter(({ entities }) => entities.some(({ id }) => heads.has(id) && allowed(actor, 'settle', concernOf(heads.get(id)!.audience))))
}
