import type { Actor } from '../../model/actor.ts'
import type { Head } from '../../model/changeset.ts'
import { badInput } from '../../model/errors.ts'
import { isId, type Id } from '../../model/ids.ts'
import type { RecordType } from '../../model/records.ts'
import { quotationOf, type QuotationInput } from '../annotations/selector.ts'
import { numberOf, versionAt } from '../contribute/seen.ts'
import type { Told } from '../contribute/versions.ts'
import { withHidden, type Block } from './parts.ts'
import type { ShelfPorts } from './ports.ts'

/** A block as somebody writes it: one that is there, kept or with other parts; or a new one. */
export interface BlockInput {
  /** The number of one that they saw, from 1; what is not given stays. */
  readonly keep?: number | null
  readonly block?: string | null
  readonly text?: string | null
  readonly caption?: string | null
  readonly item?: Id | null
  /** Of the item, as they saw it: it is shown so for ever. Empty: as it is from now on. */
  readonly version?: string | null
  readonly quotation?: QuotationInput | null
  readonly file?: number | null
  readonly items?: readonly Id[] | null
  /** A question as JSON. */
  readonly question?: string | null
}

/** What can be shown by which block. */
const ITEMS: Readonly<Record<'item' | 'quotation' | 'picture', readonly RecordType[]>> = { item: ['entity', 'relation', 'content'], quotation: ['content'], picture: ['content'] }

interface Desk {
  readonly ports: ShelfPorts
  readonly actor: Actor
  readonly told: Told
  /** Everything that is named, as the editor sees it. */
  readonly heads: ReadonlyMap<Id, Head>
}

/** Ids that blocks name, to be read together. */
export const namedIn = (blocks: readonly BlockInput[]): Id[] => blocks.flatMap(({ item, items }) => [...(item == null ? [] : [item]), ...items ?? []]).filter(isId)

interface Standing {
  readonly shown: Block
  readonly whole: Block
}

/**
 * The blocks that an exhibit is to have, with those that its editor does not see in their places.
 * @param whole those it has @param seen of these what the editor sees, in their order
 * @throws BAD_USER_INPUT on the field
 */
export async function blocksOf(desk: Desk, inputs: readonly BlockInput[], whole: readonly Block[], seen: readonly Standing[], field: string): Promise<Block[]> {
  const next: Block[] = []
  const changed = new Map<Block, Block>()
  const kept = new Set<number>()
  for (const [i, input] of inputs.entries()) {
    const at = `${field}[${i}]`
    const before = input.keep == null ? undefined : seen[input.keep - 1]
    if (input.keep != null && (before === undefined || kept.has(input.keep))) throw badInput(`${at}.keep`, `沒有第 ${input.keep} 塊，或寫了兩次 (there is no such block, or it is given twice)`)
    if (input.keep != null) kept.add(input.keep)
    const block = before !== undefined && isBare(input) ? before.whole : await blockOf(desk, input, before, at)
    next.push(before?.whole ?? block)
    if (before !== undefined) changed.set(before.whole, block)
  }
  const known = new Set(seen.map((one) => one.whole))
  // of a map that its editor takes away stays what they could not see on it
  for (const { shown, whole: block } of seen) {
    if (changed.has(block) || shown.block !== 'map' || block.block !== 'map') continue
    const items = block.items.filter((id) => !shown.items.includes(id))
    if (items.length === 0) continue
    known.delete(block)
    changed.set(block, { block: 'map', items })
  }
  return withHidden(whole, (block) => !known.has(block), next).map((block) => changed.get(block) ?? block)
}

const isBare = ({ keep: _, ...rest }: BlockInput): boolean => Object.values(rest).every((value) => value == null)

