import { rmSync } from 'node:fs'
import type { LoggedChangeset } from '../../model/changeset.ts'
import type { ProjectionReport } from '../port.ts'
import { append } from './commit.ts'
import { compare } from './compare.ts'
import { Connection } from './connection.ts'
import { replay } from './log.ts'
import { migrate } from './migrations.ts'
import { PROJECTED, type Column, type Table } from './projected.ts'
import type { Reader } from './reader.ts'
import { Writer } from './writer.ts'

/** Operations replayed at once. */
const PART = 10_000

/**
 * Builds the projection anew by replaying the log into a file beside the archive, with the code that
 * writes it otherwise, and compares; unless `check`, what was built then takes the place of what stood.
 * For `doctor`: the comparing and copying at its end are long and not cut into turns.
 */
export async function reproject(writer: Writer, reader: Reader, path: string, { check = false }: { readonly check?: boolean } = {}): Promise<ProjectionReport> {
  const beside = `${path}.reproject`
  const sweep = (): void => ['', '-wal', '-shm', '-journal'].forEach((suffix) => rmSync(beside + suffix, { force: true }))
  sweep()
  try {
    for (;;) {
      const sequence = await rebuild(writer, reader, beside)
      // while nobody writes
      const compared = await writer.transaction(() => (writer.sequence() === sequence ? compare(path, beside) : undefined))
      // somebody wrote meanwhile: the rest is replayed too
      if (compared === undefined) continue
      if (!check && compared.differences.length > 0 && !(await replaceProjection(writer, beside, sequence))) continue
      return compared
    }
  } finally {
    sweep()
  }
}

/** Goes on where the file beside ends. */
async function rebuild(writer: Writer, reader: Reader, beside: string): Promise<number> {
  const connection = new Connection(beside)
  migrate(connection)
  connection.close()
  const copy = new Writer(beside, writer.vocabulary)
  // thrown away if anything happens: no need to wait for the disk
  copy.connection.exec('PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF')
  try {
    let part: LoggedChangeset[] = []
    let operations = 0
    for await (const changeset of replay(reader, copy.sequence())) {
      part.push(changeset)
      if ((operations += changeset.operations.length) < PART) continue
      await append(copy, part)
      part = []
      operations = 0
    }
    await append(copy, part)
    return copy.sequence()
  } finally {
    copy.close()
  }
}

/** @returns false when the log has moved on */
async function replaceProjection(writer: Writer, beside: string, sequence: number): Promise<boolean> {
  const { connection } = writer
  connection.attach(beside, 'beside')
  try {
    return await writer.transaction(() => {
      if (writer.sequence() !== sequence) return false
      for (const word of connection.rows<[string]>('SELECT key FROM beside.clearance ORDER BY number')) writer.clearances.number(word[0])
      for (const word of connection.rows<[string]>('SELECT code FROM beside.relation_type ORDER BY number')) writer.types.number(word[0])
      for (const table of PROJECTED) {
        connection.run(`DELETE FROM main.${table.name}`)
        connection.run(`INSERT INTO main.${table.name} SELECT ${columnsOf(table)} FROM beside.${table.name} AS new`)
      }
      connection.run('UPDATE main.epoch SET number = number + 1')
      return true
    })
  } finally {
    connection.exec('DETACH beside')
    writer.forget()
  }
}

/** Numbers of clearances and types are those of the archive: its log uses them. */
const columnsOf = ({ columns }: Table): string => columns.map((column) => mine(column)).join(', ')

function mine({ name, words, only }: Column): string {
  if (words === undefined) return `new.${name}`
  const number = `(SELECT mine.number FROM beside.${words} AS theirs JOIN main.${words} AS mine USING (${words === 'clearance' ? 'key' : 'code'}) WHERE theirs.number = new.${name})`
  return only === undefined ? number : `CASE WHEN new.${only} THEN ${number} ELSE new.${name} END`
}
