import { attribute, elements, isElement, plainText, wordsOf, type Element, type Parent } from './tree.ts'

/** Notes and what refers to them, found before the text is walked: a note may stand far behind, even in another file of a book. */
export interface Notes {
  /** Label of the note that begins with this element. */
  readonly notes: ReadonlyMap<Element, string>
  /** Label of the note that this link refers to. */
  readonly references: ReadonlyMap<Element, string>
  /** Links from a note back to the text, which say nothing. */
  readonly back: ReadonlySet<Element>
}

/** A page of HTML; `path` tells apart those of one book. */
export interface Page {
  readonly path: string
  readonly tree: Parent
}

/** What a note is called in the text: 1, [1], 註1, ①, *, a. */
const MARK = /^[[［(（〔【]?\s*(?:註|注|註釋|note)?\s*(\d{1,4}|[*＊†‡§]{1,3}|[a-z]|[ivx]{1,5}|[①-⑳㉑-㉟])\s*[\]］)）〕】.]?$/i
const NOTE_TYPES = ['footnote', 'endnote', 'rearnote', 'doc-footnote', 'doc-endnote']
const BLOCKS = ['p', 'li', 'div', 'aside', 'dd', 'dt', 'section', 'blockquote', 'td']

const types = (element: Element): string[] => [...wordsOf(element, 'epub:type'), ...wordsOf(element, 'role')]

/**
 * A link is a reference when its page says so, or when it looks like one and is raised or answered: the place it leads
 * to has a link back to it.
 */
export function findNotes(pages: readonly Page[]): Notes {
  const places = new Map<string, Element>()
  const links: { link: Element; from: string; to: string }[] = []
  for (const { path, tree } of pages) {
    for (const element of elements(tree)) {
      for (const id of [attribute(element, 'id'), element.tagName === 'a' ? attribute(element, 'name') : undefined]) if (id !== undefined && !places.has(`${path}#${id}`)) places.set(`${path}#${id}`, element)
      const href = element.tagName === 'a' ? attribute(element, 'href') : undefined
      if (href?.includes('#')) links.push({ link: element, from: path, to: resolved(href, path) })
    }
  }
  const leading = new Map<Element, Set<Element>>()
  for (const { link, to } of links) {
    const place = places.get(to)
    if (place !== undefined) leading.set(link, new Set([...lineage(place)]))
  }
  const notes = new Map<Element, string>()
  const references = new Map<Element, string>()
  const back = new Set<Element>()
  for (const { link, to } of links) {
    const [place, says] = [places.get(to), types(link)]
    if (says.includes('doc-backlink') || says.includes('backlink')) back.add(link)
    if (place === undefined || back.has(link)) continue
    const mark = MARK.exec(plainText(link).trim())?.[1]
    const note = noteAt(place)
    const answers = [...elements(note)].filter((inner) => inner.tagName === 'a' && [...lineage(link)].slice(0, 3).some((one) => leading.get(inner)?.has(one) === true && one !== note))
    const said = says.includes('noteref') || says.includes('doc-noteref') || types(note).some((type) => NOTE_TYPES.includes(type))
    if (mark === undefined && !says.includes('noteref') && !says.includes('doc-noteref')) continue
    if (!said && !raised(link) && answers.length === 0) continue
    // the earlier of two that lead to each other is the reference
    if (references.has(link) || [...lineage(link)].some((one) => notes.has(one))) continue
    // a picture for a mark: numbered in the order of the text
    const label = mark ?? (plainText(link).trim() || String(notes.size + 1))
    references.set(link, label)
    // a block that holds both is the chapter, not the note
    if ([...lineage(link)].includes(note)) continue
    if (!notes.has(note)) notes.set(note, label)
    for (const answer of answers) back.add(answer)
    // the number of the note, linked
    for (const inner of elements(note)) if (inner.tagName === 'a' && inner !== link && MARK.exec(plainText(inner).trim())?.[1] === label) back.add(inner)
  }
  return { notes, references, back }
}

/** `notes.xhtml#n1` seen from `text/chapter1.xhtml`. */
export function resolved(href: string, path: string): string {
  const url = URL.parse(href, `book:///${path.split('/').map(encodeURIComponent).join('/')}`)
  if (url === null || url.protocol !== 'book:') return href
  return decodeOr(url.pathname.slice(1)) + decodeOr(url.hash)
}

function decodeOr(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

function* lineage(element: Element): Generator<Element> {
  for (let one: Parent | null = element; one !== null && isElement(one); one = one.parentNode) yield one
}

/** The block that holds the place a reference leads to. */
function noteAt(place: Element): Element {
  for (const one of lineage(place)) if (BLOCKS.includes(one.tagName) || types(one).some((type) => NOTE_TYPES.includes(type))) return one
  return place
}

const raised = (link: Element): boolean => [...lineage(link)].slice(0, 3).some(({ tagName }) => tagName === 'sup') || [...elements(link)].some(({ tagName }) => tagName === 'sup')
