import type { Block, Document } from '../../../src/model/document.ts'

/** A document of a text: blocks between blank lines, headings by #, items by - or *; enough for what citations look at. */
export function split(text: string): Document {
  const blocks: Block[] = []
  for (const match of text.matchAll(/[^\n]+(?:\n[^\n]+)*/g)) {
    let [start, end] = [match.index, match.index + match[0].length]
    const heading = /^(#+) /.exec(match[0])
    if (heading) {
      const line = match[0].indexOf('\n')
      blocks.push({ kind: 'heading', level: heading[1]!.length, start, end: line < 0 ? end : start + line })
      if (line < 0) continue
      start += line + 1
    }
    if (/^ *[-*] /.test(text.slice(start, end))) {
      for (const item of text.slice(start, end).matchAll(/^ *[-*] .*(?:\n(?! *[-*] ).*)*/gm)) blocks.push({ kind: 'item', start: start + item.index, end: start + item.index + item[0].length })
    } else blocks.push({ kind: 'paragraph', start, end })
  }
  return { format: 'markdown', text, blocks, metadata: {}, warnings: [] }
}
