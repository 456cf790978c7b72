import { formatDate } from '../model/dates.ts'
import type { EvidenceView, RelationView } from './shown.ts'

/** 「民國108年9月30日…至…」; nothing where nothing is known. */
export function periodText(relation: Pick<RelationView, 'start' | 'end'>): string {
  if (relation.start === undefined && relation.end === undefined) return ''
  const say = (date: string | undefined): string => (date === undefined ? '不詳' : formatDate(date, 'zh-Hant'))
  return `${say(relation.start)}至${say(relation.end)}`
}

const MARKS = [
  [(r: RelationView): boolean => r.state === 'proposed', '待審'],
  [(r: RelationView): boolean => r.disputed, '有異議'],
  [(r: RelationView): boolean => r.standing === 'deprecated', '已不採用'],
] as const

export const marksOf = (relation: RelationView): string => MARKS.filter(([test]) => test(relation)).map(([, mark]) => `〔${mark}〕`).join('')

const STANCES: Readonly<Record<EvidenceView['stance'], string>> = { supports: '', disputes: '反證', mentions: '提及' }

/** What is to be known of a piece of evidence: 「〔反證〕〔待覆核〕」. */
export const evidenceMarks = ({ stance, unchecked, state }: EvidenceView): string =>
  [STANCES[stance], unchecked ? '待覆核' : '', state === 'proposed' ? '待審' : ''].filter((mark) => mark !== '').map((mark) => `〔${mark}〕`).join('')

/** The line that stands under every answer about connections (SEMANTICS 6). */
export const STANDING_LINE = '有紀錄的連結不等於隸屬或立場。'
