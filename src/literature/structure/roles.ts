import { fold } from '../../model/names.ts'

/** What somebody did for a work. `relation` is the vocabulary's type that states it, where there is one. */
export interface Role {
  readonly role: string
  /** As printed before a colon or behind a name; the first is the role's own word. */
  readonly words: readonly string[]
  readonly relation?: 'AUTHORED' | 'EDITED' | 'TRANSLATED' | 'PUBLISHED' | 'COMMISSIONS'
  /** Words that stand behind a name in a statement of responsibility. */
  readonly behind?: readonly string[]
}

export const ROLES: readonly Role[] = [
  { role: '主編', words: ['主編', '總主編', '總編輯', '編輯人', '召集人兼主編', '本期主編', 'Editor-in-Chief', 'Editor', 'Editors', 'Edited by', 'Chief Editor'], behind: ['總主編', '總編輯', '主編'], relation: 'EDITED' },
  { role: '副主編', words: ['副主編', '副總編輯'], behind: ['副主編'], relation: 'EDITED' },
  { role: '執行編輯', words: ['執行編輯', '責任編輯', '執行主編', '文字編輯', '責編', '特約編輯', '特約主編', '策劃編輯', '編輯'], behind: ['執行編輯', '責任編輯', '執行主編'] },
  { role: '編', words: ['編者', '編', '合編', '編輯者', '編纂', '彙編', '輯', '編輯單位', '編審', '編印', '編印者', '編印單位'], behind: ['合編', '編纂', '彙編', '編選', '編輯', '選編', '編', '輯'], relation: 'EDITED' },
  { role: '編著', words: ['編著', '編著者', '編撰', '編寫', '編撰者', '合編著', '主編著'], behind: ['合編著', '主編著', '編著', '編撰', '編寫'], relation: 'AUTHORED' },
  { role: '著', words: ['作者', '著者', '著', '撰', '撰者', '撰文', '著作人', '撰稿', '執筆', '報告人', '撰稿者', '撰稿人', '執筆者', '撰述', '原著', '原作者', '文', 'Author', 'Authors', 'By', 'Written by'], behind: ['原著', '合著', '等著', '撰文', '撰述', '著作', '口述', '作', '著', '撰'], relation: 'AUTHORED' },
  { role: '譯', words: ['譯者', '譯', '翻譯', '合譯', '編譯', '編譯者', '中譯', '譯註', 'Translator', 'Translated by'], behind: ['合譯', '編譯', '譯註', '譯注', '翻譯', '等譯', '譯'], relation: 'TRANSLATED' },
  { role: '校', words: ['校', '校訂', '審訂', '校對', '校閱', '審校', '校註', '校者', '審訂者', '審閱', '審定', '審譯'], behind: ['審訂', '校訂', '校閱', '審校', '校註', '校注', '點校', '校'] },
  { role: '註', words: ['註', '註釋', '箋註'], behind: ['註釋', '箋註', '注釋', '註', '注'] },
  { role: '繪', words: ['繪', '繪圖', '插圖', '插畫', '繪者', '圖'], behind: ['繪圖', '插畫', '繪', '圖'] },
  { role: '攝影', words: ['攝影'], behind: ['攝影'] },
  { role: '發行人', words: ['發行人', '發行者', '社長', '出版人'] },
  { role: '總策劃', words: ['總策劃', '策劃', '企劃', '總監修', '監修', '監製', '總召集人', '召集人', '策畫', '總策畫', '出版策劃'], behind: ['策劃', '監修'] },
  { role: '編輯委員', words: ['編輯委員', '編輯委員會', '編委', '編審委員', '編輯小組', '編輯群'] },
  { role: '設計', words: ['封面設計', '美術編輯', '美術設計', '版面設計', '美編', '裝幀設計', '內頁設計'] },
  { role: '印刷', words: ['印刷', '印刷者', '印製', '製版印刷', '印刷所', '印刷廠', '承印', '承印者', '印裝', '印裝者', '排版印刷', '電腦排版', '排版', '裝訂'] },
  { role: '經銷', words: ['總經銷', '經銷處', '經銷', '經銷商', '總經銷商', '代理經銷', '展售處', '展售門市', '發行所', '總發行', '發行處', '總代理'] },
  { role: '研究生', words: ['研究生', '學生', '撰研究生', '論文作者', '博士生', '碩士生', 'Student', 'Graduate Student', '學位申請人', '論文撰寫人', '碩士研究生', '博士研究生'], relation: 'AUTHORED' },
  { role: '指導教授', words: ['指導教授', '指導老師', '共同指導教授', '共同指導', '導師', '指導教師', '論文指導教授', 'Advisor', 'Adviser', 'Supervisor', 'Co-advisor', '指導者'] },
  { role: '口試委員', words: ['口試委員', '考試委員', '論文口試委員', '學位考試委員'] },
  { role: '計畫主持人', words: ['計畫主持人', '計劃主持人', '主持人', '研究主持人', '研究計畫主持人', '總計畫主持人', '計畫總主持人', '專案主持人', 'Principal Investigator'], relation: 'AUTHORED' },
  { role: '協同主持人', words: ['協同主持人', '共同主持人', '計畫共同主持人', '計畫協同主持人', '協同計畫主持人', '共同計畫主持人', '協同研究主持人', 'Co-Investigator'], relation: 'AUTHORED' },
  { role: '研究人員', words: ['研究人員', '計畫參與人員', '研究員', '參與人員', '研究團隊', '專任助理', '助理研究員', '研究助理', '兼任助理', '計畫研究員', '研究群', '研究助理群', '兼任研究助理', '專任研究助理'] },
  { role: '委託單位', words: ['委託單位', '委託機關', '委辦單位', '委託者', '補助單位', '補助機關', '主辦單位', '主辦機關', '委辦機關', '經費補助', '指導單位'], relation: 'COMMISSIONS' },
  { role: '執行單位', words: ['執行單位', '受託單位', '研究單位', '受委託單位', '執行機關', '承辦單位', '受託機關', '執行機構', '受委託者', '受託者', '研究機構', '執行團隊', '受託廠商', '受委託研究單位', '規劃單位', '受補助單位'] },
]

