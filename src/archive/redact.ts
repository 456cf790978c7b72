import type { GraphStore } from '../graph/port.ts'
import { WHOLE } from '../model/audience.ts'
import { MAX_OPERATIONS } from '../model/changeset.ts'
import { badInput, notFound } from '../model/errors.ts'
import { newId, type Id } from '../model/ids.ts'

export interface RedactOptions {
  readonly id: Id
  readonly reason: string
  readonly actor: string
  /** Called for each record once it is redacted, to keep what a restore of an older backup must do again. */
  readonly note: (redacted: { id: Id; versions: number[]; reason: string }) => Promise<void>
}

export interface RedactReport {
  /** The record, then the evidence whose words name it. */
  readonly redacted: readonly Id[]
}

/**
 * Destroys the words of a record for good, in all its versions; of an entity also the evidence on its
 * relations that quotes one of its names, for a name that stays in a quotation is not gone.
 * @throws NOT_FOUND, BAD_USER_INPUT without a reason
 */
export async function redact(graph: GraphStore, { id, reason, actor, note }: RedactOptions): Promise<RedactReport> {
  if (reason.trim() === '') throw badInput('reason', 'a redaction needs a reason: it is all that stays')
  const head = (await graph.heads([id], WHOLE)).get(id)
  if (head === undefined) throw notFound(id)
  const names = head.record?.type === 'entity' ? head.record.names.map((name) => name.text) : []
  const redacted = [id, ...(names.length === 0 ? [] : await quoting(graph, id, names))]
  const versions = new Map<Id, number>()
  for (let from = 0; from < redacted.length; from += MAX_OPERATIONS) {
    const ids = redacted.slice(from, from + MAX_OPERATIONS)
    for (const [each, { version }] of await graph.heads(ids, WHOLE)) versions.set(each, version)
    await graph.commit({ id: newId(), actor, reason, origin: 'cli', operations: ids.map((each) => ({ op: 'redact', id: each, reason })) })
    for (const each of ids) await note({ id: each, versions: Array.from({ length: versions.get(each) ?? 1 }, (_, i) => i + 1), reason })
  }
  return { redacted }
}

/** Evidence on the entity's relations whose words have one of these names. */
async function quoting(graph: GraphStore, id: Id, names: readonly string[]): Promise<Id[]> {
  const found: Id[] = []
  let after: string | undefined
  do {
    const page = await graph.relations(id, { includeProposed: true, includeDeprecated: true }, WHOLE, { first: 1_000, ...(after === undefined ? {} : { after }) })
    for (const { evidence } of page.items) {
      for (const { id: piece, quote } of evidence) if (quote !== undefined && names.some((name) => quote.includes(name))) found.push(piece)
    }
    after = page.hasNextPage ? page.endCursor : undefined
  } while (after !== undefined)
  return found
}
