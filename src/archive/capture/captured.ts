import type { GraphStore } from '../../graph/port.ts'
import type { Viewer } from '../../model/audience.ts'
import { notFound } from '../../model/errors.ts'
import { isId, type Id } from '../../model/ids.ts'
import type { EvidenceRecord } from '../../model/records.ts'

/**
 * The copy that a piece of evidence has: nobody asks for a hash, so that who may have it is decided by the record.
 * @throws NOT_FOUND also for what is hidden
 */
export async function capturedCopy(graph: Pick<GraphStore, 'heads'>, viewer: Viewer, evidence: Id): Promise<NonNullable<EvidenceRecord['captured']>> {
  const head = isId(evidence) ? (await graph.heads([evidence], viewer)).get(evidence) : undefined
  const captured = head?.record?.type === 'evidence' && head.state !== 'withdrawn' ? head.record.captured : undefined
  if (captured === undefined) throw notFound(`/captured/${evidence}`)
  return captured
}
