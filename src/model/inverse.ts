import type { LoggedChangeset, LoggedOperation, Operation } from './changeset.ts'
import { conflict } from './errors.ts'
import type { Id } from './ids.ts'
import type { ArchiveRecord } from './records.ts'

/** A version of a record as it was: what an undo goes back to. */
export interface Past {
  readonly record: ArchiveRecord | null
}

/**
 * The operations that take back a changeset, newest first. `past(id, version)` gives the version before;
 * `versionNow` the version each record has (an undo builds on what stands).
 * @throws CONFLICT when the payload to go back to was redacted. A redaction itself has no inverse and is passed over.
 */
export function inverse(changeset: Pick<LoggedChangeset, 'operations'>, past: (id: Id, version: number) => Past | undefined, versionNow: (id: Id) => number, reason: string): Operation[] {
  const versions = new Map<Id, number>()
  const base = (id: Id): number => versions.get(id) ?? versionNow(id)
  const undone: Operation[] = []
  const push = (operation: Operation, id: Id): void => {
    versions.set(id, base(id) + 1)
    undone.push(operation)
  }
  for (const operation of [...changeset.operations].reverse()) {
    const { id } = operation
    switch (operation.op) {
      case 'put':
      case 'withdraw': {
        if (operation.version === 1) {
          push({ op: 'withdraw', id, base: base(id), reason }, id)
          break
        }
        const before = past(id, operation.version - 1)
        if (before?.record == null) throw conflict(`version ${operation.version - 1} of record ${id} was redacted and cannot be restored`, { id })
        if (before.record.state === 'withdrawn') push({ op: 'withdraw', id, base: base(id), reason }, id)
        else push({ op: 'put', record: before.record, base: base(id) }, id)
        break
      }
      case 'merge':
        push({ op: 'unmerge', id, base: base(id) }, id)
        break
      case 'unmerge':
        push({ op: 'merge', id, into: into(operation), base: base(id), ...(operation.rule === undefined ? {} : { rule: operation.rule }) }, id)
        break
      case 'redact':
        break
    }
  }
  return undone
}

function into(operation: LoggedOperation): Id {
  if (operation.into === undefined) throw new Error(`unmerge of ${operation.id} does not say from what`)
  return operation.into
}
