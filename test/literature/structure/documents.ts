import type { Block, BlockKind, Document, DocumentFormat, DocumentMetadata } from '../../../src/model/document.ts'

/**
 * A document from Markdown or plain text, as small as it can be: headings by their marks, items, tables, paragraphs of
 * lines that follow each other. Real readers know more; what reads structure must do with this.
 */
export function documentOf(text: string, options: { format?: DocumentFormat; metadata?: DocumentMetadata } = {}): Document {
  const format = options.format ?? 'markdown'
  const blocks: Block[] = []
  let open: { kind: BlockKind; start: number; end: number; level?: number } | undefined
  const close = (): void => {
    if (open) blocks.push(open)
    open = undefined
  }
  let start = 0
  for (const line of text.split('\n')) {
    const [from, end] = [start, start + line.trimEnd().length]
    start += line.length + 1
    const kind = kindOf(line, format)
    if (kind === undefined) {
      close()
      continue
    }
    const level = kind === 'heading' ? /^#+/.exec(line)?.[0].length : undefined
    if (open && open.kind === kind && (kind === 'paragraph' || kind === 'table')) open.end = end
    else {
      close()
      open = { kind, start: from, end, ...(level ? { level } : {}) }
    }
    if (kind === 'heading' || kind === 'item' || kind === 'page-break') close()
  }
  close()
  return { format, text, blocks, metadata: options.metadata ?? {}, warnings: [] }
}

function kindOf(line: string, format: DocumentFormat): BlockKind | undefined {
  if (line.includes('\f')) return 'page-break'
  if (line.trim() === '') return undefined
  if (format === 'text') return 'paragraph'
  if (/^#{1,6} /.test(line)) return 'heading'
  if (/^\s*(?:[-*+]|\d{1,3}[.)]) /.test(line)) return 'item'
  return line.startsWith('|') ? 'table' : 'paragraph'
}

/** A document as a PDF gives it: pages of paragraphs, with the number of the sheet. */
export function pagesOf(pages: readonly (readonly (string | { kind?: BlockKind; text: string; size?: number })[])[], metadata: DocumentMetadata = {}): Document {
  let text = ''
  const blocks: Block[] = []
  for (const [i, page] of pages.entries()) {
    for (const each of page) {
      const { kind = 'paragraph', text: words, size } = typeof each === 'string' ? { text: each } : each
      blocks.push({ kind, start: text.length, end: text.length + words.length, page: String(i + 1), ...(size ? { size } : {}) })
      text += `${words}\n\n`
    }
  }
  return { format: 'pdf', text, blocks, metadata, warnings: [] }
}
