import type { GraphStore } from '../graph/port.ts'
import { WHOLE, type Audience } from '../model/audience.ts'
import type { Head, Operation } from '../model/changeset.ts'
import { dateOrNone } from '../model/dates-parse.ts'
import { parseDate } from '../model/dates.ts'
import { badInput } from '../model/errors.ts'
import type { Id } from '../model/ids.ts'
import type { EvidenceRecord, RelationRecord } from '../model/records.ts'
import { pages } from '../graph/every.ts'

/** What the evidence for such an end names as its rule. */
export const PRUNE = 'import:prune'

/** The id of that evidence, one for a relation, so that it is found again when the relation comes back. */
export const pruneKey = (relation: Id): string => `prune|${relation}`

export interface PruneOptions {
  readonly graph: Pick<GraphStore, 'evidenceFrom' | 'heads'>
  readonly source: Id
  readonly audience: Audience
  readonly identity: (what: string) => Id
  /** Whether this edition has it. */
  readonly stated: (relation: Id) => boolean
  /** Dates of the last edition and of this one. */
  readonly last: string | undefined
  readonly now: string | undefined
}

/**
 * What the last edition stated and this one does not has ended *within* the interval between them, not on
 * a day (SEMANTICS 3). Yields the operations in parts; what had ended before stays as it is.
 * @throws BAD_USER_INPUT when either edition has no date, or they are not in order
 */
export async function* prune(options: PruneOptions): AsyncGenerator<{ operations: Operation[]; ended: number }> {
  const { graph, source, stated } = options
  const [last, now] = [options.last, options.now].map((date) => (date === undefined ? undefined : dateOrNone(date)?.edtf))
  if (now === undefined) throw badInput('edition', '這一版沒有日期，不知道不見的是何時結束 (to prune, this edition needs a date)')
  if (last === undefined) return
  if (parseDate(last).earliest > parseDate(now).latest) throw badInput('edition', `這一版 ${now} 比檔案庫裡的 ${last} 早 (an older edition cannot prune a newer one)`)
  for await (const heads of pages((page) => graph.evidenceFrom(source, WHOLE, page), 1_000)) {
    const gone = new Map<Id, Head>()
    for (const head of heads) {
      const record = head.record as EvidenceRecord | null
      if (record?.method === 'register' && head.state === 'published' && !stated(record.relation)) gone.set(record.relation, head)
    }
    const relations = await graph.heads([...gone.keys()], WHOLE)
    const old = await graph.heads([...gone.keys()].map((id) => options.identity(pruneKey(id))), WHOLE)
    const ends = [...relations.values()].map((relation) => ended(relation, gone.get(relation.id)!, old.get(options.identity(pruneKey(relation.id))), last, now, options)).filter((end) => end.length > 0)
    if (ends.length > 0) yield { operations: ends.flat(), ended: ends.length }
  }
}

function ended(head: Head, evidence: Head, before: Head | undefined, last: string, now: string, { source, audience, identity }: PruneOptions): Operation[] {
  const record = head.record as RelationRecord | null
  if (record === null || (head.state !== 'published' && head.state !== 'proposed')) return []
  const between = last === now ? now : `${last}/${now}`
  const closes = record.end === undefined ? undefined : parseDate(record.end)
  if (closes?.status === 'known' && closes.latest <= parseDate(now).latest) return []
  // what begins only after this edition cannot have ended before it
  if (record.start !== undefined && parseDate(record.start).earliest > parseDate(between).latest) return []
  const reason: EvidenceRecord = {
    id: identity(pruneKey(head.id)), type: 'evidence', state: 'published', audience, relation: head.id, source, stance: 'supports', method: 'rule', rule: PRUNE, attested: now,
    locator: { note: `${last} 的版本有，${now} 的版本沒有 (in the edition of ${last}, not in that of ${now})` },
  }
  return [
    { op: 'put', record: { ...record, end: between }, base: head.version },
    // said again, so that the change of the end does not leave it unchecked: what it attests has not changed
    { op: 'put', record: evidence.record!, base: evidence.version },
    { op: 'put', record: reason, base: before?.version ?? null },
  ]
}
