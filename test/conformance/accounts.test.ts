import t from 'tap'
import { accounts } from './accounts/accounts.ts'
import { attempts } from './accounts/attempts.ts'
import type { AccountCases } from './accounts/cases.ts'
import { drafts } from './accounts/drafts.ts'
import { links } from './accounts/links.ts'
import { members } from './accounts/members.ts'
import { unlikeModel } from './accounts/random.ts'
import { reports } from './accounts/reports.ts'
import { sessions, tokens } from './accounts/sessions.ts'
import { standing } from './accounts/standing.ts'
import { uploads } from './accounts/uploads.ts'
import { accountStores } from './accounts/stores.ts'
import { watching } from './accounts/watching.ts'
import { workshops } from './accounts/workshops.ts'

/** What every store of accounts promises, case by case, each on an empty one. */
const GROUPS: Readonly<Record<string, AccountCases>> = { accounts, sessions, tokens, links, attempts, members, reports, uploads, drafts, workshops, standing, watching }

const RUNS: Readonly<Record<string, number>> = process.env['FANGZHI_LONG'] === undefined ? { sqlite: 100, neo4j: 4 } : { sqlite: 600, neo4j: 30 }

for (const [name, make] of Object.entries(await accountStores(t))) {
  for (const [group, cases] of Object.entries(GROUPS)) {
    await t.test(`${name}: ${group}`, async (t) => {
      for (const [sentence, run] of Object.entries(cases)) await t.test(sentence, async (t) => run(t, await make(t)))
    })
  }

  await t.test(`${name} is as the plain store, whatever is done to it from two connections`, async (t) => {
    const unlike = await unlikeModel(async () => {
      const { store, second } = await make(t)
      const other = await second()
      return { stores: [store, other], close: async () => void (await Promise.all([store.close(), other.close()])) }
    }, RUNS[name]!)
    t.equal(unlike, undefined)
  })
}
