import { all, body, BOTH, content, EITHER, ELDERS, entity, evidence, everything, EVERYONE, member, PUBLIC, relation, small, WHOLE, type Small } from '../world.ts'
import type { Cases } from './cases.ts'
import type { GraphStore } from '../../../src/graph/port.ts'
import type { EntityRecord } from '../../../src/model/records.ts'

const count = async (store: GraphStore, { a }: Small, viewer = PUBLIC): Promise<number> => (await store.relations(a, {}, viewer)).items.length

export const rightCases: Cases = {
  'all protocols or any of them': async (t, world) => {
    const rows = [body('公'), body('入', { audience: { mode: 'all', protocols: ['signed-in'] } }), body('耆', { audience: ELDERS }), body('共', { audience: BOTH }), body('或', { audience: EITHER }), body('無', { audience: { mode: 'all', protocols: [] } })]
    await world.commit(...rows)
    const seen = async (viewer: Parameters<typeof member> | 'public' | 'whole'): Promise<string> =>
      (await world.store.find({}, viewer === 'public' ? PUBLIC : viewer === 'whole' ? WHOLE : member(...viewer))).items.map(({ name }) => name).join('')
    t.equal(await seen('public'), '公')
    t.equal(await seen([]), '公入')
    t.equal(await seen(['elders']), '公入耆或')
    t.equal(await seen(['weavers']), '公入或')
    t.equal(await seen(['elders', 'weavers']), '公入耆共或')
    t.equal(await seen('whole'), '公入耆共或無')
  },

  'a relation is hidden with itself, with either end, with its evidence, with the source': async (t, world) => {
    for (const which of ['link', 'a', 'b', 'proof', 'work'] as const) {
      const city = await small(world)
      const { sequence } = await world.edit(city[which], { audience: ELDERS })
      t.equal((await world.store.relationsById([city.link], PUBLIC)).size, 0, which)
      t.equal((await world.store.heads([city.link], PUBLIC)).size, 0, `${which}: the head`)
      t.equal((await world.store.heads([city.proof], PUBLIC)).size, 0, `${which}: the evidence`)
      t.same((await world.store.history(city.link, PUBLIC)).items, [], `${which}: the history`)
      t.equal((await world.store.relationsById([city.link], member('elders'))).size, 1, `${which}: for elders`)
      await world.revert(sequence)
      t.equal(await count(world.store, city), 1, `${which}: given back`)
    }
  },

  'of several pieces of evidence each reader sees theirs, and one is enough': async (t, world) => {
    const city = await small(world)
    const elders = evidence(city.link, city.work, { audience: ELDERS, stance: 'disputes', quote: '耆老說不是' })
    await world.commit(elders)
    t.match((await world.store.relations(city.a, {}, PUBLIC)).items, [{ disputed: false, evidence: [{ id: city.proof }] }])
    t.match((await world.store.relations(city.a, {}, member('elders'))).items, [{ disputed: true, evidence: [{ id: city.proof }, { id: elders.id }] }])
    t.same((await world.store.statistics(PUBLIC)).evidence, 1)
    t.same((await world.store.statistics(member('elders'))).evidence, 2)
    await world.withdraw(city.proof)
    t.equal(await count(world.store, city), 0)
    t.equal(await count(world.store, city, member('elders')), 1)
  },

  'pages and counts are of what is seen: no short page, no next page of nothing': async (t, world) => {
    const { a, b, c, work } = await small(world)
    const links = Array.from({ length: 30 }, (_, i) => relation(a, i % 2 === 0 ? b : c, i % 3 === 2 ? {} : { audience: ELDERS }))
    await world.commit(...links, ...links.map(({ id }) => evidence(id, work)))
    const shown = (await all((page) => world.store.relations(a, {}, PUBLIC, page), 4)).map(({ id }) => id)
    t.same(shown.slice(1), links.flatMap(({ id }, i) => (i % 3 === 2 ? id : [])))
    t.match(await world.store.relations(a, {}, PUBLIC, { first: 11 }), { hasNextPage: false })
    const last = (await world.store.relations(a, {}, PUBLIC, { first: 10 }))
    t.equal(last.hasNextPage, true)
    t.same((await world.store.statistics(PUBLIC)).relations, { PARTNERS_WITH: 11 })
  },

  'an archive shows a viewer what the archive without the hidden records would show': async (t, world, another) => {
    const { a, b, c, work } = await small(world)
    const plain = await another()
    try {
      for await (const changeset of world.store.replay()) await plain.store.append([changeset])
      const secretWork = entity('Work', '祕本', { audience: ELDERS })
      const secret = body('祕社', { audience: ELDERS, identifiers: [{ scheme: 'x', value: '1' }] })
      const links = [relation(a, secret.id), relation(a, c, { audience: ELDERS }), relation(b, c)]
      await world.commit(
        secretWork, secret, ...links,
        evidence(links[0]!.id, work), evidence(links[1]!.id, work), evidence(links[2]!.id, secretWork.id), evidence(links[2]!.id, work, { audience: ELDERS }),
      )
      const alias = body('祕密別名', { audience: ELDERS })
      const texts = [content(secretWork.id, '祕本的全文'), content(work, '耆老說的', { audience: ELDERS }), content(work, '未定', { state: 'draft', audience: ELDERS })]
      await world.commit(alias, ...texts)
      await world.merge(alias.id, b)
      t.same(await everything(world.store, PUBLIC), await everything(plain.store, PUBLIC))
      t.notSame(await everything(world.store, member('elders')), await everything(plain.store, member('elders')))
      for (const { id } of [secretWork, secret, alias, ...links, ...texts]) {
        t.same((await world.store.heads([id], PUBLIC)).size + (await world.store.entities([id], PUBLIC)).size, 0)
        t.same(await world.store.relations(id, {}, PUBLIC), { items: [], hasNextPage: false })
      }
    } finally {
      await plain.close()
    }
  },

  'where a merge is hidden, what it points to is': async (t, world) => {
    const { a, b, c } = await small(world)
    await world.merge(c, b)
    await world.edit(b, { audience: ELDERS })
    const head = await world.head(c, PUBLIC)
    t.match(head, { id: c, version: 2 })
    t.notOk('mergedInto' in head!)
    t.match(await world.head(c, member('elders')), { mergedInto: b })
    t.equal((await world.store.entities([c], PUBLIC)).size, 0)
    t.same((await world.store.find({}, PUBLIC)).items.map(({ id }) => id).filter((id) => id !== a), [(await world.store.find({ kinds: ['Work'] }, PUBLIC)).items[0]!.id])
  },

  'rights given later are seen at once, also by who asked before': async (t, world) => {
    const city = await small(world)
    const weavers = member('weavers')
    await world.edit(city.link, { audience: BOTH })
    t.equal(await count(world.store, city, weavers), 0)
    await world.edit(city.link, { audience: EITHER })
    t.equal(await count(world.store, city, weavers), 1)
    await world.edit(city.link, { audience: EVERYONE })
    t.equal(await count(world.store, city), 1)
  },

  'a source that names give is left out where it is hidden': async (t, world) => {
    const work = entity('Work', '祕本', { audience: ELDERS })
    const a = body('甲', { names: [{ text: '甲', source: work.id }] })
    await world.commit(work, a)
    t.notOk('source' in (await world.store.entities([a.id], PUBLIC)).get(a.id)!.names[0]!)
    t.match((await world.store.entities([a.id], member('elders'))).get(a.id)!.names, [{ source: work.id }])
    t.notMatch(await world.head(a.id, PUBLIC), { record: { names: [{ source: work.id }] } })
  },

  'a source that names give is left out where what it was merged into is hidden': async (t, world) => {
    const [work, edition] = [entity('Work', '名冊'), entity('Work', '名冊再版')]
    const a = body('甲', { names: [{ text: '甲', source: work.id }] })
    await world.commit(work, edition, a)
    await world.merge(work.id, edition.id)
    const sources = async (viewer = PUBLIC): Promise<(string | undefined)[]> => {
      const [view, found, head] = [(await world.store.entities([a.id], viewer)).get(a.id)!, (await world.store.find({ kinds: ['Organization'] }, viewer)).items[0]!, (await world.head(a.id, viewer))!.record as EntityRecord]
      return [view, found, head].map(({ names }) => names[0]!.source)
    }
    t.same(await sources(), [work.id, work.id, work.id])
    const { sequence } = await world.edit(edition.id, { audience: ELDERS })
    t.same(await sources(), [undefined, undefined, undefined])
    t.same(await sources(member('elders')), [work.id, work.id, work.id])
    await world.revert(sequence)
    t.same(await sources(), [work.id, work.id, work.id])
  },
}
