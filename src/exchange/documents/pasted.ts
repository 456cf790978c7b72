import { badInput } from '../../model/errors.ts'
import { asLine, escaped, followed, seen } from './pasted-text.ts'
import { attribute, htmlTree, isElement, plainText, type Element, type Node, type Parent } from './tree.ts'

/** Characters of what is pasted, and how deep elements stand in each other: Word has some ten. */
const [MOST, DEEPEST] = [100_000, 200]

/**
 * What was pasted, as Markdown: headings, lists, quotations, tables, bold, italics, links to the web, notes and readings
 * (ruby). Pictures, colours, forms, comments and deleted words are left out. Whatever it was, what comes out is words: none
 * of them is HTML, and no link runs anything.
 * @throws BAD_USER_INPUT (`html`)
 */
export function cleaned(html: string): string {
  checkLength(html)
  // the clipboard of Windows has a header before the page
  const tree = htmlTree(html.replace(/^Version:\d[^<]*/, ''))
  checkDepth(tree)
  const walk = new Walk()
  walk.blocks(tree, { indent: '' })
  return walk.text()
}

/** @throws BAD_USER_INPUT (`html`) */
export function checkLength(html: string): void {
  if (html.length > MOST) throw badInput('html', `一次最多貼 ${MOST} 字元，請分幾次貼，或上傳檔案 (at most ${MOST} characters)`)
}

/** Without going down itself: what goes down after it may. */
function checkDepth(tree: Parent): void {
  let level: Parent[] = [tree]
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > DEEPEST) throw badInput('html', '貼上的內容層層相套，太深了；請改貼純文字 (elements stand too deep within each other)')
    level = level.flatMap((parent) => parent.childNodes.filter(isElement))
  }
}

interface Place {
  /** Before every line of a block. */
  readonly indent: string
}

const DROPPED = new Set(['script', 'style', 'noscript', 'template', 'head', 'title', 'meta', 'link', 'iframe', 'frame', 'object', 'embed', 'applet', 'svg', 'math', 'canvas', 'video', 'audio', 'source', 'track', 'img', 'picture', 'map', 'button', 'select', 'option', 'input', 'textarea', 'del', 's', 'strike', 'rp', 'xml'])
const BLOCKS = new Set('address article aside blockquote body center dd details dialog div dl dt fieldset figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html li main menu nav ol p pre section summary table tbody td tfoot th thead tr ul caption'.split(' '))
const STRONG = new Set(['b', 'strong'])
const EMPHASIS = new Set(['i', 'em', 'cite', 'dfn', 'var'])

class Walk {
  readonly #lines: string[] = []
  /** The line that is being made, and where it stands. */
  #inline = ''
  #place: Place = { indent: '' }
  /** The mark of an item, a quotation or a note, before its first block; and what stands before every line around it. */
  #pending: { readonly marker: string; readonly outer: string } | undefined
  #wasItem = false
  /** How deep the last item of Word's stood, none deeper than one below it: or it would be code. */
  #level = 0
  readonly #mixed = new Map<Element, boolean>()

  text(): string {
    this.#flush()
    return this.#lines.join('\n').replace(/^\n+|\s+$/g, '')
  }

  blocks(parent: Parent, place: Place): void {
    for (const node of parent.childNodes) this.#node(node, place)
  }

