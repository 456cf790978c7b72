import { markup as html, type Markup } from '../../../exchange/markup.ts'
import type { EntityView, Page as Listed, RelationView } from '../../../graph/port.ts'
import type { Call } from '../../call.ts'
import type { Page } from '../../page.ts'
import { entityLink, own } from '../../parts/entity.ts'
import { pager } from '../../parts/pager.ts'
import { relationLine } from '../../parts/relation.ts'
import { restingEvidence } from './resting.ts'

/** On the page of a work, and on a page of their own. */
const [FIRST, ON_A_PAGE] = [5, 50]
/** Relations that evidence from a work is given for, in the order of ids; undefined where there are too many to be listed. */
async function restingIds(call: Call, id: string): Promise<string[] | undefined> {
  const evidence = await restingEvidence(call, id)
  return evidence && [...new Set(evidence.map(({ relation }) => relation))].sort()
}

/** Those of them that are shown, behind the one named. */
async function resting({ asking: { graph, viewer } }: Call, ids: readonly string[], first: number, after?: string): Promise<Listed<RelationView>> {
  const left = after === undefined ? ids : ids.filter((id) => id > after)
  const items: RelationView[] = []
  for (let at = 0; at < left.length && items.length <= first; at += first + 1) {
    const some = left.slice(at, at + first + 1)
    const found = await graph.relationsById(some, viewer)
    items.push(...some.flatMap((id) => found.get(id) ?? []))
  }
  const shown = items.slice(0, first)
  return { items: shown, hasNextPage: items.length > first, ...(shown.length === 0 ? {} : { endCursor: shown.at(-1)!.id }) }
}

/** What a register or a book is the source of: the first of it. */
export async function saidBy(call: Call, { id }: EntityView): Promise<Markup> {
  const { t, href } = call
  const ids = await restingIds(call, id)
  const { items, hasNextPage } = ids === undefined ? { items: [], hasNextPage: false } : await resting(call, ids, FIRST)
  if (ids !== undefined && items.length === 0) return html``
  return html`<section aria-labelledby="said"><h2 id="said">${t('以它為憑據的關係', 'Relations that rest on it')}</h2>
${ids === undefined ? many(call, id) : ''}${items.map((relation) => line(call, relation))}${hasNextPage ? html`<p><a class="all" href="${href(`/entities/${id}`, { said: 'all' })}">${t('看全部', 'All of them')}</a></p>` : ''}</section>
`
}

/** `?said=all`: all of it, page by page. */
export async function restingOn(call: Call, entity: EntityView): Promise<Page> {
  const { t, query } = call
  const ids = await restingIds(call, entity.id)
  const page: Listed<RelationView> = ids === undefined ? { items: [], hasNextPage: false } : await resting(call, ids, ON_A_PAGE, query.get('after') ?? undefined)
  const title = t(`以《${entity.name}》為憑據的關係`, `Relations that rest on ${entity.name}`)
  return {
    title, canonical: `/entities/${entity.id}`, unlisted: true,
    main: html`<p class="over">${entityLink(call, entity)}</p>
<h1${own(call)}>${title}</h1>
${ids === undefined ? many(call, entity.id) : ''}${page.items.map((relation) => line(call, relation))}${pager(call, page)}`,
  }
}

const many = ({ t, href }: Call, id: string): Markup => html`<p>${t('太多了，不一一列出。', 'Too many to be listed.')} <a href="${href('/answers/counts', { by: 'type', onlySources: id })}">${t('每一種各有幾筆', 'How many of each type')}</a></p>`

const line = (call: Call, relation: RelationView): Markup => relationLine(call, relation)