async function blockOf(desk: Desk, input: BlockInput, before: Standing | undefined, at: string): Promise<Block> {
  const kind = input.block ?? before?.whole.block
  if (before !== undefined && kind !== before.whole.block) throw badInput(`${at}.block`, '一塊的種類不能改：拿掉再放一塊新的 (of what kind a block is stays: take it away and put another)')
  const was = before?.whole
  const caption = captionOf(input, was)
  switch (kind) {
    case 'text': {
      const text = input.text ?? (was?.block === 'text' ? was.text : '')
      if (text.trim() === '') throw badInput(`${at}.text`, '請寫文字 (a text is needed)')
      return { block: 'text', text }
    }
    case 'item': return { block: 'item', ...await shownOf(desk, input, was, 'item', at), ...caption }
    case 'quotation': {
      const shown = await shownOf(desk, input, was, 'quotation', at)
      if (input.quotation == null && was?.block === 'quotation' && was.item === shown.item) return { block: 'quotation', ...shown, ...caption, quotation: was.quotation }
      return { block: 'quotation', ...shown, ...caption, quotation: quotationOf(await versionSeen(desk, shown), input.quotation ?? {}, `${at}.quotation`) }
    }
    case 'picture': {
      const shown = await shownOf(desk, input, was, 'picture', at)
      const file = input.file ?? (was?.block === 'picture' ? was.file : 1)
      const record = await versionSeen(desk, shown)
      if (record.type !== 'content' || record.files?.[file - 1]?.mediaType.startsWith('image/') !== true) throw badInput(`${at}.file`, '這裡沒有這張圖 (there is no such picture)')
      return { block: 'picture', ...shown, ...caption, file }
    }
    case 'map': return { block: 'map', items: itemsOf(desk, input, before, at), ...caption }
    case 'graph': {
      const question = input.question ?? (was?.block === 'graph' ? JSON.stringify(was.question) : undefined)
      return { block: 'graph', question: { ...desk.ports.questions.putIn(jsonOf(question, `${at}.question`), `${at}.question`) }, ...caption } as Block
    }
    default: throw badInput(`${at}.block`, '每一塊是 text、item、quotation、picture、map 或 graph (each block is one of these)')
  }
}

function captionOf({ caption }: BlockInput, before: Block | undefined): { readonly caption?: string } {
  const was = before !== undefined && 'caption' in before ? before.caption : undefined
  const now = caption == null ? was : caption.trim() === '' ? undefined : caption
  return now === undefined ? {} : { caption: now }
}

/** @throws BAD_USER_INPUT for what is no question as JSON */
export function jsonOf(text: string | null | undefined, field: string): unknown {
  try {
    return JSON.parse(text ?? '')
  } catch {
    throw badInput(field, '問題要寫成 JSON (a question is written as JSON)')
  }
}

interface Shown {
  readonly item: Id
  readonly version?: number
}

/** What a block shows, and in which version. */
async function shownOf({ ports: { graph }, told, heads }: Desk, { item, version }: BlockInput, before: Block | undefined, kind: keyof typeof ITEMS, at: string): Promise<Shown> {
  const was = before !== undefined && 'item' in before ? before : undefined
  const id = item ?? was?.item
  if (id === undefined) throw badInput(`${at}.item`, '請寫要放什麼 (say what it shows)')
  if (version == null && was?.item === id) return { item: id, ...(was.version === undefined ? {} : { version: was.version }) }
  const head = heads.get(id)
  if (head === undefined || head.record === null || !ITEMS[kind].includes(head.type)) throw badInput(`${at}.item`, `「${id}」不在這個檔案庫裡，或不能這樣放 (is not in this archive, or cannot be shown so)`)
  return { item: id, ...(version == null || version === '' ? {} : { version: await numberOf(graph, told, head, version, `${at}.version`) }) }
}

async function versionSeen({ ports: { graph }, actor, heads }: Desk, { item, version }: Shown): Promise<NonNullable<Head['record']>> {
  const record = version === undefined ? heads.get(item)?.record : (await versionAt(graph, actor.viewer, item, version))?.record
  if (record == null) throw badInput('blocks', `「${item}」不在這個檔案庫裡 (is not in this archive)`)
  return record
}

function itemsOf({ heads }: Desk, { items }: BlockInput, before: Standing | undefined, at: string): readonly Id[] {
  const [seen, whole] = before?.shown.block === 'map' && before.whole.block === 'map' ? [before.shown.items, before.whole.items] : [[], []]
  if (items == null) return whole
  const absent = items.find((id) => heads.get(id)?.type !== 'entity')
  if (absent !== undefined) throw badInput(`${at}.items`, `「${absent}」不在這個檔案庫裡，或不能放在地圖上 (is not in this archive, or cannot be put on a map)`)
  if (items.length === 0) throw badInput(`${at}.items`, '請寫地圖上有什麼 (say what the map shows)')
  return withHidden(whole, (id) => !seen.includes(id), [...new Set(items)])
}
