import { markup as html, type Markup } from '../../../exchange/markup.ts'
import { entitiesIn } from '../../../graph/cells.ts'
import type { EntityView } from '../../../graph/port.ts'
import { interlocksKind } from '../../../questions/interlocks.ts'
import type { Call } from '../../call.ts'
import { entityLink } from '../../parts/entity.ts'
import type { Statements } from './statements.ts'

const FIRST = 5
/** What could be shared. */
const SHARED = new Set(['Person', 'Place', 'Programme', 'Work'])

/**
 * Who shares people, facilities, programmes or works with an organization, shortly. Of one with very many relations it is
 * only asked at its own address: there it may take its time.
 */
export async function interlocked(call: Call, { id, kind }: EntityView, { isWhole, groups }: Statements): Promise<Markup> {
  const { t, href, asking } = call
  if (kind !== 'Organization') return html``
  const more = html`<p><a href="${href('/answers/interlocks', { of: id })}">${t('與它共有人物、場館、計畫或著作的組織', 'Organizations that share people, places, programmes or works with it')}</a></p>
`
  if (!isWhole) return html`<section aria-labelledby="interlocks"><h2 id="interlocks">${t('與誰相連', 'Linked with')}</h2>
${more}</section>
`
  if (!groups.some(({ relations }) => relations.some(({ from, to }) => SHARED.has((from.id === id ? to : from).kind)))) return html``
  const { rows, total } = await interlocksKind.answer(asking, { of: id, first: FIRST })
  if (total === 0) return html``
  return html`<section aria-labelledby="interlocks"><h2 id="interlocks">${t('與誰共有人物、場館、計畫或著作', 'Shares people, places, programmes or works with')}</h2>
<ul>${rows.map(({ cells }) => html`<li>${entitiesIn(cells['entity'] ?? null).map((one) => entityLink(call, one))} <span class="about">${t('共有', 'shares')} ${entitiesIn(cells['which'] ?? null).map((one, i) => html`${i === 0 ? '' : '、'}${entityLink(call, one)}`)}</span></li>
`)}</ul>
${more}</section>
`
}
