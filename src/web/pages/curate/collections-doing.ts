import { changeCollection, type Changing } from '../../../archive/collections/change.ts'
import type { BlockInput } from '../../../archive/collections/blocks.ts'
import { freezeCollection, unfreezeCollection, withdrawCollection } from '../../../archive/collections/freeze.ts'
import type { CollectionView, MemberView } from '../../../archive/collections/view.ts'
import { storedRecord } from '../../../archive/contribute/record.ts'
import { write } from '../../../archive/contribute/write.ts'
import { shelving } from '../../../http/shelves.ts'
import { writer } from '../../../http/writing.ts'
import { Text } from '../../../model/anchor.ts'
import { badInput, conflict, notFound } from '../../../model/errors.ts'
import { isId, type Id } from '../../../model/ids.ts'
import type { EntityRecord } from '../../../model/records.ts'
import { entityNamed } from '../../../questions/resolve.ts'
import type { Call, Query } from '../../call.ts'
import { questionIn, readersIn, textIn } from './collections-form.ts'
import { pictureIn } from './collections-pictures.ts'

/** What was done, for where the page opens afterwards. */
export interface Done {
  readonly query?: Query
  readonly at?: string
  /** The collection is gone. */
  readonly gone?: true
}

type Doing = (call: Call, one: CollectionView) => Promise<Done>

/** What the page of editing can do, by the button that was pressed. */
export const DOINGS: Readonly<Record<string, Doing>> = {
  rename, add, up: moved(-1), down: moved(1), top: moved(-Infinity), place: movedTo, remove, putBack, why,
  ask: async (call, one) => changed(call, one, { question: await questionIn(call, call.form), version: versionIn(call) }),
  freeze: async (call, { id }) => { await freezeCollection(shelving(call.context), writer(call.context), { key: textIn(call.form, 'key'), id, version: versionIn(call) }); return {} },
  unfreeze: async (call, { id }) => { await unfreezeCollection(shelving(call.context), writer(call.context), { key: textIn(call.form, 'key'), id, version: versionIn(call) }); return {} },
  readers: async (call, one) => changed(call, one, { ...readersIn(call.form), version: versionIn(call) }),
  cover: async (call, one) => changed(call, one, { cover: pictureIn(call.form) ?? null }),
  noCover: async (call, one) => changed(call, one, { noCover: true }),
  withdraw: async (call, { id }) => { await withdrawCollection(shelving(call.context), writer(call.context), { key: textIn(call.form, 'key'), id, version: versionIn(call), reason: textIn(call.form, 'withdraw-because') }); return { gone: true } },
  text: async (call, one) => withBlock(call, one, { block: 'text', text: textIn(call.form, 'text') }),
  item: async (call, one) => withBlock(call, one, { block: 'item', item: await idIn(call, 'item-what'), ...await pinned(call, await idIn(call, 'item-what')) }),
  quotation: async (call, one) => withBlock(call, one, await quotationIn(call)),
  picture: async (call, one) => withBlock(call, one, pictureBlock(call)),
  map: async (call, one) => withBlock(call, one, { block: 'map', items: await idsIn(call, 'map-places'), caption: textIn(call.form, 'map-caption') }),
  graph: async (call, one) => withBlock(call, one, { block: 'graph', question: await questionIn(call, call.form) }),
  blockUp: blockMoved(-1), blockDown: blockMoved(1), blockPlace: blockMovedTo, blockRemove, blockChange,
}

const versionIn = ({ form }: Call): string => textIn(form, 'version')

async function changed(call: Call, { id }: CollectionView, change: Omit<Changing, 'key' | 'id'>, done: Done = {}): Promise<Done> {
  await changeCollection(shelving(call.context), writer(call.context), { key: textIn(call.form, 'key'), id, ...change })
  return done
}

