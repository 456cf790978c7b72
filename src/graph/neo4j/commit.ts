import type { Changeset, Committed, Head, LoggedChangeset } from '../../model/changeset.ts'
import { mentionedIds, prepare, putRelations, standingTypes } from '../../model/commit.ts'
import type { Id } from '../../model/ids.ts'
import { applyLogged, follows, seal } from '../log.ts'
import type { Connection } from './connection.ts'
import { chunksBetween } from './log.ts'
import { operationsIn } from './places.ts'
import type { EvidenceRow } from './rows.ts'
import { Shelf } from './shelf.ts'
import { statement } from './statements.ts'
import type { Terms } from './terms.ts'
import type { Viewers } from './viewers.ts'
import { lock, write } from './write.ts'

export interface Writing {
  readonly connection: Connection
  readonly viewers: Viewers
  /** The vocabulary, in step with the log. */
  readonly words: Terms
}

/** @throws as `GraphStore.commit` */
export async function commit({ connection, viewers, words }: Writing, changeset: Changeset): Promise<Committed> {
  const committed = await connection.write(async (run): Promise<Committed> => {
    const log = await lock(run, viewers, changeset.id)
    if (log.done !== null) {
      const chunks = await Array.fromAsync(chunksBetween((params) => run(statement('log/operations'), params), log.done, log.done))
      // the last version of a record is the one that stays in the map
      return { sequence: log.done, repeated: true, versions: new Map(chunks.flatMap(operationsIn).map(({ id, version }) => [id, version])) }
    }
    const shelf = new Shelf(run, log.newest)
    await shelf.load(mentionedIds(changeset.operations), standingTypes(changeset.operations))
    const edited = putRelations(changeset.operations)
    await shelf.loadEvidenceOn(edited)
    // a relation that changes may put its evidence in doubt, which is then checked like any other put
    await shelf.load(edited.flatMap((id) => shelf.evidenceOn(id)).flatMap(({ row }) => (row as EvidenceRow).sourceRecorded ?? []))
    const standing = { head: (id: Id) => shelf.get(id)?.head, evidenceOn: (id: Id) => shelf.evidenceOn(id).map(({ head }) => head) }
    const prepared = prepare(changeset, standing, await words.at(log.sequence, run), seal)
    const sequence = log.sequence + 1
    const { operations: _, at = Date.now(), ...meta } = changeset
    await write(run, viewers, log, shelf, [{ ...meta, at, sequence, operations: prepared.operations }], prepared.heads)
    return { sequence, repeated: false, versions: new Map([...prepared.heads].map(([id, head]) => [id, head.version])) }
  })
  if (!committed.repeated) words.passed(committed.sequence, changeset)
  return committed
}

/** @throws as `GraphStore.append` */
export async function append({ connection, viewers }: Writing, changesets: readonly LoggedChangeset[]): Promise<void> {
  if (changesets.length === 0) return
  await connection.write(async (run) => {
    const log = await lock(run, viewers, null)
    const known = changesets.map(({ sequence }) => sequence).filter((sequence) => sequence <= log.sequence)
    const standing = new Map(known.length === 0 ? [] : (await run<{ sequence: number; id: Id }>(statement('log/ids-of'), { sequences: known })).map(({ sequence, id }) => [sequence, id]))
    const taken: LoggedChangeset[] = []
    for (const changeset of changesets) {
      if (follows(changeset, log.sequence + taken.length, (sequence) => standing.get(sequence) ?? taken.find((one) => one.sequence === sequence)?.id)) taken.push(changeset)
    }
    if (taken.length === 0) return
    const shelf = new Shelf(run, log.newest)
    await shelf.load(taken.flatMap(namedIn))
    const heads = new Map<Id, Head>()
    for (const operation of taken.flatMap(({ operations }) => operations)) {
      heads.set(operation.id, applyLogged(heads.get(operation.id) ?? shelf.get(operation.id)?.head, operation))
    }
    await write(run, viewers, log, shelf, taken, heads)
  })
}

/** Ids that the operations of a logged changeset touch or name. */
function namedIn({ operations }: LoggedChangeset): Id[] {
  return operations.flatMap(({ id, into, payload }) => {
    const { from, to, source, relation, entity } = (payload == null ? {} : JSON.parse(payload)) as Partial<Record<'from' | 'to' | 'source' | 'relation' | 'entity', Id>>
    return [id, into, from, to, entity, source, source === undefined ? undefined : relation].filter((one) => one !== undefined)
  })
}
