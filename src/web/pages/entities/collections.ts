import { collectionsOf } from '../../../archive/collections/list.ts'
import { markup as html, type Markup } from '../../../exchange/markup.ts'
import type { EntityView } from '../../../graph/port.ts'
import { grouped } from '../../../model/numbers.ts'
import { collected, putIn } from '../../../questions/collected.ts'
import type { Call } from '../../call.ts'
import { own } from '../../parts/entity.ts'
import { peopleOf } from './gone.ts'

const MOST = 10

/** In which collections somebody put it. */
export async function inCollections(call: Call, { id, kind }: EntityView): Promise<Markup> {
  const { asking, actor, t, href } = call
  const people = peopleOf(call)
  if (people === undefined) return html``
  const { items } = await collectionsOf({
    graph: asking.graph, directory: people.directory, viewer: asking.viewer, questions: { putIn, collected: (put, most) => collected(asking, put, most) }, ...(actor === undefined ? {} : { actor }),
  }, id, { first: MOST })
  if (items.length === 0 && kind !== 'Collection') return html``
  return html`${kind === 'Collection' ? html`<p><a class="button" href="${href(`/collections/${id}`)}">${t('看這個專題', 'See this collection')}</a></p>
` : ''}${items.length === 0 ? '' : html`<section aria-labelledby="collections"><h2 id="collections">${t('收在這些專題裡', 'In these collections')}</h2>
<ul>${items.map(({ id: one, entity, total }) => html`<li><a href="${href(`/collections/${one}`)}"${own(call)}>${entity.name}</a> <small>${t(`${grouped(total)} 件`, `${grouped(total)} items`)}</small></li>
`)}</ul></section>
`}`
}
