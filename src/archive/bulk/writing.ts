import { createHash } from 'node:crypto'
import { Turns } from '../../graph/turns.ts'
import { loggedAs, type Actor } from '../../model/actor.ts'
import { WHOLE } from '../../model/audience.ts'
import { MAX_OPERATIONS, type Head, type Operation, type Origin } from '../../model/changeset.ts'
import { checkFit } from '../../model/commit.ts'
import { ArchiveError, badInput, conflict, unauthenticated } from '../../model/errors.ts'
import type { Id } from '../../model/ids.ts'
import { demand } from '../../model/permissions.ts'
import type { ArchiveRecord, RecordType } from '../../model/records.ts'
import { slices } from '../../model/slices.ts'
import { BatchWriter } from '../batch.ts'
import { Sending } from '../contribute/sending.ts'
import type { WriteInput } from '../contribute/input.ts'
import { changedMeanwhile, type Told } from '../contribute/versions.ts'
import { isPublicIn } from '../contribute/write.ts'
import { differencesOf, type RecordDifference } from './differences.ts'
import type { BulkPorts } from './ports.ts'

/** What is to become of one record, and of what hangs on it: all of it, or nothing. */
export interface Planned {
  readonly id: Id
  /** How it is called, for whoever looks through the report. */
  readonly name: string
  readonly type: RecordType
  /** In a spreadsheet, the row. */
  readonly row?: number
  /** Empty: it is so already. */
  readonly inputs: readonly WriteInput[]
  /** Known beforehand not to be possible. */
  readonly refused?: ArchiveError
}

/** Why one is left as it is. */
export interface Refusal {
  readonly id: Id
  readonly name: string
  readonly row?: number
  readonly code: ArchiveError['code']
  readonly reason: string
}

export interface ManyReport {
  /** Records that were looked at. */
  readonly chosen: number
  /** Records that change, or are new. */
  readonly changed: number
  readonly unchanged: number
  /** Not theirs to change, or not possible. */
  readonly refused: number
  /** The first of what changes, field by field, as whoever asks may see it. */
  readonly differences: readonly RecordDifference[]
  /** The first of what is left as it is, with the reason. */
  readonly refusals: readonly Refusal[]
  /** Of all that changes: given back when it is done, it is done only if that is still what would change. */
  readonly token: string
  /** To take all of it back; absent where nothing was written. */
  readonly batch?: Id
}

export interface ManyOptions {
  /** Chosen by whoever sends it, for this sending alone: sent again it changes nothing more. */
  readonly key: string
  /** Why: the title of the batch. */
  readonly reason: string
  readonly dryRun?: boolean
  /** The token of a preview. @see ManyReport.token */
  readonly token?: string
  /** Differences and refusals that are told. Default 20. */
  readonly shown?: number
  /** Default api. */
  readonly origin?: Origin
  /** Operations of a part, which is written whole or not at all. Default `MAX_OPERATIONS`. */
  readonly part?: number
}

/** Records prepared together: their neighbours are read at once. */
const SLICE = 200
/** How often a part is prepared again because something moved meanwhile. */
const TURNS = 8

interface Ready {
  readonly planned: Planned
  readonly operations: readonly Operation[]
}

/**
 * Writes many changes as somebody, as one batch that can be taken up again after a crash and undone. What they may not
 * publish, or what does not fit, is left and told; the rest is written.
 * @param plan asked anew for a second look; the same archive must give the same plan
 * @throws UNAUTHENTICATED, FORBIDDEN, BAD_USER_INPUT; CONFLICT where the token is of another plan
 */