/** Its name and description are those of an entity. */
async function rename(call: Call, { entity }: CollectionView): Promise<Done> {
  const { asking, context, form } = call
  const stored = await storedRecord({ graph: asking.graph, directory: context.people().directory }, asking.viewer, entity.id)
  if (stored?.record == null) throw notFound(entity.id)
  if (stored.version !== textIn(form, 'entityVersion')) throw conflict('名稱剛被別人改過，請再看一次 (the name was changed meanwhile)', stored.version)
  const [first, ...others] = (JSON.parse(stored.record) as EntityRecord).names
  const name = textIn(form, 'name')
  if (name === '') throw badInput('name', '請給專題一個名稱 (give it a name)')
  const description = textIn(form, 'description')
  await write(shelving(context), writer(context), {
    key: textIn(form, 'key'), reason: '編輯專題的名稱與說明',
    operations: [{ entity: { id: entity.id, version: stored.version, names: [{ ...first!, text: name }, ...others], fields: [{ code: 'description', values: description === '' ? [] : [description] }] } }],
  })
  return {}
}

/** A name, an id, or the address of a page here. */
async function idOf(call: Call, text: string, field: string): Promise<Id> {
  return (await entityNamed(call.asking, /\/entities\/([0-9a-f-]{36})/.exec(text)?.[1] ?? text, field)).id
}

const idIn = (call: Call, field: string): Promise<Id> => idOf(call, textIn(call.form, field), field)

async function idsIn(call: Call, field: string): Promise<Id[]> {
  const ids: Id[] = []
  for (const line of textIn(call.form, field).split('\n')) if (line.trim() !== '') ids.push(await idOf(call, line.trim(), field))
  return ids
}

async function add(call: Call, one: CollectionView): Promise<Done> {
  const [item, reason] = [await idIn(call, 'what'), textIn(call.form, 'because')]
  return changed(call, one, { add: [{ item, ...(reason === '' ? {} : { reason }) }] }, { at: 'add' })
}

/** The member that a row is about, and its place among all. @throws NOT_FOUND */
function memberIn({ form }: Call, { members }: CollectionView): { readonly member: MemberView; readonly place: number } {
  const place = members.findIndex(({ id }) => id === textIn(form, 'item'))
  if (place < 0) throw notFound(textIn(form, 'item'))
  return { member: members[place]!, place }
}

function moved(by: number): Doing {
  return async (call, one) => {
    const { member, place } = memberIn(call, one)
    return putAt(call, one, member, Math.max(0, place + by))
  }
}

/** Dragged: before the one that it came to stand before, or at the end of a page behind the one before it. */
async function movedTo(call: Call, one: CollectionView): Promise<Done> {
  const { member } = memberIn(call, one)
  return putAt(call, one, member, placeIn(call, one.members.filter((other) => other !== member).map(({ id }) => id)))
}

/** The place among the others that is meant. @throws NOT_FOUND for one that went meanwhile */
function placeIn({ form }: Call, others: readonly string[]): number {
  const [before, behind] = [textIn(form, 'before'), textIn(form, 'behind')]
  const place = others.indexOf(before === '' ? behind : before)
  if (place < 0) throw notFound(before || behind)
  return before === '' ? place + 1 : place
}

/** @param place among the others */
async function putAt(call: Call, one: CollectionView, { id, items }: MemberView, place: number): Promise<Done> {
  const before = one.members.filter((member) => member.id !== id)[place]?.items[0]
  return changed(call, one, { move: items, ...(before === undefined ? {} : { before }) }, { at: `m-${id}`, query: { after: textIn(call.form, 'after') } })
}

/** Undone by a tap, rather than asked about before. */
async function remove(call: Call, one: CollectionView): Promise<Done> {
  const { member: { id, items, reasons }, place } = memberIn(call, one)
  return changed(call, one, { remove: items }, { query: { removed: id, because: reasons.join('\n').slice(0, 1_000), before: one.members[place + 1]?.items[0], after: textIn(call.form, 'after') }, at: 'members' })
}

async function putBack(call: Call, one: CollectionView): Promise<Done> {
  const [item, reason, next] = [textIn(call.form, 'item'), textIn(call.form, 'because'), textIn(call.form, 'before')]
  // what it stood before may be gone, too
  const before = one.members.some(({ items }) => items.includes(next)) ? next : undefined
  return changed(call, one, { add: [{ item, ...(reason === '' ? {} : { reason }) }], ...(before === undefined ? {} : { before }) }, { at: `m-${item}` })
}

