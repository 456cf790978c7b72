import { setTimeout } from 'node:timers/promises'
import { parseAsOf } from '../../../src/model/dates.ts'
import type { ConnectorsQuery, PathsQuery } from '../../../src/graph/port.ts'
import { newId } from '../../../src/model/ids.ts'
import type { RecordInput } from '../../../src/model/records.ts'
import { body, ELDERS, entity, evidence, member, PUBLIC, relation, WHOLE, type World } from '../world.ts'
import type { Cases } from './cases.ts'

/** a and b share m1 and m2 directly; m3 is with a, and with m4, which is with b. */
async function town(world: World): Promise<{ a: string; b: string; m: string[]; work: string; link: (from: string, to: string, more?: object) => Promise<string> }> {
  const [a, b, work] = [body('甲局'), body('乙局'), entity('Work', '名冊')]
  const m = [1, 2, 3, 4].map((i) => body(`團體${i}`))
  await world.commit(a, b, work, ...m)
  const link = async (from: string, to: string, more: object = {}): Promise<string> => {
    const made = relation(from, to, more)
    await world.commit(made, evidence(made.id, work.id))
    return made.id
  }
  const ids = m.map(({ id }) => id)
  for (const [from, to] of [[ids[0], a.id], [ids[0], b.id], [a.id, ids[1]], [ids[1], b.id], [ids[2], a.id], [ids[2], ids[3]], [ids[3], b.id]] as [string, string][]) await link(from, to)
  return { a: a.id, b: b.id, m: ids, work: work.id, link }
}

const asked = (a: string, b: string, more: Partial<ConnectorsQuery> = {}): ConnectorsQuery =>
  ({ a, b, kinds: ['Organization'], maxHops: 4, first: 20, routes: 3, types: ['PARTNERS_WITH'], includeProposed: false, ...more })
const way = (from: string, to: string, more: Partial<PathsQuery> = {}): PathsQuery => ({ from, to, maxHops: 4, first: 5, types: ['PARTNERS_WITH'], includeProposed: false, ...more })

