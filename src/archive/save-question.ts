import type { GraphStore } from '../graph/port.ts'
import type { Origin } from '../model/changeset.ts'
import { EVERYONE, isNoNarrower, WHOLE, type Audience, type Viewer } from '../model/audience.ts'
import { badInput, notFound } from '../model/errors.ts'
import { idsIn, newId, type Id } from '../model/ids.ts'
import { readersOf } from '../model/readers.ts'
import { displayName } from '../model/records.ts'

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
  const narrower = [...(await graph.heads(idsIn(JSON.stringify(put.arguments)), viewer)).values()].filter((head) => !isNoNarrower(readersOf(head), audience))
  if (narrower.length > 0) {
    const names = narrower.map(({ id, record }) => (record?.type === 'entity' ? displayName(record.names) : id)).join('」、「')
    throw badInput('audience', `「${names}」不是看得到這個問題的人都看得到的：請選一樣窄的範圍 (not everybody who would read the question may know of what it names: choose an audience as narrow)`)
  }
  const id = newId()
  await graph.commit({
    id: newId(), actor, reason: `存下問題「${name}」`, origin,
    operations: [{ op: 'put', base: null, record: { id, type: 'entity', kind: 'Collection', state: 'published', audience, names: [{ text: name }], fields: { question: JSON.stringify(put) } } }],
  })
  return id
}

/** Withdraws it, with the reason; its history stays. @throws NOT_FOUND, CONFLICT */
export async function removeQuestion(graph: Pick<GraphStore, 'commit' | 'heads'>, { id, actor, reason }: { readonly id: Id; readonly actor: string; readonly reason: string }): Promise<void> {
  const head = (await graph.heads([id], WHOLE)).get(id)
  if (head === undefined) throw notFound(id)
  await graph.commit({ id: newId(), actor, reason, origin: 'cli', operations: [{ op: 'withdraw', id, base: head.version, reason }] })
}
