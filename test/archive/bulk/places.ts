import type { Test } from 'tap'
import { stores } from '../../conformance/stores.ts'
import { town, type Town } from '../contribute/town.ts'

/** The same on every store, each time in a town of its own. */
export async function everywhere(t: Test, sentences: Readonly<Record<string, (t: Test, place: Town) => Promise<void>>>): Promise<void> {
  for (const { name, make } of await stores(t)) {
    await t.test(name, async (t) => {
      for (const [sentence, run] of Object.entries(sentences)) {
        await t.test(sentence, async (t) => {
          const { store, close } = await make()
          try {
            await run(t, await town(t, store))
          } finally {
            await close()
          }
        })
      }
    })
  }
}
