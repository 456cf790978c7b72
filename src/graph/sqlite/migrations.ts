import { readFileSync } from 'node:fs'
import { ArchiveError } from '../../model/errors.ts'
import { isNoDatabase, type Connection } from './connection.ts'

/** In order; the file's version is how many it has had. */
const MIGRATIONS = ['0001-archive.sql', '0002-contents.sql', '0003-ids-in-bytes.sql', '0004-standalone.sql', '0005-readers.sql', '0006-naming.sql', '0007-waiting.sql', '0008-led.sql'] as const

/** Written into the header, so that another program's file is not taken for an archive: 「fang」. */
const APPLICATION = 0x66616e67

/**
 * Brings a file to the version of this program, each step whole or not at all. A file that is not ours is
 * left as it is.
 * @throws UNAVAILABLE for an archive of a newer version, or for a file that is something else
 */
export function migrate(connection: Connection): void {
  const version = checked(connection)
  // so that whoever reads need not wait for whoever writes
  connection.exec('PRAGMA journal_mode = WAL')
  // what a step copies must not stay where it was: a later redaction would not find it there
  connection.exec('PRAGMA secure_delete = ON')
  for (let step = version; step < MIGRATIONS.length; step++) apply(connection, step)
}

/** The version of the form of an archive; 0 for an empty file. */
function checked(connection: Connection): number {
  const { path } = connection
  const refuse = (why: string, cause?: unknown): never => {
    throw new ArchiveError('UNAVAILABLE', `${path} ${why}; nothing was changed`, {}, cause)
  }
  try {
    const application = connection.row<[number]>('PRAGMA application_id')![0]
    const tables = connection.row<[number]>('SELECT count(*) FROM sqlite_schema')![0]
    if (application !== APPLICATION && (application !== 0 || tables > 0)) refuse('is a database of another program, not an archive of fangzhi')
  } catch (error) {
    if (isNoDatabase(error)) refuse('is a file of another kind, not an archive of fangzhi', error)
    throw error
  }
  const version = versionOf(connection)
  if (version > MIGRATIONS.length) refuse(`was written by a newer version of fangzhi (its form is ${version}, this program knows up to ${MIGRATIONS.length}); install that version or a newer one`)
  return version
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
