import { dayText, formatPeriod, type Span } from '../model/dates.ts'
import { grouped } from '../model/numbers.ts'
import type { RecordType } from '../model/records.ts'
import type { Vocabulary } from '../model/vocabulary.ts'
import type { Searched } from './answer.ts'
import type { EvidenceView, RelationView } from './shown.ts'

/** 「民國108年9月30日…至…」; nothing where nothing is known. */
export function periodText(relation: Pick<RelationView, 'start' | 'end'>): string {
  if (relation.start === undefined && relation.end === undefined) return ''
  return formatPeriod(relation.start, relation.end, 'zh-Hant')
}

const MARKS = [
  [(r: RelationView): boolean => r.state === 'proposed', '待審'],
  [(r: RelationView): boolean => r.disputed, '有異議'],
  [(r: RelationView): boolean => r.standing === 'deprecated', '已不採用'],
] as const

export const marksOf = (relation: RelationView): string => MARKS.filter(([test]) => test(relation)).map(([, mark]) => `〔${mark}〕`).join('')

/** One relation as a sentence read from its `from`: 「文化局 委託 故事工廠（永安藝文館）」. @param strong sets the verb apart */
export function relationText(relation: RelationView, vocabulary: Vocabulary, strong = (text: string): string => text): string {
  const label = vocabulary.relations.get(relation.type)?.forward['zh-Hant'] ?? relation.type
  const period = periodText(relation)
  const qualifiers = Object.values(relation.qualifiers).flat().map(String).join('；')
  const about = [qualifiers, period].filter((part) => part !== '').join('，')
  return `${relation.from.name} ${strong(label)} ${relation.to.name}${about === '' ? '' : `（${about}）`}${marksOf(relation)}`
}

const STANCES: Readonly<Record<EvidenceView['stance'], string>> = { supports: '', disputes: '反證', mentions: '提及' }

/** What is to be known of a piece of evidence: 「〔反證〕〔待覆核〕」. */
export const evidenceMarks = ({ stance, unchecked, state }: EvidenceView): string =>
  [STANCES[stance], unchecked ? '待覆核' : '', state === 'proposed' ? '待審' : ''].filter((mark) => mark !== '').map((mark) => `〔${mark}〕`).join('')

/** What stands in the place of evidence that is announced and not shown. @param keeper label of the protocol */
export const keptText = (keeper?: string): string => `憑據由${keeper === undefined ? '某社群' : `「${keeper}」`}保管`

/** What a record is, in one word. */
export const TYPE_NAMES: Readonly<Record<RecordType, Readonly<Record<'zh-Hant' | 'en', string>>>> = {
  relation: { 'zh-Hant': '關係', en: 'Relation' }, entity: { 'zh-Hant': '條目', en: 'Entity' }, evidence: { 'zh-Hant': '憑據', en: 'Evidence' },
  content: { 'zh-Hant': '文字或檔案', en: 'Text or file' }, proposal: { 'zh-Hant': '更改', en: 'Change' }, annotation: { 'zh-Hant': '註記', en: 'Note' },
  collection: { 'zh-Hant': '專題', en: 'Collection' }, distinction: { 'zh-Hant': '不同', en: 'Distinction' }, term: { 'zh-Hant': '詞彙', en: 'Word' },
  community: { 'zh-Hant': '社群', en: 'Community' }, protocol: { 'zh-Hant': '守則', en: 'Protocol' },
}

/** A part of a record, for a person to read. Hashes, and where a file was sent from, say nothing to people. */
export function valueText(value: unknown): string {
  if (value === undefined || value === null) return '—'
  if (typeof value === 'string') return value
  if (typeof value === 'number') return String(value)
  if (typeof value === 'boolean') return value ? '是' : '否'
  if (Array.isArray(value)) return value.map((one) => (typeof one === 'object' && one !== null && 'text' in one ? String((one as { text: unknown }).text) : valueText(one))).join('、')
  return Object.entries(value).filter(([key]) => !['sha256', 'sent'].includes(key)).map(([key, one]) => `${key}：${valueText(one)}`).join('；')
}

/** The line that stands under every answer about connections (SEMANTICS 6). */
export const STANDING_LINE = '有紀錄的連結不等於隸屬或立場。'

/** What was looked through: relation types, how many relations, as of when. */
export function searchedText(searched: Searched, vocabulary: Vocabulary): string {
  const types = searched.types.map((type) => vocabulary.relations.get(type)?.forward['zh-Hant'] ?? type)
  const when = searched.asOf === undefined ? '' : `，時間：${spanText(searched.asOf)}`
  return `查了 ${grouped(searched.relations)} 筆關係（${types.join('、')}）${when}${searched.includeProposed ? '，含待審' : ''}${searched.includeDeprecated === true ? '，含已不採用' : ''}。`
}

/** 「2015-01-01 至 2018-12-31」; 「2016-12-31 以前」 of a span that is open on one side. */
function spanText({ from, to }: Span): string {
  const [start, end] = [dayText(from), dayText(to)]
  if (start === '..') return `${end} 以前`
  return end === '..' ? `${start} 以後` : `${start} 至 ${end}`
}
