import { join } from 'node:path'
import { openSqliteAccounts } from '../../../src/accounts/sqlite/index.ts'
import type { VocabularyPorts } from '../../../src/archive/vocabulary/change.ts'
import type { ArchiveError } from '../../../src/model/errors.ts'
import { newId } from '../../../src/model/ids.ts'
import { stores } from '../../conformance/stores.ts'
import { folder } from '../../fixture.ts'
import { Town } from '../contribute/town.ts'

type Test = Parameters<typeof stores>[0]

export interface Place {
  readonly town: Town
  readonly ports: VocabularyPorts
  /** The same archive as another process has it. */
  readonly second: () => Promise<VocabularyPorts>
}

/** The same test on every store. */
export async function onEach(t: Test, sentence: string, test: (t: Test, place: Place) => Promise<void>): Promise<void> {
  for (const { name, make } of await stores(t)) {
    await t.test(`${name}: ${sentence}`, async (t) => {
      const { store, second, close } = await make()
      const accounts = await openSqliteAccounts({ path: join(await folder(t), 'accounts.sqlite') })
      t.teardown(async () => {
        await accounts.close()
        await close()
      })
      const town = new Town(store, accounts)
      await test(t, { town, ports: town.ports, second: async () => new Town(await second!(), accounts).ports })
    })
  }
}

export const by = (): { key: string; reason: string } => ({ key: `key:${newId()}`, reason: '測試' })

/** The error of what is refused. */
export async function refused(doing: Promise<unknown>): Promise<ArchiveError> {
  try {
    await doing
  } catch (error) {
    return error as ArchiveError
  }
  throw new Error('it was not refused')
}
