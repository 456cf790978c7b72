import { seal } from '../graph/log.ts'
import type { GraphStore } from '../graph/port.ts'
import type { Audience } from '../model/audience.ts'
import { MAX_OPERATIONS, type Head, type Operation } from '../model/changeset.ts'
import { SealedPut, sealPut } from '../model/commit.ts'
import { ArchiveError } from '../model/errors.ts'
import type { Id } from '../model/ids.ts'
import { checkRecord } from '../model/records.ts'
import type { BatchWriter } from './batch.ts'
import type { Reading, Remark } from './draft.ts'
import { Gathering, type Gathered } from './gather.ts'
import type { Change } from './change.ts'
import { planJoins, type Joins } from './join.ts'
import { Lookup, type Asked } from './lookup.ts'
import { memberOf } from './member.ts'
import { Past } from './past.ts'
import { predicted } from './predict.ts'
import { pruneKey } from './prune.ts'
import { addSettled, type ImportReport } from './report.ts'
import { settle } from './settle.ts'
import type { Settled } from './sheet.ts'
import { UNIT } from './unit.ts'

/** Times a part is worked out anew when somebody else wrote meanwhile. */
const ATTEMPTS = 5

/** Fields a register left blank of late, by entity: taken away when no later row says them. */
type Blanks = Map<Id, Set<string>>
const MOST_BLANKS = 100_000

export interface ImportingOptions {
  readonly graph: GraphStore
  readonly writer: BatchWriter
  readonly identity: (what: string) => Id
  readonly source: Id
  /** Nothing was ever imported under this source. */
  readonly virgin: boolean
  readonly audience: Audience
  readonly report: ImportReport
  readonly dry: boolean
  /** Told with every part: what a resumed run needs. */
  readonly progress: () => Readonly<Record<string, unknown>>
  /** The table is itself a list of units. */
  readonly lists: boolean
  /** The whole run is one part. */
  readonly last?: boolean
  /** Takes the row that the archive refuses; without it the run stops there. */
  readonly refuse?: (remark: Remark) => Promise<void>
  /** Where the register is from, if it says so. */
  readonly city?: string
}

/** One run: takes readings, part by part, into the archive. */
export class Importing {
  readonly lookup: Lookup
  readonly past: Past
  readonly gathering: Gathering
  readonly blanks: Blanks = new Map()
  readonly #options
  readonly #units = new Map<Id, string>()
  readonly #known: (id: Id) => boolean
  /** The part that was begun and is not known to be written. */
  #under: Under | undefined

  constructor(options: ImportingOptions) {
    this.#options = options
    this.lookup = new Lookup(options.graph, { dry: options.dry })
    this.past = new Past(options.graph)
    this.gathering = new Gathering(options.identity, options.source)
    this.#known = options.virgin ? (id) => id === options.source || this.gathering.has(id) : () => true
  }

  /** Units met in this run that nothing in the archive is joined with. */
  get unknownUnits(): string[] {
    return this.#options.lists ? [] : [...this.#units.values()].sort()
  }

  /**
   * Writes what these rows say, in one changeset; in two, where it would be too large.
   * @param first operations that must come before
   */
  async part(readings: readonly Reading[], first: readonly Operation[] = []): Promise<void> {
    await this.begin(readings, first)
    await this.end()
  }

  /**
   * Begins to write a part; the next may be begun before it is written. What the next needs is worked out
   * meanwhile, and once more where it turns out to build on what was being written.
   */
  async begin(readings: readonly Reading[], first: readonly Operation[] = []): Promise<void> {
    const early = this.#under === undefined ? undefined : await this.#tried(readings, first)
    const written = await this.#waited()
    if (early !== undefined && written !== undefined && !buildsOn(early, written.plan) && !isTooLarge(early)) return this.#start(early, written)
    if (written !== undefined) this.#took(written)
    let plan: Plan
    try {
      plan = await this.#plan(readings, first)
    } catch (error) {
      return this.#anew({ readings, first }, error, 1)
    }
    if (!isTooLarge(plan)) return this.#start(plan)
    await this.part(readings.slice(0, readings.length >> 1), first)
    return this.part(readings.slice(readings.length >> 1))
  }

