import type { GraphStore } from '../../graph/port.ts'
import { pages } from '../../graph/every.ts'
import { Turns } from '../../graph/turns.ts'
import type { Viewer } from '../../model/audience.ts'
import { badInput } from '../../model/errors.ts'
import { KINDS, displayName, type Kind } from '../../model/records.ts'
import type { Word } from '../../model/terms.ts'
import type { Field, RelationType } from '../../model/vocabulary.ts'

/**
 * What was said with a word keeps it as it was said. Looked at as whoever changes it sees the archive: what is hidden
 * from them tells nothing here, and stays as it stands all the same (`model/commit.ts`).
 */

/** Relations of one type that are looked at, entities read at once. */
const [MOST, CHUNK] = [10_000_000, 500]

type UsesGraph = Pick<GraphStore, 'project' | 'scan'>

/**
 * @throws BAD_USER_INPUT where a kind, a direction or the sort of value is in use that the word no longer has
 */
export async function checkUses(graph: UsesGraph, viewer: Viewer, before: Word, after: Word): Promise<void> {
  if ('role' in before && 'role' in after) return checkEnds(graph, viewer, before, after)
  return checkValues(graph, viewer, before as Field, after as Field)
}

/** Kinds an end may have, a symmetric type read both ways. */
const kindsAt = ({ from, to, symmetric }: RelationType, end: 'from' | 'to'): ReadonlySet<Kind> => new Set(symmetric ? [...from, ...to] : end === 'from' ? from : to)

async function checkEnds(graph: UsesGraph, viewer: Viewer, before: RelationType, after: RelationType): Promise<void> {
  const gone = { from: lost(kindsAt(before, 'from'), kindsAt(after, 'from')), to: lost(kindsAt(before, 'to'), kindsAt(after, 'to')) }
  if (gone.from.size + gone.to.size === 0) return
  const { kinds, from, to } = await graph.project({ types: [before.code], includeProposed: true, includeDeprecated: true, most: MOST }, viewer)
  const turns = new Turns()
  const used = { from: new Map<Kind, number>(), to: new Map<Kind, number>() }
  for (let i = 0; i < from.length; i++) {
    if (turns.isOver) await turns.next()
    for (const [end, place] of [['from', from[i]!], ['to', to[i]!]] as const) {
      const kind = KINDS[kinds[place]!]!
      if (gone[end].has(kind)) used[end].set(kind, (used[end].get(kind) ?? 0) + 1)
    }
  }
  for (const end of ['from', 'to'] as const) {
    const [first] = used[end]
    if (first !== undefined) throw badInput(end, `有 ${first[1]} 筆關係的${end === 'from' ? '起點' : '終點'}是 ${first[0]}，不能拿掉這個類別或方向；要停用請用 retire (${first[1]} relations have it there: it stays, or the type is retired)`)
  }
}

const lost = (before: ReadonlySet<Kind>, after: ReadonlySet<Kind>): ReadonlySet<Kind> => new Set([...before].filter((kind) => !after.has(kind)))

async function checkValues(graph: UsesGraph, viewer: Viewer, before: Field, after: Field): Promise<void> {
  const gone = before.value === after.value ? lost(new Set(before.kinds), new Set(after.kinds)) : new Set(before.kinds)
  if (gone.size === 0) return
  for await (const heads of pages((page) => graph.scan('entity', viewer, page), CHUNK)) {
    for (const { record, state } of heads) {
      if (record?.type !== 'entity' || state === 'withdrawn' || state === 'declined' || !gone.has(record.kind) || !Object.hasOwn(record.fields, before.code)) continue
      const what = before.value === after.value ? `不能拿掉 ${record.kind}` : '不能改成另一種值'
      throw badInput(before.value === after.value ? 'kinds' : 'value', `「${displayName(record.names)}」已經有這個欄位，${what}；要停用請用 retire (it is in use: it stays, or the field is retired)`)
    }
  }
}
