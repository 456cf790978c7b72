import { parse, type DefaultTreeAdapterTypes as Tree } from 'parse5'

export type Node = Tree.ChildNode
export type Element = Tree.Element
export type Parent = Tree.ParentNode

/** HTML as browsers read it. */
export const htmlTree = (text: string): Tree.Document => parse(text)

/**
 * XML by the same parser: an element that closes itself is given its end tag, CDATA is text. Names come out in small
 * letters, with their prefix (`dc:title`). What HTML calls void has no content here either.
 */
export const xmlTree = (text: string): Tree.Document => parse(closed(text))

const SELF_CLOSED = /<([A-Za-z_][\w:.-]*)((?:\s+[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*'))*\s*)\/>/g
const VOID = new Set(['area', 'base', 'br', 'col', 'embed', 'hr', 'img', 'input', 'link', 'meta', 'source', 'track', 'wbr'])

function closed(text: string): string {
  return text
    .replace(/<!\[CDATA\[([\s\S]*?)\]\]>/g, (_, inner: string) => inner.replaceAll('&', '&amp;').replaceAll('<', '&lt;'))
    .replace(SELF_CLOSED, (all, name: string, attributes: string) => (VOID.has(name.toLowerCase()) ? all : `<${name}${attributes}></${name}>`))
}

export const isElement = (node: Node | Parent): node is Element => 'tagName' in node
export const attribute = (element: Element, name: string): string | undefined => element.attrs.find((attr) => (attr.prefix ? `${attr.prefix}:${attr.name}` : attr.name) === name)?.value
export const wordsOf = (element: Element, name: string): string[] => attribute(element, name)?.toLowerCase().split(/\s+/) ?? []

/** Every element below, in the order of the text. */
export function* elements(parent: Parent): Generator<Element> {
  for (const child of parent.childNodes) {
    if (!isElement(child)) continue
    yield child
    yield* elements(child)
  }
}

export function* named(parent: Parent, ...names: readonly string[]): Generator<Element> {
  for (const element of elements(parent)) if (names.includes(element.tagName)) yield element
}

export const first = (parent: Parent, ...names: readonly string[]): Element | undefined => named(parent, ...names).next().value ?? undefined

/** All text below, as it stands. */
export function plainText(parent: Parent): string {
  let text = ''
  for (const child of parent.childNodes) {
    if (child.nodeName === '#text') text += (child as Tree.TextNode).value
    else if (isElement(child)) text += plainText(child)
  }
  return text
}