  /** Waits until the part that was begun is written. */
  async end(): Promise<void> {
    const written = await this.#waited()
    if (written !== undefined) this.#took(written)
  }

  /**
   * Waits for the part that was begun; where it cannot be written as planned, works it out anew.
   * @param attempt counts the times the part has been tried
   * @returns the part when it was written as planned: nothing else makes a plan of any use that was made meanwhile
   */
  async #waited(attempt = 1): Promise<Under | undefined> {
    const under = this.#under
    if (under === undefined) return undefined
    this.#under = undefined
    try {
      await under.done
      return under
    } catch (error) {
      this.gathering.drop()
      await this.#anew(under.plan, error, attempt)
      return undefined
    }
  }

  /** @param written the part before, which is remembered once the next is on its way */
  #start(plan: Plan, written?: Under): void {
    const heads = predicted(plan.operations, (id) => this.lookup.known(id), plan.settled.changes)
    const done = this.#commit(plan.operations, this.#options.last === true)
    // waited for later; until then a failure is nobody's yet
    done.catch(() => {})
    if (written !== undefined) this.#took(written)
    this.gathering.hold()
    this.#under = { plan, heads, done }
  }

  /** A part that could not be written as it was planned. */
  async #anew({ readings, first }: Pick<Plan, 'readings' | 'first'>, error: unknown, attempt: number): Promise<void> {
    if (!(error instanceof ArchiveError)) throw error
    if (error.code === 'BAD_USER_INPUT' && this.#options.refuse !== undefined) return this.#without(readings, first, error)
    if (error.code !== 'CONFLICT' || attempt === ATTEMPTS) throw error
    this.lookup.forget()
    await this.begin(readings, first)
    const written = await this.#waited(attempt + 1)
    if (written !== undefined) this.#took(written)
  }

  /** Finds the row that the archive refuses, by halves, and takes in the others. */
  async #without(readings: readonly Reading[], first: readonly Operation[], error: ArchiveError): Promise<void> {
    if (readings.length === 1) {
      await this.write(first, false)
      return this.#options.refuse!({ row: readings[0]!.row, column: '', reason: error.message, cell: '' })
    }
    await this.part(readings.slice(0, readings.length >> 1), first)
    return this.part(readings.slice(readings.length >> 1))
  }

  /** Undefined where it cannot be planned as things stand; whether it can when they have settled, is seen then. */
  async #tried(readings: readonly Reading[], first: readonly Operation[]): Promise<Plan | undefined> {
    try {
      return await this.#plan(readings, first)
    } catch (error) {
      if (error instanceof ArchiveError) return undefined
      throw error
    }
  }

  async #plan(readings: readonly Reading[], first: readonly Operation[]): Promise<Plan> {
    const { audience, identity, city } = this.#options
    const asked = this.lookup.watch()
    const gathered = this.gathering.gather(readings)
    const refilled = this.#refill(gathered)
    const settled = await settle(gathered, { lookup: this.lookup, past: this.past, audience, known: this.#known, pruned: (relation) => identity(pruneKey(relation)) })
    const joins = await planJoins(settled.changes, this.lookup, audience, city)
    const operations = [...first, ...settled.operations, ...joins.operations].map((operation) => (operation.op === 'put' ? sealPut(operation, seal) : operation))
    return { readings, first, gathered, refilled, settled, joins, asked, operations }
  }

  /** It is in the archive: remembers what that makes, and reports it. */
  #took({ plan: { gathered, refilled, settled, joins }, heads }: Under): void {
    const { report } = this.#options
    for (const head of heads.values()) this.lookup.apply(head, joins.members.get(head.id)?.keys)
    this.gathering.confirm()
    for (const [id, code] of refilled) this.blanks.get(id)?.delete(code)
    for (const [id, code] of settled.blanks) if (this.blanks.size < MOST_BLANKS) this.blanks.set(id, (this.blanks.get(id) ?? new Set()).add(code))
    addSettled(report, settled)
    report.joined.add(...joins.joined)
    report.parted.add(...joins.parted)
    report.doubts.add(...joins.doubts)
    report.warnings.add(...gathered.warnings)
    report.repeats.add(...gathered.repeats)
    this.#noteUnits(settled.changes, joins.together, joins.joined.flatMap(({ id, into }) => [id, into]))
  }

  /** A field thought blank that a later row says after all. */
  #refill({ entities }: Gathered): [Id, string][] {
    const found: [Id, string][] = []
    if (this.blanks.size === 0) return found
    for (const { id, fields, fills } of entities.values()) {
      for (const code of this.blanks.get(id) ?? []) {
        const value = fills.get(code)
        if (value === undefined) continue
        fills.delete(code)
        fields.set(code, value)
        found.push([id, code])
      }
    }
    return found
  }

  #noteUnits(changes: ReadonlyMap<Id, Change>, together: ReadonlySet<Id>, joined: readonly Id[]): void {
    for (const [id, { before, after }] of changes) {
      const record = after.record
      if (before === undefined && record?.type === 'entity' && record.identifiers.some(({ scheme }) => scheme === UNIT) && !together.has(id)) this.#units.set(id, memberOf(after)?.name ?? '')
    }
    for (const id of joined) this.#units.delete(id)
  }

  /** Commits (or, dry, only pretends), and remembers what that makes. Nothing to write is nothing done. */
  async write(operations: readonly Operation[], last: boolean): Promise<void> {
    const heads = predicted(operations, (id) => this.lookup.known(id))
    await this.#commit(operations, last)
    for (const head of heads.values()) this.lookup.apply(head)
  }

  async #commit(operations: readonly Operation[], last: boolean): Promise<void> {
    if (operations.length === 0) return
    if (!this.#options.dry) await this.#options.writer.write(operations, this.#options.progress(), last)
    // a put that was planned is checked already
    else for (const operation of operations) if (operation.op === 'put' && !(operation instanceof SealedPut)) checkRecord(operation.record)
  }
}

