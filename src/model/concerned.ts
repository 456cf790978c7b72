import type { LoggedChangeset } from './changeset.ts'
import type { Id } from './ids.ts'

/** Records that changesets say something new about, as far as an index of the full text goes. */
export interface Concerned {
  /** With everything merged with them, before and after, and with all their contents: each shows names, rights and kind of the survivor. */
  readonly entities: ReadonlySet<Id>
  readonly contents: ReadonlySet<Id>
}

/** Relations and evidence are not in the index: what touches only them concerns nothing. */
export function concernedBy(changesets: Iterable<Pick<LoggedChangeset, 'operations'>>): Concerned {
  const entities = new Set<Id>()
  const contents = new Set<Id>()
  for (const { operations } of changesets) {
    for (const { id, type, into } of operations) {
      if (type === 'content') contents.add(id)
      if (type !== 'entity') continue
      entities.add(id)
      // also what it was parted from: that loses a name and texts
      if (into !== undefined) entities.add(into)
    }
  }
  return { entities, contents }
}
