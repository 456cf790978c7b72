import { EVERYONE, type Audience } from '../model/audience.ts'
import type { Operation } from '../model/changeset.ts'
import type { Id } from '../model/ids.ts'
import type { Parting } from './apart.ts'
import type { Change } from './change.ts'
import { planJoins } from './join.ts'
import type { Lookup } from './lookup.ts'
import { memberOf } from './member.ts'
import { same } from './three-way.ts'

/** The joins by rule that follow from changes of entities of any audience. */
export async function rejoin(changes: ReadonlyMap<Id, Change>, lookup: Lookup, parting?: Parting): Promise<Operation[]> {
  const operations: Operation[] = []
  for (const audience of audiences(changes)) {
    const theirs = new Map([...changes].filter(([, { before, after }]) => same((before ?? after).audience, audience)))
    operations.push(...(await planJoins(theirs, lookup, audience, undefined, parting)).operations)
  }
  return operations
}

function audiences(changes: ReadonlyMap<Id, Change>): Audience[] {
  const found: Audience[] = []
  for (const { before, after } of changes.values()) {
    const { audience } = before ?? after
    if (found.some((known) => same(known, audience))) continue
    if (((before && memberOf(before)) ?? memberOf(after)) !== undefined) found.push(audience)
  }
  return found.length === 0 && changes.size > 0 ? [EVERYONE] : found
}
