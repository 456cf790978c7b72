import type { Waiting, WaitingQuery } from '../../../src/graph/port.ts'
import type { Viewer } from '../../../src/model/audience.ts'
import { newId, type Id } from '../../../src/model/ids.ts'
import type { RecordInput } from '../../../src/model/records.ts'
import { all, body, content, ELDERS, entity, evidence, EVERYONE, member, PUBLIC, relation, small, WHOLE, type World } from '../world.ts'
import type { Cases } from './cases.ts'

const PROPOSED = { state: 'proposed' } as const

const waits = (world: World, query: WaitingQuery = {}, viewer: Viewer = PUBLIC, first = 2): Promise<Waiting[]> => all((page) => world.store.waiting(query, viewer, page), first)
const ids = async (world: World, query: WaitingQuery = {}, viewer: Viewer = PUBLIC): Promise<Id[]> => (await waits(world, query, viewer)).map(({ id }) => id)

let moment = Date.UTC(2026, 0, 1)
/** One changeset a day. */
const commit = (world: World, ...records: RecordInput[]): Promise<unknown> =>
  world.change({ operations: records.map((record) => ({ op: 'put', record, base: null })), at: (moment += 86_400_000) })

/** What waits for a decision. */
export const waitingCases: Cases = {
  'one item for each thing to decide: evidence, proposed ends and contents come with what they hang on': async (t, world) => {
    const { a, work } = await small(world)
    const [club, alone] = [body('新會', PROPOSED), entity('Entry', '一則', PROPOSED)]
    const funds = relation(a, club.id, PROPOSED)
    const proof = evidence(funds.id, work, { ...PROPOSED, confidence: 0.7 })
    const [text, other] = [content(alone.id, '故事', PROPOSED), content(work, '補一段', PROPOSED)]
    await commit(world, club, funds, proof)
    await commit(world, alone, text)
    await commit(world, other)
    t.same(await ids(world), [funds.id, alone.id, other.id])
    t.match(await waits(world), [{ type: 'relation', confidence: 0.7 }, { type: 'entity', confidence: 0 }, { type: 'content' }])
    await world.edit(funds.id, { state: 'declined' })
    t.same((await ids(world)).sort(), [club.id, proof.id, alone.id, other.id].sort(), 'what came with it waits by itself')
    t.same((await world.store.reproject({ check: true })).differences, [])
  },

  'what goes is no ground any more of a relation that waits, also where that can be stated no more': async (t, world) => {
    const { a, work } = await small(world)
    const [club, book] = [body('新會'), entity('Work', '書')]
    const funds = relation(a, club.id, PROPOSED)
    const [sure, doubtful] = [evidence(funds.id, book.id), evidence(funds.id, work, { ...PROPOSED, confidence: 0.3 })]
    await commit(world, club, book, funds, sure, doubtful)
    t.match(await waits(world), [{ id: funds.id, confidence: 1 }])
    await world.change({ operations: [club.id, sure.id].map((id) => ({ op: 'withdraw', id, base: 1, reason: '測試' })) })
    t.match(await waits(world), [{ id: funds.id, confidence: 0.3 }])
    t.same(await ids(world, { source: book.id }), [])
    t.same((await world.store.reproject({ check: true })).differences, [])
  },

  'oldest, newest or surest first; a page goes on where the one before ended, whatever came in between': async (t, world) => {
    const { a, b, c, work } = await small(world)
    const made = [[a, b, 0.4], [b, c, 0.9], [a, c, 0.6], [c, b, 0.9]] as const
    const relations = made.map(([from, to]) => relation(from, to, PROPOSED))
    for (const [i, record] of relations.entries()) await commit(world, record, evidence(record.id, work, { ...PROPOSED, confidence: made[i]![2] }))
    const [one, two, three, four] = relations.map(({ id }) => id)
    t.same(await ids(world), [one, two, three, four])
    t.same(await ids(world, { order: 'newest' }), [four, three, two, one])
    t.same(await ids(world, { order: 'confidence' }), [two, four, three, one])
    const first = await world.store.waiting({}, PUBLIC, { first: 2 })
    await world.edit(one!, { start: '2001' })
    t.same((await world.store.waiting({}, PUBLIC, { first: 9, after: first.endCursor! })).items.map(({ id }) => id), [three, four, one], 'what is written anew waits since then')
    t.same(await ids(world, { confidence: 0.6, order: 'confidence' }), [two, four, three])
    for (const after of ['x', Buffer.from('[1]').toString('base64url')]) await t.rejects(world.store.waiting({}, PUBLIC, { after }), { code: 'BAD_USER_INPUT' })
  },

  'by type, by relation, by kind, by source, by confidence, by author and by age': async (t, world) => {
    const { a, b, c, work } = await small(world)
    const [author, other] = [newId(), newId()]
    const book = entity('Work', '書')
    const [club, person] = [body('新會', { ...PROPOSED, by: author }), entity('Person', '新人', { ...PROPOSED, by: other })]
    const [one, two] = [relation(a, b, PROPOSED), relation(b, c, { ...PROPOSED, relation: 'SUPERVISES', by: author })]
    await commit(world, book)
    await commit(world, one, evidence(one.id, work, { ...PROPOSED, confidence: 0.3 }), evidence(one.id, book.id, { ...PROPOSED, confidence: 0.8 }))
    const between = moment + 1
    await commit(world, two, evidence(two.id, book.id, { ...PROPOSED, by: author }))
    await commit(world, club, person)
    const librarian: Viewer = { ...member(), account: newId(), librarian: true }
    const seen = (query: WaitingQuery): Promise<Id[]> => ids(world, query, librarian)
    t.same(await seen({ types: ['relation'] }), [one.id, two.id])
    t.same(await seen({ relations: ['SUPERVISES', 'NOTHING'] }), [two.id])
    t.same(await seen({ kinds: ['Person'] }), [person.id])
    t.same((await seen({ kinds: ['Person'], relations: ['PARTNERS_WITH'] })).sort(), [one.id, person.id].sort())
    t.same(await seen({ source: book.id }), [one.id, two.id])
    t.same(await seen({ source: work }), [one.id])
    t.same(await seen({ source: work, confidence: 0.5 }), [], 'as sure by that source')
    t.same(await seen({ source: book.id, confidence: 0.5, order: 'newest' }), [two.id, one.id])
    t.same(await seen({ source: newId() }), [])
    t.same(await seen({ source: a }), [])
    t.same((await seen({ by: author })).sort(), [two.id, club.id].sort())
    t.same(await seen({ by: newId() }), [])
    t.same(await seen({ until: between }), [one.id])
    t.same((await seen({ since: between, order: 'newest' })).at(-1), two.id)
    t.same(await seen({ since: between, until: between }), [])
    t.same((await seen({ state: 'returned' })), [])
  },

  'what a relation led to waits by itself once it leads elsewhere, is decided, or is hidden': async (t, world) => {
    const { a, b, work } = await small(world)
    const [club, other] = [body('新會', PROPOSED), body('別會', PROPOSED)]
    const [one, two] = [relation(a, club.id, PROPOSED), relation(club.id, b, PROPOSED)]
    await commit(world, club, other, one, evidence(one.id, work, PROPOSED), two, evidence(two.id, work, PROPOSED))
    const entities = (viewer: Viewer = PUBLIC): Promise<Id[]> => ids(world, { types: ['entity'] }, viewer)
    t.same(await entities(), [other.id])
    await world.edit(two.id, { from: other.id })
    t.same(await entities(), [], 'either is led to by one')
    await world.edit(one.id, { to: other.id })
    t.same(await entities(), [club.id])
    await world.edit(two.id, { state: 'returned' })
    t.same(await entities(), [club.id], 'another leads there still')
    await world.edit(one.id, { audience: ELDERS })
    t.same([(await entities()).sort(), await entities(member('elders'))], [[club.id, other.id].sort(), [club.id]])
    await world.edit(other.id, { names: [{ text: '別的會' }] })
    t.same(await entities(member('elders')), [club.id])
    t.same((await world.store.reproject({ check: true })).differences, [])
  },

  'nothing hidden is in it, nor decides what is and in which order': async (t, world) => {
    const { a, b, work } = await small(world)
    const [hidden, book] = [entity('Work', '密書', { audience: ELDERS }), entity('Work', '書')]
    const [club, secret] = [body('新會', PROPOSED), body('密會', { ...PROPOSED, audience: ELDERS })]
    const [one, two] = [relation(a, b, PROPOSED), relation(a, club.id, { ...PROPOSED, audience: ELDERS })]
    await commit(world, hidden, book)
    await commit(world, one, evidence(one.id, work, { ...PROPOSED, confidence: 0.3 }), evidence(one.id, hidden.id, { ...PROPOSED, confidence: 0.9 }))
    await commit(world, club, two, evidence(two.id, book.id, PROPOSED), secret)
    const elder = member('elders')
    t.same(await ids(world), [one.id, club.id], 'an entity that only a hidden relation leads to waits by itself')
    t.same((await ids(world, {}, elder)).sort(), [one.id, two.id, secret.id].sort())
    t.match((await waits(world, { types: ['relation'] }))[0], { confidence: 0.3 })
    t.match((await waits(world, { types: ['relation'] }, elder))[0], { confidence: 0.9 })
    t.same(await ids(world, { source: hidden.id }), [])
    t.same(await ids(world, { confidence: 0.5, types: ['relation'] }), [])
    t.same(await ids(world, { source: hidden.id, confidence: 0.9 }, elder), [one.id])
    const about = { id: newId(), type: 'proposal' as const, ...PROPOSED, audience: EVERYONE, target: b, base: 1, withdraw: true as const }
    await commit(world, about)
    t.ok((await ids(world)).includes(about.id))
    await world.edit(b, { audience: ELDERS })
    t.notOk((await ids(world)).includes(about.id), 'what is proposed of something hidden')
    t.ok((await ids(world, {}, WHOLE)).includes(about.id))
  },

  'what is merged into something hidden is hidden with it': async (t, world) => {
    await small(world)
    const author = newId()
    const into = body('密會')
    const [club, mine] = [body('新會', PROPOSED), body('發布', { by: author })]
    await commit(world, into, club, mine)
    t.same([await ids(world), await ids(world, { by: author, state: 'published' })], [[club.id], [mine.id]])
    for (const { id } of [club, mine]) await world.merge(id, into.id)
    t.same(await ids(world), [club.id])
    await world.edit(into.id, { audience: ELDERS })
    t.same([await ids(world), await ids(world, { by: author, state: 'published' })], [[], []], 'or it would tell that there is something into which it was merged')
    for (const order of ['newest', 'confidence'] as const) t.same([await ids(world, { order }), await ids(world, { order, kinds: ['Organization'] })], [[], []])
    t.same([await ids(world, {}, member('elders')), await ids(world, { by: author, state: 'published' }, member('elders'))], [[club.id], [mine.id]])
    await world.unmerge(club.id)
    t.same(await ids(world), [club.id])
  },

  'a proposal that names something hidden is hidden with it': async (t, world) => {
    const { a, b, link } = await small(world)
    const hidden = body('密會', { audience: ELDERS })
    const proposal = { id: newId(), type: 'proposal' as const, ...PROPOSED, audience: EVERYONE, target: link, base: 1, changes: { to: hidden.id, start: '2001' } }
    const sourced = { ...proposal, id: newId(), target: a, changes: { names: [{ text: '甲', source: hidden.id }] } }
    const open = { ...proposal, id: newId(), changes: { from: b } }
    await commit(world, hidden, proposal, sourced, open)
    t.same(await ids(world), [open.id])
    t.same((await ids(world, {}, member('elders'))).sort(), [proposal.id, sourced.id, open.id].sort())
    t.equal(await world.head(proposal.id, PUBLIC), undefined)
    t.same((await world.store.history(sourced.id, PUBLIC)).items, [])
  },

  'who submitted what was published and withdrawn finds it so': async (t, world) => {
    const { a, b, work } = await small(world)
    const by = newId()
    const [club, owns] = [body('發布', { by }), relation(a, b, { by })]
    const proof = evidence(owns.id, work, { by })
    const more = evidence(owns.id, work)
    await commit(world, club, owns, proof, more)
    const found = async (state: 'published' | 'withdrawn'): Promise<Id[]> => (await ids(world, { by, state }, WHOLE)).sort()
    t.same([await found('published'), await found('withdrawn')], [[club.id, owns.id, proof.id].sort(), []])
    for (const id of [club.id, proof.id, owns.id]) await world.withdraw(id)
    t.same([await found('published'), await found('withdrawn')], [[], [club.id, owns.id, proof.id].sort()])
  },

  'who submitted something finds it in every state, and nobody else through that': async (t, world) => {
    const author = newId()
    const mine: Viewer = { ...member(), account: author }
    const [draft, sent, live] = [body('草稿', { state: 'draft', by: author }), body('送出', { ...PROPOSED, by: author }), body('發布', { by: author })]
    await commit(world, draft, sent, live)
    const found = async (viewer: Viewer): Promise<Id[][]> => Promise.all((['draft', 'proposed', 'returned', 'published', 'withdrawn'] as const).map((state) => ids(world, { by: author, state }, viewer)))
    t.same(await found(mine), [[draft.id], [sent.id], [], [live.id], []])
    t.same(await found(PUBLIC), [[], [], [], [live.id], []])
    await world.edit(sent.id, { state: 'returned' })
    await world.withdraw(draft.id)
    t.same(await found(mine), [[], [], [sent.id], [live.id], [draft.id]])
    await world.change({ operations: [{ op: 'redact', id: live.id, reason: '依請求' }] })
    t.same(await found(mine), [[], [], [sent.id], [], [draft.id]])
    t.same((await world.store.reproject({ check: true })).differences, [])
  },
}
