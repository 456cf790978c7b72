import { EMPTY_TABLE } from '../../../src/archive/access/table.ts'
import { viewerOf } from '../../../src/archive/access/viewer.ts'
import { storedRecord } from '../../../src/archive/contribute/record.ts'
import { write } from '../../../src/archive/contribute/write.ts'
import { openNeo4j } from '../../../src/graph/neo4j/index.ts'
import { openSqlite } from '../../../src/graph/sqlite/index.ts'
import type { Actor } from '../../../src/model/actor.ts'
import { ArchiveError } from '../../../src/model/errors.ts'
import { vocabulary } from '../../fixture.ts'

/**
 * Saves one record over and over, each time as it stands, beside another process that does the same. Says of each
 * save what became of it, one line each: what it saw, the text it sent, and the version it made or was refused with.
 */
const [, , where, id, account, rounds] = process.argv as [string, string, string, string, string, string]

export interface Save {
  readonly saw: string
  readonly text: string
  readonly made?: string
  readonly refused?: string
}

const { NEO4J_USER: user = 'neo4j', NEO4J_PASSWORD: password = '' } = process.env
const graph = /^bolt|^neo4j/.test(where) ? await openNeo4j({ uri: where, user, password, vocabulary }) : await openSqlite({ path: where, vocabulary, walkers: 1 })
const directory = { table: async () => EMPTY_TABLE }
const memberships = new Map()
const actor: Actor = { account, name: '', role: 'librarian', memberships, viewer: viewerOf(EMPTY_TABLE, { id: account, role: 'librarian', memberships }) }

for (let round = 1; round <= Number(rounds); round++) {
  const { version: saw } = (await storedRecord({ graph, directory }, actor.viewer, id))!
  const text = `${account}/${round}`
  const told = await write({ graph, directory, vocabulary }, actor, { key: `round:${round}:${account.slice(-4)}`, reason: text, operations: [{ entity: { id, version: saw!, names: [{ text }] } }] })
    .then(({ records: [made] }) => ({ made: made!.version! }), (error: unknown) => {
      if (!(error instanceof ArchiveError) || error.code !== 'CONFLICT') throw error
      return { refused: (error.details.current as { version: string }).version }
    })
  process.stdout.write(`${JSON.stringify({ saw: saw!, text, ...told } satisfies Save)}\n`)
}
await graph.close()
