import { stores as graphs } from '../conformance/stores.ts'
import { searchStores } from '../conformance/search/stores.ts'
import { VIEWERS } from '../generate/index.ts'
import { city, Stores } from './city.ts'
import { bare, leaks, requests, said } from './compare.ts'
import { SURFACES } from './surfaces.ts'
const t: any = { comment() {}, teardown() {} }
const [{ make }] = await graphs(t) as any
const [{ make: index }] = await searchStores(t) as any
const mine = SURFACES.filter(({ name }) => ['quality', 'qualityCounts', 'bulkPreview', 'sheet', 'sheetPreview'].includes(name))
let n = 0
const until = Date.now() + Number(process.argv[2]) * 1000
for (let seed = Number(process.argv[3] ?? 1); Date.now() < until; seed++) {
  const st = new Stores(make, index)
  const { oracle, service, chance } = await city(seed, st)
  for (const [v, viewer] of VIEWERS.filter((x) => x.whole !== true).entries()) {
    const other = await bare(oracle, viewer, st)
    for await (const leak of leaks({ service }, other, viewer, requests(oracle, viewer, chance.below(2 ** 31), { times: 6, surfaces: mine }))) { console.log('LEAK', seed, v, said(leak)); break }
    n += 30
    await other.close()
    if (Date.now() > until) break
  }
  await service.close(); await st.close()
}
console.log(n, 'requests compared')
process.exit(0)
