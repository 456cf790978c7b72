import { relationText } from '../../graph/wording.ts'
import type { RelationView } from '../../graph/port.ts'
import { displayName, type ArchiveRecord, type ProposalRecord } from '../../model/records.ts'
import type { Vocabulary } from '../../model/vocabulary.ts'

/** What parts of records are called. */
const PARTS: Readonly<Record<string, string>> = {
  names: '名稱', identifiers: '編號', kind: '種類', relation: '關係種類', from: '起點', to: '終點', start: '開始', end: '結束', standing: '地位', standingReason: '地位的理由',
  quote: '原文', locator: '出處位置', stance: '立場', attested: '所記時間', source: '來源', unchecked: '待複查', passages: '文字', files: '檔案', place: '地點', licence: '授權', labels: '標籤',
  contentWarning: '內容提醒', corrections: '更正', order: '次序', audience: '誰看得到',
}

/** 「欄位：地址」 for `fields.address`. */
export function partText(part: string, vocabulary: Vocabulary): string {
  const code = /^(?:fields|qualifiers)\.(.+)$/.exec(part)?.[1]
  return code === undefined ? PARTS[part] ?? part : vocabulary.fields.get(code)?.label['zh-Hant'] ?? code
}

/** What a record is called in a list of what is to be decided. */
export function titleOf(record: ArchiveRecord, view: RelationView | undefined, vocabulary: Vocabulary): string {
  switch (record.type) {
    case 'entity': return displayName(record.names)
    case 'relation': return view === undefined ? vocabulary.relations.get(record.relation)?.forward['zh-Hant'] ?? record.relation : relationText(view, vocabulary)
    case 'evidence': return record.quote === undefined ? '憑據' : `憑據：「${cut(record.quote)}」`
    case 'content': return record.passages[0] === undefined ? record.files?.[0]?.caption ?? record.files?.[0]?.name ?? '地點' : cut(record.passages[0].text)
    case 'proposal': return record.words === undefined ? '提議' : cut(record.words)
    case 'annotation': return record.text === undefined ? '註記' : `註記：${cut(record.text)}`
    case 'collection': return '專題的內容'
    case 'distinction': return '不是同一個'
    case 'term': return `詞彙：${record.code}`
    case 'community':
    case 'protocol': return record.label['zh-Hant']
  }
}

const MOST = 60
const cut = (text: string): string => (text.length <= MOST ? text : `${text.slice(0, MOST)}…`)

/** 「提議更改「文化局」：名稱、地址」 */
export function proposalTitle({ withdraw, changes = {} }: ProposalRecord, target: string, into: string | undefined, vocabulary: Vocabulary): string {
  if (withdraw === true) return `提議撤下「${target}」`
  if (into !== undefined) return `提議把「${target}」併入「${into}」`
  return `提議更改「${target}」：${Object.keys(changes).map((part) => partText(part, vocabulary)).join('、')}`
}
