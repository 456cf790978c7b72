import type { GraphStore, RelationView } from '../../graph/port.ts'
import { Turns } from '../../graph/turns.ts'
import type { Viewer } from '../../model/audience.ts'
import { badInput } from '../../model/errors.ts'
import type { Id } from '../../model/ids.ts'
import type { ArchiveRecord } from '../../model/records.ts'
import type { Directory } from '../access/directory.ts'
import { chosen, type BulkChoice } from '../bulk/choice.ts'
import { headsSeen } from '../bulk/heads.ts'
import type { BulkPorts } from '../bulk/ports.ts'
import { toldVersion } from '../contribute/versions.ts'
import { workbookAside } from './aside.ts'
import { cellOf, headingOf, keysOf, type Key } from './columns.ts'
import { csvLine } from './rows.ts'

export interface Sheet {
  /** Row by row, below the headings; a cell for each column. */
  readonly cells: readonly (readonly string[])[]
  readonly rows: number
  readonly columns: readonly string[]
}

/** Records of one sheet: through the interface. */
export const MOST_ROWS = 2_000

type Ports = Pick<BulkPorts, 'vocabulary' | 'search'> & { readonly graph: GraphStore; readonly directory: Pick<Directory, 'table'> }

/**
 * A set as a table: a row for each record, with its id, the version that whoever exports it sees, and what it says to
 * them. Edited, it is read again by `importSheet`.
 * @throws as `chosen`; BAD_USER_INPUT where nothing is chosen
 */
export async function exportSheet(ports: Ports, viewer: Viewer, choice: BulkChoice, most = MOST_ROWS): Promise<Sheet> {
  const { graph, vocabulary } = ports
  const told = { table: await ports.directory.table(), viewer }
  const type = choice.entities === undefined ? 'relation' : 'entity'
  const records: ArchiveRecord[] = []
  const views = new Map<Id, RelationView>()
  for await (const ids of chosen(ports, viewer, choice, most)) {
    const heads = await headsSeen(graph, viewer, ids)
    for (const id of ids) {
      const record = heads.get(id)?.record
      if (record?.type === type) records.push(record)
    }
    if (type === 'relation') for (const [id, view] of await graph.relationsById(ids, viewer)) views.set(id, view)
  }
  if (records.length === 0) throw badInput('choice', '沒有符合的資料 (nothing is chosen)')
  const keys = keysOf(records, vocabulary)
  const cell = (record: ArchiveRecord, key: Key): string =>
    (key === 'version' ? toldVersion(told, record) : key === 'fromName' ? views.get(record.id)?.from.name ?? '' : key === 'toName' ? views.get(record.id)?.to.name ?? '' : cellOf(record, key))
  const columns = keys.map((key) => headingOf(key, vocabulary))
  const turns = new Turns()
  const cells: string[][] = []
  for (const record of records) {
    cells.push(keys.map((key) => cell(record, key)))
    await turns.next()
  }
  return { cells, rows: records.length, columns }
}

/** As CSV, with a byte order mark, so that spreadsheets take it for UTF-8. */
export async function csvOf({ columns, cells }: Sheet): Promise<string> {
  const turns = new Turns()
  let csv = `\uFEFF${csvLine(columns)}`
  for (const row of cells) {
    csv += csvLine(row)
    await turns.next()
  }
  return csv
}

/** As XLSX. @throws BAD_USER_INPUT where a text is too long for a cell; UNAVAILABLE */
export const xlsxOf = ({ columns, cells }: Sheet): Promise<Uint8Array> => workbookAside([columns, ...cells])
