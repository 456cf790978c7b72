import neo4j from 'neo4j-driver'
import { alone } from './alone.ts'

/** Nodes deleted in one transaction: a million at once would not fit into the server's memory. */
const PART = 10_000

/**
 * Empties a database for a test, once no other test file uses it; constraints and indexes stay, they are made where they are missing.
 * Only ever to be pointed at a server that is there for tests.
 * @param uri `bolt://127.0.0.1:7687`, without a password or with NEO4J_USER and NEO4J_PASSWORD
 */
export async function wipe(uri: string, database = 'neo4j'): Promise<void> {
  await alone(uri)
  const { NEO4J_USER = 'neo4j', NEO4J_PASSWORD = '' } = process.env
  const driver = neo4j.driver(uri, neo4j.auth.basic(NEO4J_USER, NEO4J_PASSWORD), { telemetryDisabled: true })
  const session = driver.session({ database })
  try {
    await session.run(`MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF ${PART} ROWS`)
  } finally {
    await session.close()
    await driver.close()
  }
}
