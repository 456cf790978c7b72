import type { CitedAnswer } from '../../../graph/cited.ts'
import { keptText, relationText, STANDING_LINE } from '../../../graph/wording.ts'
import type { Kind } from '../../../model/records.ts'
import { markup } from '../../markup.ts'
import { aboutOf } from '../about.ts'
import { evidenceText, groundsOf, waysOf } from '../grounds.ts'
import { bodyOf, DEFINITIONS, LEGEND, legendOf, lines, MARGIN } from './body.ts'
import { fitted, type Fitted } from './fit.ts'
import { LETTER, LINE, SMALL, type Layout } from './layout.ts'
import { wrapped } from './measure.ts'
import type { Plan } from './plan.ts'
import { rounded } from './shapes.ts'

/** The picture of an answer as SVG, fit for a sheet of A4 and for grey; undefined where it rests on no relation. */
export function drawn(cited: CitedAnswer): string | undefined {
  const picture = fitted(cited, (plan, layout) => pageOf(cited, plan, layout))
  return picture === undefined ? undefined : svgOf(cited, picture)
}

interface Page {
  readonly width: number
  readonly height: number
  /** Of the picture itself, within the page. */
  readonly left: number
  readonly top: number
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
  const height = top + layout.height + 8 + (legend.length > 1 ? LEGEND : 0) + foot.length * SMALL * LINE + MARGIN
  return { width, height, left: (width - layout.width) / 2, top, head, foot, legend }
}

function svgOf(cited: CitedAnswer, { layout, scale, page: { width, height, left, top, head, foot, legend } }: Fitted<Page>): string {
  const below = top + layout.height + 8
  const texts = below + (legend.length > 1 ? LEGEND : 0)
  return markup`<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" width="${mm(width * scale)}mm" height="${mm(height * scale)}mm" viewBox="0 0 ${rounded(width)} ${rounded(height)}" role="img" aria-labelledby="answer-title answer-desc" font-family="'Noto Sans TC','Noto Sans CJK TC','PingFang TC','Microsoft JhengHei',sans-serif" font-size="${LETTER}" fill="#000">
<title id="answer-title">${cited.answer.title}</title>
<desc id="answer-desc">${alternative(cited)}</desc>
${DEFINITIONS}
<rect width="100%" height="100%" fill="#fff"/>
${lines(head, { x: MARGIN, y: MARGIN }, LETTER * 1.3, 'start', markup` font-weight="bold"`)}
${bodyOf(layout, { x: left, y: top })}
${legend.length > 1 ? legendOf(legend, below, cited.vocabulary) : ''}
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

/** Of pixels. */
const mm = (pixels: number): number => rounded((pixels * 25.4) / 96)
