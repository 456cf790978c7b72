import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Follower } from '../archive/indexing.ts'
import type { AccountStore } from '../accounts/port.ts'
import { openAccounts, openArchive, openJobs, openSearch, type Archive } from '../app.ts'
import { Directory } from '../archive/access/directory.ts'
import { MAINTENANCE } from '../archive/access/maintenance.ts'
import { readTable } from '../archive/access/read-table.ts'
import { viewerOf } from '../archive/access/viewer.ts'
import { accountNamed } from '../archive/accounts/named.ts'
import { readConfig } from '../config.ts'
import type { Actor } from '../model/actor.ts'
import type { Viewer } from '../model/audience.ts'
import { unauthenticated } from '../model/errors.ts'
import type { Asking } from '../questions/context.ts'
import type { Invocation } from './command.ts'
import type { SearchStore } from '../search/port.ts'

/** The archive, and in whose name the command asks and writes. */
export interface Opened extends Archive {
  /** With what they may see: the account of `--as`, else everyone. */
  readonly asking: Asking
  /** The account of `--as`, else maintenance. */
  readonly actor: Actor
}

/** What of the invocation decides it. */
type For = Pick<Invocation, 'as' | 'note'>

/**
 * Opens the archive the settings name, hands it over, and closes it whatever happens.
 * @param create makes one where there is none: only for what puts something in
 * @throws NOT_FOUND for an account (`--as`) that is not there, UNAUTHENTICATED for one that is suspended
 */
export async function withArchive<T>({ as }: Pick<For, 'as'>, use: (archive: Opened) => Promise<T>, { create = false }: { create?: boolean } = {}): Promise<T> {
  return withWhole(async (archive) => {
    const reader = as === undefined ? { actor: MAINTENANCE, viewer: viewerOf(await readTable(archive.graph)) } : await readerNamed(archive, as)
    return use({ ...archive, actor: reader.actor, asking: { graph: archive.graph, vocabulary: archive.vocabulary, viewer: reader.viewer } })
  }, { create })
}

/** For maintenance: nobody asks. */
export async function withWhole<T>(use: (archive: Archive) => Promise<T>, { create = false }: { create?: boolean } = {}): Promise<T> {
  const archive = await openArchive(readConfig(process.env), { create })
  try {
    return await use(archive)
  } finally {
    await archive.graph.close()
  }
}

async function readerNamed({ graph }: Archive, name: string): Promise<{ actor: Actor; viewer: Viewer }> {
  return withAccounts(async (accounts) => {
    const { id } = await accountNamed(accounts, name, '--as')
    const actor = await new Directory({ graph, accounts }).actor(id)
    if (actor === undefined) throw unauthenticated(`帳號「${name}」停用中 (the account is suspended)`)
    return { actor, viewer: actor.viewer }
  })
}

/** Opens the accounts beside the archive, and closes them whatever happens. */
export async function withAccounts<T>(use: (accounts: AccountStore) => Promise<T>): Promise<T> {
  const accounts = await openAccounts(readConfig(process.env))
  try {
    return await use(accounts)
  } finally {
    await accounts.close()
  }
}

/** The archive with the index of the full text, in step with it. */
export async function withSearch<T>(invocation: For, use: (archive: Opened & { readonly search: SearchStore }) => Promise<T>): Promise<T> {
  return withArchive(invocation, async (archive) => {
    const config = readConfig(process.env)
    const [search, jobs] = [await openSearch(config), await openJobs(config)]
    try {
      const [{ sequence }, newest] = [await search.status(), await archive.graph.sequence()]
      if (newest - sequence > MANY) invocation.note('索引還沒有跟上，先補上……')
      await new Follower({ graph: archive.graph, search }, jobs, () => {}).catchUp()
      return await use({ ...archive, search, asking: { ...archive.asking, search } })
    } finally {
      await Promise.all([search.close(), jobs.close()])
    }
  })
}

/** Lets the index of the full text, where there is one, follow what a command has written. */
export async function letIndexFollow({ graph }: Archive): Promise<void> {
  const config = readConfig(process.env)
  if (config.MEILI_URL === undefined && !existsSync(join(config.DATA_DIR, 'search.sqlite'))) return
  const search = await openSearch(config)
  try {
    const jobs = await openJobs(config)
    try {
      await new Follower({ graph, search }, jobs, () => {}).catchUp()
    } finally {
      await jobs.close()
    }
  } finally {
    await search.close()
  }
}

/** Changesets that take a while to take in. */
const MANY = 5
