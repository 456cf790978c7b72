import { storedRecord, type StoredRecord } from '../../../archive/contribute/record.ts'
import type { Head } from '../../../model/changeset.ts'
import { notFound } from '../../../model/errors.ts'
import { isId, type Id } from '../../../model/ids.ts'
import type { ArchiveRecord } from '../../../model/records.ts'
import { titleOf } from '../../../archive/review/titles.ts'
import { relationText } from '../../../graph/wording.ts'
import type { Call } from '../../call.ts'

/** A record that a form is about, as whoever asks sees it. */
export interface Subject {
  readonly head: Head & { readonly record: ArchiveRecord }
  readonly stored: StoredRecord & { readonly version: string }
  readonly title: string
}

/** @throws NOT_FOUND also for what is hidden, and for what is destroyed */
export async function subject({ asking, context }: Pick<Call, 'asking' | 'context'>, id: string | null | undefined): Promise<Subject> {
  const { graph, viewer, vocabulary } = asking
  if (!isId(id ?? '')) throw notFound(id ?? '')
  const [head, stored] = [(await graph.heads([id as Id], viewer)).get(id as Id), await storedRecord({ graph, directory: context.people().directory }, viewer, id as Id)]
  if (head?.record == null || stored?.version == null) throw notFound(id!)
  const view = head.type === 'relation' ? (await graph.relationsById([head.id], viewer)).get(head.id) : undefined
  return { head: { ...head, record: head.record }, stored: { ...stored, version: stored.version }, title: view === undefined ? titleOf(head.record, undefined, vocabulary) : relationText(view, vocabulary) }
}
