import { Neo4jPlace, type Address } from '../../stores/neo4j.ts'
import type { AccountStore } from '../port.ts'
import { accounts } from './accounts.ts'
import { attempts } from './attempts.ts'
import { drafts } from './drafts.ts'
import { links } from './links.ts'
import { members } from './members.ts'
import { passwords } from './passwords.ts'
import { reports } from './reports.ts'
import { SCHEMA } from './schema.ts'
import { sessions } from './sessions.ts'
import { standing } from './standing.ts'
import { tokens } from './tokens.ts'
import { uploads } from './uploads.ts'
import { workshops } from './workshops.ts'
import { notices } from './notices.ts'
import { watchers } from './watchers.ts'
import { watches } from './watches.ts'
import { webhooks } from './webhooks.ts'

/** A session is looked up for every request of somebody who has signed in. */
const CONNECTIONS = 20

/**
 * Accounts as nodes beside the archive, for any number of processes.
 * @throws UNAVAILABLE when the server cannot be reached
 */
export async function openNeo4jAccounts(address: Address): Promise<AccountStore> {
  const place = new Neo4jPlace(address, { folder: 'accounts', holds: 'the store of accounts', connections: CONNECTIONS })
  await place.prepare(SCHEMA)
  return { name: 'neo4j', ...accounts(place), ...passwords(place), ...sessions(place), ...tokens(place), ...links(place), ...attempts(place), ...members(place), ...reports(place), ...uploads(place), ...drafts(place), ...workshops(place), ...watches(place), ...notices(place), ...watchers(place), ...webhooks(place), ...standing(place) }
}
