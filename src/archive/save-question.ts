import type { GraphStore } from '../graph/port.ts'
import type { Origin } from '../model/changeset.ts'
import { EVERYONE, WHOLE, type Audience, type Viewer } from '../model/audience.ts'
import { notFound } from '../model/errors.ts'
import { newId, type Id } from '../model/ids.ts'
import { checkRecord } from '../model/records.ts'
import { checkQuestions } from './contribute/asked.ts'

/**
 * Puts a question by a name into the archive: a Collection by question (SEMANTICS 5).
 * @returns its id
 * @throws BAD_USER_INPUT (`audience`) where more would read the question than may know of what it names
 */
export async function saveQuestion(graph: Pick<GraphStore, 'commit' | 'heads'>, { name, put, actor, audience = EVERYONE, viewer = WHOLE, origin = 'cli' }: {
  readonly name: string
  readonly put: { readonly name: string; readonly arguments: Readonly<Record<string, unknown>> }
  readonly actor: string
  /** Default: everyone. What it answers is asked anew under the rights of each reader. */
  readonly audience?: Audience
  /** Who asks: what they do not see is not there, also where they write its id. Default: maintenance. */
  readonly viewer?: Viewer
  /** Default: the command line. */
  readonly origin?: Origin
}): Promise<Id> {
  const record = checkRecord({ id: newId(), type: 'entity', kind: 'Collection', state: 'published', audience, names: [{ text: name }], fields: { question: JSON.stringify(put) } })
  await checkQuestions(graph, viewer, [{ record, field: 'audience' }])
  await graph.commit({ id: newId(), actor, reason: `存下問題「${name}」`, origin, operations: [{ op: 'put', base: null, record }] })
  return record.id
}

/** Withdraws it, with the reason; its history stays. @throws NOT_FOUND, CONFLICT */
export async function removeQuestion(graph: Pick<GraphStore, 'commit' | 'heads'>, { id, actor, reason }: { readonly id: Id; readonly actor: string; readonly reason: string }): Promise<void> {
  const head = (await graph.heads([id], WHOLE)).get(id)
  if (head === undefined) throw notFound(id)
  await graph.commit({ id: newId(), actor, reason, origin: 'cli', operations: [{ op: 'withdraw', id, base: head.version, reason }] })
}
