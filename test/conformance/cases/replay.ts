import type { LoggedChangeset } from '../../../src/model/changeset.ts'
import { newId } from '../../../src/model/ids.ts'
import { body, BOTH, content, ELDERS, evidence, everything, member, PUBLIC, relation, small, WHOLE, type World } from '../world.ts'
import type { Cases } from './cases.ts'

const log = async (world: World, after?: number): Promise<LoggedChangeset[]> => Array.fromAsync(world.store.replay(after))

/** An archive with a bit of everything in its log. */
async function eventful(world: World): Promise<void> {
  const { a, b, c, work, link, proof } = await small(world)
  await world.edit(a, { names: [{ text: '甲局' }, { text: '甲', sort: 'short' }], audience: BOTH })
  await world.merge(b, c, 'name-key')
  const other = relation(a, c, { state: 'proposed', start: '2001', end: '..', audience: ELDERS })
  await world.commit(other, evidence(other.id, work, { state: 'proposed' }))
  const text = content(work, '甲局與乙會', { audience: ELDERS, order: 1 })
  await world.commit(text, content(work, '序'))
  await world.edit(text.id, { corrections: [{ offset: [0, 1], was: '甲', becomes: '申' }] })
  await world.edit(link, { start: '1999' })
  await world.withdraw(proof)
  await world.unmerge(b)
  const batch = newId()
  await world.change({ operations: [{ op: 'put', record: body('丁'), base: null }], batch: { id: batch, title: '匯', part: 1, last: true, input: 'h', progress: { row: 1 } } })
  await world.revert(5)
}

export const replayCases: Cases = {
  'replayed into another archive, everything is the same: sequences, ids, versions, hashes, views': async (t, world, another) => {
    await eventful(world)
    const copy = await another()
    try {
      const logged = await log(world)
      await copy.store.append(logged.slice(0, 3))
      await copy.store.append(logged)
      t.same(await Array.fromAsync(copy.store.replay()), logged)
      for (const viewer of [PUBLIC, WHOLE, member('elders'), member('elders', 'weavers')]) t.same(await everything(copy.store, viewer), await everything(world.store, viewer))
      t.same((await copy.store.reproject({ check: true })).differences, [])
      const a = body('新')
      t.match(await copy.store.commit({ id: newId(), actor: 'x', reason: 'x', origin: 'cli', operations: [{ op: 'put', record: a, base: null }] }), { sequence: logged.length + 1 }, 'and it goes on by itself')
    } finally {
      await copy.close()
    }
  },

  'replay begins after a sequence': async (t, world) => {
    await eventful(world)
    const [all, later] = [await log(world), await log(world, 4)]
    t.same(all.map(({ sequence }) => sequence), all.map((_, i) => i + 1))
    t.same(later, all.slice(4))
    t.same(await log(world, all.length), [])
  },

  'a gap, another archive’s changeset, a version out of order and a payload that was changed are refused': async (t, world, another) => {
    await eventful(world)
    const [first, second, ...rest] = await log(world) as [LoggedChangeset, LoggedChangeset, ...LoggedChangeset[]]
    const copy = await another()
    try {
      await t.rejects(copy.store.append([second]), { code: 'CONFLICT' }, 'a gap')
      await copy.store.append([first])
      await t.rejects(copy.store.append([{ ...first, id: newId() }]), { code: 'CONFLICT' }, 'another archive')
      await t.rejects(copy.store.append([{ ...second, operations: second.operations.map((operation) => ({ ...operation, version: 7 })) }]), { code: 'CONFLICT' }, 'a version')
      await t.rejects(copy.store.append([{ ...second, operations: second.operations.map((operation) => ({ ...operation, payload: operation.payload!.replace('甲', '乙') })) }]), { code: 'BAD_USER_INPUT' }, 'a payload')
      t.equal(await copy.store.sequence(), 1)
      await copy.store.append([first, second, ...rest])
      t.equal(await copy.store.sequence(), rest.length + 2)
    } finally {
      await copy.close()
    }
  },
}
