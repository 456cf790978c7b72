import { isDeepStrictEqual } from 'node:util'
import { withoutMentions } from '../../graph/reading.ts'
import type { Actor } from '../../model/actor.ts'
import { WHOLE } from '../../model/audience.ts'
import type { Head, Operation } from '../../model/changeset.ts'
import { ArchiveError, badInput, forbidden, notFound, unauthenticated } from '../../model/errors.ts'
import { isId, type Id } from '../../model/ids.ts'
import { subjects } from '../../model/references.ts'
import { checkRecord, type CollectionRecord, type State } from '../../model/records.ts'
import type { AudienceInput } from '../access/audiences.ts'
import { checkWidth, meant } from '../annotations/width.ts'
import { checkQuestions } from '../contribute/asked.ts'
import { chosenAudience } from '../contribute/chosen.ts'
import { inField } from '../contribute/places.ts'
import { demandPut } from '../contribute/rights.ts'
import type { Sending } from '../contribute/sending.ts'
import { changedMeanwhile, toldVersion, versionsOf, type Told } from '../contribute/versions.ts'
import { send, type Written } from '../contribute/write.ts'
import { blocksOf, jsonOf, namedIn, type BlockInput } from './blocks.ts'
import { checkNesting, heldBy } from './nesting.ts'
import { blockSeen, placed, type Member, type Readable } from './parts.ts'
import type { ShelfPorts } from './ports.ts'

export interface MemberInput {
  readonly item: Id
  /** Empty: none. */
  readonly reason?: string | null
  /** Its place on a picture. */
  readonly at?: readonly [number, number] | null
}

/** What a collection is to hold; of one that there is, what is not given stays. */
export interface Contents {
  /** manual: put in, in their order. One that is in already only gets its reason, or its place. */
  readonly add?: readonly MemberInput[] | null
  readonly remove?: readonly Id[] | null
  /** Members that go elsewhere, in this order. */
  readonly move?: readonly Id[] | null
  /** The member before which what is put in or moved goes; absent: to the end. */
  readonly before?: Id | null
  /** manual: as a picture. */
  readonly looking?: NonNullable<CollectionRecord['looking']> | null
  /** question: as JSON, a name and arguments. */
  readonly question?: string | null
  /** exhibit: all it is to have. */
  readonly blocks?: readonly BlockInput[] | null
  /** A picture. */
  readonly cover?: { readonly content: Id; readonly file: number } | null
  readonly noCover?: boolean | null
}

export interface Changing extends Contents {
  /** Chosen by the sender, for this sending alone. */
  readonly key: string
  readonly reason?: string | null
  /** The collection: its own id. */
  readonly id: Id
  /** As the sender saw it: needed for what says how something is to be as a whole (question, blocks, audience, state). */
  readonly version?: string | null
  /** Of its name, too. */
  readonly audience?: AudienceInput | null
  readonly state?: State | null
}

/** Changed at once. */
const MOST = 500

/**
 * Changes what a collection holds, or who reads it. What its editor cannot see stays, in its place.
 * @throws NOT_FOUND; BAD_USER_INPUT naming the field, also for a circle of collections; CONFLICT, UNAUTHENTICATED, FORBIDDEN
 */
export async function changeCollection(ports: ShelfPorts, actor: Actor | undefined, { key, reason, id, version, audience, state, ...contents }: Changing): Promise<Written> {
  if (actor === undefined) throw unauthenticated()
  return send(ports, actor, { key, reason: reason?.trim() || '編輯專題' }, async (sending) => {
    const told = { table: await ports.directory.table(), viewer: actor.viewer }
    const { head, seen, whole } = await existing(ports, told, id)
    const needsVersion = [contents.question, contents.blocks, audience, state].some((part) => part != null)
    if (needsVersion && version == null) throw badInput('version', '請附上您看到的版本 (give the version that you saw)')
    if (version != null && !versionsOf(told, head, undefined).has(version)) throw changedMeanwhile(told, head)
    const readers = { audience: chosenAudience(told, head, audience, 'audience'), state: state ?? head.state }
    demandEdit(actor, { head, ...readers, field: 'collection' })
    const record = { ...await held(ports, actor, told, { seen, whole }, contents), ...readers }
    const named = audience == null && state == null ? [] : await nameToo(ports, actor, told, sending, record, { audience, state: readers.state })
    await checkReaders(ports, record, named)
    await checkQuestions(ports.graph, actor.viewer, [{ record, field: 'question', before: whole }])
    // what changes nothing is no version; what their editor does not see of it, such as where hidden members stand, says nothing here
    const hidden = new Set(subjects(whole).filter((one) => !subjects(seen).includes(one)))
    if (named.length === 0 && isDeepStrictEqual(withoutMentions(record, (one) => !hidden.has(one)), seen)) throw badInput('collection', '這樣沒有改到什麼：可能已經是這樣了 (nothing would change: it is so already)')
    return [...named, { op: 'put', base: head.version, record }]
  })
}

