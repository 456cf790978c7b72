import type { Head } from '../../model/changeset.ts'
import type { EvidenceRecord } from '../../model/records.ts'
import { confidenceOf, isGround, isQueued, waits } from '../waiting.ts'
import { recordCode, stateCode } from './codes.ts'
import { bytesOf } from './ids.ts'
import { Insert, parameters } from './insert.ts'
import type { Chain } from './chain.ts'
import type { Projecting } from './projecting.ts'
import type { Stored } from './shelf.ts'

const INSERT = new Insert('waiting', parameters(13))
const WRITTEN_AT = 'SELECT at FROM changeset WHERE first_operation <= ? ORDER BY first_operation DESC LIMIT 1'

interface Item {
  /** Its place in TYPE_CODES. */
  readonly type: number
  readonly isNew: boolean
  readonly reading: number
  readonly word?: number | null
  /** Of evidence. */
  readonly source?: number | null
  /** False: it is decided with another. Default true. */
  readonly isApart?: boolean
}

interface Ground {
  readonly stored: Stored
  readonly chain: Chain | undefined
  readonly reading: number
}

/** Has a record in the queue, or no longer. @param grounds of a relation: its evidence */
export function noteWaiting(projecting: Projecting, { head, number, payload }: Stored, { type, isNew, reading, word = null, source = null, isApart = true }: Item, grounds: readonly Ground[] = []): void {
  if (!isNew) noWaiting(projecting, { number }, type)
  if (!isApart || payload === null || !isQueued(head)) return
  const { connection } = projecting.writer
  const item = recordCode(number, type)
  const [at] = connection.row<[number]>(WRITTEN_AT, payload)!
  const row = (piece: number, reads: number, from: number | null, rank: number): void => {
    connection.insert(INSERT, [item, piece, stateCode(head.state), at, bytesOf(head.id), reads, type, word, head.record!.by ?? null, from, rank, null, null])
  }
  row(0, reading, source, rankOf(head))
  if (!waits(head.state)) return
  for (const { stored, chain, reading: reads } of grounds) {
    if (isGround(stored.head)) row(stored.number, reads, chain?.node ?? null, rankOf(stored.head))
  }
}

const PART = 'UPDATE waiting SET leader = NULL, led = NULL WHERE item = ?1 AND piece = 0 AND leader = ?2'
const LEAD = 'UPDATE waiting SET leader = ?2, led = ?3 WHERE item = ?1 AND piece = 0 AND state = ?4 AND (leader IS NOT ?2 OR led IS NOT ?3)'

/**
 * Things at the ends of a relation that waits as they do are decided with it: whoever reads it passes them over. Of
 * several that lead to one thing the last is noted; others are asked for where it leads there no more.
 * @param was nodes at its ends before
 */
export function noteLed(projecting: Projecting, { head, number }: Stored, reading: number, was: readonly (number | null)[], ends: readonly (Chain | undefined)[]): void {
  const { connection } = projecting.writer
  if (projecting.anyWaiting) for (const node of was) if (node !== null) connection.run(PART, recordCode(node, 0), number)
  if (!waits(head.state)) return
  for (const end of ends) if (end !== undefined) connection.run(LEAD, recordCode(end.node, 0), number, reading, stateCode(head.state))
}

export function noWaiting(projecting: Projecting, { number }: Pick<Stored, 'number'>, type: number): void {
  if (projecting.anyWaiting) projecting.writer.connection.run('DELETE FROM waiting WHERE item = ?', recordCode(number, type))
}

function rankOf({ type, state, record }: Head): number {
  if (type === 'evidence') return -confidenceOf(record as EvidenceRecord)
  return (type === 'relation' && waits(state)) || record!.by === undefined ? 0 : -1
}
