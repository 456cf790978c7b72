import type { CitedAnswer } from '../../../graph/cited.ts'
import { keptText, relationText, STANDING_LINE } from '../../../graph/wording.ts'
import type { Kind } from '../../../model/records.ts'
import { Markup, markup } from '../../markup.ts'
import { aboutOf } from '../about.ts'
import { evidenceText, groundsOf, waysOf } from '../grounds.ts'
import type { Box, Point } from './box.ts'
import { LETTER, LINE, layoutOf, SMALL, type Layout } from './layout.ts'
import { widthOf, wrapped } from './measure.ts'
import { planOf, type Plan } from './plan.ts'
import { outline, rounded } from './shapes.ts'

/** Most entities of one picture; more are no longer told apart on paper. */
const MOST = 40
/** Pixels (1/96 inch): what a sheet of A4 leaves inside of margins of 15 mm, upright. */
const [SHORT, LONG] = [680, 1_009]
/** Letters in print are at least this part of their size: 12 px become 6 points. */
const SMALLEST = 2 / 3
const MARGIN = 16

/** Em after which names go on below: wider where a picture would be too high. */
const EMS = [10, 15, 24]

/** The picture of an answer as SVG, fit for a sheet of A4 and for grey; undefined where it rests on no relation. */
export function drawn(cited: CitedAnswer): string | undefined {
  for (let most = MOST; ;) {
    const plan = planOf(cited, most)
    if (plan.nodes.length === 0) return undefined
    let best: { readonly layout: Layout; readonly page: Page } | undefined
    for (const em of EMS) {
      const layout = layoutOf(plan, em)
      const page = pageOf(cited, plan, layout)
      if (best === undefined || page.scale > best.page.scale) best = { layout, page }
      if (page.scale >= SMALLEST || !page.isHigh) break
    }
    const { layout, page } = best!
    if (page.scale >= SMALLEST || most < 8) return svgOf(cited, layout, page)
    most = Math.floor(Math.min(most, plan.nodes.length) * Math.min(0.95, (page.scale / SMALLEST + 1) / 2))
  }
}

interface Page {
  readonly width: number
  readonly height: number
  /** Of the picture itself, within the page. */
  readonly left: number
  readonly top: number
  /** Printed size over drawn size. */
  readonly scale: number
  /** Its height sets the scale. */
  readonly isHigh: boolean
  readonly head: readonly string[]
  readonly foot: readonly string[]
  readonly legend: readonly Kind[]
}

function pageOf(cited: CitedAnswer, { left: missing, nodes }: Plan, layout: Layout): Page {
  const width = Math.max(layout.width, 30 * LETTER) + 2 * MARGIN
  const em = (width - 2 * MARGIN) / SMALL
  const { answer } = cited
  const head = [...wrapped(answer.title, (width - 2 * MARGIN) / (LETTER * 1.3), 3)]
  const about = Object.fromEntries(aboutOf(cited).map(([key, label, value]) => [key, `${label}：${value}`]))
  const foot = [
    answer.text,
    ...(missing > 0 ? [`圖上畫不下的，其餘 ${missing} 列，見表。`] : []),
    `線上的方括號是「依據」的號碼；虛線是待審、有異議、已不採用或待覆核的。${STANDING_LINE}`,
    `${about['answered']}。${about['view']}。${about['software']}`, about['checksum']!, about['permalink']!,
  ].flatMap((line) => wrapped(line, em, 12))
  const legend = [...new Set(nodes.map(({ entity }) => entity.kind))]
  const top = MARGIN + head.length * LETTER * 1.3 * LINE + 8
  const height = top + layout.height + 8 + (legend.length > 1 ? 30 : 0) + foot.length * SMALL * LINE + MARGIN
  const [w, h] = width > height ? [LONG, SHORT] : [SHORT, LONG]
  return { width, height, left: (width - layout.width) / 2, top, scale: Math.min(1, w / width, h / height), isHigh: h / height < w / width, head, foot, legend }
}

