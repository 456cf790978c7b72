import type { EntityView, WalkFilter } from '../../graph/port.ts'
import { Turns } from '../../graph/turns.ts'
import { ArchiveError } from '../../model/errors.ts'
import type { Id } from '../../model/ids.ts'
import type { Kind } from '../../model/records.ts'
import type { Asking } from '../context.ts'
import { Directed, type Tie } from '../directed.ts'
import { isWithDepartment, type Counted, type CountedTie } from './dimensions.ts'

/** What one answer looks at, as the viewer sees it. */
export const [MOST_ENTITIES, MOST_RELATIONS] = [250_000, 1_000_000]
/** Entities read in one go: two or three milliseconds. */
const PAGE = 100
/** Relations of one entity looked at between two looks at the clock. */
const TIES = 1_000

export interface Population {
  readonly walk: WalkFilter
  readonly kinds: readonly Kind[] | undefined
  readonly of: Id | undefined
  /** Relations let an entity be counted: those with `of`, or any of the types. */
  readonly isRelated: boolean
  readonly direction: 'in' | 'out' | undefined
  /** Relation types that the dimensions look at, where they look at any. */
  readonly ties: 'admission' | 'department' | 'all' | undefined
  readonly wants: { readonly fields: boolean; readonly places: boolean }
}

/** Those that are counted, in the order of ids, names and years not yet looked at. @throws TOO_EXPENSIVE */
export async function* populationOf(asking: Asking, asked: Population): AsyncGenerator<readonly Counted[]> {
  const admission = asked.isRelated ? await networkOf(asking, asked, asked.walk.types) : undefined
  const ties = asked.ties === 'admission' ? admission : asked.ties === undefined ? undefined
    : await networkOf(asking, { ...asked, of: undefined }, asked.ties === 'all' ? [...asking.vocabulary.relations.keys()] : asked.walk.types)
  const located = asked.wants.places ? await networkOf(asking, { ...asked, of: undefined }, ['LOCATED_IN']) : undefined
  const [own, ownTied] = [placeIn(admission, asked.of), placeIn(ties, asked.of)]
  const turns = new Turns(asking.signal)
  let looked = 0
  for await (const part of admission === undefined ? found(asking, asked) : admitted(asking, asked, admission)) {
    looked += part.length
    if (looked > MOST_ENTITIES) throw new ArchiveError('TOO_EXPENSIVE', `要數的超過 ${MOST_ENTITIES} 個，請再加條件 (more than this to count; narrow the question)`)
    const places = located === undefined ? undefined : await placesOf(asking, located, part)
    const all: Counted[] = []
    for (const { id, kind, view, node } of part) {
      const admittedBy = node === undefined ? undefined : admitting(admission!, node, asked, own).next().value
      all.push({
        id, kind, ...(view === undefined ? {} : { view }), places: places?.(id) ?? [],
        ...(admittedBy === undefined ? {} : { admittedBy: counted(admission!, admittedBy) }),
        ties: ties === undefined ? [] : await (asked.ties === 'admission' ? ofEachType(admission!, admitting(admission!, node!, asked, own), turns) : dimensionTies(ties, id, asked, ownTied, turns)),
      })
      if (turns.isOver) await turns.next()
    }
    yield all
  }
}

interface Found {
  readonly id: Id
  readonly kind: Kind
  readonly view?: EntityView
  /** Its place in the network it was found in. */
  readonly node?: number
}

async function* found(asking: Asking, { kinds, walk }: Population): AsyncGenerator<readonly Found[]> {
  const turns = new Turns(asking.signal)
  for (let after: string | undefined; ;) {
    // a page may be there at once: without this, all of them would come in one go
    await turns.next()
    const page = await asking.graph.find({ ...(kinds && { kinds }), includeProposed: walk.includeProposed }, asking.viewer, { first: PAGE, ...(after === undefined ? {} : { after }) })
    yield page.items.map((view) => ({ id: view.id, kind: view.kind, view }))
    if (!page.hasNextPage) return
    after = page.endCursor
  }
}