async function why(call: Call, one: CollectionView): Promise<Done> {
  const { member: { id, items } } = memberIn(call, one)
  return changed(call, one, { add: [{ item: items[0]!, reason: textIn(call.form, 'because') }] }, { at: `m-${id}`, query: { after: textIn(call.form, 'after') } })
}

// ── blocks of an exhibit: all there are to be, with the version that was seen ────────────────────────────────────────

const blocks = (call: Call, one: CollectionView, all: readonly BlockInput[], at: string): Promise<Done> => changed(call, one, { blocks: all, version: versionIn(call) }, { at })

const withBlock = (call: Call, one: CollectionView, block: BlockInput): Promise<Done> =>
  blocks(call, one, [...one.blocks.map(({ number }) => ({ keep: number })), block], 'blocks')

function numberIn({ form }: Call, { blocks: all }: CollectionView): number {
  const place = all.findIndex(({ number }) => String(number) === textIn(form, 'block'))
  if (place < 0) throw notFound(textIn(form, 'block'))
  return place
}

function blockMoved(by: number): Doing {
  return async (call, one) => {
    const place = numberIn(call, one)
    return blockAt(call, one, place, Math.min(one.blocks.length - 1, Math.max(0, place + by)))
  }
}

async function blockMovedTo(call: Call, one: CollectionView): Promise<Done> {
  const place = numberIn(call, one)
  return blockAt(call, one, place, placeIn(call, one.blocks.flatMap(({ number }, i) => (i === place ? [] : [String(number)]))))
}

function blockAt(call: Call, one: CollectionView, place: number, to: number): Promise<Done> {
  const all = one.blocks.map(({ number }) => ({ keep: number }))
  all.splice(to, 0, ...all.splice(place, 1))
  return blocks(call, one, all, `e${to + 1}`)
}

async function blockRemove(call: Call, one: CollectionView): Promise<Done> {
  const place = numberIn(call, one)
  return blocks(call, one, one.blocks.filter((_, i) => i !== place).map(({ number }) => ({ keep: number })), 'blocks')
}

async function blockChange(call: Call, one: CollectionView): Promise<Done> {
  const place = numberIn(call, one)
  const { form } = call
  const change = { ...(form.has('text') ? { text: textIn(form, 'text') } : {}), ...(form.has('caption') ? { caption: textIn(form, 'caption') } : {}) }
  return blocks(call, one, one.blocks.map(({ number }, i) => ({ keep: number, ...(i === place ? change : {}) })), `e${place + 1}`)
}

/** Shown as it is now for ever, where that is asked for. */
async function pinned({ asking, context, form }: Call, id: Id): Promise<{ version?: string }> {
  if (!form.has('pin')) return {}
  const stored = await storedRecord({ graph: asking.graph, directory: context.people().directory }, asking.viewer, id)
  return stored?.version == null ? {} : { version: stored.version }
}

/** Texts looked through for words. */
const MOST_TEXTS = 200

async function quotationIn(call: Call): Promise<BlockInput> {
  const { asking, form } = call
  const [entity, words] = [await idIn(call, 'quote-what'), textIn(form, 'words').replaceAll('\r\n', '\n')]
  if (words === '') throw badInput('words', '請貼上要引的話 (paste the words to be quoted)')
  for (let [after, left] = [undefined as string | undefined, MOST_TEXTS]; left > 0; left -= 10) {
    const page = await asking.graph.contents(entity, asking.viewer, { first: 10, ...(after === undefined ? {} : { after }) })
    const content = page.items.find(({ passages }) => new Text(passages).words.includes(words))
    if (content !== undefined) return { block: 'quotation', item: content.id, quotation: { exact: words }, ...await pinned(call, content.id) }
    if (!page.hasNextPage || page.endCursor === undefined) break
    after = page.endCursor
  }
  throw badInput('words', '這裡的文字裡沒有這段話，請從原文複製 (these words do not stand in its text; copy them from there)')
}

function pictureBlock({ form }: Call): BlockInput {
  const picture = pictureIn(form)
  if (picture === undefined || !isId(picture.content)) throw badInput('picture', '請選一張圖 (choose a picture)')
  return { block: 'picture', item: picture.content, file: picture.file, caption: textIn(form, 'picture-caption') }
}