/** What some rows come to, as far as the archive was known when it was worked out. */
interface Plan {
  readonly readings: readonly Reading[]
  readonly first: readonly Operation[]
  readonly gathered: Gathered
  readonly refilled: readonly (readonly [Id, string])[]
  readonly settled: Settled
  readonly joins: Joins
  readonly operations: readonly Operation[]
  readonly asked: Asked
}

/** A plan that is being written, with the heads that makes. */
interface Under {
  readonly plan: Plan
  readonly heads: ReadonlyMap<Id, Head>
  readonly done: Promise<void>
}

const isTooLarge = ({ operations, readings }: Plan): boolean => operations.length > MAX_OPERATIONS && readings.length > 1

/** Whether a plan asked for something that another, written since, has changed. */
function buildsOn({ asked }: Plan, { operations, settled, refilled, joins }: Plan): boolean {
  // which fields are blank so far decides how later rows are read
  if (settled.blanks.length > 0 || refilled.length > 0) return true
  if (operations.some((operation) => asked.ids.has(operation.op === 'put' ? operation.record.id : operation.id) || (operation.op === 'merge' && asked.ids.has(operation.into)))) return true
  const keysOf = (head: Head | undefined): readonly string[] => (head === undefined ? [] : memberOf(head)?.keys ?? [])
  for (const [id, { before, after }] of settled.changes) {
    if ((joins.members.get(id)?.keys ?? keysOf(after)).some((key) => asked.keys.has(key)) || keysOf(before).some((key) => asked.keys.has(key))) return true
  }
  return false
}
