import { markup as html, type Markup } from '../../../exchange/markup.ts'
import type { EntityRef, EntityView } from '../../../graph/port.ts'
import type { Kind } from '../../../model/records.ts'
import { typesOfRole } from '../../../model/vocabulary.ts'
import type { Call } from '../../call.ts'
import { entityLink } from '../../parts/entity.ts'
import type { Statements } from './statements.ts'

/** Told on the page; of so many that could be shared so many others are looked at. The question itself looks at all. */
const [FIRST, MOST_SHARED, MOST_OTHERS] = [5, 16, 12]
const SHARED: ReadonlySet<Kind> = new Set<Kind>(['Person', 'Place', 'Programme', 'Work'])

/**
 * Organizations that share people, facilities, programmes or works with one, shortly: as `interlocks` has them, but only
 * around what stands on the page, so that it costs the same in a large archive. All of them are a tap away.
 */
export async function interlocked(call: Call, { id, kind }: EntityView, { isWhole, groups }: Statements): Promise<Markup> {
  const { t, href, asking: { graph, vocabulary, viewer, signal } } = call
  if (kind !== 'Organization') return html``
  const more = html`<p><a class="all" href="${href('/answers/interlocks', { of: id })}">${t('全部共有人物、場館、計畫或著作的組織', 'All organizations that share people, places, programmes or works with it')}</a></p>
`
  const title = html`<h2 id="interlocks">${t('與誰有共同的人、場館、計畫或著作', 'Shares people, places, programmes or works with')}</h2>`
  if (!isWhole) return html`<section aria-labelledby="interlocks">${title}
${more}</section>
`
  const types = [...typesOfRole(vocabulary, 'connecting'), ...typesOfRole(vocabulary, 'documentary')]
  const shared = new Map(groups.flatMap(({ relations }) => relations).filter(({ type, state, standing }) => types.includes(type) && state === 'published' && standing !== 'deprecated')
    .map(({ from, to }) => (from.id === id ? to : from)).filter((one) => SHARED.has(one.kind)).map((one) => [one.id, one]))
  const found = await Promise.all([...shared.values()].slice(0, MOST_SHARED).map(async (one) => {
    const { rows } = await graph.rings({ types, includeProposed: false, center: one.id, rings: 1, list: { ring: 1, kinds: ['Organization'], first: MOST_OTHERS } }, viewer, signal)
    return { one, others: rows.map(({ entity }) => entity) }
  }))
  const others = new Map<string, { readonly other: EntityRef; readonly by: EntityRef[] }>()
  for (const { one, others: some } of found) {
    for (const other of some) {
      if (other.id === id) continue
      const known = others.get(other.id)
      if (known === undefined) others.set(other.id, { other, by: [one] })
      else known.by.push(one)
    }
  }
  if (others.size === 0) return html``
  const rows = [...others.values()].sort((x, y) => y.by.length - x.by.length || (x.other.id < y.other.id ? -1 : 1)).slice(0, FIRST)
  return html`<section aria-labelledby="interlocks">${title}
<ul>${rows.map(({ other, by }) => html`<li>${entityLink(call, other)} <span class="about">${t('共有', 'shares')} ${by.map((one, i) => html`${i === 0 ? '' : '、'}${entityLink(call, one)}`)}</span></li>
`)}</ul>
${more}</section>
`
}
