import type { GraphStore } from '../../graph/port.ts'
import { WHOLE, type Viewer } from '../../model/audience.ts'
import { badInput } from '../../model/errors.ts'
import type { Id } from '../../model/ids.ts'
import { displayName, type CollectionRecord } from '../../model/records.ts'
import { recordsOf } from './records-of.ts'

/** What a collection holds by its record: ids of members, and of what its blocks show. */
export const heldBy = ({ members = [], blocks = [], frozen }: CollectionRecord): Id[] => [...new Set([
  ...members.map(({ item }) => item), ...(frozen?.items ?? []),
  ...blocks.flatMap((block) => ('item' in block ? [block.item] : block.block === 'map' ? block.items : [])),
])]

interface Step {
  /** The collection as it is known: its entity. */
  readonly id: Id
  /** How it was reached; absent: it is what is put in. */
  readonly from?: Step
  /** Its own record, by which it holds the next. */
  readonly record?: Id
}

/**
 * Collections nest without circles: none may hold, at whatever depth, what holds it. Merges count: what a survivor holds
 * is held by what was merged into it.
 * @param home the entity of the collection @param added what is to be put into it
 * @throws BAD_USER_INPUT on the field, naming the circle as far as the viewer sees all of it; else without a word of it
 */
export async function checkNesting(graph: Pick<GraphStore, 'heads' | 'naming'>, viewer: Viewer, home: Id, added: readonly Id[], field: string): Promise<void> {
  const survivor = await survivors(graph, [home])
  const top = survivor.get(home) ?? home
  const seen = new Set<Id>()
  for (let steps: Step[] = added.map((id) => ({ id })); steps.length > 0;) {
    const collections = await collectionsAmong(graph, steps)
    const next: Step[] = []
    for (const step of collections) {
      if (step.id === top) throw badInput(field, await circle(graph, viewer, step))
      if (seen.has(step.id)) continue
      seen.add(step.id)
      for (const { id, record } of await recordsOf(graph, WHOLE, [step.id])) for (const held of heldBy(record)) next.push({ id: held, from: { ...step, record: id } })
    }
    steps = next
  }
}

/** Those that are collections, as the survivors they lead to. */
async function collectionsAmong(graph: Pick<GraphStore, 'heads'>, steps: readonly Step[]): Promise<Step[]> {
  const ends = await survivors(graph, steps.map(({ id }) => id))
  return steps.flatMap((step) => {
    const id = ends.get(step.id)
    return id === undefined ? [] : [{ ...step, id }]
  })
}

/** Of those of these that are collections: where they lead, merges followed. */
async function survivors(graph: Pick<GraphStore, 'heads'>, ids: readonly Id[]): Promise<Map<Id, Id>> {
  const ends = new Map<Id, Id>()
  for (let at = new Map(ids.map((id) => [id, id])); at.size > 0;) {
    const heads = await graph.heads([...new Set(at.values())], WHOLE)
    const next = new Map<Id, Id>()
    for (const [id, end] of at) {
      const head = heads.get(end)
      if (head?.record?.type !== 'entity' || head.record.kind !== 'Collection') continue
      if (head.mergedInto === undefined) ends.set(id, end)
      else next.set(id, head.mergedInto)
    }
    at = next
  }
  return ends
}

/** 「甲 › 乙 › 甲」, where the viewer sees each of them, and that it holds the next. */
async function circle(graph: Pick<GraphStore, 'heads'>, viewer: Viewer, end: Step): Promise<string> {
  const way: Step[] = []
  for (let step: Step | undefined = end; step !== undefined; step = step.from) way.unshift(step)
  const wanted = way.flatMap(({ id, record }) => (record === undefined ? [id] : [id, record]))
  const heads = await graph.heads([...new Set(wanted)], viewer)
  if (wanted.some((id) => !heads.has(id))) return '這不能放進這個專題 (this cannot be put into this collection)'
  const names = way.map(({ id }) => {
    const record = heads.get(id)?.record
    return record?.type === 'entity' ? `「${displayName(record.names)}」` : id
  })
  return way.length === 1 ? '專題不能放進自己裡面 (a collection cannot hold itself)' : `這樣會繞成一圈：${[names.at(-1), ...names].join(' › ')} (this would make a circle)`
}
