import { every } from '../../graph/every.ts'
import type { GraphStore } from '../../graph/port.ts'
import { WHOLE } from '../../model/audience.ts'
import type { Head, Operation } from '../../model/changeset.ts'
import { newId, type Id } from '../../model/ids.ts'
import { partsApart } from '../../model/undo.ts'
import { partsOf } from '../../model/parts.ts'
import type { RecordInput } from '../../model/records.ts'
import { concernOf } from '../access/concern.ts'
import { nameOf } from './obstacles.ts'
import type { Unseen } from './planning.ts'

/** What is no part of a payload: said in words. */
const ENVELOPE: ReadonlySet<string> = new Set(['state', 'audience'])

/**
 * What whoever undoes something cannot see is left as it is, and its stewards are told (SEMANTICS 4): each gets a proposal
 * that it go back too, or where that cannot be proposed a note. Nobody submitted it: whoever reads the record reads it.
 * @param left how many may still be told of; it counts down
 */
export async function tellStewards(graph: Pick<GraphStore, 'naming'>, unseen: readonly Unseen[], title: string, told: { left: number }): Promise<Operation[]> {
  const operations: Operation[] = []
  const said = new Set<Id>()
  for (const { head, back } of unseen) {
    if (told.left === 0) break
    if (said.has(head.id)) continue
    said.add(head.id)
    // evidence goes with its relation, and what is nobody's but its author's has no steward
    if (head.record === null || head.type === 'evidence' || concernOf(head.audience) === undefined) continue
    const record = noteOf(head, back, title)
    if (await isSaid(graph, head, title)) continue
    told.left--
    operations.push({ op: 'put', base: null, record })
  }
  return operations
}

/** By these words it is known again: a run that is taken up tells nobody twice. */
const wordsOf = (title: string): string => `收回「${title}」時，這一筆沒有動，因為收回的人看不到。 (left as it was when this was undone: whoever undid it could not see it)`

async function isSaid(graph: Pick<GraphStore, 'naming'>, { id }: Head, title: string): Promise<boolean> {
  for await (const { record, state } of every((page) => graph.naming(id, ['proposal', 'annotation'], WHOLE, page), 100)) {
    if (state === 'withdrawn' || state === 'declined') continue
    if (record?.type === 'proposal' && record.words?.startsWith(wordsOf(title)) === true) return true
    if (record?.type === 'annotation' && record.text?.startsWith(wordsOf(title)) === true) return true
  }
  return false
}

function noteOf(head: Head, { words, link }: Unseen['back'], title: string): RecordInput {
  const { id: target, version, audience } = head
  const text = wordsOf(title)
  if (words === 'withdraw') return { id: newId(), type: 'proposal', state: 'proposed', audience, target, base: version, withdraw: true, words: text }
  const parts = words === undefined ? [] : partsApart(words, head.record!).filter((part) => !ENVELOPE.has(part))
  if (words === undefined || parts.length === 0) {
    const why = link !== undefined ? '合併或分開 (a merge)' : words !== undefined ? '狀態或讀者 (state or audience)' : `它連到的收回了：「${nameOf(head.record!)}」 (what it leads to is gone)`
    return { id: newId(), type: 'annotation', state: 'published', audience, target, version, purpose: 'correction', text: `${text}${why}` }
  }
  const back = partsOf(words)
  return { id: newId(), type: 'proposal', state: 'proposed', audience, target, base: version, changes: Object.fromEntries(parts.map((part) => [part, (back.get(part) ?? null) as never])), words: text }
}
