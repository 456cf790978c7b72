import { strToU8, zipSync } from 'fflate'
import mammoth from 'mammoth'
import { outlineOf, OUTLINE_STYLES, prepared } from './docx-prepare.ts'
import { styleSheet, type StyleSheet } from './docx-styles.ts'
import { metadata } from './html-metadata.ts'
import { findNotes } from './html-notes.ts'
import { HtmlWalk } from './html-walk.ts'
import { refuse, type Reader } from './source.ts'
import { attribute, first, htmlTree, plainText, xmlTree, type Element } from './tree.ts'
import { Writer } from './writer.ts'
import { byWeight } from './weight.ts'
import { unzipped, xmlText, type Parts } from './zip.ts'

const SIZE = 'letters-'

/** A Word file. Its pages are made by whatever prints it, so it knows none; manual page breaks are kept. */
export const readDocx: Reader = async (source) => {
  const { name } = source
  const parts = unzipped(source, (part) => /\.(?:xml|rels)$/i.test(part))
  if (!parts.has('word/document.xml')) throw refuse(name, '不是 DOCX 檔，或已損壞', 'this is no DOCX file, or it is broken')
  const styles = styleSheet(parts.get('word/styles.xml'))
  const writer = new Writer()
  const { html, warnings } = await htmlOf(parts, styles, name)
  const tree = htmlTree(html)
  const sizeAt = (element: Element): number | undefined => {
    const id = attribute(element, 'id')
    return id?.startsWith(SIZE) ? Number(id.slice(SIZE.length)) : undefined
  }
  new HtmlWalk(writer, { notes: findNotes([{ path: '', tree }]), sizeAt, numbered: true }).walk(first(tree, 'body')!)
  const document = writer.document('docx', propertiesOf(parts), warnings)
  if (document.blocks.every(({ kind }) => kind === 'page-break')) throw refuse(name, '檔案裡沒有文字', 'the file holds no text; if it holds pictures of pages, have their text recognised (OCR)')
  return document
}

/**
 * mammoth gets the parts that were inflated under the limit, stored anew without pictures: it would inflate the file
 * as it came without asking.
 */
async function htmlOf(parts: Parts, styles: StyleSheet, name: string): Promise<{ html: string; warnings: string[] }> {
  try {
    const { value, messages } = await mammoth.convertToHtml({ buffer: Buffer.from(zipSync({ ...Object.fromEntries(parts), 'word/document.xml': strToU8(prepared(parts)) }, { level: 0 })) }, {
      styleMap: [...OUTLINE_STYLES, ...styles.map, "br[type='page'] => hr.page-break"],
      convertImage: mammoth.images.imgElement(async () => ({ src: '' })),
      transformDocument: (document: Part) => weighed(sized(document, styles), styles),
    })
    return { html: value, warnings: messages.filter(({ type }) => type === 'error').map(({ message }) => message) }
  } catch (error) {
    throw refuse(name, '檔案不完整或已損壞，請用 Word 開啟後另存', `the file is broken: ${(error as Error).message}`)
  }
}

/** As mammoth has the parts of a document. */
interface Part {
  readonly type: string
  readonly children?: readonly Part[]
  readonly styleId?: string | null
  readonly styleName?: string | null
  readonly fontSize?: number | null
  readonly isBold?: boolean
  readonly value?: string
}

/** Puts the height of the letters at the head of each paragraph, as a bookmark, which is the one thing mammoth carries through. */
function sized(part: Part, styles: StyleSheet): Part {
  if (part.children === undefined) return part
  const children = part.children.map((child) => sized(child, styles))
  if (part.type !== 'paragraph') return { ...part, children }
  const style: { styleId?: string; styleName?: string } = part.styleId === null || part.styleId === undefined ? {} : outlineOf(part.styleId)
  const size = Math.max(0, ...runsOf(part).map(({ fontSize, styleId }) => fontSize ?? styles.size(styleId ?? undefined) ?? 0)) || styles.size(style.styleId) || styles.normal
  return { ...part, ...style, children: [{ type: 'bookmarkStart', name: `${SIZE}${size}` } as Part, ...children] }
}

/** With so few headings marked, authors have set them by hand. */
const MARKED = 3

/** Gives short paragraphs in bold the outline that nobody marked, below the headings that someone did. */
function weighed(document: Part, styles: StyleSheet): Part {
  const children = document.children ?? []
  const paragraphs = children.filter(({ type }) => type === 'paragraph')
  const levels = paragraphs.flatMap(({ styleId, styleName }) => /^outlined (\d)/.exec(styleName ?? '')?.[1] ?? styles.level(styleId ?? undefined) ?? []).map(Number)
  if (levels.length >= MARKED) return document
  const plain = paragraphs.filter(({ styleId, styleName }) => !(styleName ?? '').startsWith('outlined') && styles.level(styleId ?? undefined) === undefined)
  const text = plain.map((part) => ({ part, text: runsOf(part).map(textOf).join('').trim(), bold: runsOf(part).every((run) => run.isBold === true || textOf(run).trim() === '') })).filter(({ text: words }) => words !== '')
  const headings = new Set(byWeight(text).map(({ part }) => part))
  const level = Math.min(6, Math.max(0, ...levels) + 1)
  return { ...document, children: children.map((part) => (headings.has(part) ? { ...part, styleName: `outlined ${level}` } : part)) }
}

const textOf = (part: Part): string => (part.type === 'text' ? (part.value ?? '') : (part.children ?? []).map(textOf).join(''))

function runsOf(part: Part): Part[] {
  return part.type === 'run' ? (part.children?.some(({ type }) => type === 'text') === true ? [part] : []) : (part.children ?? []).flatMap(runsOf)
}

/** What Word keeps beside the text. When the file was made is not when the work was published: left out. */
function propertiesOf(parts: Parts): ReturnType<typeof metadata> {
  const core = parts.get('docProps/core.xml')
  if (core === undefined) return {}
  const tree = xmlTree(xmlText(core))
  const text = (name: string): string | undefined => {
    const element = first(tree, name)
    return element === undefined ? undefined : plainText(element)
  }
  const words = [text('dc:subject'), text('cp:keywords')].flatMap((list) => list?.split(/[;；,，、]/) ?? [])
  return metadata({ title: text('dc:title'), creators: text('dc:creator')?.split(/[;；、]/) ?? [], language: text('dc:language'), identifiers: [text('dc:identifier') ?? ''], subjects: words })
}
