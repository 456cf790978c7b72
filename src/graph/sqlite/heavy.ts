import type { Changeset } from '../../model/changeset.ts'
import { sought } from './ids.ts'
import type { Reader } from './reader.ts'

/** Records that hang on an entity and are written anew with it: with more, it takes some 10 ms. */
const MANY = 100

const beyond = (sql: string): string => `EXISTS (${sql} LIMIT 1 OFFSET ${MANY})`
const HANGING = `SELECT ${[
  beyond('SELECT 1 FROM relation WHERE from_node = canonical'), beyond('SELECT 1 FROM relation WHERE to_node = canonical'),
  beyond('SELECT 1 FROM evidence WHERE source_recorded = node'), beyond('SELECT 1 FROM content WHERE entity = canonical'),
].join(' OR ')} FROM entity WHERE bytes = ?`

/**
 * Whether few operations make much work: a merge, a parting, a withdrawal or other readers of a hub move all that hangs on
 * it. What is new has nothing.
 */
export function isHeavy(reader: Reader, { operations }: Pick<Changeset, 'operations'>): boolean {
  return operations.some((operation) => {
    if (operation.op === 'put' && (operation.base === null || operation.record.type !== 'entity')) return false
    return reader.connection.row<[number]>(HANGING, sought(operation.op === 'put' ? operation.record.id : operation.id))?.[0] === 1
  })
}
