import { isbnsIn } from './identifiers.ts'
import { tidy } from './lines.ts'
import { roleKey, roleOf } from './roles.ts'
import type { ManyField, SingleField } from './statement.ts'

/** Words before a colon on covers and colophons. Spaces and dots of the setting do not count (主 編, 出 版 · 發 行). */
const LABELS: Readonly<Partial<Record<SingleField | ManyField | 'none', readonly string[]>>> = {
  title: ['書名', '題名', '論文題目', '論文名稱', '中文題目', '篇名', '報告名稱', '計畫名稱', '研究計畫名稱', '研究主題', '題目', '刊名', '論文題名', '中文書名', '標題', 'Title', 'Thesis Title', '專案名稱', '計畫題目'],
  subtitle: ['副標題', '副題', '副書名', 'Subtitle'],
  parallelTitles: ['英文書名', '英文題目', '外文書名', '並列題名', '英文題名', '英文名稱', '原書名', '原文書名', '英文刊名', '論文英文題目'],
  publisher: ['出版者', '出版社', '出版', '出版發行', '出版單位', '出版機關', '出版所', '出版機構', '發行', '發行單位', '出版及發行', '發行機關', '編印發行', '出版發行所', 'Publisher', 'Published by', '出版公司', '發行出版', '印行', '印行者', '編輯出版'],
  place: ['出版地', '出版地點', 'Place of publication'],
  date: ['出版日期', '出版年月', '出版時間', '出版年', '日期', '發行日期', '初版', '初版一刷', '出版日', '完成日期', '發表日期', '刊登日期', '出刊日期', '中華民國', '研究完成日期', '論文出版年', '初版日期', '初版時間', 'Date', 'Published', 'Publication date', '報告日期', '印行日期', '更新日期', '發布日期', '提交日期', '答辯日期', '論文提交日期'],
  edition: ['版次', '版本', '版別', '版刷', 'Edition', '印次'],
  series: ['叢書', '叢書名', '系列', '叢刊', '書系', '集叢名', '集叢', '叢書編號', 'Series', '叢書系列'],
  isbn: ['ISBN', '國際標準書號', 'ISBN13', 'ISBN-13', 'ISBN10', '書號'],
  issn: ['ISSN', '國際標準期刊號'],
  doi: ['DOI', '數位物件識別碼'],
  govNumber: ['GPN', '政府出版品統一編號', '統一編號'],
  classification: ['分類號', '中圖分類號', '圖書分類號', '中圖法分類號', 'CLC', '分類'],
  subjects: ['關鍵詞', '關鍵字', '中文關鍵詞', 'Keywords', 'Key words', '主題詞', '索引詞', '中文關鍵字'],
  price: ['定價', '售價', '工本費', '價格', '特價', 'Price', '零售價', '新臺幣'],
  extent: ['頁數', '論文頁數', '總頁數', 'Pages'],
  language: ['語文', '語言', '論文語文', 'Language', '語文別'],
  institution: ['學校', '校院', '校院名稱', '學校名稱', '系所', '系所名稱', '校系所名稱', '學校系所', '就讀系所', '學位授予單位', '校所名稱', '研究所', '院校', 'University', 'Institution', '培養單位'],
  degree: ['學位', '學位類別', '學位別', '畢業級別', 'Degree', '申請學位', '學位名稱', '申請學位類別', '論文類別', '學位級別'],
  journal: ['期刊', '期刊名稱', '刊物名稱', '期刊名', 'Journal'],
  volume: ['卷', '卷次', 'Volume'],
  issue: ['期', '期別', '期次', '卷期', '期號', 'Issue'],
  pages: ['頁次', '頁碼', '起迄頁'],
  projectNumber: ['計畫編號', '計劃編號', '研究計畫編號', '報告編號', '專案編號', '編號', '合約編號', '契約編號', '研考會編號', 'Project No.', '案號'],
  // Known, so that what stands behind is taken for nothing else.
  none: ['電話', '傳真', '地址', '網址', '電子郵件', '電子信箱', 'Email', 'E-mail', '郵撥', '郵政劃撥', '劃撥帳號', '劃撥', '出版登記', '登記證', '局版', '開本', '印張', '字數', '插頁', '地 址', '郵編', '社總機', '郵購', '客服', '服務專線', '戶名', '帳號', '執行期間', '計畫期程', '研究期間', '執行期程', '計畫類別', '學號', '著作權', '法律顧問', '投稿與讀者服務', '質量反饋', '課件下載', '產品編號', '讀者服務', '部落格', '臉書', 'Tel', 'Fax', 'Website', 'URL', '讀者服務專線', '服務信箱', '門市', '版權', '經費', '統編', '登記證字號', '質量投訴', '服務熱線'],
}

