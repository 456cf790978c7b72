import { collectionsOf } from '../../../archive/collections/list.ts'
import { collection } from '../../../archive/collections/view.ts'
import { markup as html, type Markup } from '../../../exchange/markup.ts'
import type { EntityView } from '../../../graph/port.ts'
import { shelves } from '../../../http/shelves.ts'
import { ArchiveError } from '../../../model/errors.ts'
import { grouped } from '../../../model/numbers.ts'
import type { FieldValue } from '../../../model/records.ts'
import type { Put } from '../../../graph/answer.ts'
import { putIn } from '../../../questions/collected.ts'
import type { Call } from '../../call.ts'
import { own } from '../../parts/entity.ts'
import { questionAddress } from '../curate/collections-words.ts'
import { peopleOf } from './gone.ts'

const MOST = 10

/** In which collections somebody put it; of a collection, the way to what it holds, or to what it asks. */
export async function inCollections(call: Call, { id, kind, fields }: EntityView): Promise<Markup> {
  const { context, t, href } = call
  if (peopleOf(call) === undefined) return html``
  const ports = shelves(context)
  const { items } = await collectionsOf(ports, id, { first: MOST })
  const holds = kind === 'Collection' ? await collection(ports, id) : undefined
  const asked = holds === undefined && kind === 'Collection' ? questionOf(fields['question']) : undefined
  return html`${holds === undefined ? '' : html`<p><a class="button" href="${href(`/collections/${id}`)}">${t('看這個專題', 'See this collection')}</a></p>
`}${asked === undefined ? '' : html`<p><a class="button" href="${questionAddress(call, asked)}">${t('問這個問題', 'Ask this question')}</a></p>
`}${items.length === 0 ? '' : html`<section aria-labelledby="collections"><h2 id="collections">${t('收在這些專題裡', 'In these collections')}</h2>
<ul>${items.map(({ id: one, entity, total }) => html`<li><a href="${href(`/collections/${one}`)}"${own(call)}>${entity.name}</a> <small>${t(`${grouped(total)} 件`, `${grouped(total)} items`)}</small></li>
`)}</ul></section>
`}`
}

/** A question that was saved by a name; undefined for what is none, or none any more. */
function questionOf(field: FieldValue | undefined): Put | undefined {
  try {
    return typeof field === 'string' ? putIn(JSON.parse(field), 'question') : undefined
  } catch (error) {
    if (error instanceof ArchiveError || error instanceof SyntaxError) return undefined
    throw error
  }
}
