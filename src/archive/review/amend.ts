import type { GraphStore } from '../../graph/port.ts'
import { loggedAs, type Actor } from '../../model/actor.ts'
import { WHOLE } from '../../model/audience.ts'
import type { Operation, Origin } from '../../model/changeset.ts'
import { badInput } from '../../model/errors.ts'
import { newId, type Id } from '../../model/ids.ts'
import type { RelationRecord } from '../../model/records.ts'
import { Docket, type ReviewReads } from './docket.ts'
import { demandSettle, maySettle } from './rights.ts'

export interface Amendment {
  readonly type?: string
  readonly from?: Id
  readonly to?: Id
  readonly start?: string
  readonly end?: string
}

/**
 * Corrects a relation that is proposed, and publishes it with what it leads to. Whoever does has read its evidence: that
 * counts as checked.
 * @throws as `demandSettle`; BAD_USER_INPUT where the vocabulary does not allow it
 */
export async function amend(graph: ReviewReads & Pick<GraphStore, 'commit'>, actor: Actor, id: Id, { type, ...rest }: Amendment, { origin = 'cli', reason = '修改後採納' }: { readonly origin?: Origin; readonly reason?: string } = {}): Promise<{ readonly changeset: Id }> {
  const docket = new Docket(graph, actor)
  await docket.read([id])
  if (demandSettle(actor, id, docket.seen(id)).type !== 'relation') throw badInput('id', `${id} 不是關係：這裡只改關係 (only relations are amended)`)
  const before = docket.now(id)!.record as RelationRecord
  const record: RelationRecord = { ...before, state: 'published', ...rest, ...(type === undefined ? {} : { relation: type }) }
  const ends = [...(await graph.heads([record.from, record.to], WHOLE)).values()].filter(({ state }) => state === 'proposed')
  const seen = await graph.heads(ends.map((end) => end.id), actor.viewer)
  for (const end of ends) demandSettle(actor, end.id, seen.get(end.id))
  const operations: Operation[] = [
    ...ends.map((end): Operation => ({ op: 'put', record: { ...end.record!, state: 'published' }, base: end.version })),
    docket.put(record),
    // said again in the same breath, so that the edit does not leave it unchecked
    ...docket.evidenceOn(id).flatMap((piece) => {
      const head = docket.seen(piece)
      return head === undefined ? [] : docket.put({ ...docket.now(piece)!.record!, ...(maySettle(actor, head) ? { state: 'published' as const } : {}) })
    }),
  ]
  const changeset = newId()
  await graph.commit({ id: changeset, actor: loggedAs(actor), reason, origin, operations })
  return { changeset }
}
