import type { Put } from '../../graph/answer.ts'
import { cursor, placeOf } from '../../graph/log.ts'
import type { EntityRef, EntityView, Page, PageRequest, RelationView } from '../../graph/port.ts'
import { audienceTold, type Audience } from '../../model/audience.ts'
import { ArchiveError, badCursor, type ErrorCode } from '../../model/errors.ts'
import { refOf } from '../../graph/views.ts'
import { isId, type Id } from '../../model/ids.ts'
import type { CollectionRecord, State } from '../../model/records.ts'
import { slices } from '../../model/slices.ts'
import { audienceText } from '../access/audiences.ts'
import { demandPut } from '../contribute/rights.ts'
import { toldVersion } from '../contribute/versions.ts'
import { blocksShown, type BlockView } from './exhibit.ts'
import type { Shelves } from './ports.ts'
import { isShelf, recordsOf, type Shelf } from './records-of.ts'

/** A member as a reader is shown it: what was merged is its survivor, once, with every reason. */
export interface MemberView {
  readonly id: Id
  readonly entity?: EntityView
  readonly relation?: RelationView
  readonly reasons: readonly string[]
  /** Its place on a picture. */
  readonly at?: readonly [number, number]
  /** As they were put in: more than one where they were merged since. */
  readonly items: readonly Id[]
}

/** A collection as a reader is shown it. */
export interface CollectionView {
  readonly id: Id
  readonly entity: EntityRef
  /** Its entity is more than its author's draft. */
  readonly isNamed: boolean
  readonly manner: CollectionRecord['manner']
  readonly state: State
  /** A hash of what the reader sees of it. */
  readonly version: string
  readonly audience: Audience & { readonly text: string }
  readonly by?: Id
  readonly question?: Put
  /** Its members are a picture, the first of them its middle. */
  readonly looking?: NonNullable<CollectionRecord['looking']>
  /** The day on which what it holds was kept. */
  readonly frozenOn?: string
  readonly cover?: { readonly content: Id; readonly file: number }
  /** Members, or blocks that show something of the archive, that the reader sees. */
  readonly total: number
  readonly members: readonly MemberView[]
  readonly blocks: readonly BlockView[]
  /** The reader may change it: then it is shown also while it is empty. */
  readonly mayEdit: boolean
}

/**
 * By its own id, or its entity's; merges followed. Shown only if one member is readable, except to whoever may change it.
 * @returns undefined for what is hidden, not there, or has nothing to show
 */
export async function collection(shelves: Shelves, id: Id): Promise<CollectionView | undefined> {
  const head = await shelfOf(shelves, id)
  return head === undefined ? undefined : shown(shelves, head)
}

async function shelfOf({ graph, viewer }: Shelves, id: Id): Promise<Shelf | undefined> {
  const head = isId(id) ? (await graph.heads([id], viewer)).get(id) : undefined
  if (head === undefined || isShelf(head)) return head as Shelf | undefined
  const entity = (await graph.entities([id], viewer)).get(id)
  return entity === undefined ? undefined : (await recordsOf(graph, viewer, [entity.id, ...entity.merged.map((one) => one.id)]))[0]
}

/** What its entity is called, as far as it is there for the viewer: survivors; of one's own draft the draft. */
async function bearerOf({ graph, viewer }: Shelves, id: Id): Promise<Pick<CollectionView, 'entity' | 'isNamed'> | undefined> {
  const view = (await graph.entities([id], viewer)).get(id)
  if (view !== undefined) return { entity: { id: view.id, name: view.name, kind: view.kind }, isNamed: true }
  const head = (await graph.heads([id], viewer)).get(id)
  return head?.state === 'draft' && head.record?.type === 'entity' ? { entity: refOf(head.record), isNamed: false } : undefined
}

/** What a question gives is counted up to here. */
const MOST_ASKED = 1_000

