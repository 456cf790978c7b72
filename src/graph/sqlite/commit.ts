import type { Changeset, Committed, Head, LoggedChangeset } from '../../model/changeset.ts'
import { mentionedIds, prepare, standingTypes } from '../../model/commit.ts'
import type { Id } from '../../model/ids.ts'
import { applyLogged, follows, seal } from '../log.ts'
import { standaloneKey } from './codes.ts'
import { bytesOf } from './ids.ts'
import { write } from './write.ts'
import type { Writer } from './writer.ts'

const EVIDENCE_ON = 'SELECT evidence.id FROM relation JOIN evidence ON evidence.relation = relation.key WHERE relation.bytes = ?'
const VERSIONS = `SELECT coalesce(entity.id, relation.id, evidence.id, content.id, standalone.id), max(operation.version) FROM operation
  LEFT JOIN entity ON record % 4 = 0 AND node = record / 4
  LEFT JOIN relation ON record % 4 = 1 AND relation.key = record / 4
  LEFT JOIN evidence ON record % 4 = 2 AND evidence.key = record / 4
  LEFT JOIN content ON record % 4 = 3 AND content.key = record / 4
  LEFT JOIN standalone ON record < 0 AND standalone.key = ${standaloneKey('record')}
  WHERE operation.key >= ? AND operation.key < ? GROUP BY record`

/** @throws as `GraphStore.commit` */
export async function commit(writer: Writer, changeset: Changeset): Promise<Committed> {
  const committed = await writer.transaction(() => {
    const { connection, shelf } = writer
    const [done, first, operations] = connection.row<[number, number, number]>('SELECT sequence, first_operation, operations FROM changeset WHERE id = ?', changeset.id) ?? []
    if (done !== undefined) {
      return { sequence: done, repeated: true, versions: new Map(connection.rows<[Id, number]>(VERSIONS, first!, first! + operations!)) }
    }
    shelf.prefetch(mentionedIds(changeset.operations), standingTypes(changeset.operations))
    const prepared = prepare(changeset, {
      head: (id) => shelf.get(id)?.head,
      evidenceOn: (id) => connection.rows<[Id]>(EVIDENCE_ON, bytesOf(id)).map(([evidence]) => shelf.get(evidence)!.head),
    }, writer.terms.now(), seal)
    const sequence = writer.sequence() + 1
    const { operations: _, at = Date.now(), ...meta } = changeset
    write(writer, { ...meta, at, sequence, operations: prepared.operations }, prepared.heads)
    return { sequence, repeated: false, versions: new Map([...prepared.heads].map(([id, head]) => [id, head.version])) }
  })
  if (changeset.operations.some(({ op }) => op === 'redact')) writer.sweep()
  return committed
}

/** Operations of other archives' changesets written in one transaction: one wait for the disk. */
const AT_ONCE = 10_000

/** @throws as `GraphStore.append` */
export async function append(writer: Writer, changesets: readonly LoggedChangeset[]): Promise<void> {
  for (let next = 0; next < changesets.length;) {
    next = await writer.transaction(() => {
      let end = next
      for (let operations = 0; end < changesets.length && operations < AT_ONCE; end++) {
        appendOne(writer, changesets[end]!)
        operations += changesets[end]!.operations.length
      }
      return end
    })
  }
  if (changesets.some(({ operations }) => operations.some(({ op }) => op === 'redact'))) writer.sweep()
}

function appendOne(writer: Writer, changeset: LoggedChangeset): void {
  const { connection, shelf } = writer
  const standing = (sequence: number): Id | undefined => connection.row<[Id]>('SELECT id FROM changeset WHERE sequence = ?', sequence)?.[0]
  if (!follows(changeset, writer.sequence(), standing)) return
  shelf.open()
  shelf.prefetch(changeset.operations.map(({ id }) => id), new Map(changeset.operations.filter(({ version }) => version > 1).map(({ id, type }) => [id, type])))
  const heads = new Map<Id, Head>()
  for (const operation of changeset.operations) {
    heads.set(operation.id, applyLogged(heads.get(operation.id) ?? shelf.get(operation.id)?.head, operation))
  }
  write(writer, changeset, heads)
}
