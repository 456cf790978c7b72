import { readFileSync } from 'node:fs'
import { ArchiveError } from '../../model/errors.ts'
import { Connection } from './connection.ts'

/** In order; the file's version is how many it has had. */
const MIGRATIONS = ['0001-archive.sql'] as const

/** Written into the header, so that another program's file is not taken for an archive: 「fang」. */
const APPLICATION = 0x66616e67

/**
 * Brings a file to the version of this program, each step whole or not at all.
 * @throws UNAVAILABLE for an archive of a newer version, or for a file that is something else
 */
export function migrate(connection: Connection, path: string): void {
  const version = versionOf(connection)
  const application = connection.row<[number]>('PRAGMA application_id')![0]
  const tables = connection.row<[number]>('SELECT count(*) FROM sqlite_schema')![0]
  if (application !== APPLICATION && (application !== 0 || tables > 0)) {
    throw new ArchiveError('UNAVAILABLE', `${path} is a database of another program, not an archive of fangzhi; nothing was changed`)
  }
  if (version > MIGRATIONS.length) {
    throw new ArchiveError('UNAVAILABLE', `${path} was written by a newer version of fangzhi (its form is ${version}, this program knows up to ${MIGRATIONS.length}); install that version or newer, nothing was changed`)
  }
  for (let step = version; step < MIGRATIONS.length; step++) apply(connection, step)
}

function apply(connection: Connection, step: number): void {
  connection.exec('BEGIN IMMEDIATE')
  try {
    // another process may have been faster
    if (versionOf(connection) === step) {
      connection.exec(readFileSync(new URL(`./migrations/${MIGRATIONS[step]}`, import.meta.url), 'utf8'))
      connection.exec(`PRAGMA application_id = ${APPLICATION}; PRAGMA user_version = ${step + 1}`)
    }
    connection.exec('COMMIT')
  } catch (error) {
    if (connection.inTransaction) connection.exec('ROLLBACK')
    throw error
  }
}

const versionOf = (connection: Connection): number => connection.row<[number]>('PRAGMA user_version')![0]
