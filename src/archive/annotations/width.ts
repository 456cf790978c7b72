import type { GraphStore } from '../../graph/port.ts'
import { isNoNarrower, WHOLE, type Audience } from '../../model/audience.ts'
import type { Head } from '../../model/changeset.ts'
import { badInput } from '../../model/errors.ts'
import type { Id } from '../../model/ids.ts'
import { readersOf } from '../../model/readers.ts'
import type { ArchiveRecord } from '../../model/records.ts'

/** The records without which nobody reads this one. */
function needed(record: ArchiveRecord): readonly Id[] {
  switch (record.type) {
    case 'relation': return [record.from, record.to]
    case 'evidence': return [record.relation, record.source]
    case 'content': case 'collection': return [record.entity]
    case 'annotation': return record.answers === undefined ? [record.target] : [record.target, record.answers]
    case 'proposal': return record.into === undefined ? [record.target] : [record.target, record.into]
    case 'distinction': return [record.one, record.other]
    default: return []
  }
}

/**
 * What is said of something is for no more readers than the thing itself (SEMANTICS 8), with all it hangs on.
 * @param about what it is said of, all of it
 * @param readers who reads each of these; of what is proposed itself, and read by others once both are published, `meant`
 * @throws BAD_USER_INPUT on the field
 */
export async function checkWidth(graph: Pick<GraphStore, 'heads'>, about: readonly Head[], audience: Audience, field: string, readers: (head: Head) => Audience = readersOf): Promise<void> {
  if (await isWider(graph, about, audience, readers)) throw badInput(field, '不能讓比它所說的東西更多人看到：請選同樣的人，或更少的人 (it cannot be for more readers than what it is about: choose the same, or fewer)')
}

/** Whether some of this audience may not read one of these, or what it hangs on. */
export async function isWider(graph: Pick<GraphStore, 'heads'>, about: readonly Head[], audience: Audience, readers: (head: Head) => Audience): Promise<boolean> {
  // its author's alone
  if (audience.protocols.length === 0) return false
  const looked = new Set(about.map(({ id }) => id))
  for (let heads = about; heads.length > 0;) {
    if (!heads.every((head) => isNoNarrower(readers(head), audience))) return true
    const next = heads.flatMap(({ record }) => (record === null ? [] : needed(record))).filter((id) => !looked.has(id))
    for (const id of next) looked.add(id)
    heads = next.length === 0 ? [] : [...(await graph.heads([...new Set(next)], WHOLE)).values()]
  }
  return false
}

/** Who is to read a record once it is published. */
export const meant = ({ audience }: Head): Audience => audience