export async function writeMany(ports: BulkPorts, actor: Actor | undefined, options: ManyOptions, plan: () => AsyncIterable<readonly Planned[]>): Promise<ManyReport> {
  if (actor === undefined) throw unauthenticated()
  demand(actor, 'propose')
  if (!/^[\w.:-]{8,100}$/.test(options.key)) throw badInput('key', '請給這次修改一個自己的代號，8 到 100 個字母或數字 (a key of 8 to 100 letters or digits, one for each sending)')
  const dryRun = options.dryRun === true
  if (!dryRun && options.reason.trim() === '') throw badInput('reason', '請寫為什麼 (say why)')
  const input = createHash('sha256').update(JSON.stringify(['bulk', actor.account, options.key])).digest('hex')
  if (!dryRun) {
    const done = (await ports.graph.batches({ input })).find(({ finished }) => finished)
    if (done !== undefined) return { ...NOTHING, changed: Number(done.progress?.['changed'] ?? 0), refused: Number(done.progress?.['refused'] ?? 0), batch: done.id }
    if (options.token !== undefined) {
      const { token } = await new Run(ports, actor, options, undefined).all(plan())
      if (token !== options.token) throw conflict('從預覽到現在，有些資料變了：請再看一次預覽 (what would change is not what you saw: look at the preview again)', null)
    }
  }
  const writer = new BatchWriter(ports.graph, { title: options.reason.trim(), actor: loggedAs(actor), origin: options.origin ?? 'api', input })
  if (!dryRun) await writer.resume()
  return new Run(ports, actor, options, dryRun ? undefined : writer).all(plan())
}

const NOTHING: ManyReport = { chosen: 0, changed: 0, unchanged: 0, refused: 0, differences: [], refusals: [], token: '' }

class Run {
  readonly #ports; readonly #actor; readonly #options; readonly #writer
  readonly #hash = createHash('sha256')
  readonly #differences: RecordDifference[] = []
  readonly #refusals: Refusal[] = []
  readonly #count = { chosen: 0, changed: 0, unchanged: 0, refused: 0 }

  /** @param writer absent: nothing is written */
  constructor(ports: BulkPorts, actor: Actor, options: ManyOptions, writer: BatchWriter | undefined) {
    this.#ports = ports
    this.#actor = actor
    this.#options = options
    this.#writer = writer
  }