const FIELDS = new Map(Object.entries(LABELS).flatMap(([field, words]) => words.map((word): [string, SingleField | ManyField | 'none'] => [roleKey(word), field as SingleField])))

export interface Labelled {
  readonly field: SingleField | ManyField | 'role' | 'none'
  /** Of `role`: which. */
  readonly role?: string
  readonly label: string
  readonly value: string
  /** Of the value, within the line. */
  readonly start: number
}

/** A label of the tables, its colon, and what follows up to the next label. */
const CANDIDATE = /(?<=^|[\s　|／/（(，。;；])(?<label>[\p{L}\d][\p{L}\d\s·‧・•．.'-]{0,24}?)\s*(?:[(（][^)）]{1,20}[)）]\s*)?[:：︰﹕｜|／]\s*/gu

/** The labelled values on a line: none when it has no known label at its beginning. */
export function labelled(text: string): Labelled[] {
  if (!/[:：︰﹕｜|／]/.test(text) || text.length > 400) return []
  const found: { label: string; field: Labelled['field']; role?: string; from: number; start: number }[] = []
  for (const match of text.matchAll(CANDIDATE)) {
    // A label set wide may begin at any of the words before the colon: the longest that is known.
    const words = [...match.groups!.label!.matchAll(/\S+/gu)]
    for (const [i, word] of words.entries()) {
      const label = match.groups!.label!.slice(word.index)
      const known = lookUp(label)
      if (!known) continue
      const from = match.index + word.index
      if (found.length === 0 && i > 0 && /\p{Script=Han}{3,}/u.test(match.groups!.label!.slice(0, word.index))) break
      found.push({ ...known, label: tidy(label), from, start: match.index + match[0].length })
      break
    }
  }
  if (found.length === 0 || text.slice(0, found[0]!.from).trim().replace(/[【[（(•●◎※■□○◆▲*]/g, '') !== '') return []
  return found.map(({ from: _, ...each }, i) => ({ ...each, value: text.slice(each.start, found[i + 1]?.from ?? text.length).replace(/[`]/g, '').trim() }))
}

/** What a label means: a field of the record, a role, or something that no field takes. */
export function lookUp(label: string): { field: Labelled['field']; role?: string } | undefined {
  const field = FIELDS.get(roleKey(label))
  if (field) return { field }
  const role = roleOf(label)
  return role ? { field: 'role', role } : undefined
}

/** The value of a field as it is kept: numbers are cut out of what stands around them. */
export function valuesOf(field: SingleField | ManyField, value: string): string[] {
  if (value === '' || /^\[?請填|^[[（(]?\s*(?:待填|TBD|XXX+)/i.test(value)) return []
  switch (field) {
    case 'isbn': return isbnsIn(`ISBN ${value}`).map(({ printed }) => printed)
    case 'subjects': return value.split(/[、,，;；]\s*|\s{2,}|\u3000/).map((each) => tidy(each).replace(/[。.]$/, '')).filter((each) => each !== '')
    default: return [tidy(value).replace(/^[〈《「『]|[〉》」』]$/g, '')]
  }
}
