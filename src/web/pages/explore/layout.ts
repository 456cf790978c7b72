import { changeCollection } from '../../../archive/collections/change.ts'
import { collections } from '../../../archive/collections/list.ts'
import { collection, type CollectionView, type MemberView } from '../../../archive/collections/view.ts'
import { markup as html, type Markup } from '../../../exchange/markup.ts'
import type { EntityView } from '../../../graph/port.ts'
import { shelves, shelving } from '../../../http/shelves.ts'
import { writer } from '../../../http/writing.ts'
import { badInput, notFound } from '../../../model/errors.ts'
import { KINDS } from '../../../model/records.ts'
import { pageOf } from '../../../questions/entity.ts'
import type { Call } from '../../call.ts'
import type { Reply } from '../../page.ts'
import { entityLink, kindLabel, own } from '../../parts/entity.ts'
import { pager } from '../../parts/pager.ts'
import type { Handler } from '../../route.ts'
import { peopleOf } from '../entities/gone.ts'
import { filters, graph } from './around.ts'
import { layoutIn, lookingIn, placedAt, type Looking } from './given.ts'

type Drawn = MemberView & { readonly entity: EntityView }

const isDrawn = (member: MemberView): member is Drawn => member.entity !== undefined

/** `GET /explore?layout=ID`: a picture that somebody kept in the archive, as far as its reader sees it; without scripts the list of who is on it. */
export async function kept(call: Call, id: string): Promise<Reply> {
  const { t, href, query, context } = call
  const one = await layoutOf(call, id)
  const members = one.members.filter(isDrawn)
  const center = members[0]?.entity
  if (center === undefined) return { to: href(`/collections/${one.id}`) }
  const looking = FILTERS.some((name) => query.has(name)) ? lookingIn(query) : givenIn(one)
  const by = one.by === undefined ? '' : await context.nameOf(one.by)
  return {
    title: one.entity.name, unlisted: true, wide: true, islands: ['explore'],
    main: html`<h1${own(call)}>${one.entity.name}</h1>
<p class="hint">${t(`圖上有 ${members.length} 個`, `${members.length} on the picture`)}${by === '' ? '' : t(`．${by} 編`, `, by ${by}`)}${one.state === 'draft' ? t('．只有您自己看得到', ', for you alone') : ''} <a href="${href(`/collections/${one.id}`)}">${t('說明、誰看得到', 'What it says, and who can see it')}</a></p>
${query.has('kept') ? html`<p class="done" role="status">${t('存好了。', 'Kept.')}</p>
` : ''}${await graph(call, center, { places: members.map(({ entity, at: [x, y] = [0, 0] }) => [entity.id, x, y]), ...(one.mayEdit ? { id: one.id, version: one.version, name: one.entity.name } : {}) })}
<details class="tool filters"><summary>${t('要看哪些', 'What to show')}</summary>
${filters(call, center, looking, one.id)}</details>
<section class="around"><h2>${t('圖上有誰', 'Who is on it')}</h2>
<ul class="plainlist">${members.map(({ entity }) => html`<li><p class="member">${entityLink(call, entity)} <span class="kind">${kindLabel(call, entity.kind)}</span> <a class="on" href="${href('/explore', { from: entity.id })}" aria-label="${t(`從這裡看出去：${entity.name}`, `Out from here: ${entity.name}`)}">${t('從這裡看出去', 'Out from here')}</a></p></li>`)}</ul></section>`,
  }
}

const FILTERS = ['types', 'kinds', 'asOf', 'proposed']

const givenIn = ({ looking: { types = [], kinds = [], asOf = '', proposed = false } = {} }: CollectionView): Looking =>
  ({ types, kinds: KINDS.filter((kind) => kinds.includes(kind)), asOf, proposed })

/** @throws NOT_FOUND also for a collection that is none */
async function layoutOf(call: Call, id: string): Promise<CollectionView> {
  const one = await collection(shelves(call.context), id)
  if (one?.looking === undefined) throw notFound(id)
  return one
}

/** On a page of the list. */
const MANY = 24

/** Those that this reader sees; nothing where there are none. */
export async function layouts(call: Call): Promise<Markup> {
  const { t, href, actor, query, context } = call
  if (peopleOf(call) === undefined) return html``
  const page = await collections(shelves(context), { ...pageOf({ first: MANY, after: query.get('after') }), includeProposed: actor !== undefined, pictures: true })
  if (page.items.length === 0) return html``
  return html`<h2>${t('存起來的圖', 'Pictures that were kept')}</h2>
<ul class="plainlist">${page.items.map((one) => html`<li><a href="${href('/explore', { layout: one.id })}"${own(call)}>${one.entity.name}</a> <small>${t(`${one.total} 個`, `${one.total}`)}${one.state === 'draft' ? t('，只有您自己看得到', ', for you alone') : ''}</small></li>
`)}</ul>
${pager(call, page)}`
}

/** `POST /explore/layout` with `id`, `version`, `key` and `layout`: the picture that stands is to be as it is now. What its author does not see stays on it. */
export const keep: Handler = async (call) => {
  const { form, context, href, t } = call
  const one = await layoutOf(call, form.get('id') ?? '')
  const layout = layoutIn(form)
  if (layout === undefined) throw badInput('layout', t('圖上沒有東西', 'There is nothing on the picture'))
  const now = new Set<string>(layout.places.map(([id]) => id))
  const gone = one.members.filter((member) => !now.has(member.id)).flatMap(({ items }) => items)
  // one that was merged since stands under its own id
  const items = new Map(one.members.map((member) => [member.id as string, member.items[0]!]))
  await changeCollection(shelving(context), writer(context), {
    key: form.get('key') ?? '', id: one.id, version: form.get('version') ?? '', reason: '存下圖', looking: layout.looking,
    add: placedAt(layout).map((member) => ({ ...member, item: items.get(member.item) ?? member.item })), remove: gone,
  })
  return { to: href('/explore', { layout: one.id, kept: 'yes' }) }
}
