import t from 'tap'
import { stores as graphs } from '../conformance/stores.ts'
import { searchStores } from '../conformance/search/stores.ts'
import { folder } from '../fixture.ts'
import { PROTOCOL_IDS, VIEWERS, type Random } from '../generate/index.ts'
import { AUTHORS } from '../generate/viewers.ts'
import { openKeptDirectory } from '../../src/kept/directory/index.ts'
import type { AccountRole } from '../../src/model/actor.ts'
import type { Viewer } from '../../src/model/audience.ts'
import { city, Stores } from './city.ts'
import { bare, leaks, requests, said, type Leak } from './compare.ts'
import { changes } from './mutations.ts'

/**
 * What an archive tells a viewer is what the archive would tell in which nothing that is hidden from them was ever
 * written (DESIGN 3). Random archives with everything that can be restricted; every way in which one is asked,
 * about what the viewer sees and about what they do not. A failure names the seed.
 */
const RUNS: Readonly<Record<string, number>> = { sqlite: 1, neo4j: 1 }
const ELDER = { signedIn: true, protocols: new Set(['elders', PROTOCOL_IDS[0]]) } as const
/** Who writes: on their own, for a community, for all. */
const WRITERS: readonly (readonly [Viewer, AccountRole])[] = [
  [{ signedIn: true, protocols: new Set(), account: AUTHORS[0] }, 'contributor'],
  [{ ...ELDER, account: AUTHORS[0], stewards: ELDER.protocols }, 'contributor'],
  [{ ...ELDER, account: AUTHORS[1], librarian: true }, 'librarian'],
  [{ signedIn: true, protocols: new Set(), account: AUTHORS[1], librarian: true }, 'administrator'],
]
const PERSONS = VIEWERS.filter(({ whole }) => whole !== true)

/** A few different ones: each is asked about everything. */
const some = (chance: Random): readonly Viewer[] => {
  const left = [...PERSONS]
  return Array.from({ length: 3 }, () => left.splice(chance.below(left.length), 1)[0]!)
}
const first = async (found: AsyncGenerator<Leak>): Promise<string | undefined> => {
  for await (const leak of found) return said(leak)
  return undefined
}
const seedOf = (run: number): number => Number(process.env['LEAK_SEED'] ?? Math.floor(Math.random() * 2 ** 31)) + run
const search = await searchStores(t)

for (const { name, make } of await graphs(t)) {
  for (const index of search) {
    await t.test(`${name}, ${index.name}: nobody is told of what is hidden from them`, async (t) => {
      for (let run = 0; run < RUNS[name]!; run++) {
        const [seed, stores] = [seedOf(run), new Stores(make, index.make)]
        const { oracle, service, chance } = await city(seed, stores)
        try {
          for (const viewer of some(chance)) {
            const other = await bare(oracle, viewer, stores, { isRenamed: chance.chance(0.5) })
            t.equal(await first(leaks({ service }, other, viewer, requests(oracle, viewer, chance.below(2 ** 31)))), undefined, `seed ${seed}, viewer ${PERSONS.indexOf(viewer)}${other.isRenamed ? ', with other ids' : ''}`)
            await other.close()
          }
          // last, because the archive is another afterwards
          const [writer, role] = chance.pick(WRITERS)
          const other = await bare(oracle, writer, stores)
          const asked = requests(oracle, writer, chance.below(2 ** 31), { times: 4, surfaces: changes((id) => oracle.archive.heads.has(id) || AUTHORS.includes(id as never)) })
          t.equal(await first(leaks({ service }, other, writer, asked, role)), undefined, `seed ${seed}, ${role} who changes something`)
          await other.close()
        } finally {
          await service.close()
          await stores.close()
        }
      }
    })

    await t.test(`${name}, ${index.name}: nor while it is written in, asked again what was answered before`, async (t) => {
      const [seed, stores] = [seedOf(1_000), new Stores(make, index.make)]
      const { oracle, service, chance, stir } = await city(seed, stores)
      try {
        const viewers = some(chance).slice(0, 2)
        const kept = await Promise.all(viewers.map(async () => openKeptDirectory(await folder(t))))
        for (const [i, viewer] of viewers.entries()) {
          const other = await bare(oracle, viewer, stores, { kept: kept[i] })
          await service.remember(viewer)
          await other.remember(viewer)
          await other.close()
        }
        const asked = viewers.map((viewer) => requests(oracle, viewer, chance.below(2 ** 31)))
        for (let round = 0; round < 1; round++) {
          await stir(4 + chance.below(8))
          // one after the other: what one was answered must not be another's
          for (const [i, viewer] of viewers.entries()) {
            const other = await bare(oracle, viewer, stores, { kept: kept[i] })
            for (const again of [false, true]) {
              t.equal(await first(leaks({ service }, other, viewer, asked[i]!)), undefined, `seed ${seed}, round ${round}, viewer ${PERSONS.indexOf(viewer)}${again ? ', again' : ''}`)
            }
            await other.close()
          }
        }
      } finally {
        await service.close()
        await stores.close()
      }
    })
  }
}

