import { resolved, type Page } from './html-notes.ts'
import { attribute, elements, first, isElement, named, plainText, wordsOf, type Element, type Parent } from './tree.ts'

export interface Navigation {
  /** Title and depth (1 is the highest) by `path` or `path#id`. */
  readonly titles: ReadonlyMap<string, { readonly title: string; readonly level: number }>
  /** Printed page by `path` or `path#id`. */
  readonly pages: ReadonlyMap<string, string>
}

/** Of EPUB 3 (`nav`) and EPUB 2 (NCX), whichever says it first. */
export function navigationOf(files: readonly Page[]): Navigation {
  const titles = new Map<string, { title: string; level: number }>()
  const pages = new Map<string, string>()
  const add = <T>(map: Map<string, T>, href: string | undefined, path: string, value: T): void => {
    if (href !== undefined && !map.has(resolved(href, path))) map.set(resolved(href, path), value)
  }
  for (const { path, tree } of files) {
    for (const nav of named(tree, 'nav')) {
      const types = [...wordsOf(nav, 'epub:type'), ...wordsOf(nav, 'role')]
      for (const link of named(nav, 'a')) {
        const text = plainText(link).replace(/\s+/g, ' ').trim()
        if (types.some((type) => type.includes('page-list') || type.includes('pagelist'))) add(pages, attribute(link, 'href'), path, text)
        else if (types.includes('toc') || types.includes('doc-toc')) add(titles, attribute(link, 'href'), path, { title: text, level: depth(link, 'ol', nav) })
      }
    }
    for (const point of named(tree, 'navpoint')) add(titles, source(point), path, { title: label(point), level: depth(point, 'navpoint', tree) + 1 })
    for (const target of named(tree, 'pagetarget')) add(pages, source(target), path, label(target))
  }
  return { titles, pages }
}

const source = (point: Element): string | undefined => {
  const content = point.childNodes.find((child): child is Element => isElement(child) && child.tagName === 'content')
  return content === undefined ? undefined : attribute(content, 'src')
}
const label = (point: Element): string => plainText(first(point, 'navlabel') ?? point).replace(/\s+/g, ' ').trim()

function depth(element: Element, tagName: string, top: Parent): number {
  let count = 0
  for (let one = element.parentNode; one !== null && one !== top && isElement(one); one = one.parentNode) if (one.tagName === tagName) count++
  return Math.max(count, tagName === 'ol' ? 1 : 0)
}

const HEADINGS = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6']
const key = (text: string): string => text.replace(/[\s\p{P}]/gu, '')

/**
 * Makes the titles of the navigation headings where the book sets them as plain paragraphs, or not at all: a file
 * without any heading then begins with its title.
 */
export function withTitles(pages: readonly Page[], titles: Navigation['titles']): void {
  for (const { path, tree } of pages) {
    const own = [...titles].filter(([place]) => place === path || place.startsWith(`${path}#`))
    if (own.length === 0) continue
    const order = new Map([...elements(tree)].map((element, i) => [element, i]))
    const ids = new Map([...order.keys()].map((element) => [attribute(element, 'id'), element]))
    const blocks = innermost([...order.keys()].filter(({ tagName }) => tagName === 'p' || tagName === 'div' || HEADINGS.includes(tagName)))
    for (const [place, { title, level }] of own) {
      const id = place.includes('#') ? place.slice(place.indexOf('#') + 1) : undefined
      if (key(title) === '') continue
      const from = id === undefined ? undefined : ids.get(id)
      // the title stands within a few paragraphs of where the navigation leads; the place may be inside it
      const at = from === undefined ? 0 : Math.max(0, blocks.findIndex((block) => order.get(block)! >= order.get(from)!) - 1)
      const same = blocks.slice(at, at + 8).find((block) => key(plainText(block)) === key(title))
      if (same !== undefined && !HEADINGS.includes(same.tagName)) same.tagName = `h${Math.min(level, 6)}`
      else if (same === undefined && id === undefined && !blocks.some(({ tagName }) => HEADINGS.includes(tagName)) && plainText(tree).trim() !== '') prepend(tree, title, Math.min(level, 6))
    }
  }
}

/** Those that hold none of the others. */
function innermost(blocks: readonly Element[]): Element[] {
  const outer = new Set<Parent>()
  for (const block of blocks) for (let one = block.parentNode; one !== null && !outer.has(one); one = 'parentNode' in one ? one.parentNode : null) outer.add(one)
  return blocks.filter((block) => !outer.has(block))
}

function prepend(tree: Parent, title: string, level: number): void {
  const heading = { nodeName: `h${level}`, tagName: `h${level}`, attrs: [], childNodes: [] as unknown[], parentNode: tree, namespaceURI: 'http://www.w3.org/1999/xhtml' }
  heading.childNodes.push({ nodeName: '#text', value: title, parentNode: heading })
  tree.childNodes.unshift(heading as unknown as Element)
}
