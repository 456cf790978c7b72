import { NUMERALS } from './numerals.ts'
import { attribute, elements, isElement, named, xmlTree, type Element, type Parent } from './tree.ts'
import { xmlText, type Parts } from './zip.ts'

interface Level {
  readonly start: number
  readonly format: string
  /** `第%1章`: the number of the first level stands for %1. */
  readonly text: string
  readonly suffix: string
  /** All its numbers in plain figures. */
  readonly legal: boolean
}

interface Place {
  readonly list: string
  readonly level: number
}

/**
 * Word keeps the numbers that it prints (第一章, 一、, (一)) out of the text; this counts them.
 * @returns a function that takes the properties of each paragraph (the inside of `w:pPr`) in turn, and gives what is
 * printed before it: '' for most
 */
export function counting(parts: Parts): (properties: string) => string {
  const [numbering, styles] = ['word/numbering.xml', 'word/styles.xml'].map((name) => parts.get(name))
  if (numbering === undefined) return () => ''
  const { levels, family, byStyle } = listsOf(xmlTree(xmlText(numbering)))
  const styled = styles === undefined ? new Map<string, Place>() : stylePlaces(xmlTree(xmlText(styles)), byStyle)
  const counters = new Map<string, number[]>()
  return (properties) => {
    const place = placeOf(properties, styled)
    const level = place === undefined ? undefined : levels(place)
    if (place === undefined || level === undefined) return ''
    const key = family(place.list)
    const counts = counters.get(key) ?? []
    for (let i = 0; i <= place.level; i++) counts[i] ??= (levels({ ...place, level: i })?.start ?? 1) - (i === place.level ? 1 : 0)
    counts[place.level]!++
    counts.length = place.level + 1
    counters.set(key, counts)
    if (level.format === 'bullet' || level.format === 'none') return ''
    const label = level.text.replace(/%(\d)/g, (_, which: string) => numeral(counts[Number(which) - 1] ?? 1, level.legal ? 'decimal' : levels({ ...place, level: Number(which) - 1 })?.format ?? level.format))
    // a full-width mark makes its own room
    return label.trim() === '' || /[、）]$/.test(label) ? label : label + level.suffix
  }
}

const numeral = (number: number, format: string): string => (NUMERALS[format] ?? String)(Math.max(number, 1))
export const valueIn = (xml: string, name: string): string | undefined => new RegExp(`<w:${name}\\s[^>]*w:val="([^"]*)"`).exec(xml)?.[1]

function placeOf(properties: string, styled: ReadonlyMap<string, Place>): Place | undefined {
  const own = /<w:numPr>([\s\S]*?)<\/w:numPr>/.exec(properties)?.[1]
  const inherited = styled.get(valueIn(properties, 'pStyle') ?? '')
  const list = own === undefined ? undefined : valueIn(own, 'numId')
  if (list === '0') return undefined
  const level = own === undefined ? undefined : valueIn(own, 'ilvl')
  return list === undefined ? inherited : { list, level: Number(level ?? inherited?.level ?? 0) }
}

const value = (parent: Parent, name: string): string | undefined => {
  const child = [...parent.childNodes].find((one): one is Element => isElement(one) && one.tagName === name)
  return child === undefined ? undefined : attribute(child, 'w:val')
}

function listsOf(tree: Parent): { levels: (place: Place) => Level | undefined; family: (list: string) => string; byStyle: ReadonlyMap<string, Place> } {
  const kinds = new Map([...named(tree, 'w:abstractnum')].map((kind) => [attribute(kind, 'w:abstractnumid')!, new Map([...named(kind, 'w:lvl')].map((level) => [Number(attribute(level, 'w:ilvl')), level]))]))
  const lists = new Map([...named(tree, 'w:num')].map((list) => [attribute(list, 'w:numid')!, { kind: value(list, 'w:abstractnumid') ?? '', restarted: [...elements(list)].some(({ tagName }) => tagName === 'w:startoverride') }]))
  const byStyle = new Map<string, Place>()
  for (const [list, { kind }] of lists) {
    for (const [level, element] of kinds.get(kind) ?? []) {
      const style = value(element, 'w:pstyle')
      if (style !== undefined && !byStyle.has(style)) byStyle.set(style, { list, level })
    }
  }
  return {
    levels: ({ list, level }) => {
      const element = kinds.get(lists.get(list)?.kind ?? '')?.get(level)
      if (element === undefined) return undefined
      return { start: Number(value(element, 'w:start') ?? 1), format: value(element, 'w:numfmt') ?? 'decimal', text: value(element, 'w:lvltext') ?? '', suffix: value(element, 'w:suff') === 'nothing' ? '' : ' ', legal: [...named(element, 'w:islgl')].length > 0 }
    },
    // lists of one kind count on, unless one starts anew
    family: (list) => (lists.get(list)?.restarted === true ? `list ${list}` : `kind ${lists.get(list)?.kind ?? ''}`),
    byStyle,
  }
}

/** Where a style, or one that it is based on, stands in a list. */
function stylePlaces(tree: Parent, byStyle: ReadonlyMap<string, Place>): Map<string, Place> {
  const styles = new Map([...named(tree, 'w:style')].map((style) => {
    const properties = [...named(style, 'w:numpr')][0]
    const list = properties === undefined ? undefined : value(properties, 'w:numid')
    return [attribute(style, 'w:styleid') ?? '', { basedOn: value(style, 'w:basedon'), list, level: Number((properties === undefined ? undefined : value(properties, 'w:ilvl')) ?? 0) }]
  }))
  const places = new Map<string, Place>()
  for (const id of styles.keys()) {
    const seen = new Set<string>()
    for (let at: string | undefined = id; at !== undefined && !seen.has(at); at = styles.get(at)?.basedOn) {
      seen.add(at)
      const { list, level } = styles.get(at) ?? {}
      if (list === '0') break
      const place: Place | undefined = byStyle.get(at) ?? (list === undefined ? undefined : { list, level: level ?? 0 })
      if (place === undefined) continue
      places.set(id, place)
      break
    }
  }
  return places
}
