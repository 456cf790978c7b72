import type { FieldDifference } from '../../model/difference.ts'
import type { Vocabulary } from '../../model/vocabulary.ts'
import type { Entry, What } from './entry.ts'

/** What happened, in one plain sentence. @param title of what it happened to @param other of a merge: the survivor @param source of evidence */
export function sentence({ entry }: Entry, what: What, { title, other, source, changes, vocabulary }: Said): string {
  const { op, state, record } = entry
  const type = record?.type
  const words = entry.note === undefined || entry.note === '' ? '' : `：${entry.note}`
  if (op === 'merge') return `${title}併入${other ?? ''}`
  if (op === 'unmerge') return `${title}和${other ?? ''}分開了`
  if (op === 'redact') return `${title}的一些內容塗除了${words}`
  const thing = THINGS[type ?? 'entity']
  const from = source === undefined ? '' : `，見${source}`
  if (op === 'withdraw') return `${thing}撤下了：${title}${words}`
  if (what === 'decided') return `${thing}${DECIDED[state] ?? '有了決定'}：${title}`
  if (what === 'disputed') return `有資料不同意：${title}${from}`
  if (what === 'ended') return `關係結束了：${title}`
  if (what === 'added' && state === 'proposed' && type !== 'proposal') return `待審的${thing}：${title}${from}`
  if (what === 'added') return `${ADDED[type ?? 'entity'] ?? `新的${thing}`}：${title}${from}`
  const fields = [...new Set(changes.map(({ field }) => labelOf(field, vocabulary)))]
  return `${thing}改了${fields.length === 0 ? '' : `（${fields.slice(0, MOST_FIELDS).join('、')}${fields.length > MOST_FIELDS ? '等' : ''}）`}：${title}${from}`
}

interface Said {
  readonly title: string
  readonly other?: string | undefined
  readonly source?: string | undefined
  readonly changes: readonly FieldDifference[]
  readonly vocabulary: Vocabulary
}

const MOST_FIELDS = 4

const THINGS: Readonly<Record<string, string>> = {
  entity: '資料', relation: '關係', evidence: '出處', content: '文字或檔案', community: '社群', protocol: '守則', proposal: '修改的提議', annotation: '註記', collection: '專題內容', distinction: '「不是同一個」的認定', term: '用語',
}

const ADDED: Readonly<Record<string, string>> = {
  evidence: '多了一個出處', content: '多了文字或檔案', proposal: '有人提議修改', annotation: '有一則註記', distinction: '認定不是同一個',
}

const DECIDED: Readonly<Record<string, string>> = { published: '通過審查', returned: '退回給作者了', declined: '沒有採用' }

const PARTS: Readonly<Record<string, string>> = {
  names: '名稱', identifiers: '編號', kind: '類別', state: '狀態', relation: '關係的種類', from: '起點', to: '終點', start: '開始', end: '結束', standing: '採用與否', standingReason: '採用與否的理由', source: '來源', locator: '在來源的位置',
  quote: '原文', stance: '是否同意', unchecked: '是否覆核', attested: '記載的時間', passages: '文字', files: '檔案', place: '地點', licence: '授權', labels: '標示', contentWarning: '內容提醒', corrections: '校訂', order: '順序',
  label: '名稱', description: '說明', contact: '聯絡', members: '成員', blocks: '內容', question: '問題', cover: '封面', text: '文字', purpose: '用途', changes: '修改', words: '說明', frozen: '凍結的結果', manner: '編法',
}

const labelOf = (field: string, { fields }: Vocabulary): string => {
  const [part = '', code] = field.split('.')
  return code === undefined || part === 'locator' ? PARTS[part] ?? part : fields.get(code)?.label['zh-Hant'] ?? code
}

/** What happened, in a word for people. */
export const WHAT_LABELS: Readonly<Record<What, string>> = { added: '新增', changed: '修改', ended: '結束或撤下', disputed: '有異議', merged: '合併', decided: '審查結果', found: '答案變了' }
