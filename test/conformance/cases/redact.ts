import type { LoggedChangeset } from '../../../src/model/changeset.ts'
import { body, everything, PUBLIC, small, WHOLE, type World } from '../world.ts'
import type { Cases } from './cases.ts'

const log = async (world: World): Promise<LoggedChangeset[]> => Array.fromAsync(world.store.replay())
const redact = (world: World, id: string, versions?: number[]): Promise<unknown> =>
  world.change({ operations: [{ op: 'redact', id, reason: '本人要求', ...(versions === undefined ? {} : { versions }) }] })

export const redactCases: Cases = {
  'a redaction leaves envelope and reason, and nothing else': async (t, world) => {
    const a = body('林某人的私人地址', { identifiers: [{ scheme: 'x', value: '祕號' }] })
    await world.commit(a)
    await world.edit(a.id, { names: [{ text: '林某人' }] })
    await redact(world, a.id)
    t.match(await world.head(a.id), { version: 3, state: 'withdrawn', record: null })
    t.match((await world.store.history(a.id, PUBLIC)).items, [{ op: 'redact', note: '本人要求', record: null }, { op: 'put', record: null }, { op: 'put', record: null }])
    t.notMatch(JSON.stringify(await log(world)), /林某人|祕號/)
    t.match((await log(world))[0]!.operations[0], { payload: null, hash: /^[0-9a-f]{64}$/ }, 'the hash stays')
    t.same((await world.store.entities([a.id], WHOLE)).size, 0)
    t.same((await world.store.find({ identifiers: [{ scheme: 'x', value: '祕號' }] }, WHOLE)).items, [])
    t.same((await world.store.statistics(WHOLE)).entities, {})
  },

  'only the versions named: the others stay, and the record as it stands': async (t, world) => {
    const a = body('舊名')
    await world.commit(a)
    await world.edit(a.id, { names: [{ text: '新名' }] })
    await redact(world, a.id, [1])
    t.match(await world.head(a.id), { version: 3, state: 'published', record: { names: [{ text: '新名' }] } })
    t.match((await world.store.history(a.id, PUBLIC)).items, [{ op: 'redact', record: { names: [{ text: '新名' }] } }, { record: { names: [{ text: '新名' }] } }, { record: null }])
    t.match((await world.store.find({}, PUBLIC)).items, [{ id: a.id, name: '新名' }])
  },

  'naming the version that wrote what stands destroys what stands': async (t, world) => {
    const { a, c } = await small(world)
    await world.merge(a, c)
    await redact(world, a, [1])
    t.match(await world.head(a), { version: 3, record: null, mergedInto: c })
    t.match((await world.store.entities([c], PUBLIC)).get(c), { names: [{ text: '丙社' }], merged: [] })
  },

  'a relation without its payload, or with ends or evidence without, is walked and shown no more': async (t, world) => {
    for (const which of ['link', 'proof', 'b', 'work'] as const) {
      const city = await small(world)
      await redact(world, city[which])
      t.same((await world.store.relations(city.a, {}, WHOLE)).items, [], which)
      t.same((await world.store.relationsById([city.link], WHOLE)).size, 0, which)
    }
    t.same((await world.store.reproject({ check: true })).differences, [])
  },

  'what is destroyed is destroyed in copies too, whenever they were made': async (t, world, another) => {
    const { a, link } = await small(world)
    const copy = await another()
    try {
      await copy.store.append(await log(world))
      t.match(await copy.store.heads([a], WHOLE), new Map([[a, { record: { names: [{ text: '甲局' }] } }]]))
      await redact(world, a)
      await redact(world, link)
      await copy.store.append(await log(world))
      t.notMatch(JSON.stringify(await Array.fromAsync(copy.store.replay())), /甲局"/)
      t.same(await everything(copy.store, WHOLE), await everything(world.store, WHOLE))
    } finally {
      await copy.close()
    }
    const late = await another()
    try {
      await late.store.append(await log(world))
      t.same(await Array.fromAsync(late.store.replay()), await log(world))
      t.same(await everything(late.store, WHOLE), await everything(world.store, WHOLE))
      t.same((await late.store.reproject({ check: true })).differences, [])
    } finally {
      await late.close()
    }
  },
}
