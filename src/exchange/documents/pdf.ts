import { getDocumentProxy } from 'unpdf'
import type { DocumentMetadata } from '../../model/document.ts'
import { metadata } from './html-metadata.ts'
import { mended } from './characters.ts'
import { CharacterMaps } from './pdf-cmaps.ts'
import { withoutArt } from './pdf-art.ts'
import { Faces } from './pdf-faces.ts'
import { findHeads, foliosOf, pageNames } from './pdf-heads.ts'
import { linesOf, type Item, type Line } from './pdf-lines.ts'
import { paragraphsOf, type Paragraph } from './pdf-paragraphs.ts'
import { headingsOf, type OutlineEntry } from './pdf-headings.ts'
import { refuse, type Reader } from './source.ts'
import { commonest, Writer } from './writer.ts'

type Pdf = Awaited<ReturnType<typeof getDocumentProxy>>

/** Nobody's book has more sheets. */
const SHEETS = 20_000

/** A PDF with a text layer. */
export const readPdf: Reader = async ({ bytes, name }) => {
  const pdf = await opened(bytes, name)
  try {
    if (pdf.numPages > SHEETS) throw refuse(name, `有 ${pdf.numPages} 頁，上限是 ${SHEETS} 頁`, `it has ${pdf.numPages} pages, the limit is ${SHEETS}; split it`)
    const drawn: Item[][] = []
    const unread: number[] = []
    const faces = new Faces()
    for (let number = 1; number <= pdf.numPages; number++) {
      try {
        drawn.push(await itemsOf(pdf, number, faces))
      } catch {
        unread.push(number)
        drawn.push([])
      }
    }
    const sheets = linesOfSheets(drawn)
    const warnings = checked(sheets, unread, name)
    const labels = await pdf.getPageLabels().catch(() => null)
    return written(sheets, labels, await outlineOf(pdf)).document('pdf', await informationOf(pdf), warnings)
  } finally {
    await pdf.destroy()
  }
}

function linesOfSheets(drawn: readonly (readonly Item[])[]): Line[][] {
  const counts = new Map<number, number>()
  for (const { size, text } of drawn.flat()) counts.set(Math.round(size * 10) / 10, (counts.get(Math.round(size * 10) / 10) ?? 0) + text.length)
  const body = commonest(counts) ?? 10
  const printed = withoutArt(drawn, body)
  const folios = foliosOf(printed)
  return printed.map((items) => linesOf(items, body, folios))
}

async function opened(bytes: Uint8Array, name: string): Promise<Pdf> {
  try {
    // a copy: the library takes the memory it is given
    return await getDocumentProxy(new Uint8Array(bytes), { verbosity: 0, isEvalSupported: false, disableFontFace: true, useSystemFonts: false, stopAtErrors: false, BinaryDataFactory: CharacterMaps, cMapUrl: 'maps/', cMapPacked: false, useWorkerFetch: false } as object)
  } catch (error) {
    if ((error as Error).name === 'PasswordException') throw refuse(name, '有密碼，請先解除密碼', 'the PDF is locked by a password; save a copy without it')
    throw refuse(name, '不是完整的 PDF，請重新下載或另存', `the PDF is broken: ${(error as Error).message}`)
  }
}

/** What is drawn, with its place on the upright page: x from the left, y from the top. */
async function itemsOf(pdf: Pdf, number: number, faces: Faces): Promise<Item[]> {
  const page = await pdf.getPage(number)
  const { transform: view, width: sheetWidth, height: sheetHeight } = page.getViewport({ scale: 1 })
  const { items, styles } = await page.getTextContent({ includeMarkedContent: false, disableNormalization: true } as object)
  await faces.learn(page, Object.keys(styles))
  page.cleanup()
  const [upright, vertical]: [Item[], Item[]] = [[], []]
  for (const item of items) {
    if (!('str' in item) || item.str.trim() === '') continue
    const [a, b, c, d, x, y] = multiplied(view, item.transform as number[])
    const size = Math.hypot(c, d)
    // control characters print nothing
    const text = mended(item.str).replace(/(?!\s)\p{Cc}/gu, '')
    if (size < 0.5 || text.trim() === '') continue
    // columns are lines, from the right
    if (styles[item.fontName]?.vertical === true) vertical.push({ text, x: y, y: sheetWidth - x, width: item.height || size * text.length, size, sheetHeight: sheetWidth })
    // slanted text is a stamp across the page
    else if (Math.abs(b) <= Math.abs(a) * 0.2) upright.push({ text, x, y, width: item.width, size, sheetHeight, bold: faces.isBold(item.fontName) })
  }
  const letters = (some: readonly Item[]): number => some.reduce((sum, { text }) => sum + text.length, 0)
  if (letters(vertical) < letters(upright)) return upright
  // on such a page what is upright stands at its edges: heads and numbers
  return [...vertical, ...upright.map((item) => ({ ...item, y: sheetWidth + item.y, sheetHeight: sheetWidth }))]
}

type Matrix = readonly number[]
function multiplied(m: Matrix, n: Matrix): [number, number, number, number, number, number] {
  const [a, b, c, d, e, f] = m as [number, number, number, number, number, number]
  const [g, h, i, j, k, l] = n as [number, number, number, number, number, number]
  return [a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * l + e, b * k + d * l + f]
}

/** Letters that fonts without a table of characters leave behind. */
const NO_LETTER = /[\uFFFD-\uFFFF\p{Co}]/gu

/**
 * Where a font tells its glyphs by numbers only, numbers come out as letters: of many scripts on one page, which no
 * author writes.
 */
