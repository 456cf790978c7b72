import type { Test } from 'tap'
import type { OpenedSearch, SearchCases } from './cases.ts'
import { finding } from './finding.ts'
import { keeping } from './keeping.ts'
import { listing } from './listing.ts'
import { random } from './random.ts'
import { suggesting } from './suggesting.ts'
import { viewers } from './viewers.ts'

const GROUPS: Readonly<Record<string, SearchCases>> = { finding, listing, viewers, keeping, suggesting, random }

/**
 * What every search store promises, case by case, each on an empty index.
 * @param make called for each case; several may be open in one
 */
export async function searchConformance(t: Test, name: string, make: () => Promise<OpenedSearch>): Promise<void> {
  for (const [group, cases] of Object.entries(GROUPS)) {
    await t.test(`${name}: ${group}`, async (t) => {
      for (const [sentence, run] of Object.entries(cases)) {
        await t.test(sentence, async (t) => {
          const opened: OpenedSearch[] = []
          const open = async (): Promise<OpenedSearch['store']> => {
            const one = await make()
            opened.push(one)
            return one.store
          }
          try {
            await run(t, await open(), open)
          } finally {
            for (const one of opened) await one.close()
          }
        })
      }
    })
  }
}
