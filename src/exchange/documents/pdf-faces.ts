import type { PDFPageProxy } from 'unpdf/pdfjs'

/** What of a page tells its faces. */
type Page = Pick<PDFPageProxy, 'getOperatorList' | 'commonObjs'>

const HEAVY = /bold|black|heavy|demi|semib/i

/**
 * Which faces of a file are heavy. Their names come with what draws a page, which costs more than its text: only pages
 * that bring a face nobody has seen are asked.
 */
export class Faces {
  readonly #bold = new Map<string, boolean>()

  async learn(page: Page, names: readonly string[]): Promise<void> {
    const unknown = names.filter((name) => !this.#bold.has(name))
    if (unknown.length === 0) return
    for (const name of unknown) this.#bold.set(name, false)
    try {
      await page.getOperatorList()
      for (const name of unknown) {
        if (!page.commonObjs.has(name)) continue
        const face = page.commonObjs.get(name) as { name?: string; bold?: boolean; black?: boolean } | null
        this.#bold.set(name, face?.bold === true || face?.black === true || HEAVY.test(face?.name ?? ''))
      }
    } catch {
      // a page that cannot be drawn can still be read
    }
  }

  isBold(name: string): boolean {
    return this.#bold.get(name) === true
  }
}
