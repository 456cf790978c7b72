import t from 'tap'
import { conformance } from './graph.ts'
import { stores } from './stores.ts'

for (const { name, make } of await stores(t)) await conformance(t, name, make)
