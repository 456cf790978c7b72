import { hash } from 'node:crypto'
import type { GraphStore } from '../graph/port.ts'
import { EVERYONE, WHOLE, type Audience, type Viewer } from '../model/audience.ts'
import { MAX_OPERATIONS, type Head, type LoggedChangeset, type LoggedOperation, type Operation, type Origin } from '../model/changeset.ts'
import { conflict, notFound } from '../model/errors.ts'
import { newId, type Id } from '../model/ids.ts'
import { inverse, type Past } from '../model/inverse.ts'
import type { ArchiveRecord } from '../model/records.ts'
import { same } from './three-way.ts'
import { BatchWriter } from './batch.ts'
import type { Change } from './change.ts'
import { planJoins } from './join.ts'
import { Lookup } from './lookup.ts'
import { isOurs, memberOf } from './member.ts'
import { afterPut } from './predict.ts'
import { obstacles, type Obstacle } from './revert-obstacles.ts'
import { every } from '../graph/every.ts'

export interface RevertOptions {
  readonly actor?: string
  readonly origin?: Origin
  readonly reason?: string
  /** Whoever undoes it: what they cannot see is left as it is, without a word. Default: maintenance, all of it. */
  readonly viewer?: Viewer
  readonly onProgress?: (done: number, parts: number) => void
}

export interface RevertReport {
  /** The batch of inverses; absent where one changeset did, or nothing was left to undo. */
  readonly batch?: Id
  readonly parts: number
  readonly operations: number
}

/**
 * Undoes a batch, newest part first, as a batch that can itself be resumed and undone. All or nothing: what
 * stands in the way is looked for before the first part is written.
 * @throws NOT_FOUND; CONFLICT naming what later stands on it (`details.current`: obstacles)
 */
export async function revertBatch(graph: GraphStore, batch: Id, options: RevertOptions = {}): Promise<RevertReport> {
  const view = (await graph.batches({ id: batch }))[0]
  if (view === undefined) throw notFound(`batch ${batch}`)
  if ((await graph.batches()).some(({ reverts, finished }) => reverts === batch && finished)) throw conflict(`「${view.title}」 is undone already`, { id: batch })
  const title = options.reason ?? `撤回：${view.title}`
  const writer = new BatchWriter(graph, { title, actor: options.actor ?? 'revert', origin: options.origin ?? 'cli', input: hash('sha256', `revert\n${batch}`, 'hex'), reverts: batch })
  await writer.resume()
  const done = writer.progress?.done
  const sequences = (await graph.partsOf(batch)).sort((a, b) => b - a).filter((sequence) => typeof done !== 'number' || sequence < done)
  refuse(await obstacles(graph, sequences, writer.id, options.viewer), view.title)
  const lookup = new Lookup(graph)
  let operations = 0
  for (const [i, sequence] of sequences.entries()) {
    const undone = await undo(graph, lookup, (await graph.changeset({ sequence }))!, title, options.viewer)
    for (let from = 0; from < undone.length; from += MAX_OPERATIONS) {
      const slice = undone.slice(from, from + MAX_OPERATIONS)
      const whole = from + MAX_OPERATIONS >= undone.length
      await writer.write(slice, whole ? { done: sequence } : (writer.progress ?? {}), whole && i === sequences.length - 1)
      operations += slice.length
    }
    lookup.forget()
    options.onProgress?.(i + 1, sequences.length)
  }
  return { ...(writer.id === undefined ? {} : { batch: writer.id }), parts: writer.parts, operations }
}

/** Undoes one changeset by another. @throws as `revertBatch` */
export async function revertChangeset(graph: GraphStore, id: Id, options: RevertOptions = {}): Promise<RevertReport> {
  const changeset = await graph.changeset({ id })
  if (changeset === undefined) throw notFound(`changeset ${id}`)
  refuse(await obstacles(graph, [changeset.sequence], undefined, options.viewer), changeset.reason)
  const reason = options.reason ?? `撤回：${changeset.reason}`
  const operations = await undo(graph, new Lookup(graph), changeset, reason, options.viewer)
  if (operations.length === 0) return { parts: 0, operations: 0 }
  await graph.commit({ id: newId(), actor: options.actor ?? 'revert', reason, origin: options.origin ?? 'cli', operations, reverts: id })
  return { parts: 1, operations: operations.length }
}

function refuse(found: readonly Obstacle[], title: string): void {
  if (found.length === 0) return
  const [{ name, by, at, why }] = found as [Obstacle]
  throw conflict(`「${title}」不能撤回：「${name}」${why}，${by}，${new Date(at).toISOString().slice(0, 10)}${found.length > 1 ? `，另有 ${found.length - 1} 項` : ''} (something later stands on it)`, found)
}

