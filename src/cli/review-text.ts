import { audienceText } from '../archive/access/audiences.ts'
import { readTable } from '../archive/access/read-table.ts'
import type { Decision } from '../archive/review/decide.ts'
import type { QueueItem } from '../archive/review/queue.ts'
import { READERS } from '../archive/review/readers.ts'
import type { Settled } from '../archive/review/settle.ts'
import { keptText, TYPE_NAMES, valueText } from '../graph/wording.ts'
import type { Audience } from '../model/audience.ts'
import type { Vocabulary } from '../model/vocabulary.ts'
import type { Asking } from '../questions/context.ts'
import { evidenceText, faint, relationText, strong } from './text.ts'

/** One thing that waits, with the words it rests on. @param number before it, where it is called by one */
export function itemLines({ id, type, title, at, relation, record, mayDecide }: QueueItem, vocabulary: Vocabulary, number?: number): string[] {
  const lines = [
    `${number === undefined ? '' : strong(`${number}. `)}〔${TYPE_NAMES[type]['zh-Hant']}〕${relation === undefined ? title : relationText(relation, vocabulary)}  ${faint(`${new Date(at).toISOString().slice(0, 10)}  ${id}`)}${mayDecide ? '' : faint('（由別人決定）')}`,
  ]
  if (record.type === 'proposal' && record.words !== undefined) lines.push(`    ${record.words}`)
  if (relation !== undefined && relation.keptBy.length > 0) lines.push(`    ${keptText()}`)
  for (const one of relation?.evidence ?? []) lines.push(`    ${evidenceText(one)}${one.confidence === undefined ? '' : faint(`（把握 ${Math.round(one.confidence * 100)} %）`)}`)
  return lines
}

/** The values of parts, readers by the names of their protocols. */
export async function valuesOf({ graph, viewer }: Pick<Asking, 'graph' | 'viewer'>): Promise<(part: string, value: unknown) => string> {
  const table = await readTable(graph)
  return (part, value) => (part === READERS && value !== undefined ? audienceText(table, viewer, value as Audience) : valueText(value))
}

const DONE: Readonly<Record<Decision, string>> = { accept: '採納了', return: '退回了', decline: '沒有採納' }

export function settledLine(decision: Decision, { outcomes, records, batch }: Settled): string {
  const done = outcomes.filter(({ left }) => left === undefined).length
  return `${DONE[decision]} ${done} 項（連同一起決定的共寫入 ${records} 筆）。${batch === undefined ? '' : `要整批收回：fangzhi revert ${batch}`}`
}
