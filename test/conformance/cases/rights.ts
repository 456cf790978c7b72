import { newId } from '../../../src/model/ids.ts'
import type { Viewer } from '../../../src/model/audience.ts'
import { all, body, BOTH, content, EITHER, ELDERS, entity, evidence, everything, EVERYONE, member, PUBLIC, relation, small, WHOLE, type Small } from '../world.ts'
import type { Cases } from './cases.ts'
import type { GraphStore } from '../../../src/graph/port.ts'
import type { EntityRecord } from '../../../src/model/records.ts'

const count = async (store: GraphStore, { a }: Small, viewer = PUBLIC): Promise<number> => (await store.relations(a, {}, viewer)).items.length

const ANN = newId()
const BEN = newId()
const NONE = { mode: 'all', protocols: [] } as const
const account = (id: string, more: Partial<Viewer> = {}): Viewer => ({ ...member(), account: id, ...more })
const steward = (...protocols: string[]): Viewer => account(newId(), { protocols: new Set(protocols), stewards: new Set(protocols) })
const librarian = account(newId(), { librarian: true })

/** Everybody who could have to do with what Ann submits. */
const PEOPLE: Readonly<Record<string, Viewer>> = {
  public: PUBLIC, ann: account(ANN), ben: account(BEN, { protocols: new Set(['elders', 'weavers']) }), librarian,
  elder: steward('elders'), weaver: steward('weavers'), both: steward('elders', 'weavers'),
}

/** Who is shown an entity: by its head, in the list with what is proposed, by its id, and in its history. */
async function readersOf(store: GraphStore, id: string): Promise<Record<'head' | 'list' | 'view' | 'history', string[]>> {
  const who = { head: [] as string[], list: [] as string[], view: [] as string[], history: [] as string[] }
  for (const [name, viewer] of Object.entries(PEOPLE)) {
    if ((await store.heads([id], viewer)).size > 0) who.head.push(name)
    if ((await store.find({ includeProposed: true }, viewer, { first: 50 })).items.some((one) => one.id === id)) who.list.push(name)
    if ((await store.entities([id], viewer)).size > 0) who.view.push(name)
    if ((await store.history(id, viewer)).items.length > 0) who.history.push(name)
  }
  return who
}

