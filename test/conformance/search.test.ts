import t from 'tap'
import { searchStores } from './search/stores.ts'
import { searchConformance } from './search/suite.ts'

for (const { name, make } of await searchStores(t)) await searchConformance(t, name, make)
