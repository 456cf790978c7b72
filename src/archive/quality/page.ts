import { cursor, placeOf } from '../../graph/log.ts'
import type { Page, RelationView } from '../../graph/port.ts'
import { Turns } from '../../graph/turns.ts'
import type { Viewer } from '../../model/audience.ts'
import { badInput } from '../../model/errors.ts'
import type { Id } from '../../model/ids.ts'
import { membersOf } from '../bulk/members.ts'
import type { Finding, QualityPorts, Sieve } from './finding.ts'
import { QUEUES, QUEUE_NAMES, type QueueName } from './queues.ts'
import { SOURCES, type Step } from './step.ts'

export interface QueueOptions {
  readonly queue: QueueName
  readonly types?: readonly string[]
  readonly collection?: Id
  /** Default 20. */
  readonly first?: number
  readonly after?: string
}

export interface QueueCount {
  readonly queue: QueueName
  readonly count: number
  /** There may be more: not everything was looked through. */
  readonly isLeast: boolean
}

/** Records read at once, and looked through for one page: a tenth of a second or two on the embedded store. */
const SLICE = 500
/** No less than a slice. */
const [MOST_LOOKED, MOST_DEAR] = [20_000, 500]
/** For a count. */
const MOST_COUNTED = 1_000

/**
 * A page of what somebody should look at, as this viewer sees the archive, in the order of ids. Work is bounded: a page
 * may be short, or empty, and yet have a next one.
 * @throws BAD_USER_INPUT
 */
export async function queuePage(ports: QualityPorts, viewer: Viewer, { queue, first = 20, after, ...filter }: QueueOptions, now = Date.now()): Promise<Page<Finding>> {
  return walk(ports, await sieveOf(ports, viewer, filter, now), queue, first, after)
}

/** How much there is in each queue, or at least. What several look through is read once. */
export async function queueCounts(ports: QualityPorts, viewer: Viewer, filter: Pick<QueueOptions, 'types' | 'collection'> = {}, queues: readonly QueueName[] = QUEUE_NAMES, now = Date.now()): Promise<QueueCount[]> {
  const sieve = { ...await sieveOf(ports, viewer, filter, now), views: new Map<Id, RelationView | undefined>() }
  const counts = queues.map((queue) => ({ queue, count: 0, isLeast: false, looked: 0, steps: QUEUES[queue].steps(ports, sieve) as readonly Step[] }))
  const turns = new Turns()
  for (const source of SOURCES) {
    let open = counts.flatMap((count) => (count.isLeast ? [] : count.steps.flatMap((step) => (step.source === source ? [{ count, step }] : []))))
    for (let place: Id | undefined; open.length > 0;) {
      const { items, hasNextPage } = await open[0]!.step.read({ first: SLICE, ...(place === undefined ? {} : { after: cursor(place) }) })
      sieve.views.clear()
      for (const { count, step } of open) {
        const found = await step.find(items)
        count.looked += items.length
        count.isLeast = count.count + found.length > MOST_COUNTED || (hasNextPage && count.looked >= mostOf(step))
        count.count = Math.min(MOST_COUNTED, count.count + found.length)
        await turns.next()
      }
      open = hasNextPage ? open.filter(({ count }) => !count.isLeast) : []
      place = items.at(-1)?.id ?? place
    }
  }
  return counts.map(({ queue, count, isLeast }) => ({ queue, count, isLeast }))
}

const mostOf = ({ isDear }: Step): number => (isDear === true ? MOST_DEAR : MOST_LOOKED)

const DAY = 86_400_000

async function sieveOf({ graph, vocabulary }: QualityPorts, viewer: Viewer, { types, collection }: Pick<QueueOptions, 'types' | 'collection'>, now: number): Promise<Sieve> {
  for (const type of types ?? []) if (!vocabulary.relations.has(type)) throw badInput('types', `「${type}」不是關係的種類 (is not a relation type)`)
  const members = new Set<Id>()
  if (collection !== undefined) {
    const some: Id[] = []
    for await (const id of membersOf(graph, viewer, collection)) some.push(id)
    for (const id of some) members.add(id)
    // relations keep their ends as recorded: also those of what was merged into a member
    for (const { id, merged } of some.length === 0 ? [] : (await graph.entities(some, viewer)).values()) for (const one of [id, ...merged.map((other) => other.id)]) members.add(one)
  }
  return { viewer, today: Math.floor(now / DAY), ...(types === undefined ? {} : { types: new Set(types) }), ...(collection === undefined ? {} : { members }) }
}

async function walk(ports: QualityPorts, sieve: Sieve, queue: QueueName, first: number, after: string | undefined): Promise<Page<Finding>> {
  const steps = QUEUES[queue].steps(ports, sieve) as readonly Step[]
  let [at, place] = after === undefined ? [0, ''] : placeOf<[number, string]>(after, 'number', 'string')
  const items: Finding[] = []
  const turns = new Turns()
  for (let looked = 0; at < steps.length; at++, place = '') {
    const { read, find } = steps[at]!
    const most = mostOf(steps[at]!)
    for (;;) {
      const page = await read({ first: SLICE, ...(place === '' ? {} : { after: cursor(place) }) })
      for (const found of await find(page.items)) {
        if (items.length === first) return { items, endCursor: cursor(at, before(page.items, found.place, place)), hasNextPage: true }
        items.push(found.finding)
      }
      looked += page.items.length
      place = page.items.at(-1)?.id ?? place
      if (!page.hasNextPage) break
      if (looked >= most) return { items, endCursor: cursor(at, place), hasNextPage: true }
      await turns.next()
    }
    if (at === steps.length - 1) return { items, ...(items.length === 0 ? {} : { endCursor: cursor(at, place) }), hasNextPage: false }
  }
  return { items, hasNextPage: false }
}

/** The record before one: the next page begins after it. */
function before(some: readonly { readonly id: Id }[], id: Id, otherwise: Id): Id {
  const at = some.findIndex((one) => one.id === id)
  return some[at - 1]?.id ?? otherwise
}