/** May somebody change it? What is published is changed by who may publish. */
export function demandEdit(actor: Actor, putting: Parameters<typeof demandPut>[1]): void {
  try {
    demandPut(actor, putting)
  } catch (error) {
    if (!(error instanceof ArchiveError) || error.code !== 'FORBIDDEN' || putting.head?.state !== 'published') throw error
    throw forbidden('這個專題已經發布，由館員或它的守則的管理者編輯；您可以另編一個自己的專題，或向他們提議 (a published collection is edited by librarians, or by the stewards of its protocols)')
  }
}

/** What stands, as its editor sees it, and whole. */
interface Standing {
  readonly seen: CollectionRecord
  readonly whole: CollectionRecord
}

/** As somebody sees it, and whole: a save changes only what its editor can see. @throws NOT_FOUND */
export async function existing({ graph }: ShelfPorts, { viewer }: Told, id: Id): Promise<{ readonly head: Head } & Standing> {
  const head = isId(id) ? (await graph.heads([id], viewer)).get(id) : undefined
  if (head?.record?.type !== 'collection' || head.state === 'withdrawn') throw notFound(id)
  // one that moved in between is of a later version, and is refused when it is committed
  const whole = (await graph.heads([id], WHOLE)).get(id)?.record
  return { head, seen: head.record, whole: whole?.type === 'collection' ? whole : head.record }
}

/** The record with other contents. */
export async function held(ports: ShelfPorts, actor: Actor, told: Told, { seen, whole }: Standing, contents: Contents): Promise<CollectionRecord> {
  const { graph, questions } = ports
  const { add, remove, move, before, looking, question, blocks, cover, noCover } = contents
  fits(whole, contents)
  const all = [...(add ?? []).map(({ item }) => item), ...remove ?? [], ...move ?? [], ...namedIn(blocks ?? []), ...(cover == null ? [] : [cover.content]), ...(before == null ? [] : [before])].filter(isId)
  const put = question == null ? undefined : questions.putIn(jsonOf(question, 'question'), 'question')
  const heads = await graph.heads([...new Set([...subjects(whole), ...all])], actor.viewer)
  const visible = new Set(subjects(seen))
  const readable = (id: Id): boolean => visible.has(id)
  const record: CollectionRecord = { ...whole }
  if (add != null || remove != null || move != null) Object.assign(record, { members: membersOf(whole, contents, readable, heads) })
  if (looking != null) Object.assign(record, { looking: Object.fromEntries(Object.entries(looking).filter(([, value]) => value != null)) })
  if (blocks != null) {
    const known = (whole.blocks ?? []).flatMap((block) => {
      const shown = blockSeen(whole, block, readable)
      return shown === undefined ? [] : [{ shown, whole: block }]
    })
    Object.assign(record, { blocks: await blocksOf({ ports, actor, told, heads }, blocks, whole.blocks ?? [], known, 'blocks') })
  }
  if (put !== undefined) Object.assign(record, { question: { ...put } })
  if (noCover === true) delete (record as { cover?: unknown }).cover
  if (cover != null) {
    const picture = heads.get(cover.content)?.record
    if (picture?.type !== 'content' || picture.files?.[cover.file - 1]?.mediaType.startsWith('image/') !== true) throw badInput('cover', '這裡沒有這張圖 (there is no such picture)')
    Object.assign(record, { cover })
  }
  const already = new Set(heldBy(whole))
  const added = heldBy(record).filter((id) => !already.has(id))
  if (added.length > 0) await checkNesting(graph, actor.viewer, whole.entity, added, add == null ? 'blocks' : 'add')
  return inField('collection', () => checkRecord(record)) as CollectionRecord
}