const everywhere = (...names: string[]): object => ({ head: names, list: names, view: names, history: names })
const unlisted = (...names: string[]): object => ({ head: names, list: [], view: [], history: names })

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

  'what is merged into something hidden is as good as hidden': async (t, world) => {
    const { a, b, c } = await small(world)
    await world.merge(c, b)
    await world.edit(b, { audience: ELDERS })
    t.equal(await world.head(c, PUBLIC), undefined, 'shown nowhere, and nowhere to be changed: or that would tell of the merge')
    t.notOk((await all((page) => world.store.scan('entity', PUBLIC, page))).some(({ id }) => id === c))
    t.match(await world.head(c, member('elders')), { mergedInto: b })
    t.same((await world.store.history(c, PUBLIC)).items, [], 'nor has it a history')
    t.same((await world.store.history(c, member('elders'))).items.map(({ op }) => op), ['merge', 'put'])
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
  'a draft is read by its author and nobody else': async (t, world) => {
    const drafts = [body('草', { state: 'draft', by: ANN }), body('稿', { state: 'draft', by: ANN, audience: ELDERS })]
    await world.commit(...drafts)
    for (const { id } of drafts) t.same(await readersOf(world.store, id), unlisted('ann'))
    t.same((await world.store.scan('entity', PUBLIC)).items, [])
    t.same((await world.store.scan('entity', PEOPLE['ann']!)).items.map(({ id }) => id), drafts.map(({ id }) => id))
  },

  'a proposal is read by its author and by whoever settles it': async (t, world) => {
    const proposed = { state: 'proposed', by: ANN }
    const cases = [
      [body('眾', proposed), ['ann', 'librarian']],
      [body('入', { ...proposed, audience: { mode: 'all', protocols: ['signed-in'] } }), ['ann', 'librarian']],
      [body('耆', { ...proposed, audience: ELDERS }), ['ann', 'elder', 'both']],
      [body('共', { ...proposed, audience: BOTH }), ['ann', 'both']],
      [body('或', { ...proposed, audience: EITHER }), ['ann', 'elder', 'weaver', 'both']],
    ] as const
    await world.commit(...cases.map(([record]) => record))
    for (const [{ id }, readers] of cases) t.same(await readersOf(world.store, id), everywhere(...readers))
    for (const state of ['returned', 'declined']) {
      for (const [{ id }, readers] of cases) {
        if (state === 'declined') await world.edit(id, { state: 'proposed' })
        await world.edit(id, { state })
        t.same(await readersOf(world.store, id), unlisted(...readers), state)
      }
    }
  },

  'what an extractor or an import proposes is read by whoever reads its source': async (t, world) => {
    const [open, shut] = [body('眾', { state: 'proposed' }), body('耆', { state: 'proposed', audience: ELDERS })]
    await world.commit(open, shut)
    t.same(await readersOf(world.store, open.id), everywhere(...Object.keys(PEOPLE)))
    t.same(await readersOf(world.store, shut.id), everywhere('ben', 'elder', 'both'))
  },

  'without a protocol the author alone reads it, published or not; without an author nobody': async (t, world) => {
    const mine = [body('甲', { audience: NONE, by: ANN }), body('乙', { audience: NONE, by: ANN, state: 'proposed' })]
    const nobodys = body('丙', { audience: NONE })
    await world.commit(...mine, nobodys)
    for (const { id } of mine) t.same(await readersOf(world.store, id), everywhere('ann'))
    t.same(await readersOf(world.store, nobodys.id), everywhere())
    t.same((await world.store.statistics(PEOPLE['ann']!)).entities, { Organization: 1 })
    t.same((await world.store.statistics(librarian)).entities, {})
  },

  'once published, all read it; earlier versions stay with who read them then': async (t, world) => {
    const one = body('甲', { state: 'draft', by: ANN })
    await world.commit(one)
    await world.edit(one.id, { state: 'proposed' })
    await world.edit(one.id, { state: 'published' })
    t.same(await readersOf(world.store, one.id), everywhere(...Object.keys(PEOPLE)))
    const versions = async (viewer: Viewer): Promise<number[]> => (await all((page) => world.store.history(one.id, viewer, page), 1)).map(({ version }) => version)
    t.same(await versions(PUBLIC), [3])
    t.same(await versions(librarian), [3, 2])
    t.same(await versions(PEOPLE['ann']!), [3, 2, 1])
    t.same(await versions(PEOPLE['ben']!), [3])
    // the words that told whose it was are gone
    await world.change({ operations: [{ op: 'redact', id: one.id, versions: [1], reason: '依請求' }] })
    t.same(await versions(PEOPLE['ann']!), [4, 3, 2])
    t.same(await versions(WHOLE), [4, 3, 2, 1])
  },

  'a draft or a proposal that is withdrawn or redacted leaves nothing for others': async (t, world) => {
    for (const state of ['draft', 'proposed'] as const) {
      const [one, other, published] = [body('甲', { state, by: ANN }), body('乙', { state, by: ANN }), body('丙', { by: ANN })]
      await world.commit(one, other, published)
      const { sequence } = await world.withdraw(one.id)
      await world.withdraw(published.id)
      await world.change({ operations: [{ op: 'redact', id: other.id, reason: '依請求' }] })
      const readers = state === 'draft' ? ['ann'] : ['ann', 'librarian']
      t.same(await readersOf(world.store, one.id), unlisted('ann'), state)
      t.same(await readersOf(world.store, other.id), unlisted(), state)
      t.same(await readersOf(world.store, published.id), unlisted(...Object.keys(PEOPLE)), state)
      await world.revert(sequence)
      t.same(await readersOf(world.store, one.id), { ...everywhere(...readers), ...(state === 'draft' ? { list: [], view: [] } : {}) }, state)
    }
  },

  'a relation, its evidence and a text that somebody proposes are hidden from the rest': async (t, world) => {
    const { a, c, work, link } = await small(world)
    const proposed = { state: 'proposed', by: ANN }
    const [new_, more, text] = [relation(a, c, proposed), evidence(link, work, { ...proposed, audience: ELDERS }), content(work, '新的全文', proposed)]
    const proof = evidence(new_.id, work, proposed)
    await world.commit(new_, proof, more, text)
    for (const [name, viewer] of Object.entries(PEOPLE)) {
      const [mine, libraries, elders] = [name === 'ann', ['ann', 'librarian'].includes(name), ['ann', 'elder', 'both'].includes(name)]
      t.same((await world.store.relations(a, { includeProposed: true }, viewer)).items.map(({ id }) => id), libraries ? [link, new_.id] : [link], name)
      t.same((await world.store.contents(work, viewer)).items.length, Number(libraries), name)
      t.same([...(await world.store.heads([new_.id, proof.id, more.id, text.id], viewer)).keys()].sort(), [...(libraries ? [new_.id, proof.id, text.id] : []), ...(elders ? [more.id] : [])].sort(), name)
      t.same((await world.store.connectors({ a, b: c, types: ['PARTNERS_WITH'], kinds: ['Organization'], includeProposed: true, maxHops: 2, first: 5, routes: 1 }, viewer)).total, 0, name)
      t.equal((await world.store.paths({ from: a, to: c, types: ['PARTNERS_WITH'], includeProposed: true, maxHops: 2, first: 5 }, viewer)).paths.length, Number(mine || libraries), name)
    }
  },

  'nothing is merged into a proposal that fewer read': async (t, world) => {
    const [one, mine, other] = [body('甲'), body('乙', { state: 'proposed', by: ANN }), body('丙', { state: 'proposed', by: BEN })]
    await world.commit(one, mine, other)
    await t.rejects(world.merge(one.id, mine.id), { code: 'BAD_USER_INPUT', details: { field: 'into' } })
    await t.rejects(world.merge(other.id, mine.id), { code: 'BAD_USER_INPUT', details: { field: 'into' } })
    await world.merge(mine.id, one.id)
    t.same((await world.store.entities([one.id], PUBLIC)).get(one.id)!.merged, [])
    t.same((await world.store.entities([one.id], PEOPLE['ann']!)).get(one.id)!.names.map(({ text }) => text), ['甲'])
    t.match(await world.head(mine.id, PEOPLE['ann']!), { mergedInto: one.id })
  },

  'announced evidence keeps a relation in sight, and names who keeps it; silent evidence hides it': async (t, world) => {
    const { a, b, link, proof, work } = await small(world)
    const announced = { announced: new Set(['elders', 'weavers']) }
    const stranger: Viewer = { ...PUBLIC, ...announced }
    const shown = async (viewer: Viewer) => (await world.store.relations(a, {}, viewer)).items.map(({ evidence: pieces, keptBy }) => ({ pieces: pieces.map(({ id }) => id), keptBy }))
    t.same(await shown(stranger), [{ pieces: [proof], keptBy: [] }])
    for (const [audience, keptBy] of [[ELDERS, ['elders']], [BOTH, ['elders', 'weavers']], [EITHER, ['elders', 'weavers']]] as const) {
      await world.edit(proof, { audience })
      t.same(await shown(stranger), [{ pieces: [], keptBy }])
      t.same((await world.store.relationsById([link], stranger)).get(link)!.keptBy, keptBy)
      t.same(await shown(PUBLIC), [], 'silent')
      t.same(await shown({ ...PUBLIC, announced: new Set(['weavers']) }), [], 'one of them silent, or not of those it needs')
      t.same(await shown({ ...member('elders', 'weavers'), ...announced }), [{ pieces: [proof], keptBy: [] }])
      t.same([...(await world.store.heads([link, proof], stranger)).keys()], [link], 'the relation is there, the evidence is not')
      t.same((await world.store.history(proof, stranger)).items, [])
      const { relations, evidence: pieces } = await world.store.statistics(stranger)
      t.same([relations, pieces], [{ PARTNERS_WITH: 1 }, 0])
      const found = await world.store.paths({ from: a, to: b, types: ['PARTNERS_WITH'], includeProposed: false, maxHops: 2, first: 5 }, stranger)
      t.same(found.paths.map(({ steps }) => steps.flatMap(({ relations: said }) => said.map((one) => [one.id, one.keptBy, one.evidence]))), [[[link, keptBy, []]]])
      t.same((await world.store.paths({ from: a, to: b, types: ['PARTNERS_WITH'], includeProposed: false, onlySources: [work], maxHops: 2, first: 5 }, stranger)).paths, [], 'its source is nobody’s to ask for')
    }
    t.same(await shown({ ...member('elders'), announced: new Set(['weavers']) }), [{ pieces: [proof], keptBy: [] }], 'under any, one is enough')
    await world.edit(proof, { audience: { mode: 'all', protocols: ['elders', 'signed-in'] } })
    t.same(await shown({ ...member(), ...announced }), [{ pieces: [], keptBy: ['elders'] }])
    t.same(await shown(stranger), [], 'not signed in is not announced')
    await world.edit(proof, { audience: NONE, by: ANN })
    t.same(await shown(stranger), [], 'an author’s alone is not announced')
  },

  'announced: a source as the evidence itself, beside other evidence, and never an end': async (t, world) => {
    const { a, b, link, work } = await small(world)
    const stranger: Viewer = { ...PUBLIC, announced: new Set(['elders']) }
    const keptBy = async (viewer = stranger) => (await world.store.relations(a, {}, viewer)).items.map((one) => one.keptBy)
    await world.edit(work, { audience: ELDERS })
    t.same(await keptBy(), [['elders']])
    const silent = entity('Work', '祕本', { audience: { mode: 'all', protocols: ['weavers'] } })
    await world.commit(silent, evidence(link, silent.id))
    t.same(await keptBy(), [['elders']], 'what is silent is not named')
    await world.edit(work, { audience: BOTH })
    t.same(await keptBy(), [])
    await world.edit(work, { audience: ELDERS })
    const submitted = await world.edit(link, { state: 'proposed', by: ANN })
    t.same((await world.store.relations(a, { includeProposed: true }, stranger)).items, [], 'nor is what somebody proposes')
    await world.revert(submitted.sequence)
    await world.edit(b, { audience: ELDERS })
    t.same(await keptBy(), [], 'an end that is hidden hides it')
  },
}
