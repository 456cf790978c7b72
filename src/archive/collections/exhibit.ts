import type { Put } from '../../graph/answer.ts'
import type { ContentView, EntityRef, EntityView, RelationView } from '../../graph/port.ts'
import { contentView } from '../../graph/views.ts'
import type { Found, Quotation } from '../../model/anchor.ts'
import type { Head } from '../../model/changeset.ts'
import type { Id } from '../../model/ids.ts'
import { displayName, type ArchiveRecord } from '../../model/records.ts'
import { found } from '../annotations/find.ts'
import { versionAt } from '../contribute/seen.ts'
import { toldVersion } from '../contribute/versions.ts'
import type { Block } from './parts.ts'
import type { Shelves } from './ports.ts'

/** A block as a reader is shown it. */
export interface BlockView {
  /** By which its editors name it, from 1. */
  readonly number: number
  readonly block: Block['block']
  /** Shows something that is in the archive: one of these must be readable, or the exhibit is not shown. */
  readonly isOfArchive: boolean
  readonly text?: string
  readonly caption?: string
  readonly entity?: EntityView | EntityRef
  readonly relation?: RelationView
  readonly content?: ContentView
  /** What it was called in the version that is shown. */
  readonly title?: string
  /** The version that it shows for ever, and when that was made (milliseconds since 1970); absent: as it is. */
  readonly pinned?: { readonly version: string; readonly at: number; readonly record: ArchiveRecord }
  /** Of a picture: its number in the version that is shown, and the one by which it is handed out now, if it still is. */
  readonly file?: number
  readonly handedOut?: number
  readonly quotation?: Quotation
  readonly found?: Found
  readonly items?: readonly EntityView[]
  readonly question?: Put
}

type Shown = Extract<Block, { readonly item: Id }>

/**
 * The blocks of an exhibit for a reader. One that is pinned shows its version as the reader may see that, or not at all.
 * @param blocks without what is hidden from the reader, as a store gives them
 */
export async function blocksShown(shelves: Shelves, blocks: readonly Block[]): Promise<BlockView[]> {
  const { graph, viewer } = shelves
  const ids = [...new Set(blocks.flatMap((block) => ('item' in block ? [block.item] : block.block === 'map' ? block.items : [])))]
  const [heads, entities] = ids.length === 0 ? [new Map<Id, Head>(), new Map<Id, EntityView>()] : [await graph.heads(ids, viewer), await graph.entities(ids, viewer)]
  const relations = await graph.relationsById(ids.filter((id) => heads.get(id)?.type === 'relation'), viewer)
  const views: BlockView[] = []
  for (const [i, block] of blocks.entries()) {
    const number = i + 1
    const caption = 'caption' in block && block.caption !== undefined ? { caption: block.caption } : {}
    if (block.block === 'text') views.push({ number, block: 'text', isOfArchive: false, text: block.text })
    else if (block.block === 'graph') views.push({ number, block: 'graph', isOfArchive: false, ...caption, question: block.question as unknown as Put })
    else if (block.block === 'map') {
      const items = [...new Map(block.items.flatMap((id) => entities.get(id) ?? []).map((view) => [view.id, view])).values()]
      if (items.length > 0) views.push({ number, block: 'map', isOfArchive: true, ...caption, items })
    } else {
      const shown = await itemShown(shelves, block, heads.get(block.item), { entities, relations })
      if (shown !== undefined) views.push({ number, block: block.block, isOfArchive: true, ...caption, ...shown })
    }
  }
  return views
}

interface Known {
  readonly entities: ReadonlyMap<Id, EntityView>
  readonly relations: ReadonlyMap<Id, RelationView>
}

async function itemShown(shelves: Shelves, block: Shown, head: Head | undefined, { entities, relations }: Known): Promise<Omit<BlockView, 'number' | 'block' | 'isOfArchive'> | undefined> {
  if (head === undefined) return undefined
  const pinned = block.version === undefined ? undefined : await pinnedAt(shelves, block.item, block.version)
  if (block.version !== undefined && pinned === undefined) return undefined
  const record = pinned?.record ?? head.record
  if (record === null) return undefined
  const isLive = head.state === 'published' || head.state === 'proposed'
  if (pinned === undefined && !isLive) return undefined
  const about = pinned === undefined ? {} : { pinned }
  if (record.type === 'entity') {
    const entity = entities.get(head.id)
    if (entity === undefined && pinned === undefined) return undefined
    return { ...about, ...(entity === undefined ? {} : { entity }), title: pinned === undefined ? entity!.name : displayName(record.names) }
  }
  if (record.type === 'relation') {
    const relation = relations.get(head.id)
    return relation === undefined ? undefined : { ...about, relation }
  }
  if (record.type !== 'content') return undefined
  const bearer = (await shelves.graph.entities([record.entity], shelves.viewer)).get(record.entity)
  if (bearer === undefined) return undefined
  const entity = { id: bearer.id, name: bearer.name, kind: bearer.kind }
  const content = contentView({ version: 0, record }, entity)
  if (block.block === 'picture') {
    const picture = record.files?.[block.file - 1]
    if (picture === undefined) return undefined
    const now = head.record?.type === 'content' ? head.record.files?.findIndex(({ sha256 }) => sha256 === picture.sha256) ?? -1 : -1
    return { ...about, entity, content, file: block.file, ...(now < 0 ? {} : { handedOut: now + 1 }) }
  }
  if (block.block !== 'quotation') return { ...about, entity, content }
  const place = await found(record, block.quotation)
  return { ...about, entity, content, quotation: block.quotation, ...(place === undefined ? {} : { found: place }) }
}

async function pinnedAt({ graph, viewer, directory }: Shelves, id: Id, version: number): Promise<BlockView['pinned']> {
  const entry = await versionAt(graph, viewer, id, version)
  return entry === undefined ? undefined : { version: toldVersion({ table: await directory.table(), viewer }, entry.record), at: entry.at, record: entry.record }
}