async function* admitted(asking: Asking, asked: Population, network: Directed): AsyncGenerator<readonly Found[]> {
  const { kinds, of, wants } = asked
  const own = placeIn(network, of)
  const turns = new Turns(asking.signal)
  for (let at = 0; at < network.size; at += PAGE) {
    const part: { id: Id; kind: Kind; node: number }[] = []
    for (let node = at; node < Math.min(at + PAGE, network.size); node++) {
      if (turns.isOver) await turns.next()
      const [id, kind] = [network.id(node), network.kind(node)]
      if (id !== of && (kinds === undefined || kinds.includes(kind)) && admitting(network, node, asked, own).next().value !== undefined) part.push({ id, kind, node })
    }
    if (part.length === 0) continue
    const views = wants.fields ? await asking.graph.entities(part.map(({ id }) => id), asking.viewer) : undefined
    yield views === undefined ? part : part.flatMap((one) => {
      const view = views.get(one.id)
      return view === undefined ? [] : { ...one, view }
    })
  }
}

/** Where what is asked about stands. */
const placeIn = (network: Directed | undefined, of: Id | undefined): number | undefined => (of === undefined ? undefined : network?.place(of))

/** The relations that let an entity be counted. @param own where `of` stands in the network */
function* admitting(network: Directed, node: number, { of, direction }: Population, own: number | undefined): Generator<Tie, undefined> {
  for (const tie of network.ties(node)) {
    const { other, outgoing } = tie
    // without `of` as seen from the entity, else as seen from `of`
    if (of === undefined ? direction === undefined || (direction === 'out') === outgoing : other === own && (direction === undefined || (direction === 'in') === outgoing)) yield tie
  }
}

async function dimensionTies(network: Directed, id: Id, { ties }: Population, own: number | undefined, turns: Turns): Promise<CountedTie[]> {
  const node = network.place(id)
  if (node === undefined) return []
  if (ties === 'all') return ofEachType(network, network.ties(node), turns)
  const found: CountedTie[] = []
  let looked = 0
  for (const tie of network.ties(node)) {
    if (++looked % TIES === 0) await turns.next()
    if (isWithDepartment(tie) && network.kind(tie.other) === 'Organization' && tie.other !== own) found.push(counted(network, tie))
  }
  return found
}

/** The first of each type: where only types are told apart, a hub's other relations say nothing more. */
async function ofEachType(network: Directed, ties: Iterable<Tie>, turns: Turns): Promise<CountedTie[]> {
  const first = new Map<string, Tie>()
  let looked = 0
  for (const tie of ties) {
    if (++looked % TIES === 0) await turns.next()
    if (!first.has(tie.type)) first.set(tie.type, tie)
  }
  return [...first.values()].map((tie) => counted(network, tie))
}

const counted = (network: Directed, { other, type, outgoing }: Tie): CountedTie => ({ other: network.id(other), type, outgoing })

async function networkOf(asking: Asking, { walk, of }: Population, types: readonly string[]): Promise<Directed> {
  return Directed.of(await asking.graph.project({ ...walk, types, ...(of === undefined ? {} : { around: { ids: [of], hops: 1 } }), most: MOST_RELATIONS }, asking.viewer, asking.signal), asking.signal)
}

/** Names of the places that these are located in, in the order of the places' ids. */
async function placesOf(asking: Asking, network: Directed, part: readonly Found[]): Promise<(id: Id) => readonly string[]> {
  const places = new Map(part.map(({ id }) => {
    const node = network.place(id)
    return [id, node === undefined ? [] : network.out(node).map((place) => network.id(place))] as const
  }))
  const ids = [...new Set([...places.values()].flat())]
  asking.signal?.throwIfAborted()
  const views = ids.length === 0 ? new Map<Id, EntityView>() : await asking.graph.entities(ids, asking.viewer)
  return (id) => places.get(id)?.flatMap((place) => views.get(place)?.name ?? []) ?? []
}
