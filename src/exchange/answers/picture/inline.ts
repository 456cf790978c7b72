import type { CitedAnswer } from '../../../graph/cited.ts'
import { markup } from '../../markup.ts'
import type { AnswerFormat } from '../format.ts'
import { bodyOf, DEFINITIONS, LEGEND, legendOf, MARGIN } from './body.ts'
import { fitted } from './fit.ts'
import { LETTER } from './layout.ts'
import { rounded } from './shapes.ts'

/** A language of the pages, and where its entities stand. */
interface Place {
  readonly language: 'zh-Hant' | 'en'
  /** `/entities/` */
  readonly entities: string
}

/**
 * The picture alone, to stand in a page that says the rest: every entity leads to its page. Not offered for taking away:
 * without the page it says neither what was asked nor what it rests on.
 * @returns empty where the answer rests on no relation
 */
export const inline = (name: string, { language, entities }: Place): AnswerFormat => ({
  name,
  mediaType: 'image/svg+xml; charset=utf-8',
  extension: 'svg',
  inline: true,
  write: (cited: CitedAnswer) => {
    const picture = fitted(cited, ({ nodes }, layout) => {
      const legend = [...new Set(nodes.map(({ entity }) => entity.kind))]
      return { legend, width: layout.width + 2 * MARGIN, height: layout.height + 2 * MARGIN + (legend.length > 1 ? LEGEND : 0) }
    }, language)
    if (picture === undefined) return ''
    const { layout, plan, page: { width, height, legend } } = picture
    const missing = plan.left === 0 ? '' : language === 'en' ? ` (${plan.left} more rows are not drawn)` : `（另有 ${plan.left} 列沒有畫）`
    // no name of a font with quotes: the page's own is used
    return markup`<svg xmlns="http://www.w3.org/2000/svg" width="${rounded(width)}" height="${rounded(height)}" viewBox="0 0 ${rounded(width)} ${rounded(height)}" role="group" aria-labelledby="answer-title" font-size="${LETTER}" fill="#000">
<title id="answer-title">${cited.answer.title}${missing}</title>
${DEFINITIONS}
${bodyOf(layout, { x: MARGIN, y: MARGIN }, (entity) => `${entities}${entity}`)}
${legend.length > 1 ? legendOf(legend, height - LEGEND - MARGIN / 2, cited.vocabulary, language) : ''}</svg>`.text
  },
})