function svgOf(cited: CitedAnswer, layout: Layout, { width, height, left, top, scale, head, foot, legend }: Page): string {
  const below = top + layout.height + 8
  const texts = below + (legend.length > 1 ? 30 : 0)
  return markup`<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" width="${mm(width * scale)}mm" height="${mm(height * scale)}mm" viewBox="0 0 ${rounded(width)} ${rounded(height)}" role="img" aria-labelledby="answer-title answer-desc" font-family="'Noto Sans TC','Noto Sans CJK TC','PingFang TC','Microsoft JhengHei',sans-serif" font-size="${LETTER}" fill="#000">
<title id="answer-title">${cited.answer.title}</title>
<desc id="answer-desc">${alternative(cited)}</desc>
<defs><marker id="answer-arrow" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" markerUnits="userSpaceOnUse" orient="auto-start-reverse"><path d="M0 0L8 4L0 8z"/></marker></defs>
<rect width="100%" height="100%" fill="#fff"/>
${lines(head, { x: MARGIN, y: MARGIN }, LETTER * 1.3, 'start', markup` font-weight="bold"`)}
<g transform="translate(${rounded(left)} ${rounded(top)})">
<g fill="none" stroke="#333" stroke-width="1.2">
${layout.edges.map(({ points, arrow, contested }) => markup`<path d="${path(points)}"${contested ? markup` stroke-dasharray="5 4"` : ''}${arrow.atTo ? markup` marker-end="url(#answer-arrow)"` : ''}${arrow.atFrom ? markup` marker-start="url(#answer-arrow)"` : ''}/>\n`)}</g>
${layout.edges.map(({ label }) => markup`<rect x="${rounded(label.x - label.width / 2)}" y="${rounded(label.y - label.height / 2)}" width="${rounded(label.width)}" height="${rounded(label.height)}" fill="#fff"/>${middle(label, SMALL)}\n`)}${
  layout.nodes.map(({ entity, isEnd, box }) => markup`${outline(entity.kind, box, markup` fill="${isEnd ? '#e4e4e4' : '#fff'}" stroke="#000" stroke-width="${isEnd ? 2.4 : 1.2}"`)}${middle(box, LETTER)}\n`)}</g>
${legend.length > 1 ? legendOf(legend, below, cited) : ''}
${lines(foot, { x: MARGIN, y: texts }, SMALL, 'start')}
</svg>
`.text
}

/** Steps and grounds as text, for who cannot see the picture. */
function alternative(cited: CitedAnswer): string {
  const grounds = groundsOf(cited)
  return [
    cited.answer.text,
    ...cited.answer.rows.flatMap(waysOf),
    ...grounds.relations.map((relation) => `[${grounds.numberOf(relation)}] ${relationText(relation, cited.vocabulary)}${relation.evidence.map((piece) => evidenceText(piece, grounds)).join('')}${relation.keptBy.length > 0 ? `（${keptText()}）` : ''}`),
    ...aboutOf(cited).map(([, label, value]) => `${label}：${value}`),
  ].join('\n')
}

function legendOf(kinds: readonly Kind[], y: number, { vocabulary }: CitedAnswer): Markup[] {
  let x = MARGIN
  return kinds.map((kind) => {
    const label = vocabulary.kinds.get(kind)?.['zh-Hant'] ?? kind
    const drawnBox = outline(kind, { x: x + 16, y: y + 13, width: 32, height: 16, lines: [] }, markup` fill="#fff" stroke="#000"`)
    const text = markup`<text x="${rounded(x + 38)}" y="${rounded(y + 13 + SMALL * 0.36)}" font-size="${SMALL}">${label}</text>\n`
    x += 38 + widthOf(label) * SMALL + 16
    return markup`${drawnBox}${text}`
  })
}

const middle = ({ x, y, lines: words }: Box, size: number): Markup[] => lines(words, { x, y: y - (words.length * size * LINE) / 2 }, size, 'middle')

/** Lines under each other; y is the upper edge of the first. */
const lines = (words: readonly string[], { x, y }: Point, size: number, anchor: 'start' | 'middle', look?: Markup): Markup[] =>
  words.map((line, i) => markup`<text x="${rounded(x)}" y="${rounded(y + (i + 0.5) * size * LINE + size * 0.36)}" font-size="${rounded(size)}"${anchor === 'middle' ? markup` text-anchor="middle"` : ''}${look}>${line}</text>`)

const path = (points: readonly Point[]): string => points.map(({ x, y }, i) => `${i === 0 ? 'M' : 'L'}${rounded(x)} ${rounded(y)}`).join('')

/** Of pixels. */
const mm = (pixels: number): number => rounded((pixels * 25.4) / 96)