const SCRIPTS = ['Arabic', 'Armenian', 'Hebrew', 'Thai', 'Devanagari', 'Nko', 'Syriac', 'Thaana', 'Bengali', 'Gurmukhi', 'Gujarati', 'Oriya', 'Tamil', 'Telugu', 'Kannada', 'Malayalam', 'Sinhala', 'Lao', 'Tibetan', 'Myanmar', 'Georgian', 'Ethiopic', 'Cherokee', 'Canadian_Aboriginal', 'Khmer', 'Mongolian', 'Yi'].map((script) => new RegExp(`\\p{Script=${script}}`, 'gu'))

function numbersAsLetters(page: string): number {
  const counts = SCRIPTS.map((script) => page.match(script)?.length ?? 0).filter((count) => count > 0)
  return counts.length < 4 ? 0 : counts.reduce((sum, count) => sum + count, 0)
}

/** @throws BAD_USER_INPUT when there is no text to read; tells what of it is missing */
function checked(sheets: readonly Line[][], unread: readonly number[], name: string): string[] {
  const texts = sheets.map((lines) => lines.map((line) => line.text).join(''))
  const text = texts.join('')
  const heads = findHeads(sheets)
  const empty = sheets.flatMap((lines, i) => (lines.every((line) => heads.has(line)) ? [i + 1] : []))
  if (empty.length === sheets.length) throw refuse(name, '是掃描的 PDF，沒有文字層；請先辨識文字（OCR），再帶來有文字層的 PDF、Markdown 或純文字', 'a scanned PDF without a text layer; have its text recognised (OCR), for instance with OCRmyPDF, and bring a PDF with a text layer, Markdown or plain text')
  const losses = texts.map((page) => (page.match(NO_LETTER)?.length ?? 0) + numbersAsLetters(page))
  const lost = losses.reduce((sum, loss) => sum + loss, 0)
  if (lost > text.length / 5) throw refuse(name, '字型沒有字碼對照表，文字層讀不出來；請辨識文字（OCR）', 'its fonts do not say which characters they show, so that the text layer cannot be read; have its text recognised (OCR)')
  return [
    ...(unread.length > 0 ? [`讀不出的頁：第 ${listed(unread)} 頁 (pages that could not be read)`] : []),
    ...(empty.length > 0 ? [`沒有文字的頁：第 ${listed(empty)} 頁；若不是空白，請辨識文字 (pages without text; if they are not blank, have their text recognised)`] : []),
    ...(lost > 0 ? [`字型沒有字碼對照表，讀出的字不對：第 ${listed(losses.flatMap((loss, i) => (loss > 0 ? [i + 1] : [])))} 頁，至少 ${lost} 字 (fonts that do not say which characters they show: at least ${lost} wrong ones on these pages)`] : []),
  ]
}

const listed = (numbers: readonly number[]): string => numbers.slice(0, 20).join('、') + (numbers.length > 20 ? ' …' : '')

function written(sheets: readonly Line[][], labels: readonly string[] | null, outline: readonly OutlineEntry[]): Writer {
  const heads = findHeads(sheets)
  const names = pageNames(sheets, heads, labels)
  const body = commonest(counted(sheets, heads)) ?? 10
  const pages = sheets.map((lines) => paragraphsOf(lines, heads, body))
  const headings = headingsOf(pages, body, outline)
  const writer = new Writer()
  for (const [i, paragraphs] of pages.entries()) {
    if (i === 0) writer.startPage(names[0]!)
    else writer.pageBreak(names[i])
    for (const paragraph of paragraphs) add(writer, paragraph, headings.get(paragraph))
  }
  return writer
}

function add(writer: Writer, { kind, text, size, label, indent }: Paragraph, level: number | undefined): void {
  writer.add(level === undefined ? kind : 'heading', text, { size, ...(level === undefined ? {} : { level }), ...(label === undefined ? {} : { label }) }, indent)
}

function counted(sheets: readonly Line[][], heads: ReadonlySet<Line>): Map<number, number> {
  const counts = new Map<number, number>()
  for (const line of sheets.flat()) if (!heads.has(line)) counts.set(line.size, (counts.get(line.size) ?? 0) + line.text.length)
  return counts
}

/** Title and author as the maker of the file set them. When it was made is not when the work was published: left out. */
async function informationOf(pdf: Pdf): Promise<DocumentMetadata> {
  const info = (await pdf.getMetadata().catch(() => undefined))?.info as Record<string, unknown> | undefined
  const text = (key: string): string | undefined => (typeof info?.[key] === 'string' ? info[key] : undefined)
  return metadata({ title: text('Title')?.replace(/^Microsoft Word - /, ''), creators: text('Author')?.split(/[;；、]/) ?? [], language: text('Language'), subjects: [text('Subject'), text('Keywords')].flatMap((words) => words?.split(/[;；,，、]/) ?? []) })
}

async function outlineOf(pdf: Pdf): Promise<OutlineEntry[]> {
  const entries: OutlineEntry[] = []
  const visit = async (items: readonly { title: string; dest: unknown; items: readonly unknown[] }[], level: number): Promise<void> => {
    for (const { title, dest, items: inner } of items) {
      const sheet = await sheetOf(pdf, dest)
      if (sheet !== undefined && entries.length < 5_000) entries.push({ title: mended(title), level, sheet })
      await visit(inner as typeof items, level + 1)
    }
  }
  await visit((await pdf.getOutline().catch(() => null)) ?? [], 1)
  return entries
}

async function sheetOf(pdf: Pdf, dest: unknown): Promise<number | undefined> {
  try {
    const place: unknown = typeof dest === 'string' ? await pdf.getDestination(dest) : dest
    if (!Array.isArray(place)) return undefined
    return typeof place[0] === 'number' ? place[0] : await pdf.getPageIndex(place[0] as Parameters<Pdf['getPageIndex']>[0])
  } catch {
    return undefined
  }
}
