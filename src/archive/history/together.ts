import type { Head } from '../../model/changeset.ts'
import type { Id } from '../../model/ids.ts'
import type { EvidenceRecord } from '../../model/records.ts'
import { references } from '../../model/references.ts'
import { WHY } from './obstacles.ts'
import type { Planning } from './planning.ts'

/** Made by a changeset: what goes with its undoing, and what stays. */
interface Made {
  readonly goes: ReadonlySet<Id>
  readonly stays: readonly Id[]
}

/** What stays keeps what it leads to, and a relation something to rest on. */
export async function keepTogether(planning: Planning, made: Made, heads: ReadonlyMap<Id, Head>): Promise<void> {
  const { stays } = planning
  const pending = [...made.stays]
  const keep = (id: Id, because: Head): void => {
    // also what older changesets made: they come later
    if (stays.has(id)) return
    stays.set(id, { head: because, why: WHY.needed, parts: [] })
    if (made.goes.has(id)) pending.push(id)
  }
  const relations = new Set<Id>()
  for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
    const head = heads.get(id)!
    for (const other of references(head.record!)) keep(other, head)
    if (head.type === 'relation') relations.add(id)
    if (pending.length > 0 || relations.size === 0) continue
    for (const one of await supportOf(planning, made, heads, relations)) keep(one.id, heads.get((one.record as EvidenceRecord).relation)!)
    relations.clear()
  }
}

/** Evidence that would go and leave a relation that stays without any, as far as whoever undoes it sees. */
async function supportOf({ graph, viewer, stays }: Planning, { goes }: Made, heads: ReadonlyMap<Id, Head>, relations: ReadonlySet<Id>): Promise<Head[]> {
  const going = [...goes].filter((id) => !stays.has(id)).map((id) => heads.get(id)!).filter(({ record }) => record?.type === 'evidence' && relations.has(record.relation))
  if (going.length === 0) return []
  const [ids, views] = [new Set(going.map(({ id }) => id)), await graph.relationsById([...relations], viewer)]
  return going.filter(({ record }) => views.get((record as EvidenceRecord).relation)?.evidence.every(({ id }) => ids.has(id)) !== false)
}
