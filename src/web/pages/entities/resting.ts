import type { Call } from '../../call.ts'
import type { EvidenceRecord } from '../../../model/records.ts'

/** Evidence that is looked through, and of it at once. */
const [MOST, SLICE] = [1_000, 250]

/** Evidence from a work that counts, in no order; undefined where there is more than is looked through: which came first would tell of what is hidden. */
export async function restingEvidence({ asking: { graph, viewer } }: Pick<Call, 'asking'>, work: string): Promise<EvidenceRecord[] | undefined> {
  const found: EvidenceRecord[] = []
  let after: string | undefined
  for (let looked = 0; looked < MOST; looked += SLICE) {
    const { items, hasNextPage, endCursor } = await graph.evidenceFrom(work, viewer, { first: SLICE, ...(after === undefined ? {} : { after }) })
    for (const { record, state } of items) if (record?.type === 'evidence' && (state === 'published' || state === 'proposed')) found.push(record)
    if (!hasNextPage) return found
    after = endCursor
  }
  return undefined
}
