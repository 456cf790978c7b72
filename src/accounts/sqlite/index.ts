import { SqliteFile } from '../../stores/sqlite.ts'
import type { AccountStore } from '../port.ts'
import { accounts } from './accounts.ts'
import { attempts } from './attempts.ts'
import { drafts } from './drafts.ts'
import { links } from './links.ts'
import { members } from './members.ts'
import { passwords } from './passwords.ts'
import { reports } from './reports.ts'
import { ADDED, FORM, SCHEMA } from './schema.ts'
import { sessions } from './sessions.ts'
import { standing } from './standing.ts'
import { tokens } from './tokens.ts'
import { uploads } from './uploads.ts'
import { workshops } from './workshops.ts'
import { notices } from './notices.ts'
import { watchers } from './watchers.ts'
import { watches } from './watches.ts'
import { WATCHING } from './watching-schema.ts'
import { webhooks } from './webhooks.ts'

/**
 * Accounts in a file of their own, which several processes may open, and nobody else may read.
 * @throws UNAVAILABLE when it cannot be opened, or is of a newer version
 */
export async function openSqliteAccounts({ path }: { readonly path: string }): Promise<AccountStore> {
  const file = new SqliteFile({ path, holds: 'the store of accounts', form: FORM, schema: SCHEMA, added: [...ADDED, ...WATCHING], secret: true })
  return { name: 'sqlite', ...accounts(file), ...passwords(file), ...sessions(file), ...tokens(file), ...links(file), ...attempts(file), ...members(file), ...reports(file), ...uploads(file), ...drafts(file), ...workshops(file), ...watches(file), ...notices(file), ...watchers(file), ...webhooks(file), ...standing(file) }
}
