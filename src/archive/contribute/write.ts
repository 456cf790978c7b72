import { createHash } from 'node:crypto'
import { loggedAs, type Actor } from '../../model/actor.ts'
import { canRead } from '../../model/audience.ts'
import type { LoggedChangeset, Operation } from '../../model/changeset.ts'
import { ArchiveError, badInput, unauthenticated } from '../../model/errors.ts'
import type { Id } from '../../model/ids.ts'
import type { RecordType, State } from '../../model/records.ts'
import type { Table } from '../access/table.ts'
import { viewerOf } from '../access/viewer.ts'
import type { Writing } from './input.ts'
import type { WritePorts } from './ports.ts'
import { Sending } from './sending.ts'
import { changedMeanwhile, versionMade, type Told } from './versions.ts'

export interface Written {
  readonly changeset: Id
  /** In the order of what was sent; then evidence that an edit of its relation left unchecked. */
  readonly records: readonly { readonly id: Id; readonly type: RecordType; readonly state: State; readonly version: string | null }[]
  /** It was written before, under this key: this time nothing was. */
  readonly again?: true
}

/** Operations of one sending by hand; whole registers are imported. */
const MOST = 500
/** How often what changed meanwhile, unseen by the sender, is looked at again before they are asked to. */
const TURNS = 8

/**
 * Writes records as somebody: whole or not at all, against what they saw. What they may not see is not there, be it
 * as the end of a relation or as a record to change.
 * @throws BAD_USER_INPUT naming the field; NOT_FOUND; CONFLICT with the version that stands, as they may see it;
 *   UNAUTHENTICATED, FORBIDDEN
 */
export async function write(ports: WritePorts, actor: Actor | undefined, { key, reason, operations }: Writing): Promise<Written> {
  if (actor === undefined) throw unauthenticated()
  if (operations.length === 0) throw badInput('operations', '沒有要寫的東西 (nothing to write)')
  if (operations.length > MOST) throw badInput('operations', `一次最多 ${MOST} 筆 (at most ${MOST} at once)`)
  return send(ports, actor, { key, reason }, (sending) => sending.prepare(operations))
}

/**
 * Commits what is prepared, once for this key, against the archive as it stands.
 * @param prepare is asked again when something moved meanwhile
 * @throws as `write`
 */
export async function send(ports: WritePorts, actor: Actor, { key, reason }: Pick<Writing, 'key' | 'reason'>, prepare: (sending: Sending) => Promise<readonly Operation[]>): Promise<Written> {
  if (!/^[\w.:-]{8,100}$/.test(key)) throw badInput('key', '請給這次寫入一個自己的代號，8 到 100 個字母或數字 (a key of 8 to 100 letters or digits, one for each sending)')
  if (reason.trim() === '') throw badInput('reason', '請寫為什麼 (say why)')
  const { graph } = ports
  const id = changesetOf(actor, key)
  for (let turn = 1; ; turn++) {
    const told = { table: await ports.directory.table(), viewer: actor.viewer }
    const before = await graph.changeset({ id })
    if (before !== undefined) return { ...await writtenBy(graph, told, before), again: true }
    const sending = new Sending(ports, actor, told, isPublicIn(told.table))
    try {
      const operations = await prepare(sending)
      if (await committed(() => graph.commit({ id, actor: loggedAs(actor), reason: reason.trim(), origin: ports.origin ?? (actor.account === 'maintenance' ? 'cli' : 'api'), operations }), turn)) return await writtenBy(graph, told, (await graph.changeset({ id }))!)
    } catch (error) {
      // the same sending may have come twice, and the other one was faster
      const other = isConflict(error) ? await graph.changeset({ id }) : undefined
      if (other !== undefined) return { ...await writtenBy(graph, told, other), again: true }
      throw await asSeen(graph, told, sending.inPlace(error))
    }
  }
}

/** One sending, one changeset: its id follows from who sends and their key (a UUID of version 8, RFC 9562). */
function changesetOf({ account }: Actor, key: string): Id {
  const hex = createHash('sha256').update(JSON.stringify(['write', account, key])).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${'89ab'[parseInt(hex[16]!, 16) % 4]}${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

/** Whether somebody who belongs to no community reads it, an account given. */
export function isPublicIn(table: Table): (audience: Parameters<typeof canRead>[0]) => boolean {
  const stranger = viewerOf(table, { id: 'stranger', role: 'reader', memberships: new Map() })
  return (audience) => canRead(audience, stranger)
}

const isConflict = (error: unknown): error is ArchiveError => error instanceof ArchiveError && error.code === 'CONFLICT'

/** False where something moved between looking and writing: what the sender saw may still stand, and they are told only if not. */
async function committed(commit: () => Promise<unknown>, turn: number): Promise<boolean> {
  try {
    await commit()
    return true
  } catch (error) {
    if (!isConflict(error) || turn >= TURNS) throw error
    return false
  }
}

async function writtenBy(graph: WritePorts['graph'], told: Told, { id: changeset, operations }: LoggedChangeset): Promise<Written> {
  const last = new Map(operations.map((operation) => [operation.id, operation]))
  const heads = await graph.heads([...last.keys()], told.viewer)
  return { changeset, records: [...last].flatMap(([id, operation]) => {
    const head = heads.get(id)
    return head === undefined ? [] : [{ id, type: operation.type, state: operation.state, version: versionMade(told, operation, head) }]
  }) }
}

/** The store names versions by number, which would count what is hidden; a conflict that names none is a use case's own. */
async function asSeen(graph: WritePorts['graph'], told: Told, error: unknown): Promise<unknown> {
  const { id, version } = (isConflict(error) ? error.details.current ?? {} : {}) as { id?: Id; version?: unknown }
  if (version === undefined) return error
  return changedMeanwhile(told, id === undefined ? undefined : (await graph.heads([id], told.viewer)).get(id))
}
