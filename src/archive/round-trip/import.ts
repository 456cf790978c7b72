import type { Actor } from '../../model/actor.ts'
import type { Head } from '../../model/changeset.ts'
import { ArchiveError, badInput, conflict, notFound, unauthenticated } from '../../model/errors.ts'
import type { Id } from '../../model/ids.ts'
import { displayName, type EntityRecord, type RelationRecord, type State } from '../../model/records.ts'
import type { AudienceInput } from '../access/audiences.ts'
import { MOST_AT_ONCE } from '../bulk/bulk.ts'
import { headsSeen } from '../bulk/heads.ts'
import type { BulkPorts } from '../bulk/ports.ts'
import { writeMany, type ManyOptions, type ManyReport, type Planned } from '../bulk/writing.ts'
import type { WriteInput } from '../contribute/input.ts'
import { toldVersion, type Told } from '../contribute/versions.ts'
import type { Row, Unreadable } from '../row.ts'
import { baseOf } from './base.ts'
import { headingOf, keyIn, kindIn, type Key } from './columns.ts'
import { unguarded } from './formula.ts'
import { entityCells, merged, relationCells, type CellConflict } from './merge.ts'

export interface SheetOptions extends ManyOptions {
  /** Rows without an id: refused, unless this says who reads what they make, and in which state it is. */
  readonly added?: { readonly audience: AudienceInput; readonly state?: State }
  /** Default `MOST_AT_ONCE` rows. */
  readonly most?: number
}

export interface SheetConflict extends CellConflict {
  readonly id: Id
  readonly name: string
  readonly row: number
  /** As the heading says it. */
  readonly heading: string
}

export interface SheetReport extends ManyReport {
  /** Cells that were changed on both sides, and left. */
  readonly conflicts: number
  /** The first of them. */
  readonly conflicting: readonly SheetConflict[]
  /** Cells that a spreadsheet has written in its own way, and that count as unchanged. */
  readonly mangled: number
  /** Columns that are not of an export; nothing is read from them. */
  readonly passedOver: readonly string[]
}

/** A table as it is read: its rows, some at a time. May be asked for twice. */
export type Table = () => AsyncIterable<readonly (Row | Unreadable)[]>

/**
 * Reads an edited sheet of `exportSheet` again: only cells that were changed in it change, and only where nobody has
 * changed them meanwhile. Rows and columns that are not there any more change nothing. As one batch.
 * @throws as `writeMany`; BAD_USER_INPUT for what is no such sheet, TOO_EXPENSIVE
 */
export async function importSheet(ports: BulkPorts, actor: Actor | undefined, table: Table, { added, most = MOST_AT_ONCE, ...options }: SheetOptions): Promise<SheetReport> {
  if (actor === undefined) throw unauthenticated()
  let reading = new Reading(ports, actor, options.shown ?? 20, added)
  const report = await writeMany(ports, actor, options, async function* () {
    reading = new Reading(ports, actor, options.shown ?? 20, added)
    let rows = 0
    for await (const some of table()) {
      rows += some.length
      if (rows > most) throw new ArchiveError('TOO_EXPENSIVE', `一次最多 ${most} 列，請分成幾份 (at most ${most} rows at once)`, { field: 'file' })
      yield reading.plan(some)
    }
  })
  return { ...report, conflicts: reading.conflicts, conflicting: reading.conflicting, mangled: reading.mangled, passedOver: reading.passedOver }
}

class Reading {
  readonly #ports; readonly #actor; readonly #shown; readonly #added
  #columns: ReadonlyMap<string, Key> | undefined
  readonly #seen = new Set<Id>()
  #word = 0
  conflicts = 0
  mangled = 0
  readonly conflicting: SheetConflict[] = []
  passedOver: readonly string[] = []

  constructor(ports: BulkPorts, actor: Actor, shown: number, added: SheetOptions['added']) {
    this.#ports = ports
    this.#actor = actor
    this.#shown = shown
    this.#added = added
  }