export const questionCases: Cases = {
  'connectors: by distance, strength and id, with their routes and evidence': async (t, world) => {
    const { a, b, m } = await town(world)
    const answer = await world.store.connectors(asked(a, b), PUBLIC)
    t.match(answer, { total: 4, atLeast: false, nearest: 2, hasNextPage: false })
    t.same(answer.rows.map(({ id, distance }) => [m.indexOf(id), distance]), [[0, 2], [1, 2], [2, 3], [3, 3]])
    const third = Math.floor(2 ** 50 / 3)
    t.equal(answer.rows[0]!.strength, BigInt(third) ** 2n)
    t.equal(answer.rows[2]!.strength, BigInt(third) * BigInt(Math.floor(third / 2)))
    const [route] = answer.rows[2]!.routes
    t.match(route!.steps, [{ from: { id: a, name: '甲局' }, to: { id: m[2] } }, { from: { id: m[2] }, to: { id: m[3] } }, { to: { id: b } }])
    t.match(route!.steps[0]!.relations, [{ from: { id: m[2] }, to: { id: a }, evidence: [{ source: { name: '名冊' } }] }])
  },

  'the answer follows what is committed, by this process and by others': async (t, world) => {
    const { a, b, m, link } = await town(world)
    const total = async (): Promise<number> => (await world.store.connectors(asked(a, b, { maxHops: 2 }), PUBLIC)).total
    t.equal(await total(), 2)
    await link(m[2]!, b)
    t.equal(await total(), 3)
    await world.merge(m[0]!, m[1]!)
    t.equal(await total(), 2)
    await world.unmerge(m[0]!)
    t.equal(await total(), 3)
    await world.withdraw(m[1]!)
    t.equal(await total(), 2)
    if (world.opened.second === undefined) return
    const other = await world.opened.second()
    await other.commit({ id: newId(), actor: 'o', reason: 'o', origin: 'cli', operations: [{ op: 'withdraw', id: m[0]!, base: (await world.head(m[0]!))!.version, reason: 'x' }] })
    t.equal(await total(), 1)
    t.equal((await other.connectors(asked(a, b, { maxHops: 2 }), PUBLIC)).total, 1)
  },

  'rights, dates, types, proposals and standing are in what is walked': async (t, world) => {
    const { a, b, m, link } = await town(world)
    const total = async (more: Partial<ConnectorsQuery> = {}, viewer = PUBLIC): Promise<number> => (await world.store.connectors(asked(a, b, { maxHops: 2, ...more }), viewer)).total
    await world.edit(m[0]!, { audience: ELDERS })
    t.equal(await total(), 1)
    t.equal(await total({}, member('elders')), 2)
    t.equal(await total({}, WHOLE), 2)
    const id = await link(m[2]!, b, { start: '2001', end: '2003', relation: 'FUNDS' })
    t.equal(await total(), 1)
    t.equal(await total({ types: ['PARTNERS_WITH', 'FUNDS'] }), 2)
    t.equal(await total({ types: ['PARTNERS_WITH', 'FUNDS'], asOf: parseAsOf('2002') }), 2)
    t.equal(await total({ types: ['PARTNERS_WITH', 'FUNDS'], asOf: parseAsOf('2004') }), 1)
    t.equal(await total({ types: [] }), 0)
    t.equal(await total({ types: ['SUPERVISES'] }), 0, 'a type that no relation has')
    await world.edit(id, { state: 'proposed' })
    t.equal(await total({ types: ['PARTNERS_WITH', 'FUNDS'] }), 1)
    t.equal(await total({ types: ['PARTNERS_WITH', 'FUNDS'], includeProposed: true }), 2)
    await world.edit(id, { state: 'published', standing: 'deprecated', standingReason: '誤' })
    t.equal(await total({ types: ['PARTNERS_WITH', 'FUNDS'], includeProposed: true }), 1)
    t.equal(await total({ types: ['PARTNERS_WITH', 'FUNDS'], includeDeprecated: true }), 2)
    await world.edit(id, { state: 'proposed' })
    t.equal(await total({ types: ['PARTNERS_WITH', 'FUNDS'], includeDeprecated: true }), 1)
    t.equal(await total({ types: ['PARTNERS_WITH', 'FUNDS'], includeDeprecated: true, includeProposed: true }), 2)
    t.equal(await total({ types: ['PARTNERS_WITH', 'FUNDS'], includeProposed: true }), 1)
  },

  'sources: what rests on them for this viewer, merged ones as one, as things stand now': async (t, world) => {
    const { a, b, m, work } = await town(world)
    const [other, same] = [entity('Work', '別冊'), entity('Work', '別冊（再版）')]
    const at = async (id: string): Promise<string[]> => (await world.store.relations(id, {}, WHOLE)).items.map((relation) => relation.id)
    await world.commit(other, same)
    const found = async (more: Partial<ConnectorsQuery>, viewer = PUBLIC): Promise<number[]> =>
      (await world.store.connectors(asked(a, b, { maxHops: 2, ...more }), viewer)).rows.map(({ id }) => m.indexOf(id)).sort()
    t.same(await found({ onlySources: [work] }), [0, 1])
    t.same(await found({ onlySources: [other.id] }), [])
    t.same(await found({ withoutSources: [work] }), [])
    t.same(await found({ withoutSources: [other.id] }), [0, 1])
    await world.commit(...(await at(m[0]!)).map((relation, i) => evidence(relation, [other.id, same.id][i]!)))
    t.same(await found({ onlySources: [other.id] }), [])
    t.same(await found({ onlySources: [other.id, same.id] }), [0])
    t.same(await found({ withoutSources: [work] }), [0])
    await world.merge(same.id, other.id)
    t.same(await found({ onlySources: [other.id] }), [0], 'what was merged counts for what it was merged into')
    t.same(await found({ onlySources: [other.id], withoutSources: [other.id] }), [0], 'each by a piece of its own')
    const seconds = (await at(m[1]!)).map((relation) => evidence(relation, other.id, { audience: ELDERS }))
    await world.commit(...seconds)
    t.same(await found({ onlySources: [other.id] }), [0], 'evidence that is hidden does not count')
    t.same(await found({ onlySources: [other.id] }, member('elders')), [0, 1])
    await world.edit(seconds[0]!.id, { stance: 'disputes' })
    t.same(await found({ onlySources: [other.id] }, member('elders')), [0], 'nor what disputes')
    await world.edit(seconds[0]!.id, { stance: 'mentions' })
    t.same(await found({ onlySources: [other.id] }, member('elders')), [0, 1], 'but what mentions does')
    t.same(await found({ onlySources: [] }), [])
    t.same(await found({ withoutSources: [] }), [0, 1])
    t.same(await found({ onlySources: [newId()] }), [])
    const { paths } = await world.store.paths(way(a, b, { onlySources: [other.id] }), PUBLIC)
    t.same(paths.map(({ steps }) => steps.map(({ relations }) => relations.map((relation) => relation.evidence.length))), [[[2], [2]]], 'all evidence is shown')
  },

  'what is avoided is not walked through, and counts for degrees': async (t, world) => {
    const { a, b, m } = await town(world)
    const whole = await world.store.connectors(asked(a, b), PUBLIC)
    const answer = await world.store.connectors(asked(a, b, { avoid: [m[0]!] }), PUBLIC)
    t.same(answer.rows.map(({ id, strength }) => [id, strength]), whole.rows.filter(({ id }) => id !== m[0]).map(({ id, strength }) => [id, strength]))
    t.match(await world.store.connectors(asked(a, b, { avoid: [m[3]!, newId()] }), PUBLIC), { total: 2 }, 'nor is what lies behind it')
    t.match(await world.store.connectors(asked(a, b, { avoid: [m[3]!], maxHops: 6 }), PUBLIC), { total: 2 })
    t.same(await world.store.connectors(asked(a, b, { avoid: [a, b] }), PUBLIC), whole, 'ends are no detour')
    const mids = async (more: Partial<PathsQuery>): Promise<number[][]> => (await world.store.paths(way(a, b, more), PUBLIC)).paths.map(({ steps }) => steps.slice(0, -1).map(({ to }) => m.indexOf(to.id)))
    t.same(await mids({ avoid: [m[0]!, m[1]!] }), [[2, 3]])
    t.same(await mids({ through: [m[3]!] }), [[2, 3]])
    t.same(await mids({ through: [m[3]!, m[2]!, a] }), [[2, 3]])
    t.same(await mids({ through: [m[0]!, m[1]!] }), [])
    t.same(await mids({ through: [m[0]!], avoid: [m[0]!] }), [])
    t.same(await mids({ through: [newId()] }), [])
  },

  'among: every pair as it is alone, and who connects most of them': async (t, world) => {
    const { a, b, m, link } = await town(world)
    const c = body('丙局')
    await world.commit(c)
    await link(c.id, m[0]!)
    const query = { types: ['PARTNERS_WITH'], includeProposed: false, set: [c.id, a, b], kinds: ['Organization'] as const, maxHops: 4, first: 2 }
    const answer = await world.store.among(query, PUBLIC)
    for (const pair of answer.pairs) {
      const { total, nearest } = await world.store.connectors(asked(pair.a, pair.b), PUBLIC)
      t.same([pair.total, pair.nearest], [total, nearest])
    }
    t.same(answer.pairs.map((pair) => [pair.a, pair.b]), [[c.id, a], [c.id, b], [a, b]])
    t.match(answer.rows, [{ entity: { id: m[0], name: '團體1' }, pairs: 3, distance: 6, best: { a: c.id, b: a, distance: 2 } }, { pairs: 3 }])
    t.equal(answer.rows.length, 2)
    await link(c.id, m[1]!)
    t.same((await world.store.among({ ...query, maxHops: 2 }, PUBLIC)).pairs.map(({ total }) => total), [2, 2, 2])
    t.match(await world.store.among({ ...query, set: [a, newId(), b], maxHops: 2 }, PUBLIC), { pairs: [{ total: 0 }, { total: 2, nearest: 2 }, { total: 0 }], total: 2 })
    t.match(await world.store.among({ ...query, types: [] }, PUBLIC), { pairs: [{ total: 0 }, { total: 0 }, { total: 0 }], total: 0, rows: [] })
    await t.rejects(world.store.among(query, PUBLIC, AbortSignal.abort(new Error('gone'))), /gone/)
  },

  'pages of connectors, kinds, and more than four hops': async (t, world) => {
    const { a, b, m } = await town(world)
    const first = await world.store.connectors(asked(a, b, { first: 3, routes: 1 }), PUBLIC)
    t.match(first, { total: 4, hasNextPage: true })
    const { distance, strength, id } = first.rows[2]!
    const rest = await world.store.connectors(asked(a, b, { first: 3, after: { distance, strength, id } }), PUBLIC)
    t.match(rest, { total: 4, hasNextPage: false, rows: [{ id: m[3] }] })
    t.match(await world.store.connectors(asked(a, b, { kinds: ['Person'] }), PUBLIC), { total: 0, rows: [] })
    t.match(await world.store.connectors(asked(a, b, { maxHops: 5 }), PUBLIC), { total: 4, atLeast: true, nearest: 2, rows: [] })
  },

  'paths: fewest steps, then sources, then strength; and whether there are more': async (t, world) => {
    const { a, b, m, link } = await town(world)
    const other = entity('Work', '別冊')
    const { items } = await world.store.relations(m[1]!, {}, PUBLIC)
    await world.commit(other, ...items.map(({ id }) => evidence(id, other.id)))
    const mids = (answer: { paths: readonly { steps: readonly { to: { id: string } }[] }[] }): number[][] => answer.paths.map(({ steps }) => steps.slice(0, -1).map(({ to }) => m.indexOf(to.id)))
    const answer = await world.store.paths(way(a, b), PUBLIC)
    t.same(mids(answer), [[1], [0], [2, 3]], 'two sources before one')
    t.equal(answer.truncated, false)
    t.match(await world.store.paths(way(a, b, { first: 1 }), PUBLIC), { truncated: true })
    t.same(mids(await world.store.paths(way(a, b, { maxHops: 2 }), PUBLIC)), [[1], [0]])
    await link(a, b)
    t.same(mids(await world.store.paths(way(a, b, { first: 1 }), PUBLIC)), [[]])
    t.same(await world.store.paths(way(a, other.id), PUBLIC), { paths: [], truncated: false })
  },

  'an answer is of one moment, also while others write': async (t, world) => {
    const { a, b, m } = await town(world)
    const shown = [a, b, ...m]
    const state = { writing: true }
    const moments = new Set<string>()
    const write = async (): Promise<void> => {
      for (let i = 1; i <= 500 && moments.size < 5; i++) {
        const heads = await world.store.heads(shown, WHOLE)
        await world.change({ operations: [...heads.values()].map(({ record, version }) => ({ op: 'put', record: { ...record, names: [{ text: `第${i}次` }] } as RecordInput, base: version })) })
        await setTimeout(2)
      }
      state.writing = false
    }
    const ask = async (): Promise<void> => {
      while (state.writing) {
        const { rows } = await world.store.connectors(asked(a, b), PUBLIC)
        const { paths } = await world.store.paths(way(a, b), PUBLIC)
        for (const part of [rows, paths]) {
          const names = new Set([...JSON.stringify(part, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value)).matchAll(/"name":"([^"]+)","kind":"Organization"/g)].map((match) => match[1]))
          if (names.size > 1 && ![...names].every((name) => /^甲局|乙局|團體/.test(name!))) t.fail(`one answer with ${[...names].join('、')}`)
          for (const name of names) moments.add(name!)
        }
      }
    }
    await Promise.all([write(), ask()])
    t.ok(moments.size > 2, `${moments.size} moments were seen`)
  },

  'asking about what is not there finds nothing, also where it is hidden': async (t, world) => {
    const { a, m } = await town(world)
    await world.edit(m[0]!, { audience: ELDERS })
    for (const other of [newId(), m[0]!]) {
      t.match(await world.store.connectors(asked(a, other), PUBLIC), { total: 0, rows: [], hasNextPage: false })
      t.same(await world.store.paths(way(a, other), PUBLIC), { paths: [], truncated: false })
    }
  },

  'a question that nobody waits for any more is given up': async (t, world) => {
    const { a, b } = await town(world)
    await t.rejects(world.store.connectors(asked(a, b), PUBLIC, AbortSignal.abort(new Error('gone'))), /gone/)
  },
}
