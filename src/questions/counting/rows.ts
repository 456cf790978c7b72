import type { RelationView, WalkFilter } from '../../graph/port.ts'
import type { Id } from '../../model/ids.ts'
import type { Kind } from '../../model/records.ts'
import type { AnswerRow, Cell } from '../../graph/answer.ts'
import type { Asking } from '../context.ts'
import { refLookup, type RefLookup } from '../refs.ts'
import { stepsOf } from '../shown-steps.ts'
import { together } from '../together.ts'
import { DIMENSIONS, type DimensionName, type Key } from './dimensions.ts'
import type { Example, TallyRow } from './tally.ts'

/** Rows as people read them: keys by their names, examples with the relations they are counted for. */
export async function rowsOf(asking: Asking, walk: WalkFilter, dimensions: readonly DimensionName[], page: readonly TallyRow[]): Promise<AnswerRow[]> {
  const ids = page.flatMap(({ keys, examples }) => [
    ...examples.map(({ id }) => id), ...keys.flatMap((key, i) => (key !== undefined && DIMENSIONS[dimensions[i]!].keys === 'entity' ? key.id as Id : [])),
  ])
  const refs = await refLookup(asking, ids)
  const relationOf = await relationsOf(asking, walk, page.flatMap(({ examples }) => examples))
  return page.map(({ keys, count, possible, examples }) => ({
    cells: {
      ...Object.fromEntries(dimensions.map((name, i) => [name, cellOf(asking, name, keys[i], refs)])),
      count, possible, examples: examples.flatMap(({ id }) => refs(id)),
    },
    relations: examples.flatMap((example) => relationOf(example) ?? []),
  }))
}

function cellOf({ vocabulary }: Asking, name: DimensionName, key: Key | undefined, refs: RefLookup): Cell {
  if (key === undefined) return null
  switch (DIMENSIONS[name].keys) {
    case 'entity': return refs(key.id as Id)[0] ?? null
    case 'kind': return vocabulary.kinds.get(key.id as Kind)!['zh-Hant']
    case 'type': return vocabulary.relations.get(key.id)!.forward['zh-Hant']
    case 'words': return key.possible === true && !key.id.includes('–') ? `約 ${key.id}` : key.id
  }
}

async function relationsOf(asking: Asking, walk: WalkFilter, examples: readonly Example[]): Promise<(example: Example) => RelationView | undefined> {
  const types = [...new Set(examples.flatMap(({ tie }) => tie?.type ?? []))]
  const pairs = [...new Map(examples.flatMap(({ id, tie }) => (tie === undefined ? [] : [[`${id} ${tie.other}`, [id, tie.other] as const]]))).values()]
  const steps = await stepsOf(asking, { ...walk, types }, pairs)
  const without = [...new Set(examples.flatMap(({ id, tie }) => (tie === undefined ? id : [])))]
  const first = new Map<Id, RelationView>()
  await together(asking, without, async (id) => {
    const [relation] = (await asking.graph.relations(id, { includeProposed: walk.includeProposed }, asking.viewer, { first: 1 })).items
    if (relation !== undefined) first.set(id, relation)
  })
  return ({ id, tie }) => (tie === undefined ? first.get(id)
    : steps.get(`${id} ${tie.other}`)?.relations.find(({ type, from }) => type === tie.type && (from.id === id) === tie.outgoing))
}
