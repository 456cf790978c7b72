import { findNotes } from './html-notes.ts'
import { htmlMetadata } from './html-metadata.ts'
import { HtmlWalk } from './html-walk.ts'
import { refuse, textOf, type Reader } from './source.ts'
import { attribute, elements, first, htmlTree, isElement, named, plainText, xmlTree, type Element, type Parent } from './tree.ts'
import { Writer } from './writer.ts'

/** A page of the web, or saved from it: its main content, without what surrounds it. */
export const readHtml: Reader = async (source) => {
  const { text, warnings } = textOf(source, declaredEncoding(source.bytes))
  const tree = /^\s*(?:\uFEFF)?<\?xml/.test(text) ? xmlTree(text) : htmlTree(text)
  const writer = new Writer()
  new HtmlWalk(writer, { notes: findNotes([{ path: '', tree }]) }).walk(mainContent(tree))
  const document = writer.document('html', htmlMetadata(tree), warnings)
  if (document.blocks.length === 0) throw refuse(source.name, '網頁裡沒有文字（可能由程式在瀏覽器裡產生）', 'the page holds no text; perhaps a script makes it in the browser: save it from the browser as a complete page')
  return document
}

/** What HTML says of its own encoding, which counts only in its first kilobyte or so. */
function declaredEncoding(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb) return 'utf-8'
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 4_096))
  return /<meta[^>]+charset\s*=\s*["']?\s*([\w-]+)/i.exec(head)?.[1] ?? /<\?xml[^>]+encoding\s*=\s*["']([\w-]+)/i.exec(head)?.[1]
}

/** `main`, or the only article, or all without head, foot and sides of the page. */
export function mainContent(tree: Parent): Parent {
  const body = first(tree, 'body') ?? tree
  const mains = [...elements(body)].filter((element) => element.tagName === 'main' || attribute(element, 'role') === 'main')
  const articles = [...named(body, 'article')]
  const main = mains.length === 1 ? mains[0] : articles.length === 1 ? articles[0] : undefined
  if (main !== undefined && plainText(main).trim() !== '') return main
  for (const element of [...named(body, 'header', 'footer', 'aside')]) if (surrounds(element, body)) element.childNodes = []
  return body
}

/** Head, foot and side of the page, not of an article or a section in it; notes stand in `aside`, too. */
function surrounds(element: Element, body: Parent): boolean {
  if (element.tagName === 'aside') return /sidebar|\bnav|menu|related|share/i.test(`${attribute(element, 'class') ?? ''} ${attribute(element, 'id') ?? ''} ${attribute(element, 'role') ?? ''}`)
  if (element.tagName === 'header' && first(element, 'h1') !== undefined && first(element, 'nav') === undefined) return false
  for (let one: Parent | null = element.parentNode; one !== null && one !== body && isElement(one); one = one.parentNode) if (one.tagName === 'article' || one.tagName === 'section') return false
  return true
}
