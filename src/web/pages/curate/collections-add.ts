import { changeCollection } from '../../../archive/collections/change.ts'
import { createCollection } from '../../../archive/collections/create.ts'
import { collections } from '../../../archive/collections/list.ts'
import { collection, type CollectionView } from '../../../archive/collections/view.ts'
import { markup as html, type Markup } from '../../../exchange/markup.ts'
import { shelves, shelving } from '../../../http/shelves.ts'
import { writer } from '../../../http/writing.ts'
import { badInput, notFound } from '../../../model/errors.ts'
import { isId, type Id } from '../../../model/ids.ts'
import { demand } from '../../../model/permissions.ts'
import { relation } from '../../../questions/entity.ts'
import type { Call } from '../../call.ts'
import { attempted, boxes, field, hidden, mistakesList, NONE, onceOnly, type Mistakes } from '../../form.ts'
import type { Page } from '../../page.ts'
import { entityLink } from '../../parts/entity.ts'
import { relationLine } from '../../parts/relation.ts'
import type { Handler } from '../../route.ts'
import { textIn, within } from './collections-form.ts'
import { collectionPath } from './collections-words.ts'

/** `GET /collections/add?item=ID`: into which collection it is to go. */
export const choose: Handler = async (call) => {
  demand(call.actor, 'propose')
  return formPage(call, call.query, NONE)
}

/** `POST /collections/add`: into one that there is, or a new one of this name. */
export const add: Handler = async (call) => {
  const { form, context, href, actor } = call
  demand(actor, 'propose')
  const [item, into, name, key, reason] = [textIn(form, 'item'), textIn(form, 'into'), textIn(form, 'name'), textIn(form, 'key'), textIn(form, 'why')]
  const tried = await attempted(call, async () => {
    const said = { item, ...(reason === '' ? {} : { reason }) }
    if (name !== '' && (into === '' || into === 'new')) return idOf(await createCollection(shelving(context), writer(context), { key, manner: 'manual', name, add: [said] }))
    const standing = isId(into) ? await collection(shelves(context), into) : undefined
    if (standing === undefined) throw badInput('into', '請選一個專題，或寫新專題的名稱 (choose a collection, or name a new one)')
    await changeCollection(shelving(context), writer(context), standing.manner === 'exhibit'
      ? { key, id: standing.id, version: standing.version, blocks: [...standing.blocks.map(({ number }) => ({ keep: number })), { block: 'item', item, ...(reason === '' ? {} : { caption: reason }) }] }
      : { key, id: standing.id, add: [said] })
    return standing.id
  }, { add: 'item', 'add[0].item': 'item', blocks: 'item' })
  if ('mistakes' in tried) return { ...await formPage(call, form, within(tried.mistakes, ['into', 'name', 'why'])), status: 400 }
  return { to: href(collectionPath(tried.done)) }
}

const idOf = ({ records }: Awaited<ReturnType<typeof createCollection>>): Id => records.find(({ type }) => type === 'collection')!.id

/** Collections that are looked through for those that somebody may change. */
const MOST = 200

async function editable({ context }: Call): Promise<CollectionView[]> {
  const { items } = await collections(shelves(context), { first: MOST, includeProposed: true })
  return items.filter(({ mayEdit, manner }) => mayEdit && manner !== 'question')
}

async function formPage(call: Call, form: URLSearchParams, mistakes: Mistakes): Promise<Page> {
  const { t, href } = call
  const item = textIn(form, 'item')
  const all = await editable(call)
  return {
    title: t('放進專題', 'Put into a collection'), unlisted: true,
    main: html`<h1>${t('放進專題', 'Put into a collection')}</h1>
${mistakesList(call, mistakes)}${await itemShown(call, item)}
<form method="post" action="${href('/collections/add')}">
${onceOnly()}${hidden('item', item)}
${all.length === 0 ? '' : boxes({ name: 'into', label: t('放進哪一個？', 'Into which?'), single: true, values: [form.get('into') ?? all[0]!.id], mistakes, options: [...all.map(({ id, entity }) => ({ value: id, label: entity.name })), { value: 'new', label: t('一個新的專題', 'a new one') }] })}
${field({ name: 'name', label: t('新專題的名稱', 'Name of the new one'), value: textIn(form, 'name'), mistakes, most: 300, required: all.length === 0 })}
${field({ name: 'why', label: t('為什麼放進來？（可以不填）', 'Why? (optional)'), type: 'textarea', rows: 3, value: textIn(form, 'why'), mistakes, most: 5_000 })}
<p class="buttons"><button>${t('放進去', 'Put it in')}</button></p>
</form>`,
  }
}

/** @throws NOT_FOUND for what this reader does not see */
async function itemShown(call: Call, id: string): Promise<Markup> {
  const { asking } = call
  if (!isId(id)) throw notFound(id)
  const entity = (await asking.graph.entities([id], asking.viewer)).get(id)
  if (entity !== undefined) return html`<p class="lead">${entityLink(call, entity)}</p>`
  const found = await relation(asking, id)
  if (found === undefined) throw notFound(id)
  return relationLine(call, found)
}
