import { Turns } from '../../graph/turns.ts'
import { alikeIn, anchored, Text, type Alike, type Found, type Quotation } from '../../model/anchor.ts'
import type { ContentRecord } from '../../model/records.ts'

/** The best of several passages must be like the quotation by so much more than the next, or nobody knows which is meant. */
const CLEARLY = 0.05

/** Where quoted words stand in a content as it is now; undefined: nowhere, they have lost their text. */
export async function found({ passages }: Pick<ContentRecord, 'passages'>, quotation: Quotation, signal?: AbortSignal): Promise<Found | undefined> {
  const text = new Text(passages)
  const sure = anchored(text, quotation)
  if (sure !== undefined) return sure
  const turns = new Turns(signal)
  const alike: (Alike & { readonly offset: number })[] = []
  for (const passage of passages) {
    await turns.next()
    const one = alikeIn(passage.text, quotation.exact)
    if (one !== undefined) alike.push({ ...one, offset: passage.offset[0] })
  }
  const [best, next] = alike.toSorted((x, y) => y.like - x.like)
  if (best === undefined || (next !== undefined && best.like - next.like < CLEARLY)) return undefined
  return { start: best.offset + best.start, end: best.offset + best.end, way: 'alike' }
}
