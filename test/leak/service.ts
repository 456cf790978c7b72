import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import pino from 'pino'
import { openSqliteAccounts } from '../../src/accounts/sqlite/index.ts'
import type { Reader } from '../../src/http/reader.ts'
import { buildServer } from '../../src/api/server.ts'
import { Directory } from '../../src/archive/access/directory.ts'
import { openReceipts } from '../../src/archive/files/receipt.ts'
import { follow } from '../../src/archive/indexing.ts'
import { openDerived } from '../../src/blobs/derived.ts'
import { openDirectory } from '../../src/blobs/directory/index.ts'
import type { GraphStore } from '../../src/graph/port.ts'
import { openSqliteJobs } from '../../src/jobs/sqlite/index.ts'
import { openKeptDirectory } from '../../src/kept/directory/index.ts'
import type { KeptAnswers } from '../../src/kept/port.ts'
import { ArchiveError } from '../../src/model/errors.ts'
import { runSaved, savedQuestions } from '../../src/questions/saved.ts'
import type { AccountRole, Actor } from '../../src/model/actor.ts'
import { PUBLIC, type Viewer } from '../../src/model/audience.ts'
import type { SearchStore } from '../../src/search/port.ts'
import { web } from '../../src/web/index.ts'
import { vocabulary } from '../fixture.ts'
import { AUTHORS } from '../generate/viewers.ts'
import { BYTES } from './archive.ts'

const ADDRESS = 'https://archive.example'

/** An archive with all that the service has, and readers who need not sign in. */
export interface Service {
  readonly app: FastifyInstance
  /** @param role default: librarian or contributor, as the viewer is */
  readonly as: (viewer: Viewer, role?: AccountRole) => void
  /** Runs all saved questions the reader sees, so that it is kept what these answered. */
  readonly remember: (viewer: Viewer) => Promise<void>
  /** Brings the index in step with the log. */
  readonly indexed: () => Promise<unknown>
  readonly close: () => Promise<void>
}

/** @param answers what saved questions answered before; default: nothing */
export async function serve(graph: GraphStore, search: SearchStore, answers?: KeptAnswers): Promise<Service> {
  const folder = await mkdtemp(join(tmpdir(), 'fangzhi-leak-'))
  const [jobs, receipts, blobs] = [await openSqliteJobs({ path: join(folder, 'jobs.sqlite') }), await openReceipts(join(folder, 'key')), openDirectory(join(folder, 'blobs'))]
  await blobs.put(BYTES)
  const accounts = await openSqliteAccounts({ path: join(folder, 'accounts.sqlite') })
  for (const [i, id] of AUTHORS.entries()) await accounts.createAccount({ id, login: `author${i}`, name: `作者${i}`, role: 'contributor', createdAt: 1 })
  const kept = answers ?? openKeptDirectory(join(folder, 'kept'))
  const derived = openDerived(join(folder, 'derived'))
  let reader: Reader = { viewer: PUBLIC }
  // who asks is given, not looked up: also who has no account
  const directory = Object.assign(new Directory({ graph, accounts }), { everyone: async () => reader.viewer })
  const people = { accounts, directory, guessable: [] }
  const app = await buildServer({
    graph, search, vocabulary, logger: pino({ level: 'silent' }), trustProxy: 0, rateLimit: 1_000_000, address: ADDRESS, readerOf: async () => reader,
    kept, people, busyAfter: 0, pages: web, files: { blobs, derived, jobs, receipts }, takedown: { blobs, derived, note: async () => {}, backups: async () => [] },
  })
  return {
    app,
    remember: async (viewer) => {
      const asking = { graph, search, vocabulary, viewer }
      for (const saved of await savedQuestions(asking)) {
        await runSaved(asking, saved, kept, { address: ADDRESS, keep: true }).catch((error: unknown) => { if (!(error instanceof ArchiveError)) throw error })
      }
    },
    as: (viewer, role = viewer.librarian === true ? 'librarian' : 'contributor') => { reader = { viewer, ...(viewer.account === undefined ? {} : { actor: actorOf(viewer, viewer.account, role) }) } },
    indexed: () => follow({ graph, search }),
    close: async () => {
      await app.close()
      await jobs.close()
      await accounts.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Somebody with these rights; of their memberships only what they read by is known. */
const actorOf = (viewer: Viewer, account: string, role: AccountRole): Actor =>
  ({ account, name: '讀者', role, memberships: new Map([...viewer.stewards ?? []].map((group) => [group, 'steward' as const])), viewer })
