import { ArchiveError } from '../../model/errors.ts'
import { UNIT } from '../unit.ts'
import type { Vocabulary } from '../../model/vocabulary.ts'
import type { EntityDraft, Reading, Remark } from '../draft.ts'
import { ROW } from '../identity.ts'
import { columnsOf, type Mapping } from '../mapping.ts'
import { readerOf } from '../read.ts'
import type { Row } from '../row.ts'
import { readTable, type Format, type TableOptions } from '../table.ts'

/** The beginning of a table, as it stands. */
export interface Beginning {
  readonly columns: readonly string[]
  readonly rows: readonly Row[]
  readonly unreadable: readonly Remark[]
  /** What encoding it was taken for, where nobody said and it is none of Unicode's. */
  readonly guessed?: string
}

/** @throws BAD_USER_INPUT where it cannot be read so; the file is named as it was called when it was sent */
export async function beginning({ path, name }: { readonly path: string; readonly name: string }, options: TableOptions & { readonly format: Format }, most = 10): Promise<Beginning> {
  try {
    for await (const { rows, unreadable, guessed } of readTable(path, { ...options, size: most })) {
      return {
        columns: [...new Set(rows.flatMap(({ cells }) => Object.keys(cells)))], rows,
        unreadable: unreadable.map(({ number, reason, text }) => ({ row: number, column: '', reason, cell: text })), ...(guessed === undefined ? {} : { guessed }),
      }
    }
    return { columns: [], rows: [], unreadable: [] }
  } catch (error) {
    throw calledAs(error, path, name)
  }
}

/** Whoever sent a file knows it by its name, and not where it is kept. */
export const calledAs = (error: unknown, path: string, name: string): unknown =>
  (error instanceof ArchiveError && error.message.includes(path) ? new ArchiveError(error.code, error.message.replaceAll(path, name), error.details) : error)

/** A row as the mapping reads it. */
export interface LookedRow {
  readonly row: number
  readonly entities: readonly EntityDraft[]
  readonly relations: readonly { readonly type: string; readonly from: string; readonly to: string; readonly start?: string; readonly end?: string; readonly about: string; readonly quote: string; readonly proposed: boolean }[]
  readonly remarks: readonly Remark[]
  readonly isRejected: boolean
}

export interface Looked {
  /** Columns that the mapping reads and the table lacks. */
  readonly missing: readonly string[]
  readonly rows: readonly LookedRow[]
  readonly passedOver: number
}

/** What the first rows say, by the mapping alone. */
export function looked(mapping: Mapping, vocabulary: Vocabulary, { columns, rows }: Beginning, format: Format): Looked {
  const missing = format === 'jsonl' ? [] : [...columnsOf(mapping)].filter((column) => !columns.includes(column))
  if (missing.length > 0) return { missing, rows: [], passedOver: 0 }
  const read = readerOf(mapping, vocabulary)
  const readings = rows.map(read)
  return { missing, rows: readings.flatMap((one) => (one === undefined ? [] : [shown(one)])), passedOver: readings.filter((one) => one === undefined).length }
}

function shown({ row, entities, relations, warnings, rejected }: Reading): LookedRow {
  const names = new Map(entities.map(({ key, names: [first] }) => [key, first?.text ?? key]))
  return {
    row, isRejected: rejected !== undefined, remarks: [...(rejected === undefined ? [] : [rejected]), ...warnings],
    entities: entities.map((one) => ({ ...one, identifiers: one.identifiers.filter(({ scheme }) => scheme !== ROW && scheme !== UNIT) })),
    relations: relations.map(({ type, from, to, start, end, qualifiers, evidence, proposed }) => ({
      type, from: names.get(from) ?? from, to: names.get(to) ?? to, proposed, about: Object.values(qualifiers).flat().map(String).join('；'), quote: evidence[0]?.quote ?? '',
      ...(start === undefined ? {} : { start }), ...(end === undefined ? {} : { end }),
    })),
  }
}