  async all(plan: AsyncIterable<readonly Planned[]>): Promise<ManyReport> {
    const turns = new Turns()
    let [held, size]: [Ready[], number] = [[], 0]
    for await (const some of plan) {
      for (const slice of slices(some, SLICE)) {
        const ready = await this.#look(slice)
        for (const one of ready) {
          if (size > 0 && size + one.operations.length > (this.#options.part ?? MAX_OPERATIONS)) {
            await this.#write(held, false)
            ;[held, size] = [[], 0]
          }
          held.push(one)
          size += one.operations.length
        }
        await turns.next()
      }
    }
    await this.#write(held, true)
    const batch = this.#writer?.id
    return { ...this.#count, differences: this.#differences, refusals: this.#refusals, token: this.#hash.digest('base64url').slice(0, 22), ...(batch === undefined ? {} : { batch }) }
  }

  /** Prepares some, and counts and tells what becomes of them. */
  async #look(some: readonly Planned[]): Promise<Ready[]> {
    this.#count.chosen += some.length
    for (const one of some) {
      if (one.refused !== undefined) this.#refuse(one, one.refused)
      else if (one.inputs.length === 0) this.#count.unchanged++
    }
    const { ready, told, heads } = await this.#prepare(some.filter(({ inputs, refused }) => refused === undefined && inputs.length > 0))
    for (const { planned, operations } of ready) {
      this.#hash.update(JSON.stringify([planned.id, planned.inputs]))
      if (this.#differences.length >= (this.#options.shown ?? 20)) continue
      for (const one of differencesOf(told, heads, operations)) this.#differences.push({ ...one, name: planned.name, ...(planned.row === undefined ? {} : { row: planned.row }) })
    }
    this.#count.changed += ready.length
    return ready
  }

  async #prepare(some: readonly Planned[]): Promise<{ ready: Ready[]; told: Told; heads: ReadonlyMap<Id, Head> }> {
    const told = { table: await this.#ports.directory.table(), viewer: this.#actor.viewer }
    if (some.length === 0) return { ready: [], told, heads: new Map() }
    const sending = new Sending(this.#ports, this.#actor, told, isPublicIn(told.table))
    const prepared = await sending.prepareGroups(some.map(({ inputs }) => inputs))
    const misfits = await this.#misfits(prepared)
    const ready = prepared.flatMap((operations, i): Ready[] => {
      const error = operations instanceof ArchiveError ? operations : misfits.get(i)
      if (error === undefined) return [{ planned: some[i]!, operations: operations as readonly Operation[] }]
      this.#refuse(some[i]!, error)
      return []
    })
    const ids = ready.flatMap(({ operations }) => operations.map((operation) => (operation.op === 'put' ? operation.record.id! : operation.id)))
    return { ready, told, heads: await this.#ports.graph.heads(ids, this.#actor.viewer) }
  }

  /** What the archive would refuse, and with it a whole part: fields of another kind, ends that do not fit. */
  async #misfits(prepared: readonly (readonly Operation[] | ArchiveError)[]): Promise<Map<number, ArchiveError>> {
    const records = prepared.flatMap((operations, i) => (operations instanceof ArchiveError ? [] : operations.flatMap((operation) => (operation.op === 'put' ? [{ i, record: operation.record as ArchiveRecord }] : []))))
    const ends = records.flatMap(({ record }) => (record.type === 'relation' ? [record.id, record.from, record.to] : [record.id]))
    const heads = ends.length === 0 ? new Map<Id, Head>() : await this.#ports.graph.heads([...new Set(ends)], WHOLE)
    const now = new Map(records.map(({ record }) => [record.id, { record } as Head]))
    const misfits = new Map<number, ArchiveError>()
    for (const { i, record } of records) {
      try {
        checkFit(record, heads.get(record.id), (id) => now.get(id) ?? heads.get(id), this.#ports.vocabulary)
      } catch (error) {
        if (!(error instanceof ArchiveError)) throw error
        misfits.set(i, error)
      }
    }
    return misfits
  }

  #refuse({ id, name, row }: Planned, { code, message }: ArchiveError): void {
    this.#count.refused++
    if (this.#refusals.length < (this.#options.shown ?? 20)) this.#refusals.push({ id, name, ...(row === undefined ? {} : { row }), code, reason: message })
  }

  /** One part; what moved since it was prepared is prepared again, and what the archive refuses is left. */
  async #write(ready: readonly Ready[], last: boolean): Promise<void> {
    if (this.#writer === undefined) return
    let left = ready
    for (let turn = 1; left.length > 0; turn++) {
      try {
        await this.#writer.write(left.flatMap(({ operations }) => operations), { changed: this.#count.changed, refused: this.#count.refused }, last)
        return
      } catch (error) {
        if (!(error instanceof ArchiveError)) throw error
        const record = error.details.record ?? (error.details.current as { id?: Id } | null | undefined)?.id
        const at = left.findIndex(({ operations }) => operations.some((operation) => (operation.op === 'put' ? operation.record.id : operation.id) === record))
        if (at < 0) throw error
        this.#count.changed -= left.length
        const rest = error.code === 'CONFLICT' && turn < TURNS ? left : left.filter((_, i) => i !== at)
        if (rest !== left) this.#refuse(left[at]!.planned, error.code === 'CONFLICT' ? changedMeanwhile({ table: await this.#ports.directory.table(), viewer: this.#actor.viewer }, undefined) : error)
        left = await this.#again(rest.map(({ planned }) => planned))
        this.#count.changed += left.length
      }
    }
  }

  async #again(some: readonly Planned[]): Promise<Ready[]> {
    const all: Ready[] = []
    for (const slice of slices(some, SLICE)) all.push(...(await this.#prepare(slice)).ready)
    return all
  }
}
