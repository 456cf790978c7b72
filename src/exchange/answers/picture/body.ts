import type { Kind } from '../../../model/records.ts'
import type { Vocabulary } from '../../../model/vocabulary.ts'
import { Markup, markup } from '../../markup.ts'
import type { Box, Point } from './box.ts'
import { LETTER, LINE, SMALL, type Layout } from './layout.ts'
import { widthOf } from './measure.ts'
import { outline, rounded } from './shapes.ts'

/** Between the picture and the edge of what it stands on, in pixels. */
export const MARGIN = 16

/** Pixels that the legend takes. */
export const LEGEND = 30

/** What lines that point need; the ids are those of `bodyOf`. */
export const DEFINITIONS = markup`<defs><marker id="answer-arrow" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" markerUnits="userSpaceOnUse" orient="auto-start-reverse"><path d="M0 0L8 4L0 8z"/></marker></defs>`

/**
 * Lines, what stands at them, and entities, each in its place.
 * @param linkTo where an entity leads; absent: it is no link
 */
export const bodyOf = (layout: Layout, { x, y }: Point, linkTo?: (entity: string) => string): Markup => markup`<g transform="translate(${rounded(x)} ${rounded(y)})">
<g fill="none" stroke="#333" stroke-width="1.2">
${layout.edges.map(({ points, arrow, contested }) => markup`<path d="${path(points)}"${contested ? markup` stroke-dasharray="5 4"` : ''}${arrow.atTo ? markup` marker-end="url(#answer-arrow)"` : ''}${arrow.atFrom ? markup` marker-start="url(#answer-arrow)"` : ''}/>\n`)}</g>
${layout.edges.map(({ label }) => markup`<rect x="${rounded(label.x - label.width / 2)}" y="${rounded(label.y - label.height / 2)}" width="${rounded(label.width)}" height="${rounded(label.height)}" fill="#fff"/>${middle(label, SMALL)}\n`)}${
  layout.nodes.map(({ entity, isEnd, box }) => {
    const drawn = markup`${outline(entity.kind, box, markup` fill="${isEnd ? '#e4e4e4' : '#fff'}" stroke="#000" stroke-width="${isEnd ? 2.4 : 1.2}"`)}${middle(box, LETTER)}`
    return linkTo === undefined ? markup`${drawn}\n` : markup`<a href="${linkTo(entity.id)}">${drawn}</a>\n`
  })}</g>`

/** Which outline is which kind. @param language absent: Chinese */
export function legendOf(kinds: readonly Kind[], y: number, vocabulary: Vocabulary, language: 'zh-Hant' | 'en' = 'zh-Hant'): Markup[] {
  let x = MARGIN
  return kinds.map((kind) => {
    const label = vocabulary.kinds.get(kind)?.[language] ?? kind
    const drawnBox = outline(kind, { x: x + 16, y: y + 13, width: 32, height: 16, lines: [] }, markup` fill="#fff" stroke="#000"`)
    const text = markup`<text x="${rounded(x + 38)}" y="${rounded(y + 13 + SMALL * 0.36)}" font-size="${SMALL}">${label}</text>\n`
    x += 38 + widthOf(label) * SMALL + 16
    return markup`${drawnBox}${text}`
  })
}

const middle = ({ x, y, lines: words }: Box, size: number): Markup[] => lines(words, { x, y: y - (words.length * size * LINE) / 2 }, size, 'middle')

/** Lines under each other; y is the upper edge of the first. */
export const lines = (words: readonly string[], { x, y }: Point, size: number, anchor: 'start' | 'middle', look?: Markup): Markup[] =>
  words.map((line, i) => markup`<text x="${rounded(x)}" y="${rounded(y + (i + 0.5) * size * LINE + size * 0.36)}" font-size="${rounded(size)}"${anchor === 'middle' ? markup` text-anchor="middle"` : ''}${look}>${line}</text>`)

const path = (points: readonly Point[]): string => points.map(({ x, y }, i) => `${i === 0 ? 'M' : 'L'}${rounded(x)} ${rounded(y)}`).join('')
