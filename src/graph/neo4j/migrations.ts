import { ArchiveError } from '../../model/errors.ts'
import type { Connection } from './connection.ts'
import { migrations, statement } from './statements.ts'

/**
 * Brings the archive to the version of this program. Each statement can be repeated without harm, so
 * that several processes may start at once and one that was broken off goes on.
 * @returns the version it had; 0 for an empty database
 * @throws UNAVAILABLE for an archive of a newer version, or for a database that is something else
 */
export async function migrate(connection: Connection): Promise<number> {
  const [found] = await connection.read<{ form: number | null; nodes: number }>(statement('read/form'))
  const steps = migrations()
  const form = found?.form ?? 0
  if (found?.form == null && (found?.nodes ?? 0) > 0) {
    throw new ArchiveError('UNAVAILABLE', 'the Neo4j database holds something that is not an archive of fangzhi; nothing was changed')
  }
  if (form > steps.length) {
    throw new ArchiveError('UNAVAILABLE', `the archive in Neo4j was written by a newer version of fangzhi (its form is ${form}, this program knows up to ${steps.length}); install that version or newer, nothing was changed`)
  }
  for (let step = form; step < steps.length; step++) {
    for (const text of steps[step]!) await connection.alone(text)
    await connection.write((run) => run(statement('write/form'), { form: step + 1 }))
  }
  return form
}
