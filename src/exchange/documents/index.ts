import { fileTypeFromBuffer } from 'file-type'
import { DOCUMENT_FORMATS, type Document, type DocumentFormat } from '../../model/document.ts'
import { badInput } from '../../model/errors.ts'
import { detectEncoding } from '../../model/encoding.ts'
import { readDocx } from './docx.ts'
import { readEpub } from './epub.ts'
import { readHtml } from './html.ts'
import { readMarkdown } from './markdown.ts'
import { readPdf } from './pdf.ts'
import { refuse, type Reader, type Source } from './source.ts'
import { readText } from './text.ts'
import { unzipped } from './zip.ts'

export interface ReadOptions {
  /** Of a text file; a label of the WHATWG Encoding Standard. Default: what its bytes look like. */
  readonly encoding?: string
  /** Default: what bytes and name say. */
  readonly format?: DocumentFormat
  /** Bytes of the file, and of its parts inflated. Default 200 MB. */
  readonly limit?: number
}

export const LIMIT = 200_000_000

const READERS: Readonly<Record<DocumentFormat, Reader>> = { markdown: readMarkdown, text: readText, html: readHtml, docx: readDocx, epub: readEpub, pdf: readPdf }

const EXTENSIONS: Readonly<Record<string, DocumentFormat>> = {
  md: 'markdown', markdown: 'markdown', mdown: 'markdown', mkd: 'markdown', qmd: 'markdown', rmd: 'markdown', txt: 'text', text: 'text',
  html: 'html', htm: 'html', xhtml: 'html', docx: 'docx', epub: 'epub', pdf: 'pdf',
}

/** A part that only this kind of zip file has. */
const ZIPS: readonly (readonly [string, DocumentFormat])[] = [['word/document.xml', 'docx'], ['META-INF/container.xml', 'epub']]

/** What people bring that is not read, and what to do instead. */
const OTHERS: Readonly<Record<string, readonly [string, string]>> = {
  cfb: ['是舊版 Word（.doc）檔或有密碼的檔案，請另存為沒有密碼的 .docx', 'an old Word file (.doc), or one with a password; save it as .docx without password'],
  doc: ['是舊版 Word（.doc）檔，請另存為 .docx', 'an old Word file; save it as .docx'],
  rtf: ['是 RTF 檔，請另存為 .docx', 'an RTF file; save it as .docx'],
  odt: ['是 OpenDocument 檔，請另存為 .docx', 'an OpenDocument file; save it as .docx'],
  xlsx: ['是試算表，請用 fangzhi import', 'a spreadsheet; use fangzhi import'],
  mobi: ['是 Kindle 檔，請轉成 EPUB', 'a Kindle file; convert it to EPUB'],
}
const IMAGE: readonly [string, string] = ['是圖片，請先辨識文字（OCR），存成文字、Markdown 或有文字層的 PDF', 'a picture; have its text recognised (OCR) and bring text, Markdown or a PDF with a text layer']
const UNKNOWN: readonly [string, string] = [`不是能讀的格式；能讀的有 Markdown、純文字、HTML、DOCX、EPUB、PDF`, 'not a format that can be read; there are Markdown, plain text, HTML, DOCX, EPUB, PDF']

/**
 * Takes a file apart: its text as read and what the format says of its parts.
 * @param name for the format, where bytes do not say, and for messages
 * @throws BAD_USER_INPUT, field `file`: empty, too large, broken, locked by a password, without text, or of a format that is not read
 */
export async function readDocument(bytes: Uint8Array, name: string, options: ReadOptions = {}): Promise<Document> {
  const limit = options.limit ?? LIMIT
  if (bytes.length === 0) throw refuse(name, '是空的檔案', 'the file is empty')
  if (bytes.length > limit) throw refuse(name, `有 ${megabytes(bytes.length)} MB，上限是 ${megabytes(limit)} MB；請拆成幾個檔案`, `the file has ${megabytes(bytes.length)} MB, the limit is ${megabytes(limit)} MB; split it`)
  if (options.format !== undefined && !DOCUMENT_FORMATS.includes(options.format)) throw badInput('format', `沒有「${String(options.format)}」這種格式 (formats are ${DOCUMENT_FORMATS.join(', ')})`)
  const source: Source = { bytes, name, limit, ...(options.encoding === undefined ? {} : { encoding: options.encoding }) }
  try {
    return await READERS[options.format ?? await formatOf(source)](source)
  } catch (error) {
    // the libraries go down into a file as deep as it is nested
    if (error instanceof RangeError && /call stack/.test(error.message)) throw refuse(name, '標籤一層套一層，太深了，讀不下去；請另存一次，或去掉多餘的標籤', 'its tags are nested too deeply; save it anew, or take out tags that are not needed')
    throw error
  }
}

/** By bytes, then by name, then by the look of the text. */
async function formatOf(source: Source): Promise<DocumentFormat> {
  const { bytes, name } = source
  const found = await fileTypeFromBuffer(bytes).catch(() => undefined)
  const extension = /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? ''
  if (found?.ext === 'pdf' || startsLike(bytes, '%PDF-')) return 'pdf'
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return zipFormat(source, found?.ext ?? '')
  const other = OTHERS[found?.ext ?? '']
  if (other !== undefined) throw refuse(name, ...other)
  if (found?.mime.startsWith('image/') && found.ext !== 'svg') throw refuse(name, ...IMAGE)
  const byName = EXTENSIONS[extension]
  // two bytes are enough for some formats, and UTF-16 begins with any
  if (byName === undefined && found !== undefined && found.ext !== 'xml') throw refuse(name, ...UNKNOWN)
  if (byName === 'docx' || byName === 'epub' || byName === 'pdf') throw refuse(name, `不是 ${extension.toUpperCase()} 檔，或已損壞`, `this is no ${extension.toUpperCase()} file, or it is broken`)
  if (byName !== undefined) return byName
  const text = new TextDecoder(source.encoding === undefined ? detectEncoding(bytes) : 'utf-8').decode(bytes.subarray(0, 4_096))
  if (/(?!\s)\p{Cc}/u.test(text)) throw refuse(name, ...UNKNOWN)
  return /^\s*(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]*?-->\s*)*<(?:!doctype\s+html|html)\b/i.test(text) ? 'html' : 'text'
}

function zipFormat(source: Source, extension: string): DocumentFormat {
  const names = new Set<string>()
  unzipped(source, (part) => {
    names.add(part)
    return false
  })
  const known = ZIPS.find(([part]) => names.has(part))
  if (known !== undefined) return known[1]
  throw refuse(source.name, ...(OTHERS[names.has('xl/workbook.xml') ? 'xlsx' : extension] ?? UNKNOWN))
}

const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)
const startsLike = (bytes: Uint8Array, mark: string): boolean => new TextDecoder('latin1').decode(bytes.subarray(0, 1_024)).includes(mark)
