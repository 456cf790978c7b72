import neo4jDriver from 'neo4j-driver'
import { openNeo4j } from '../src/graph/neo4j/index.ts'
import type { GraphStore } from '../src/graph/port.ts'
import { city, type City } from '../test/generate/city.ts'
import type { Context } from './bench.ts'
import { load, vocabulary } from './load.ts'

export type Neo4j = NonNullable<Context['neo4j']>

export const openStore = (neo4j: Neo4j): Promise<GraphStore> => openNeo4j({ ...neo4j, vocabulary })

/** Puts the city into the Neo4j of the benches, unless it is there. */
export async function cityOnNeo4j(context: Context, neo4j: Neo4j): Promise<City> {
  const town = city({ scale: context.scale })
  const store = await openStore(neo4j)
  try {
    context.say('  the city on Neo4j')
    await load(store, town, context.say)
  } finally {
    await store.close()
  }
  return town
}

/** Name and version of the server. */
export async function versionOf({ uri, user, password, database }: Neo4j): Promise<string> {
  const driver = neo4jDriver.driver(uri, password === '' ? undefined : neo4jDriver.auth.basic(user, password))
  try {
    const { records } = await driver.executeQuery('CALL dbms.components() YIELD name, versions RETURN versions[0] AS version', {}, { database })
    return String(records[0]?.get('version'))
  } finally {
    await driver.close()
  }
}