/**
 * The operations that take a changeset back, with the joins by rule that follow from it. What is undone
 * already is passed over, so that a run that was cut short can be run again.
 */
async function undo(graph: GraphStore, lookup: Lookup, changeset: LoggedChangeset, reason: string, viewer: Viewer = WHOLE): Promise<Operation[]> {
  const ids = [...new Set(changeset.operations.map(({ id }) => id))]
  const heads = new Map<Id, Head>()
  for (let from = 0; from < ids.length; from += 2_000) {
    const part = ids.slice(from, from + 2_000)
    const seen = viewer.whole === true ? undefined : await graph.heads(part, viewer)
    for (const [id, head] of await graph.heads(part, WHOLE)) if (seen?.has(id) !== false) heads.set(id, head)
  }
  const byHand = changeset.operations.filter((operation) => !(isJoin(operation) && isOurs(operation.rule)) && isThere(heads.get(operation.id), operation))
  const pasts = await pastsOf(graph, byHand)
  const taken = inverse({ operations: byHand }, (id, version) => pasts.get(`${id}/${version}`), (id) => heads.get(id)!.version, reason)
  return joined(lookup, taken.filter((operation) => operation.op !== 'put' || !same(operation.record, heads.get(operation.record.id)?.record)), heads)
}

const isJoin = (operation: LoggedOperation): boolean => operation.op === 'merge' || operation.op === 'unmerge'

/** Withdrawn or redacted since: there is nothing to take back (what the changeset itself withdrew comes back). */
const isThere = (head: Head | undefined, { op }: LoggedOperation): boolean => head !== undefined && head.record !== null && (head.state !== 'withdrawn' || op === 'withdraw')

/** The versions before, of records that were there before. */
async function pastsOf(graph: GraphStore, operations: readonly LoggedOperation[]): Promise<Map<string, Past>> {
  const pasts = new Map<string, Past>()
  for (const id of new Set(operations.filter(({ op, version }) => version > 1 && (op === 'put' || op === 'withdraw')).map((operation) => operation.id))) {
    for await (const { version, record } of every((page) => graph.history(id, WHOLE, page), 100)) pasts.set(`${id}/${version}`, { record })
  }
  return pasts
}

/** Adds what joining makes of it: whoever was joined with something that goes is joined anew with the rest. */
async function joined(lookup: Lookup, operations: readonly Operation[], heads: ReadonlyMap<Id, Head>): Promise<Operation[]> {
  const after = new Map<Id, Head>()
  const loosened: Operation[] = []
  for (const operation of operations) {
    const id = operation.op === 'put' ? operation.record.id : operation.id
    const head = after.get(id) ?? heads.get(id)
    if (head?.type !== 'entity') continue
    const { mergedInto, mergeRule, ...loose } = head
    if (operation.op === 'put') after.set(id, afterPut(operation.record as ArchiveRecord, head))
    else if (operation.op === 'merge') after.set(id, { ...loose, version: head.version + 1, mergedInto: operation.into })
    else if (operation.op === 'unmerge') after.set(id, { ...loose, version: head.version + 1 })
    else if (operation.op === 'withdraw') {
      const tied = mergedInto !== undefined && isOurs(mergeRule)
      if (tied) loosened.push({ op: 'unmerge', id, base: head.version })
      after.set(id, { ...loose, version: head.version + (tied ? 2 : 1), state: 'withdrawn' })
    }
  }
  const all = [...loosened, ...operations]
  const changes = new Map([...after].map(([id, head]): [Id, Change] => [id, { before: heads.get(id)!, after: head }]))
  for (const audience of audiences(changes)) {
    all.push(...(await planJoins(new Map([...changes].filter(([, { before }]) => same(before!.audience, audience))), lookup, audience)).operations)
  }
  return rebased(all, heads)
}

/** Each operation on the version that the one before it makes. */
function rebased(operations: readonly Operation[], heads: ReadonlyMap<Id, Head>): Operation[] {
  const versions = new Map<Id, number>()
  return operations.map((operation) => {
    const id = operation.op === 'put' ? operation.record.id : operation.id
    const base = versions.get(id) ?? heads.get(id)?.version
    if (base === undefined || operation.op === 'redact') return operation
    versions.set(id, base + 1)
    return { ...operation, base }
  })
}

function audiences(changes: ReadonlyMap<Id, Change>): Audience[] {
  const found: Audience[] = []
  for (const { before } of changes.values()) if (memberOf(before!) !== undefined && !found.some((known) => same(known, before!.audience))) found.push(before!.audience)
  return found.length === 0 ? [EVERYONE] : found
}
