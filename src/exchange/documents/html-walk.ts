import type { BlockKind } from '../../model/document.ts'
import { CJK, superscript } from './characters.ts'
import type { Notes } from './html-notes.ts'
import { tableOf } from './html-table.ts'
import { listNumeral } from './numerals.ts'
import { attribute, elements, isElement, plainText, wordsOf, type Element, type Node, type Parent } from './tree.ts'
import type { Writer } from './writer.ts'

export interface WalkOptions {
  readonly notes: Notes
  /** The page that begins at this element, where a list of pages says so. */
  readonly pageAt?: (element: Element) => string | undefined
  /** The height of letters that this element announces for the block it stands in. */
  readonly sizeAt?: (element: Element) => number | undefined
  /** Items of lists have their numbers in their text already. */
  readonly numbered?: boolean
}

interface Context {
  readonly kind: BlockKind
  readonly level?: number
  readonly label?: string
  /** Written before the first words of an item. */
  readonly marker?: string
}

/** Says nothing, or nothing of the text. (A form may be the whole page: so ASP.NET has it.) */
const DROPPED = new Set(['script', 'style', 'noscript', 'template', 'nav', 'button', 'select', 'svg', 'iframe', 'object', 'video', 'audio', 'canvas', 'rt', 'rp', 'head', 'title', 'input', 'textarea'])
/** Block elements: what stands before and after them is another paragraph. */
const BLOCKS = new Set('address article aside body caption center details dd div dl dt fieldset figcaption figure footer form header hgroup html li main menu ol p section summary table tbody td tfoot th thead tr ul blockquote pre h1 h2 h3 h4 h5 h6'.split(' '))
const HEADING = /^h([1-6])$/

/** Walks a tree and writes its blocks. What one sees of spaces is what a browser shows. */
export class HtmlWalk {
  readonly #writer: Writer
  readonly #options: WalkOptions
  #inline = ''
  /** White space met and not yet written: what follows decides. */
  #space: 'none' | 'space' | 'break' = 'none'
  #size: number | undefined
  #marker: string | undefined

  constructor(writer: Writer, options: WalkOptions) {
    this.#writer = writer
    this.#options = options
  }

  walk(parent: Parent): void {
    this.#children(parent, { kind: 'paragraph' })
    this.#flush({ kind: 'paragraph' })
  }

