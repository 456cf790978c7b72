import { attribute, elements, isElement, named, xmlTree, type Element } from './tree.ts'
import { xmlText } from './zip.ts'

export interface StyleSheet {
  /** mammoth's map: which style is which heading. */
  readonly map: readonly string[]
  /** Height of letters in points by the id of a style, with what it is based on. */
  readonly size: (id: string | undefined) => number | undefined
  /** Level of the heading that a style is, by its id: 1 is the highest. */
  readonly level: (id: string | undefined) => number | undefined
  /** Height of letters where no style says any. */
  readonly normal: number
}

interface Style {
  readonly name: string
  readonly basedOn?: string
  readonly size?: number
  /** 0 is the highest. */
  readonly outline?: number
}

/** Names of the title of a whole work, in the languages Word comes in. */
const TITLES = ['title', '標題', '标题', '書名', '論文題目']

/**
 * Styles as the document defines them: a style is a heading when its outline says so, or that of a style it is based
 * on. Schools and offices name their styles as they like (章名, 標題一).
 */
export function styleSheet(part: Uint8Array | undefined): StyleSheet {
  const tree = part === undefined ? undefined : xmlTree(xmlText(part))
  const styles = new Map<string, Style>()
  for (const element of tree === undefined ? [] : named(tree, 'w:style')) {
    const id = attribute(element, 'w:styleid')
    if (id !== undefined && attribute(element, 'w:type') !== 'table') styles.set(id, styleOf(element))
  }
  const inherited = <K extends 'size' | 'outline'>(id: string | undefined, key: K): number | undefined => {
    const seen = new Set<string>()
    for (let at = id; at !== undefined && !seen.has(at); at = styles.get(at)?.basedOn) {
      seen.add(at)
      const value = styles.get(at)?.[key]
      if (value !== undefined) return value
    }
    return undefined
  }
  const defaults = tree === undefined ? undefined : [...named(tree, 'w:docdefaults')].flatMap((one) => sizesIn(one))[0]
  const level = (id: string | undefined): number | undefined => {
    const outline = inherited(id, 'outline')
    return outline !== undefined && outline < 6 ? outline + 1 : id !== undefined && TITLES.includes(styles.get(id)?.name.toLowerCase() ?? '') ? 1 : undefined
  }
  const map = [...styles].flatMap(([id, { name }]) => {
    const at = level(id)
    return at === undefined ? [] : [`p[style-name='${name.replace(/[\\']/g, '\\$&')}'] => h${at}:fresh`]
  })
  return { map, level, size: (id) => inherited(id, 'size'), normal: inherited('Normal', 'size') ?? inherited('a', 'size') ?? defaults ?? 10 }
}

function styleOf(element: Element): Style {
  const value = (name: string): string | undefined => {
    const found = [...elements(element)].find(({ tagName }) => tagName === name)
    return found === undefined ? undefined : attribute(found, 'w:val')
  }
  const [basedOn, outline, size, name] = [value('w:basedon'), value('w:outlinelvl'), sizesIn(element)[0], value('w:name') ?? '']
  const builtIn = /^heading ([1-6])$/i.exec(name)?.[1]
  const level = outline === undefined ? (builtIn === undefined ? undefined : Number(builtIn) - 1) : Number(outline)
  return { name, ...(basedOn === undefined ? {} : { basedOn }), ...(size === undefined ? {} : { size }), ...(level === undefined ? {} : { outline: level }) }
}

/** Word counts letters in half points. */
const sizesIn = (element: Element): number[] => [...named(element, 'w:sz')].filter((one) => one.parentNode !== null && isElement(one.parentNode)).map((one) => Number(attribute(one, 'w:val')) / 2).filter((size) => size > 0)
