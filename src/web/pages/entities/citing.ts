import { reference } from '../../../exchange/citations/apa.ts'
import { apaChinese } from '../../../exchange/citations/apa-zh.ts'
import { apaEnglish } from '../../../exchange/citations/apa-en.ts'
import type { CslItem } from '../../../exchange/citations/csl.ts'
import { cslOf } from '../../../exchange/citations/from-source.ts'
import type { Piece } from '../../../exchange/citations/pieces.ts'
import { markup as html, type Markup } from '../../../exchange/markup.ts'
import type { Source } from '../../../graph/cited.ts'
import type { EntityView } from '../../../graph/port.ts'
import type { Call } from '../../call.ts'

const DAY = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Taipei' })
const today = (): string => DAY.format(new Date())

/** The page as a thing that can be cited. */
const pageItem = ({ archive, context: { address } }: Call, { id, name }: EntityView): CslItem => ({
  id, type: 'webpage', title: name, 'container-title': archive, URL: `${address}/entities/${id}`,
})

const shown = (pieces: readonly Piece[]): Markup[] => pieces.map((piece) => (typeof piece === 'string' ? html`${piece}` : html`<i>${piece.title}</i>`))

/** How to cite the work, and the page: to be copied. */
export function citing(call: Call, entity: EntityView, source: Source | undefined): Markup {
  const { t, context: { address } } = call
  const work = source === undefined ? undefined : reference(cslOf(source))
  const page = pageItem(call, entity)
  const day = today()
  const pageReference = call.language === 'en' ? apaEnglish(page) : apaChinese(page)
  const one = (id: string, label: string, pieces: readonly Piece[], end = ''): Markup => html`<p class="citation"><b>${label}</b> <span id="${id}">${shown(pieces)}${end}</span> <copy-text class="noprint" for="${id}" data-label="${t('複製', 'Copy')}" data-done="${t('已複製', 'Copied')}"></copy-text></p>
`
  return html`<section class="cite" aria-labelledby="cite"><h2 id="cite">${t('引用', 'Cite')}</h2>
${work === undefined ? '' : one('cite-work', t('這本著作', 'The work'), work)}${one('cite-page', t('這一頁', 'This page'), pageReference, t(`（${day} 瀏覽）`, ` (accessed ${day})`))}<p class="citation"><b>${t('永久網址', 'Permanent address')}</b> <span id="cite-address">${address}/entities/${entity.id}</span> <copy-text class="noprint" for="cite-address" data-label="${t('複製', 'Copy')}" data-done="${t('已複製', 'Copied')}"></copy-text></p>
</section>
`
}
