import { strToU8 } from 'fflate'
import { readDocument, type ReadOptions } from '../../../src/exchange/documents/index.ts'
import type { Block, BlockKind, Document } from '../../../src/model/document.ts'

export const read = (file: string | Uint8Array, name: string, options?: ReadOptions): Promise<Document> => readDocument(typeof file === 'string' ? strToU8(file) : file, name, options)

export const textOf = ({ text }: Document, { start, end }: Block): string => text.slice(start, end)

/** Each block as its kind and its words: `heading1 緒論`. */
export const told = (document: Document): string[] => document.blocks.map((block) => `${block.kind}${block.level ?? ''} ${textOf(document, block)}`)

export const ofKind = (document: Document, kind: BlockKind): string[] => document.blocks.filter((block) => block.kind === kind).map((block) => textOf(document, block))

/** What is wrong with the places of a document's blocks: nothing. */
export function misplaced({ text, blocks }: Document): string[] {
  const wrong: string[] = []
  let at = 0
  for (const { kind, start, end } of blocks) {
    if (start < at) wrong.push(`${kind} at ${start} begins before ${at}`)
    if (end <= start) wrong.push(`${kind} at ${start} is empty`)
    if (end > text.length) wrong.push(`${kind} ends at ${end}, the text at ${text.length}`)
    if (kind !== 'page-break' && text.slice(start, end).trim() === '') wrong.push(`${kind} at ${start} is blank`)
    at = end
  }
  return wrong
}

/** What stands in no block. */
export function outside({ text, blocks }: Document): string {
  let [at, rest] = [0, '']
  for (const { start, end } of blocks) {
    rest += text.slice(at, start)
    at = end
  }
  return rest + text.slice(at)
}