  #node(node: Node, place: Place): void {
    this.#place = place
    if (node.nodeName === '#text') this.#inline += words((node as { value: string }).value)
    else if (isElement(node)) this.#element(node, place)
  }

  #element(element: Element, place: Place): void {
    const { tagName } = element
    if (DROPPED.has(tagName) || isHidden(element)) return
    if (!BLOCKS.has(tagName)) {
      // bold around paragraphs is none (so Google wraps all that it copies)
      if (this.#hasBlocks(element)) this.blocks(element, place)
      else this.#phrase(element, place)
      return
    }
    this.#flush()
    this.#place = place
    const level = /^h([1-6])$/.exec(tagName)?.[1] ?? (/\bMsoTitle\b/.test(attribute(element, 'class') ?? '') ? '1' : undefined)
    const note = noteOf(element)
    const item = wordItem(element)
    if (tagName === 'hr') this.#add('---', place)
    else if (tagName === 'pre') this.#code(element, place)
    else if (tagName === 'table') this.#table(element, place)
    else if (tagName === 'ul' || tagName === 'ol' || tagName === 'menu') this.#list(element, place)
    else if (tagName === 'blockquote') this.#within(element, place, '> ', '> ')
    else if (note !== undefined) this.#within(element, place, `[^${note}]: `, '    ')
    else if (item !== undefined) this.#wordItem(element, place, item)
    else if (level !== undefined) this.#heading(element, place, Number(level))
    else this.blocks(element, place)
    this.#flush()
    this.#place = place
  }

  #phrase(element: Element, place: Place): void {
    const { tagName } = element
    const style = attribute(element, 'style') ?? ''
    if (tagName === 'br') {
      this.#inline += '\n'
      return
    }
    if (tagName === 'ruby') {
      this.#inline += reading(element)
      return
    }
    const reference = referenceOf(element)
    if (reference !== undefined) {
      // the way back from a note says nothing
      if (reference !== '') this.#inline += `[^${reference}]`
      return
    }
    const outer = this.#inline
    this.#inline = ''
    this.blocks(element, place)
    const inner = this.#inline
    const link = tagName === 'a' ? followed(attribute(element, 'href') ?? '') : undefined
    const marks = `${isStrong(tagName, style) ? '**' : ''}${EMPHASIS.has(tagName) || /font-style\s*:\s*(?:italic|oblique)/i.test(style) ? '*' : ''}`
    this.#inline = outer + (link !== undefined && inner.trim() !== '' ? around(inner, '[', `](${link})`) : marks === '' ? inner : around(inner, marks, [...marks].toReversed().join('')))
  }

  #heading(element: Element, place: Place, level: number): void {
    this.blocks(element, place)
    // bold within a heading says nothing more
    this.#inline = this.#inline.replace(/\s+/g, ' ').replace(/^\s*\*\*([^*]*)\*\*\s*$/, '$1').replace(/(?<!\\)#(?=#*\s*$)/, '\\#')
    if (this.#inline.trim() !== '') this.#add(`${'#'.repeat(level)} ${this.#inline.trim()}`, place)
    this.#inline = ''
  }

  #within(element: Element, place: Place, marker: string, indent: string): void {
    this.#pending = { marker: place.indent + marker, outer: place.indent }
    this.blocks(element, { indent: place.indent + indent })
    this.#flush()
    this.#pending = undefined
  }

  #wordItem(element: Element, place: Place, { level, marker }: { readonly level: number; readonly marker: string }): void {
    const depth = Math.min(level, this.#level + 1)
    this.#within(element, { indent: place.indent + '    '.repeat(depth - 1) }, marker, ' '.repeat(marker.length))
    this.#level = depth
  }

  #list(list: Element, place: Place): void {
    let number = Number(/^\d{1,6}$/.exec(attribute(list, 'start') ?? '')?.[0] ?? 1)
    for (const child of list.childNodes) {
      if (!isElement(child)) continue
      if (child.tagName !== 'li') {
        this.#element(child, place)
        continue
      }
      const marker = list.tagName === 'ol' ? `${number++}. ` : '- '
      this.#within(child, place, marker, ' '.repeat(marker.length))
    }
  }

  #code(element: Element, place: Place): void {
    const code = seen(plainText(element)).replace(/\r/g, '').replace(/\n+$/, '')
    const fence = '`'.repeat(Math.max(3, ...[...code.matchAll(/`+/g)].map(({ 0: run }) => run.length + 1)))
    this.#add(`${fence}\n${code}\n${fence}`, place)
  }

  /** A table of one column is no table, it is how a page is laid out. */
  #table(table: Element, place: Place): void {
    const rows = rowsOf(table)
    const width = Math.max(0, ...rows.map((row) => row.length))
    if (width < 2) {
      this.blocks(table, place)
      return
    }
    const lines = rows.map((row) => `| ${Array.from({ length: width }, (_, i) => (row[i] === undefined ? '' : cellText(row[i]))).join(' | ')} |`)
    lines.splice(1, 0, `|${' --- |'.repeat(width)}`)
    this.#add(lines.join('\n'), place)
  }

  #flush(): void {
    const text = this.#inline.split('\n').map((line) => line.replace(/[ \t\r\f]+/g, ' ').trim())
    this.#inline = ''
    const said = text.join('\n').trim()
    if (said !== '') this.#add(said.split('\n').map(asLine).join('\n'), this.#place)
  }

  #add(block: string, { indent }: Place): void {
    const { marker, outer } = this.#pending ?? { marker: indent, outer: indent }
    this.#pending = undefined
    const isItem = /(?:-|\d+\.) $/.test(marker)
    // items stand one below the other, all else with a blank line between
    if (!isItem || !this.#wasItem) this.#lines.push(outer.includes('>') ? outer.trimEnd() : '')
    this.#wasItem = isItem
    this.#level = 0
    this.#lines.push(...block.split('\n').map((line, i) => `${i === 0 ? marker : indent}${line}`.trimEnd()))
  }

  #hasBlocks(element: Element): boolean {
    let mixed = this.#mixed.get(element)
    if (mixed === undefined) this.#mixed.set(element, (mixed = element.childNodes.some((child) => isElement(child) && !DROPPED.has(child.tagName) && (BLOCKS.has(child.tagName) || this.#hasBlocks(child)))))
    return mixed
  }
}

const words = (value: string): string => escaped(value.replace(/[ \t\r\n\f]+/g, ' '))

/** Marks stand at the words, not at the spaces around them. */
function around(inner: string, before: string, behind: string): string {
  const trimmed = inner.trim()
  if (trimmed === '' || trimmed.includes('\n')) return inner
  return inner.replace(trimmed, () => `${before}${trimmed}${behind}`)
}

const isStrong = (tagName: string, style: string): boolean =>
  (STRONG.has(tagName) ? !/font-weight\s*:\s*(?:normal|400)/i.test(style) : /font-weight\s*:\s*(?:bold|[6-9]00)/i.test(style))

/** What a browser does not show, and what Word writes beside the text: the marks of its lists, comments, lists of comments. */
const isHidden = (element: Element): boolean =>
  attribute(element, 'hidden') !== undefined || /display\s*:\s*none|mso-list\s*:\s*Ignore|mso-element\s*:\s*(?:comment|frame)|mso-hide\s*:\s*all|visibility\s*:\s*hidden/i.test(attribute(element, 'style') ?? '') || /\bmso(?:comment|CommentReference)/i.test(attribute(element, 'class') ?? '')

function reading(ruby: Element): string {
  const [base, said] = [[] as string[], [] as string[]]
  for (const child of ruby.childNodes) {
    if (isElement(child) && child.tagName === 'rt') said.push(plainText(child).trim())
    else if (!(isElement(child) && DROPPED.has(child.tagName))) base.push(isElement(child) ? plainText(child) : (child as { value?: string }).value ?? '')
  }
  const [word, spoken] = [base.join('').trim(), said.filter((one) => one !== '')]
  if (word === '' || spoken.length === 0 || /[{}|\n]/.test(word + spoken.join(''))) return escaped(word)
  return `{${escaped(word)}|${spoken.length === [...word].length ? spoken.map(escaped).join('|') : escaped(spoken.join(' '))}}`
}

/** A note of Word: `<a href="#_ftn1">` in the text, `<div style="mso-element:footnote" id="ftn1">` below. */
const referenceOf = (element: Element): string | undefined => (element.tagName === 'a' ? /^#_(?:ftn|edn)(\d+)$/.exec(attribute(element, 'href') ?? '')?.[1] ?? (/^#_(?:ftn|edn)ref\d+$/.test(attribute(element, 'href') ?? '') ? '' : undefined) : undefined)
const noteOf = (element: Element): string | undefined => (/mso-element\s*:\s*(?:foot|end)note\b(?!-list)/i.test(attribute(element, 'style') ?? '') ? /^(?:ftn|edn)(\d+)$/.exec(attribute(element, 'id') ?? '')?.[1] : undefined)

/** An item as Word writes it: a paragraph whose style has its list and level, its mark in a part that is passed over. */
function wordItem(element: Element): { readonly level: number; readonly marker: string } | undefined {
  const level = /mso-list\s*:\s*l\d+\s+level(\d)/i.exec(attribute(element, 'style') ?? '')?.[1]
  if (level === undefined) return undefined
  const mark = markOf(element)?.trim() ?? ''
  const number = /^[(（]?(\d{1,6})[.)、）]?$/.exec(mark)?.[1]
  return { level: Number(level), marker: number === undefined ? '- ' : `${number}. ` }
}

function markOf(parent: Parent): string | undefined {
  for (const child of parent.childNodes) {
    if (!isElement(child)) continue
    if (/mso-list\s*:\s*Ignore/i.test(attribute(child, 'style') ?? '')) return plainText(child)
    const found = markOf(child)
    if (found !== undefined) return found
  }
  return undefined
}

/** Rows of this table, not of one within it. */
function rowsOf(parent: Parent): Element[][] {
  return parent.childNodes.flatMap((child) => {
    if (!isElement(child)) return []
    if (child.tagName === 'tr') return [child.childNodes.filter((cell): cell is Element => isElement(cell) && (cell.tagName === 'td' || cell.tagName === 'th'))]
    return ['thead', 'tbody', 'tfoot'].includes(child.tagName) ? rowsOf(child) : []
  })
}

function cellText(cell: Element): string {
  const walk = new Walk()
  walk.blocks(cell, { indent: '' })
  return walk.text().replace(/\s*\n\s*/g, ' ').replaceAll('|', '\\|')
}
