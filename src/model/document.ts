/**
 * A document as the reader of a format hands it over: its text as read, never corrected, and what the
 * format says of its parts. Everything else points into `text` by offsets (UTF-16 units, end exclusive).
 */
export interface Document {
  readonly format: DocumentFormat
  readonly text: string
  /**
   * In the order of the text, without overlap. Blank lines between them belong to none, nor do marks of the format (`#`,
   * `[^1]:`, front matter). A block never goes over a page break: a paragraph that does is two.
   */
  readonly blocks: readonly Block[]
  /** What the file says of itself outside its text: EPUB's OPF, DOCX core properties, PDF information, HTML meta, YAML front matter. */
  readonly metadata: DocumentMetadata
  /** What the reader could not read, in words for people. */
  readonly warnings: readonly string[]
}

export const DOCUMENT_FORMATS = ['markdown', 'text', 'html', 'docx', 'epub', 'pdf'] as const
export type DocumentFormat = (typeof DOCUMENT_FORMATS)[number]

export const BLOCK_KINDS = ['heading', 'paragraph', 'item', 'table', 'quotation', 'note', 'code', 'running-head', 'page-break'] as const
export type BlockKind = (typeof BLOCK_KINDS)[number]

export interface Span {
  readonly start: number
  readonly end: number
}

export interface Block extends Span {
  readonly kind: BlockKind
  /** Of a heading, as the format marks it: 1 is the highest. Whether the marks are right is for `literature/` to judge. */
  readonly level?: number
  /**
   * The page it stands on, where the format knows (PDF, EPUB page lists); of a page break, the page that begins there.
   * The printed number; else the file's label; else the number of the sheet, as `[3]` where other pages have printed ones.
   */
  readonly page?: string
  /** Height of the letters relative to the commonest in the document, where the format knows (PDF, DOCX). */
  readonly size?: number
  /** Of a note: what refers to it in the text (`1`, `^ref`). A text that a reader made has `[^1]` there, a PDF `¹`. */
  readonly label?: string
  /** Of a table: its cells as read. Their text also stands in `text`. */
  readonly rows?: readonly (readonly string[])[]
}

export interface DocumentMetadata {
  readonly title?: string
  readonly creators?: readonly string[]
  readonly publisher?: string
  readonly date?: string
  readonly language?: string
  readonly identifiers?: readonly string[]
  readonly subjects?: readonly string[]
}