  async plan(some: readonly (Row | Unreadable)[]): Promise<Planned[]> {
    const rows = some.filter((row): row is Row => 'cells' in row)
    const told = { table: await this.#ports.directory.table(), viewer: this.#actor.viewer }
    const read = rows.map((row) => ({ row, cells: this.#cells(row) }))
    const heads = await headsSeen(this.#ports.graph, told.viewer, read.flatMap(({ cells }) => idIn(cells) ?? []))
    const plans: Planned[] = some.flatMap((row) => ('cells' in row ? [] : [refusedRow(row.number, badInput('file', `讀不下去 (cannot be read): ${row.reason}`))]))
    for (const { row, cells } of read) plans.push(await this.#row(told, row, cells, heads))
    return plans
  }

  #cells(row: Row): Map<Key, string> {
    this.#columns ??= this.#headings(Object.keys(row.cells))
    return new Map([...this.#columns].map(([heading, key]) => [key, unguarded(row.cells[heading] ?? '')]))
  }

  #headings(headings: readonly string[]): Map<string, Key> {
    const columns = new Map<string, Key>()
    const without: string[] = []
    for (const heading of headings) {
      const key = keyIn(heading, this.#ports.vocabulary)
      if (key === undefined) without.push(heading)
      else if ([...columns.values()].includes(key)) throw badInput('file', `欄位［${key}］出現兩次 (this column is there twice)`)
      else columns.set(heading, key)
    }
    if (![...columns.values()].includes('id')) throw badInput('file', '這不是從這裡匯出的表：沒有「編號［id］」這一欄 (not a sheet that was exported here: there is no column 編號［id］)')
    this.passedOver = without
    return columns
  }

  async #row(told: Told, row: Row, cells: ReadonlyMap<Key, string>, heads: ReadonlyMap<Id, Head>): Promise<Planned> {
    // with fewer cells than columns, what is missing would look as if it were taken away
    if (row.uneven !== undefined) return refusedRow(row.number, badInput('file', `這列有 ${row.uneven.cells} 格，標題有 ${row.uneven.columns} 欄 (this row has ${row.uneven.cells} cells, the heading ${row.uneven.columns})`))
    const id = idIn(cells)
    if (id === undefined) return this.#new(row, cells)
    const head = heads.get(id)
    if (head === undefined || head.record === null || (head.type !== 'entity' && head.type !== 'relation')) return refusedRow(row.number, notFound(id))
    if (this.#seen.has(id)) return refusedRow(row.number, badInput('file', `「${id}」在表裡有兩列，只讀第一列 (this record has two rows: only the first is read)`))
    this.#seen.add(id)
    const record = head.record as EntityRecord | RelationRecord
    const name = record.type === 'entity' ? displayName(record.names) : record.relation
    const version = (cells.get('version') ?? '').trim()
    const { changed, conflicts, mangled } = merged(await baseOf(this.#ports.graph, told, head, version), cells, record, this.#ports.vocabulary)
    this.mangled += mangled
    this.conflicts += conflicts.length
    for (const one of conflicts) if (this.conflicting.length < this.#shown) this.conflicting.push({ ...one, id, name, row: row.number, heading: headingOf(one.column, this.#ports.vocabulary) })
    const given = { id, version: toldVersion(told, record) }
    const inputs: WriteInput[] = changed.size === 0 ? []
      : record.type === 'entity' ? [{ entity: { ...given, ...entityCells(changed, record, this.#ports.vocabulary) } }] : [{ relation: { ...given, ...relationCells(changed, this.#ports.vocabulary) } }]
    if (changed.size === 0 && conflicts.length > 0) return { id, name, type: record.type, row: row.number, inputs: [], refused: conflict('每個改過的格子，檔案庫裡也有人改過 (every cell that was changed here was changed in the archive, too)', null) }
    return { id, name, type: record.type, row: row.number, inputs }
  }

  #new(row: Row, cells: ReadonlyMap<Key, string>): Planned {
    const filled = new Map([...cells].filter(([, cell]) => cell.trim() !== ''))
    if (this.#added === undefined) return refusedRow(row.number, badInput('file', '沒有編號：這列不是匯出的；要新增請說明誰看得到 (no id: this row was not exported; to add it, say who reads it)'))
    const kind = kindIn(filled.get('kind') ?? '', this.#ports.vocabulary)
    if (kind === undefined) return refusedRow(row.number, badInput('file', '新增的列要寫種類 (a new row needs its kind)'))
    const id = `new:${++this.#word}`
    const parts = entityCells(new Map([...filled].filter(([key]) => key.includes('.'))), undefined, this.#ports.vocabulary)
    return { id, name: parts.names?.[0]?.text ?? '', type: 'entity', row: row.number, inputs: [{ entity: { id, kind, ...parts, audience: this.#added.audience, state: this.#added.state ?? 'published' } }] }
  }
}

const refusedRow = (row: number, refused: ArchiveError): Planned => ({ id: '', name: '', type: 'entity', row, inputs: [], refused })

const idIn = (cells: ReadonlyMap<Key, string>): Id | undefined => {
  const id = (cells.get('id') ?? '').trim().toLowerCase()
  return id === '' ? undefined : id
}
