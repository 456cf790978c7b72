import type { Id } from '../../model/ids.ts'
import type { Params, Run, Value } from './connection.ts'
import { parts } from './pages.ts'
import { statement } from './statements.ts'

type Row = Readonly<Record<string, Value>>

/** Rows of one statement. The server takes some thousands at once best. */
const PART = 5_000

/** A typed relationship between two survivors, as questions walk it and as Neo4j Browser shows it. */
export interface Drawn {
  readonly id: Id
  readonly type: string
  readonly from: Id
  readonly to: Id
  readonly properties: Row
}

/**
 * What a transaction will write, gathered by statement: a row alone costs a round trip, five thousand
 * of them hardly more. Order of statements, not of rows, is what counts: nodes before what ties them.
 */
export class Writes {
  readonly #run: Run
  readonly #sent: Promise<unknown>[] = []
  readonly #created = new Map<string, Row[]>()
  readonly #replaced = new Map<string, Row[]>()
  readonly #patched = new Map<string, Row[]>()
  readonly #erased = new Map<string, Row[]>()
  readonly #removed = new Map<string, Row[]>()
  readonly #drawn = new Map<string, Row[]>()
  readonly #redrawn = new Map<string, Row[]>()
  readonly #gone: Record<'names' | 'identifiers', Row[]> = { names: [], identifiers: [] }
  readonly #found: Id[] = []
  readonly #unnamed: Id[] = []
  readonly #decided: Id[] = []
  readonly #relabelled = new Map<string, Row[]>()

  constructor(run: Run) {
    this.#run = run
  }

  /** @param labels joined by a colon */
  create(labels: string, row: object): void {
    push(this.#created, labels, row as Row)
  }

  /** All properties anew; `row.id` says of which node. */
  replace(label: string, row: object): void {
    push(this.#replaced, label, row as Row)
  }

  /** Some properties. */
  patch(label: string, id: Id, properties: object): void {
    push(this.#patched, label, { id, properties: properties as Row })
  }

  /** Nodes with all their relationships. */
  remove(label: string, id: Id): void {
    push(this.#removed, label, { id })
  }

  /** An entity of another kind, or of none. */
  relabel(kind: string | undefined, id: Id): void {
    push(this.#relabelled, kind ?? '', { id })
  }

  dropNames(entity: Id, keys: readonly string[]): void {
    for (const key of keys) this.#gone.names.push({ entity, key })
  }

  dropIdentifiers(entity: Id, identifiers: readonly { readonly scheme: string; readonly value: string }[]): void {
    for (const { scheme, value } of identifiers) this.#gone.identifiers.push({ entity, scheme, value })
  }

  /** What records no longer name, or name again. */
  dropMissing(records: readonly Id[]): void {
    this.#found.push(...records)
  }

  /** What these records were about. */
  dropNaming(record: Id): void {
    this.#unnamed.push(record)
  }

  /** What these waited for, or what they rested on. */
  dropWaiting(item: Id): void {
    this.#decided.push(item)
  }

  draw({ type, ...row }: Drawn): void {
    push(this.#drawn, type, row)
  }

  /** The same relationship with other properties. */
  redraw({ type, ...row }: Drawn): void {
    push(this.#redrawn, type, row)
  }

  erase({ type, id, from, to }: Drawn): void {
    push(this.#erased, type, { id, from, to })
  }

  /** Sends what was gathered, without waiting: the server works on it while the next rows are made here. */
  send(): void {
    for (const name of ['names', 'identifiers'] as const) this.#all(`write/drop-${name}`, this.#gone[name].splice(0))
    if (this.#found.length > 0) this.#one('write/drop-missing', { records: this.#found.splice(0) })
    if (this.#unnamed.length > 0) this.#one('write/drop-naming', { records: this.#unnamed.splice(0) })
    if (this.#decided.length > 0) this.#one('write/drop-waiting', { items: this.#decided.splice(0) })
    for (const [type, rows] of this.#erased) this.#all('write/erase', rows, { TYPE: [type] })
    for (const [label, rows] of this.#removed) this.#all('write/remove', rows, { LABEL: [label] })
    for (const [labels, rows] of this.#created) this.#all('write/create', rows, { LABELS: labels.split(':') })
    for (const [label, rows] of this.#replaced) this.#all('write/replace', rows, { LABEL: [label] })
    for (const [label, rows] of this.#patched) this.#all('write/patch', rows, { LABEL: [label] })
    for (const [kind, rows] of this.#relabelled) this.#all('write/relabel', rows, { KIND: [kind === '' ? 'Entity' : kind] })
    for (const [type, rows] of this.#redrawn) this.#all('write/redraw', rows, { TYPE: [type] })
    for (const [type, rows] of this.#drawn) this.#all('write/draw', rows, { TYPE: [type] })
    for (const map of [this.#created, this.#replaced, this.#patched, this.#erased, this.#removed, this.#drawn, this.#redrawn, this.#relabelled]) map.clear()
  }

  /** Waits until the server has done all of it. */
  async done(): Promise<void> {
    await Promise.all(this.#sent.splice(0))
  }

  #all(name: string, rows: readonly Row[], inlined?: Record<string, string[]>): void {
    for (const part of parts(rows, PART)) this.#one(name, { rows: part }, inlined)
  }

  #one(name: string, params: Params, inlined?: Record<string, string[]>): void {
    const sent = this.#run(statement(name, inlined), params)
    // `done` tells; until then nobody listens
    sent.catch(() => {})
    this.#sent.push(sent)
  }
}

function push(map: Map<string, Row[]>, key: string, row: Row): void {
  const rows = map.get(key)
  if (rows === undefined) map.set(key, [row])
  else rows.push(row)
}
