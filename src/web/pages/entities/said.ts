import { markup as html, type Markup } from '../../../exchange/markup.ts'
import type { EntityView, Page as Listed, RelationView } from '../../../graph/port.ts'
import type { Call } from '../../call.ts'
import type { Page } from '../../page.ts'
import { entityLink, own } from '../../parts/entity.ts'
import { pager } from '../../parts/pager.ts'
import { relationLine } from '../../parts/relation.ts'

/** On the page of a work, and on a page of their own. */
const [FIRST, ON_A_PAGE] = [5, 50]

/** Relations that rest on a work, in the order in which it was read. */
async function resting({ asking: { graph, viewer } }: Call, id: string, first: number, after?: string): Promise<Listed<RelationView>> {
  const { items, ...page } = await graph.evidenceFrom(id, viewer, { first, ...(after === undefined ? {} : { after }) })
  const ids = [...new Set(items.flatMap(({ record, state }) => (record?.type === 'evidence' && (state === 'published' || state === 'proposed') ? [record.relation] : [])))]
  const found = await graph.relationsById(ids, viewer)
  return { ...page, items: ids.flatMap((one) => found.get(one) ?? []) }
}

/** What a register or a book is the source of: the first of it. */
export async function saidBy(call: Call, { id }: EntityView): Promise<Markup> {
  const { t, href } = call
  const { items, hasNextPage } = await resting(call, id, FIRST)
  if (items.length === 0) return html``
  return html`<section aria-labelledby="said"><h2 id="said">${t('以它為憑據的關係', 'Relations that rest on it')}</h2>
${items.map((relation) => line(call, relation))}${hasNextPage ? html`<p><a class="all" href="${href(`/entities/${id}`, { said: 'all' })}">${t('看全部', 'All of them')}</a></p>` : ''}</section>
`
}

/** `?said=all`: all of it, page by page. */
export async function restingOn(call: Call, entity: EntityView): Promise<Page> {
  const { t, query } = call
  const page = await resting(call, entity.id, ON_A_PAGE, query.get('after') ?? undefined)
  const title = t(`以《${entity.name}》為憑據的關係`, `Relations that rest on ${entity.name}`)
  return {
    title, canonical: `/entities/${entity.id}`, unlisted: true,
    main: html`<p class="over">${entityLink(call, entity)}</p>
<h1${own(call)}>${title}</h1>
${page.items.map((relation) => line(call, relation))}${pager(call, page)}`,
  }
}

const line = (call: Call, relation: RelationView): Markup => relationLine(call, relation)
