import type { DocumentMetadata } from '../../model/document.ts'
import { navigationOf, withTitles, type Navigation } from './epub-navigation.ts'
import { metadata } from './html-metadata.ts'
import { findNotes, resolved, type Page } from './html-notes.ts'
import { HtmlWalk } from './html-walk.ts'
import { refuse, type Reader } from './source.ts'
import { attribute, elements, first, named, plainText, wordsOf, xmlTree, type Element, type Parent } from './tree.ts'
import { Writer } from './writer.ts'
import { partText, unzipped, xmlText, type Parts } from './zip.ts'

const TEXT = /\.(?:x?html?|xml|opf|ncx)$/i

/** A book: its files in the order of the spine, titles of its navigation, pages of its page list. */
export const readEpub: Reader = async (source) => {
  const parts = unzipped(source, (part) => TEXT.test(part) || part.startsWith('META-INF/'))
  const { name } = source
  const container = xmlTree(partText(parts, 'META-INF/container.xml', name))
  const root = [...named(container, 'rootfile')].map((file) => attribute(file, 'full-path')).find((path) => path !== undefined)
  if (root === undefined) throw refuse(name, '缺少 OPF，檔案不完整', 'the file is broken: its container names no package')
  const opf = xmlTree(partText(parts, root, name))
  const { spine, navigation: navigationPaths } = manifestOf(opf, root)
  if (locked(parts, spine)) throw refuse(name, '有數位版權鎖（DRM），讀不到內文', 'the book is locked (DRM); bring a copy without lock')
  const warnings: string[] = []
  const pages: Page[] = []
  for (const path of spine) {
    const bytes = parts.get(path)
    if (bytes === undefined) warnings.push(`缺少 ${path} (the book lacks this file)`)
    else pages.push({ path, tree: bodyOf(xmlTree(xmlText(bytes))) })
  }
  const navigation = navigationOf(navigationPaths.flatMap((path) => (parts.has(path) ? [{ path, tree: xmlTree(xmlText(parts.get(path)!)) }] : [])))
  const writer = new Writer()
  write(writer, pages, navigation)
  const document = writer.document('epub', metadataOf(opf), warnings)
  if (document.blocks.every(({ kind }) => kind === 'page-break')) throw refuse(name, '書裡只有圖片，沒有文字；請先辨識文字（OCR）', 'the book holds pictures only; have its text recognised (OCR)')
  return document
}

function write(writer: Writer, pages: readonly Page[], navigation: Navigation): void {
  withTitles(pages, navigation.titles)
  const notes = findNotes(pages)
  for (const { path, tree } of pages) {
    const page = navigation.pages.get(path)
    if (page !== undefined) writer.pageBreak(page)
    const pageAt = (element: Element): string | undefined => {
      const id = attribute(element, 'id')
      return id === undefined ? undefined : navigation.pages.get(`${path}#${id}`)
    }
    new HtmlWalk(writer, { notes, pageAt }).walk(tree)
  }
}

const bodyOf = (tree: Parent): Parent => first(tree, 'body') ?? tree

/** Paths in the order of reading, and where the navigation stands: of EPUB 3 and of EPUB 2. */
function manifestOf(opf: Parent, root: string): { spine: string[]; navigation: string[] } {
  const items = new Map([...named(opf, 'item')].map((item) => [attribute(item, 'id') ?? '', item]))
  const pathOf = (item: Element | undefined): string[] => {
    const href = item === undefined ? undefined : attribute(item, 'href')
    return href === undefined ? [] : [resolved(href, root)]
  }
  const spine = [...named(opf, 'itemref')].flatMap((reference) => pathOf(items.get(attribute(reference, 'idref') ?? '')))
  const navigation = [...items.values()].filter((item) => wordsOf(item, 'properties').includes('nav') || attribute(item, 'media-type') === 'application/x-dtbncx+xml').flatMap(pathOf)
  return { spine: [...new Set(spine)], navigation }
}

/** Fonts are often scrambled, which hurts nobody; text is not. */
function locked(parts: Parts, spine: readonly string[]): boolean {
  const encryption = parts.get('META-INF/encryption.xml')
  if (encryption === undefined) return false
  const paths = new Set([...named(xmlTree(xmlText(encryption)), 'cipherreference', 'enc:cipherreference')].map((reference) => resolved(attribute(reference, 'uri') ?? '', '')))
  return spine.some((path) => paths.has(path))
}

function metadataOf(opf: Parent): DocumentMetadata {
  const all = (name: string): Element[] => [...elements(opf)].filter(({ tagName }) => tagName === `dc:${name}` || tagName === name)
  const texts = (name: string): string[] => all(name).map((element) => plainText(element).trim())
  const dates = all('date')
  return metadata({
    title: texts('title')[0],
    creators: texts('creator'),
    publisher: texts('publisher')[0],
    date: plainText(dates.find((date) => attribute(date, 'opf:event') === 'publication') ?? dates[0] ?? opf).trim().slice(0, dates.length === 0 ? 0 : 40),
    language: texts('language')[0],
    identifiers: all('identifier').map((element) => {
      const scheme = attribute(element, 'opf:scheme')?.toLowerCase()
      const value = plainText(element).trim().replace(/^urn:(?=isbn:|doi:|uuid:)/i, '')
      return scheme === undefined || value.toLowerCase().startsWith(`${scheme}:`) ? value : `${scheme}:${value}`
    }),
    subjects: texts('subject'),
  })
}

