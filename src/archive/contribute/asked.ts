import type { GraphStore } from '../../graph/port.ts'
import { isNoNarrower, type Viewer } from '../../model/audience.ts'
import type { Head } from '../../model/changeset.ts'
import { badInput, type ArchiveError } from '../../model/errors.ts'
import { idsIn, type Id } from '../../model/ids.ts'
import { readersOf } from '../../model/readers.ts'
import { displayName, type ArchiveRecord } from '../../model/records.ts'
import { isWider, meant } from '../annotations/width.ts'

/** What is written, and where its question stands in what was sent. */
export interface AskedIn {
  readonly record: ArchiveRecord
  readonly field: string
  /** As it stood; absent of something new. */
  readonly before?: ArchiveRecord | undefined
}

/** Ids that a record's questions name: of a Collection with a question, of a collection by question, of the graph views of an exhibit. */
export function askedIn(record: ArchiveRecord): Id[] {
  if (record.type === 'entity') return typeof record.fields['question'] === 'string' ? idsIn(record.fields['question']) : []
  if (record.type !== 'collection') return []
  const blocks = (record.blocks ?? []).flatMap((block) => (block.block === 'graph' ? [block.question] : []))
  return idsIn(JSON.stringify([record.question ?? null, blocks]))
}

/**
 * A question is read by whoever reads the record that has it: what it names by its id is nothing that one of these may
 * not see, with all it hangs on. Looked at where the question is said anew, or others come to read it. What the writer
 * does not see is not there, so that a refusal tells them nothing.
 * @param now records of the same sending, by id: as they will stand
 * @returns what may not be written so, and why, in the order given
 */
export async function questionClashes(graph: Pick<GraphStore, 'heads'>, viewer: Viewer, written: readonly AskedIn[], now: ReadonlyMap<Id, ArchiveRecord> = new Map()): Promise<{ readonly id: Id; readonly error: ArchiveError }[]> {
  const asking = written.flatMap((one) => {
    const ids = one.record.audience.protocols.length === 0 || isAsBefore(one) ? [] : askedIn(one.record)
    return ids.length === 0 ? [] : [{ ...one, ids }]
  })
  if (asking.length === 0) return []
  const heads = new Map(await graph.heads([...new Set(asking.flatMap(({ ids }) => ids))], viewer))
  for (const [id, record] of now) if (heads.has(id)) heads.set(id, { ...heads.get(id)!, state: record.state, audience: record.audience, record })
  const clashes: { id: Id; error: ArchiveError }[] = []
  for (const { record, field, ids } of asking) {
    const missing = ids.find((id) => !heads.has(id))
    if (missing !== undefined) clashes.push({ id: record.id, error: badInput(field, `「${missing}」不在這個檔案庫裡 (is not in this archive)`) })
    else {
      const narrow = await narrower(graph, record, ids.map((id) => heads.get(id)!))
      if (narrow.length > 0) clashes.push({ id: record.id, error: badInput(field, `問題裡指名的「${narrow.map(nameOf).join('」、「')}」，不是它的讀者都看得到的：請改用別的問法，或選更少的讀者 (the question names what not every reader of it may see)`) })
    }
  }
  return clashes
}

/** @throws BAD_USER_INPUT on the field of the first that may not be written so */
export async function checkQuestions(...given: Parameters<typeof questionClashes>): Promise<void> {
  const [first] = await questionClashes(...given)
  if (first !== undefined) throw first.error
}

/** It asks what it asked, and nobody comes to read it who did not. */
function isAsBefore({ record, before }: AskedIn): boolean {
  if (before === undefined || (before.state !== record.state && record.state === 'published') || !isNoNarrower(before.audience, record.audience)) return false
  const had = new Set(askedIn(before))
  return askedIn(record).every((id) => had.has(id))
}

/** What is proposed with the question is read by others once both are published; what is published is read at once. */
async function narrower(graph: Pick<GraphStore, 'heads'>, { state, audience }: ArchiveRecord, named: readonly Head[]): Promise<Head[]> {
  const narrow: Head[] = []
  for (const head of named) if (await isWider(graph, [head], audience, state === 'published' ? readersOf : meant)) narrow.push(head)
  return narrow
}

const nameOf = ({ id, record }: Head): string => (record?.type === 'entity' ? displayName(record.names) : id)
