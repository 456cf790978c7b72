import type { Column } from '../../graph/answer.ts'

const column = (key: string, zh: string, en: string): Column => ({ key, label: { 'zh-Hant': zh, en } })

/** Columns that several questions about literature have. */
export const COLUMNS = {
  work: column('work', '著作', 'work'),
  authors: column('authors', '作者', 'authors'),
  works: column('works', '著作', 'works'),
  places: column('places', '處數', 'places'),
  pages: column('pages', '頁', 'pages'),
} as const

export { column }