/** What each manner of collection has. */
function fits({ manner }: CollectionRecord, { add, remove, move, looking, question, blocks }: Contents): void {
  const given = { manual: add ?? remove ?? move ?? looking, question, exhibit: blocks }
  for (const [of, part] of Object.entries(given)) {
    if (part != null && of !== manner) throw badInput(of === 'manual' ? 'add' : of === 'question' ? 'question' : 'blocks', `這個專題是 ${manner}，不是 ${of} (this collection is of another manner)`)
  }
}

function membersOf({ members: all = [] }: CollectionRecord, { add, remove, move, before }: Contents, readable: Readable, heads: ReadonlyMap<Id, Head>): Member[] {
  if ((add?.length ?? 0) + (remove?.length ?? 0) + (move?.length ?? 0) > MOST) throw badInput('add', `一次最多 ${MOST} 筆 (at most ${MOST} at once)`)
  const memberOf = (id: Id, list: readonly Member[], field: string): Member => {
    const member = readable(id) ? list.find(({ item }) => item === id) : undefined
    if (member === undefined) throw badInput(field, `「${id}」不在這個專題裡 (is not in this collection)`)
    return member
  }
  const gone = new Set((remove ?? []).map((id) => memberOf(id, all, 'remove')))
  let list = all.filter((member) => !gone.has(member))
  const moved = [...new Set(move ?? [])].map((id) => memberOf(id, list, 'move'))
  list = list.filter((member) => !moved.includes(member))
  const fresh: Member[] = []
  for (const [i, { item, reason, at: place }] of (add ?? []).entries()) {
    const type = heads.get(item)?.type
    if (type !== 'entity' && type !== 'relation') throw badInput(`add[${i}].item`, `「${item}」不在這個檔案庫裡，或不能放進專題 (is not in this archive, or cannot be in a collection)`)
    const at = [list, moved, fresh].find((some) => some.some((member) => member.item === item)) ?? fresh
    const before = at.find((member) => member.item === item)
    const [why, where] = [reason == null ? before?.reason : reason.trim() === '' ? undefined : reason, place ?? before?.at]
    const said: Member = { item, ...(why === undefined ? {} : { reason: why }), ...(where === undefined ? {} : { at: where }) }
    if (before === undefined) fresh.push(said)
    else at[at.indexOf(before)] = said
  }
  const next = before == null ? undefined : memberOf(before, list, 'before')
  return placed(list, [...moved, ...fresh], next)
}

/** The name is for the same readers, where whoever changes them may change it, too. */
async function nameToo({ graph }: ShelfPorts, actor: Actor, told: Told, sending: Sending, { entity }: CollectionRecord, { audience, state }: { readonly audience: AudienceInput | null | undefined; readonly state: State }): Promise<Operation[]> {
  const head = (await graph.heads([entity], actor.viewer)).get(entity)
  if (head?.record == null || (head.state === state && audience == null)) return []
  return sending.prepare([{ entity: { id: entity, version: toldVersion(told, head.record), state, ...(audience == null ? {} : { audience }) } }])
}

/** A collection is for no more readers than its name. */
export async function checkReaders({ graph }: ShelfPorts, record: CollectionRecord, named: readonly Operation[]): Promise<void> {
  const put = named.find((operation) => operation.op === 'put' && operation.record.id === record.entity)
  const standing = put === undefined ? (await graph.heads([record.entity], WHOLE)).get(record.entity) : undefined
  const bearer = put?.op === 'put' ? { ...put.record, record: put.record } as unknown as Head : standing
  await checkWidth(graph, bearer === undefined ? [] : [bearer], record.audience, 'audience', meant)
}
