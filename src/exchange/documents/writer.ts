import type { Block, BlockKind, Document, DocumentFormat, DocumentMetadata } from '../../model/document.ts'

/** What is known of a block besides its place. `size` here in any unit: the writer makes it relative. */
export type Marks = Omit<Block, 'kind' | 'start' | 'end'>

/** Between two blocks. */
const GAP = '\n\n'

/**
 * Makes the text of a document whose format holds none: blocks in order with an empty line between, and a
 * form feed where a page begins.
 */
export class Writer {
  readonly #parts: string[] = []
  readonly #blocks: Block[] = []
  #length = 0
  #page: string | undefined

  /** Blank text is no block. @param indent blanks before it, which belong to no block: how contents are set in */
  add(kind: BlockKind, text: string, marks: Marks = {}, indent = 0): void {
    const written = kind === 'code' ? text.replace(/^(?:[ \t]*\n)+|\s+$/g, '') : text.trim()
    if (written !== '') this.#put(kind, written, { ...(this.#page === undefined ? {} : { page: this.#page }), ...marks }, indent)
  }

  /** A page begins here. */
  pageBreak(page?: string): void {
    this.#page = page
    this.#put('page-break', '\f', page === undefined ? {} : { page })
  }

  /** The page that what follows stands on, without a break: the first. */
  startPage(page: string): void {
    this.#page = page
  }

  #put(kind: BlockKind, text: string, marks: Marks, indent = 0): void {
    const gap = (this.#length === 0 ? '' : GAP) + ' '.repeat(indent)
    const start = this.#length + gap.length
    this.#parts.push(gap, text)
    this.#length = start + text.length
    this.#blocks.push({ kind, start, end: this.#length, ...marks })
  }

  document(format: DocumentFormat, metadata: DocumentMetadata, warnings: readonly string[]): Document {
    return { format, text: this.#parts.join(''), blocks: relative(this.#blocks), metadata, warnings }
  }
}

/** Heights by the commonest one, counted in characters. */
function relative(blocks: readonly Block[]): Block[] {
  const counts = new Map<number, number>()
  for (const { size, start, end } of blocks) if (size !== undefined) counts.set(size, (counts.get(size) ?? 0) + end - start)
  const common = commonest(counts)
  return blocks.map((block) => (block.size === undefined || common === undefined ? block : { ...block, size: Math.round((block.size / common) * 100) / 100 }))
}

/** The key with the highest count. */
export function commonest<K>(counts: ReadonlyMap<K, number>): K | undefined {
  let best: K | undefined
  let most = 0
  for (const [key, count] of counts) if (count > most) [best, most] = [key, count]
  return best
}