const BY_WORD = new Map(ROLES.flatMap(({ role, words }) => words.map((word): [string, string] => [roleKey(word), role])))
/** Roles whose holder wrote the work, edited it and so on. */
export const relationOf = (role: string): Role['relation'] => ROLES.find((each) => each.role === role)?.relation

/** The role that a printed word names, spaces of its setting aside (主 編, 發 行 人, 主编). */
export const roleOf = (word: string): string | undefined => BY_WORD.get(roleKey(word))

export function roleKey(word: string): string {
  return fold(word).replace(/[\s·‧・•．.*＊【】[\]()（）]/g, '')
}

const BEHIND = ROLES.flatMap(({ role, behind }) => (behind ?? []).map((word): [string, string] => [fold(word), role])).sort(([a], [b]) => b.length - a.length)

/** A statement as 王明、李四主編 in names and role; undefined when no role stands behind. */
export function roleBehind(statement: string): { readonly names: string; readonly role: string; readonly word: string } | undefined {
  const text = statement.trim()
  const folded = fold(text)
  if (folded.length !== text.length) return undefined
  for (const [word, role] of BEHIND) {
    // 主 編, with the spaces of its setting.
    const wide = new RegExp(`[(（]?${[...word].join('\\s*')}[)）]?$`, 'u').exec(folded)
    if (wide && wide.index > 0) return { names: text.slice(0, wide.index).trim(), role, word: text.slice(wide.index) }
  }
  return undefined
}

/** English and other words that stand before names in a statement of responsibility. */
export const ROLES_BEFORE: readonly (readonly [RegExp, string])[] = [
  [/^(?:edited|ed\.)\s+by\s+/i, '主編'], [/^editors?\s*:?\s+/i, '主編'], [/^(?:translated|tr\.|trans\.)\s+by\s+/i, '譯'], [/^(?:illustrated|illustrations)\s+by\s+/i, '繪'],
  [/^(?:written\s+)?by\s+/i, '著'],
]