/** @param most what a question gives is counted up to here */
export async function shown(shelves: Shelves, head: Shelf, most = MOST_ASKED): Promise<CollectionView | undefined> {
  const { directory, viewer } = shelves
  const { record, state, audience } = head
  const bearer = await bearerOf(shelves, record.entity)
  if (bearer === undefined) return undefined
  const blocks = record.manner === 'exhibit' ? await blocksShown(shelves, record.blocks ?? []) : []
  const members = record.manner === 'exhibit' ? [] : await membersOf(shelves, record, bearer.entity.id, most)
  const total = record.manner === 'exhibit' ? blocks.filter(({ isOfArchive }) => isOfArchive).length : members.length
  const mayEdit = editable(shelves, head)
  if (total === 0 && !mayEdit) return undefined
  const table = await directory.table()
  const { by, question, looking, frozen, cover, manner } = record
  return {
    id: head.id, ...bearer, manner, state, version: toldVersion({ table, viewer }, record), total, members, blocks, mayEdit,
    audience: { ...audienceTold(audience, viewer), text: audienceText(table, viewer, audience) },
    ...(by === undefined ? {} : { by }), ...(question === undefined ? {} : { question: question as unknown as Put }), ...(looking === undefined ? {} : { looking }),
    ...(frozen === undefined ? {} : { frozenOn: frozen.on }), ...(cover === undefined ? {} : { cover }),
  }
}

function editable({ actor }: Shelves, head: Shelf): boolean {
  if (actor === undefined) return false
  try {
    demandPut(actor, { head, state: head.state, audience: head.audience, field: 'collection' })
    return true
  } catch (error) {
    if (error instanceof ArchiveError) return false
    throw error
  }
}

/** What a question cannot answer for somebody gives them nothing: it may name what they cannot see. */
const UNANSWERED: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['NOT_FOUND', 'AMBIGUOUS_NAME', 'BAD_USER_INPUT', 'TOO_EXPENSIVE'])

async function membersOf(shelves: Shelves, { members = [], question, frozen, manner }: CollectionRecord, home: Id, most: number): Promise<MemberView[]> {
  if (manner === 'manual') return seen(shelves, members, home)
  if (frozen !== undefined) return seen(shelves, frozen.items.map((item) => ({ item })), home)
  if (question === undefined) return []
  try {
    const ids = await shelves.questions.collected(question as unknown as Put, most)
    return await seen(shelves, ids.map((item) => ({ item })), home)
  } catch (error) {
    if (error instanceof ArchiveError && UNANSWERED.has(error.code)) return []
    throw error
  }
}

/** Read together. */
const PART = 500

async function seen({ graph, viewer }: Shelves, members: readonly { readonly item: Id; readonly reason?: string | undefined; readonly at?: readonly [number, number] | undefined }[], home: Id): Promise<MemberView[]> {
  const found = new Map<Id, MemberView>()
  for (const part of slices(members, PART)) {
    const entities = await graph.entities(part.map(({ item }) => item), viewer)
    const rest = part.flatMap(({ item }) => (entities.has(item) ? [] : [item]))
    const relations = rest.length === 0 ? new Map<Id, RelationView>() : await graph.relationsById(rest, viewer)
    for (const { item, reason, at } of part) {
      const [entity, relation] = [entities.get(item), relations.get(item)]
      const id = entity?.id ?? relation?.id
      // what was merged into the collection itself is not in it
      if (id === undefined || id === home) continue
      const before = found.get(id)
      const reasons = [...before?.reasons ?? [], ...(reason === undefined || before?.reasons.includes(reason) === true ? [] : [reason])]
      const place = before?.at ?? at
      found.set(id, { id, ...(entity === undefined ? {} : { entity }), ...(relation === undefined ? {} : { relation }), reasons, ...(place === undefined ? {} : { at: place }), items: [...before?.items ?? [], item] })
    }
  }
  return [...found.values()]
}

/** A page of members that are known; the place is told by the member before it. @throws BAD_USER_INPUT (`after`) */
export function pageOfMembers(members: readonly MemberView[], { first = 20, after }: PageRequest): Page<MemberView> {
  const start = after === undefined ? 0 : members.findIndex(({ id }) => id === placeOf<[string]>(after, 'string')[0]) + 1
  if (after !== undefined && start === 0) throw badCursor()
  const items = members.slice(start, start + first)
  const last = items.at(-1)
  return { items, ...(last === undefined ? {} : { endCursor: cursor(last.id) }), hasNextPage: start + items.length < members.length }
}
