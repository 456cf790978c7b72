import type { Head, Operation } from '../model/changeset.ts'
import type { Id } from '../model/ids.ts'
import type { ArchiveRecord } from '../model/records.ts'

/** The head a put makes. */
export function afterPut(record: ArchiveRecord, before: Head | undefined): Head {
  const merged = before?.mergedInto === undefined ? {} : { mergedInto: before.mergedInto, ...(before.mergeRule === undefined ? {} : { mergeRule: before.mergeRule }) }
  return { id: record.id, type: record.type, version: (before?.version ?? 0) + 1, state: record.state, audience: record.audience, record, ...merged }
}

/**
 * The heads of entities that these operations make, in order: what the next part may build on without
 * asking again. Relations and evidence are asked for anew; few are met twice.
 * @param before the heads they were made for
 * @param made heads after the puts, where they are known
 */
export function predicted(operations: readonly Operation[], before: (id: Id) => Head | undefined, made?: ReadonlyMap<Id, { readonly after: Head }>): Map<Id, Head> {
  const heads = new Map<Id, Head>()
  for (const operation of operations) {
    if (operation.op === 'put') {
      const record = operation.record as ArchiveRecord
      if (record.type === 'entity') heads.set(record.id, (heads.has(record.id) ? undefined : made?.get(record.id)?.after) ?? afterPut(record, heads.get(record.id) ?? before(record.id)))
      continue
    }
    const head = heads.get(operation.id) ?? before(operation.id)
    if (head?.type !== 'entity') continue
    const { mergedInto, mergeRule, ...rest } = head
    const next = { ...rest, version: head.version + 1 }
    if (operation.op === 'merge') heads.set(head.id, { ...next, mergedInto: operation.into, ...(operation.rule === undefined ? {} : { mergeRule: operation.rule }) })
    else if (operation.op === 'unmerge') heads.set(head.id, next)
    else if (operation.op === 'withdraw') {
      const merge = mergedInto === undefined ? {} : { mergedInto, ...(mergeRule === undefined ? {} : { mergeRule }) }
      heads.set(head.id, { ...next, ...merge, state: 'withdrawn', record: head.record && { ...head.record, state: 'withdrawn' } })
    }
  }
  return heads
}
