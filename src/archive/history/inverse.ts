import type { Head, Operation } from '../../model/changeset.ts'
import { mayBecome } from '../../model/commit.ts'
import type { Id } from '../../model/ids.ts'
import type { ArchiveRecord, RecordInput } from '../../model/records.ts'
import type { Taken, Touch } from '../../model/undo.ts'
import { afterPut } from '../predict.ts'

/** Parted first, words then, and merged last: into what is there again. Evidence after the relations whose edit would mark it. */
export function operationsOf(touches: readonly Touch[], backs: ReadonlyMap<Id, Taken>, heads: ReadonlyMap<Id, Head>, reason: string): Operation[] {
  const [parted, others, pieces, merged]: [Operation[], Operation[], Operation[], Operation[]] = [[], [], [], []]
  for (const { id } of touches) {
    const back = backs.get(id)
    if (back === undefined) continue
    const { type } = heads.get(id)!
    const words = type === 'evidence' ? pieces : others
    if (back.link?.from !== undefined) parted.push({ op: 'unmerge', id, base: 0 })
    if (back.words === 'withdraw') words.push({ op: 'withdraw', id, base: 0, reason, type })
    else if (back.words !== undefined) {
      // what was returned or declined was proposed before
      if (!mayBecome(heads.get(id)!.state, back.words.state)) words.push({ op: 'put', record: { ...back.words, state: 'proposed' } as RecordInput, base: 0 })
      words.push({ op: 'put', record: back.words, base: 0 })
    }
    if (back.link?.into !== undefined) merged.push({ op: 'merge', id, into: back.link.into, base: 0, ...(back.link.rule === undefined ? {} : { rule: back.link.rule }) })
  }
  return [...parted, ...others, ...pieces, ...merged]
}

export const subject = (operation: Operation): Id => (operation.op === 'put' ? operation.record.id : operation.id)

/** Each operation on the version that the one before it makes. */
export function rebased(operations: readonly Operation[], heads: ReadonlyMap<Id, Head>): Operation[] {
  const versions = new Map<Id, number>()
  return operations.map((operation) => {
    const id = subject(operation)
    const base = versions.get(id) ?? heads.get(id)?.version
    if (base === undefined || operation.op === 'redact') return operation
    versions.set(id, base + 1)
    return { ...operation, base }
  })
}

/** Its words, which few ask for, are read when somebody does. */
function gone(head: Head, version: number): Head {
  const { id, type, audience, mergedInto, mergeRule } = head
  return {
    id, type, audience, version, state: 'withdrawn',
    get record() { return head.record && { ...head.record, state: 'withdrawn' as const } },
    ...(mergedInto === undefined ? {} : { mergedInto }), ...(mergeRule === undefined ? {} : { mergeRule }),
  }
}

function loose({ mergedInto: _, mergeRule: __, ...head }: Head): Head {
  return head
}

/** The heads that these operations make. */
export function headsAfter(operations: readonly Operation[], before: (id: Id) => Head | undefined): Map<Id, Head> {
  const after = new Map<Id, Head>()
  for (const operation of operations) {
    const id = subject(operation)
    const head = after.get(id) ?? before(id)
    if (head === undefined || operation.op === 'redact') continue
    const version = head.version + 1
    switch (operation.op) {
      case 'put':
        after.set(id, afterPut(operation.record as ArchiveRecord, head))
        break
      case 'withdraw':
        after.set(id, gone(head, version))
        break
      case 'merge':
        after.set(id, { ...loose(head), version, mergedInto: operation.into, ...(operation.rule === undefined ? {} : { mergeRule: operation.rule }) })
        break
      case 'unmerge':
        after.set(id, { ...loose(head), version })
        break
    }
  }
  return after
}