  #children(parent: Parent, context: Context): void {
    for (const child of parent.childNodes) this.#node(child, context)
  }

  #node(node: Node, context: Context): void {
    if (node.nodeName === '#text') this.#text((node as { value: string }).value, context)
    else if (isElement(node)) this.#element(node, context)
  }

  #element(element: Element, context: Context): void {
    const { tagName } = element
    if (DROPPED.has(tagName) || hidden(element) || this.#options.notes.back.has(element)) return
    this.#page(element, context)
    const size = this.#options.sizeAt?.(element)
    if (size !== undefined && (this.#size === undefined || this.#inline.trim() === '')) this.#size = size
    const reference = this.#options.notes.references.get(element)
    if (reference !== undefined) this.#append(`[^${reference}]`)
    else if (tagName === 'br') this.#lineBreak()
    else if (tagName === 'hr') this.#flush(context)
    else if (tagName === 'sup') this.#raised(element, context)
    else if (BLOCKS.has(tagName)) this.#block(element, context)
    else this.#children(element, context)
  }

  #raised(element: Element, context: Context): void {
    const text = [...elements(element)].some((inner) => this.#options.notes.references.has(inner)) ? '' : plainText(element).trim()
    if (superscript(text) !== text) this.#append(superscript(text))
    else this.#children(element, context)
  }

  #block(element: Element, context: Context): void {
    this.#flush(context)
    const { tagName } = element
    const label = this.#options.notes.notes.get(element)
    const level = HEADING.exec(tagName)?.[1]
    if (tagName === 'table' && this.#table(element, context)) return
    let inner: Context = label === undefined ? context : { kind: 'note', label }
    if (inner.kind !== 'note') {
      if (level !== undefined) inner = { kind: 'heading', level: Number(level) }
      else if (tagName === 'blockquote') inner = { kind: 'quotation' }
      else if (tagName === 'pre') inner = { kind: 'code' }
      else if (tagName === 'ol' || tagName === 'ul' || tagName === 'menu') return this.#list(element, context)
      else if (tagName === 'dd') inner = { kind: 'item' }
      else if (attribute(element, 'role') === 'heading') inner = { kind: 'heading', level: Number(attribute(element, 'aria-level') ?? 2) }
    } else if (tagName === 'ol' || tagName === 'ul') return this.#list(element, inner)
    this.#children(element, inner)
    this.#flush(inner)
  }

  #list(list: Element, context: Context): void {
    let number = Number(attribute(list, 'start') ?? 1)
    for (const child of list.childNodes) {
      if (!isElement(child)) {
        this.#node(child, context)
        continue
      }
      const label = this.#options.notes.notes.get(child)
      const value = attribute(child, 'value')
      if (value !== undefined && /^\d+$/.test(value)) number = Number(value)
      if (child.tagName === 'li' && label === undefined && context.kind !== 'note') {
        this.#page(child, context)
        this.#marker = list.tagName === 'ol' && this.#options.numbered !== true ? `${listNumeral(number, attribute(list, 'type'))}. ` : undefined
        this.#children(child, { kind: 'item' })
        this.#flush({ kind: 'item' })
        this.#marker = undefined
      } else this.#node(child, context)
      if (child.tagName === 'li') number++
    }
  }

  /** @returns whether it is a table and not a way to lay out a page */
  #table(table: Element, context: Context): boolean {
    const rows = tableOf(table, (cell) => this.#cell(cell))
    if (rows === undefined) return false
    const caption = table.childNodes.find((child) => isElement(child) && child.tagName === 'caption')
    if (caption !== undefined) this.#node(caption, context)
    if (rows.length > 0) this.#writer.add('table', rows.map((row) => row.join('\t')).join('\n'), { rows })
    return true
  }

  /** A cell in one line, by the same rules as the text around. */
  #cell(cell: Element): string {
    const parts: string[] = []
    const collect = { add: (_: unknown, text: string) => { parts.push(text.replace(/\s*\n\s*/g, ' ')) }, pageBreak: () => {} } as unknown as Writer
    new HtmlWalk(collect, this.#options).walk(cell)
    return parts.join(' ')
  }

  #text(value: string, { kind }: Context): void {
    if (kind === 'code') this.#inline += value
    else for (const [i, part] of value.split(/([ \t\r\n\f]+)/).entries()) {
      if (i % 2 === 0) this.#append(part)
      else if (this.#space !== 'space') this.#space = /[\r\n]/.test(part) ? 'break' : 'space'
    }
  }

  /** Spaces run together; a line break between two Chinese characters is the editor's, not the author's. */
  #append(text: string): void {
    if (text === '') return
    const before = this.#inline.at(-1) ?? '\n'
    const dropped = this.#space === 'none' || before === '\n' || (this.#space === 'break' && CJK.test(before) && CJK.test(text.charAt(0)))
    this.#inline += dropped ? text : ` ${text}`
    this.#space = 'none'
  }

  #lineBreak(): void {
    this.#space = 'none'
    if (!this.#inline.endsWith('\n\n')) this.#inline += '\n'
  }

  #page(element: Element, context: Context): void {
    const page = pageOf(element) ?? this.#options.pageAt?.(element)
    if (page === undefined) return
    this.#flush(context)
    this.#writer.pageBreak(page === '' ? undefined : page)
  }

  #flush({ kind, level, label }: Context): void {
    const [text, marker, size] = [this.#inline, this.#marker, this.#size]
    this.#space = 'none'
    if (text.trim() === '') {
      this.#inline = ''
      return
    }
    this.#inline = ''
    this.#size = undefined
    this.#marker = undefined
    const marks = { ...(level === undefined ? {} : { level }), ...(label === undefined ? {} : { label }), ...(size === undefined ? {} : { size }) }
    if (kind === 'code') this.#writer.add(kind, text, marks)
    // two line breaks are how old pages part their paragraphs
    else for (const [i, part] of text.split(/\n[ \t]*\n\s*/).filter((one) => one.trim() !== '').entries()) this.#writer.add(kind, (i === 0 ? marker ?? '' : '') + part.trim(), marks)
  }
}

const hidden = (element: Element): boolean =>
  attribute(element, 'hidden') !== undefined || (attribute(element, 'aria-hidden') === 'true' && plainText(element).trim().length < 4) || /display\s*:\s*none/i.test(attribute(element, 'style') ?? '')

/** A page that begins here, by the words of EPUB and ARIA; '' where it does not say which. */
function pageOf(element: Element): string | undefined {
  if (![...wordsOf(element, 'epub:type'), ...wordsOf(element, 'role')].some((word) => word === 'pagebreak' || word === 'doc-pagebreak')) {
    return element.tagName === 'hr' && wordsOf(element, 'class').some((word) => /^page-?break$/.test(word)) ? '' : undefined
  }
  const said = attribute(element, 'aria-label') ?? attribute(element, 'title') ?? (plainText(element).trim() || attribute(element, 'id')) ?? ''
  const page = said.replace(/^(?:page|pg|p|第)[\s._-]*/i, '').replace(/[\s.。頁页]+$/, '')
  element.childNodes = []
  return page
}
