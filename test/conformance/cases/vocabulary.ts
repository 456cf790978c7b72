import { newId, type Id } from '../../../src/model/ids.ts'
import type { RecordInput } from '../../../src/model/records.ts'
import { vocabulary as seed } from '../../fixture.ts'
import { body, ELDERS, entity, evidence, EVERYONE, PUBLIC, relation, small, WHOLE, type World } from '../world.ts'
import type { Cases } from './cases.ts'

const inTwo = (text: string): object => ({ 'zh-Hant': text, en: text })

const LENDS = { role: 'connecting', forward: inTwo('借給'), backward: inTwo('借自'), from: ['Organization'], to: ['Organization', 'Place'] }

const term = (code: string, definition: object = LENDS, more: object = {}): RecordInput & { id: Id } =>
  ({ id: newId(), type: 'term', state: 'published', audience: EVERYONE, vocabulary: /^[A-Z]/.test(code) ? 'relation' : 'field', code, definition, ...more }) as RecordInput & { id: Id }

const label = async (world: World, code: string): Promise<string | undefined> => (await world.store.vocabulary()).relations.get(code)?.forward['zh-Hant']

/** A relation of a type with its evidence. */
const said = (type: string, from: Id, to: Id, work: Id): [RecordInput & { id: Id }, RecordInput] => {
  const one = relation(from, to, { relation: type })
  return [one, evidence(one.id, work)]
}

/** Words that are added to the vocabulary, or changed in it, while the archive is in use. */
export const vocabularyCases: Cases = {
  'a term is a word of the vocabulary as soon as it is committed, and the same object as long as it says the same': async (t, world) => {
    const { a, b, work } = await small(world)
    t.equal(await world.store.vocabulary(), await world.store.vocabulary())
    t.same((await world.store.vocabulary()).relations, seed.relations)
    await t.rejects(world.commit(...said('LENDS_TO', a, b, work)), { code: 'BAD_USER_INPUT', details: { field: 'relation' } })
    const word = term('LENDS_TO')
    await world.commit(word)
    const first = await world.store.vocabulary()
    t.match(first.relations.get('LENDS_TO'), { code: 'LENDS_TO', symmetric: false, ...LENDS })
    await world.commit(...said('LENDS_TO', a, b, work))
    t.equal(await world.store.vocabulary(), first)
    await world.edit(word.id, { definition: { ...LENDS, forward: inTwo('出借給') } })
    t.equal(await label(world, 'LENDS_TO'), '出借給')
    t.equal(first.relations.get('LENDS_TO')!.forward['zh-Hant'], '借給')
  },

  'another process notices before it checks a commit, and before it answers': async (t, world) => {
    const { a, b, work } = await small(world)
    if (world.opened.second === undefined) return
    const other = await world.opened.second()
    await other.vocabulary()
    const word = term('LENDS_TO')
    await world.commit(word)
    const put = (records: readonly RecordInput[]): Promise<unknown> => other.commit({ id: newId(), actor: 'test', reason: 'test', origin: 'cli', operations: records.map((record) => ({ op: 'put', base: null, record })) })
    await put(said('LENDS_TO', a, b, work))
    t.ok((await other.vocabulary()).relations.has('LENDS_TO'))
    await world.edit(word.id, { definition: { ...LENDS, retired: true } })
    await t.rejects(put(said('LENDS_TO', b, a, work)), { code: 'BAD_USER_INPUT', details: { field: 'relation' } })
    t.equal((await other.vocabulary()).relations.get('LENDS_TO')!.retired, true)
  },

  'a long changeset is checked by the same words as a short one': async (t, world) => {
    const { a, work } = await small(world)
    const bodies = Array.from({ length: 400 }, (_, i) => body(`第${i}會`))
    await world.commit(...bodies)
    const all = (): RecordInput[] => bodies.flatMap(({ id }) => said('LENDS_TO', a, id, work))
    await t.rejects(world.commit(...all()), { code: 'BAD_USER_INPUT', details: { field: 'relation' } })
    const word = term('LENDS_TO')
    await world.commit(word)
    await world.commit(...all())
    await world.edit(word.id, { definition: { ...LENDS, retired: true } })
    await t.rejects(world.commit(...all()), { code: 'BAD_USER_INPUT', details: { field: 'relation' } })
  },

  'nothing new is said with what was retired or narrowed; what stands may be changed in all else, and taken up again': async (t, world) => {
    const { a, b, c, work } = await small(world)
    const [word, number] = [term('LENDS_TO'), term('houseNumber', { label: inTwo('門牌'), kinds: ['Organization', 'Place'], value: 'text' })]
    await world.commit(word, number)
    const [link, proof] = said('LENDS_TO', a, b, work)
    await world.commit(link, proof)
    await world.edit(a, { fields: { houseNumber: '一號' } })
    for (const definition of [{ ...LENDS, retired: true }, { ...LENDS, to: ['Place'] }]) {
      await world.edit(word.id, { definition })
      await world.edit(link.id, { qualifiers: { note: JSON.stringify(definition) } })
      await t.rejects(world.edit(link.id, { to: c }), { code: 'BAD_USER_INPUT' })
      await t.rejects(world.commit(...said('LENDS_TO', b, c, work)), { code: 'BAD_USER_INPUT' })
    }
    for (const definition of [{ label: inTwo('門牌'), kinds: ['Place'], value: 'text' }, { label: inTwo('門牌'), kinds: ['Organization'], value: 'text', retired: true }]) {
      await world.edit(number.id, { definition })
      await world.edit(a, { fields: { houseNumber: '二號' } })
      await t.rejects(world.edit(b, { fields: { houseNumber: '三號' } }), { code: 'BAD_USER_INPUT', details: { field: 'fields.houseNumber' } })
    }
    await world.edit(word.id, { definition: LENDS })
    await world.commit(...said('LENDS_TO', b, c, work))
    t.same((await world.store.reproject({ check: true })).differences, [])
  },

  'a draft was checked by nothing: what is retired or does not fit is refused when it is submitted': async (t, world) => {
    const { a, b, work } = await small(world)
    const word = term('LENDS_TO')
    await world.commit(word)
    const [link, proof] = said('LENDS_TO', a, b, work)
    await world.commit({ ...link, state: 'draft' }, proof)
    await world.edit(word.id, { definition: { ...LENDS, retired: true } })
    await t.rejects(world.edit(link.id, { state: 'published' }), { code: 'BAD_USER_INPUT', details: { field: 'relation' } })
  },

  'what is withdrawn of what was added is retired, never gone; of what the seed brings the seed is left': async (t, world) => {
    const { a, b, work } = await small(world)
    const [word, change] = [term('LENDS_TO'), term('FUNDS', { role: 'connecting', forward: inTwo('資助'), backward: inTwo('受資助於'), from: ['Work'], to: ['Organization'], symmetric: true })]
    const { sequence } = await world.commit(word, change)
    const [funds, was] = [(await world.store.vocabulary()).relations.get('FUNDS')!, seed.relations.get('FUNDS')!]
    t.equal(funds.forward['zh-Hant'], '資助')
    t.same([funds.from, funds.symmetric], [[...was.from, 'Work'], was.symmetric], 'it stays what it is, and takes in more')
    const [link, proof] = said('LENDS_TO', a, b, work)
    await world.commit(link, proof)
    await world.revert(sequence)
    const after = await world.store.vocabulary()
    t.same(after.relations.get('FUNDS'), was)
    t.match(after.relations.get('LENDS_TO'), { retired: true, forward: { 'zh-Hant': '借給' } })
    t.equal((await world.store.relationsById([link.id], PUBLIC)).get(link.id)!.type, 'LENDS_TO')
    const undone = await world.withdraw(link.id)
    await world.revert(undone.sequence)
    t.equal((await world.head(link.id))!.state, 'published', 'an undo brings back what was said')
  },

  'only what everyone may read is a word; what cannot be read is passed over': async (t, world) => {
    await small(world)
    const hidden = [term('LENDS_TO', LENDS, { audience: ELDERS }), term('LENDS_TO', LENDS, { state: 'draft' }), term('LENDS_TO', LENDS, { state: 'proposed', by: newId() }), term('LENDS_TO', { forward: '?' }), term('lends to')]
    await world.commit(...hidden)
    t.same((await world.store.vocabulary()).relations, seed.relations)
    t.same((await world.store.vocabulary()).fields, seed.fields)
  },

  'a word is not destroyed while it stands, but its versions before are': async (t, world) => {
    const word = term('LENDS_TO')
    await world.commit(word)
    await t.rejects(world.change({ operations: [{ op: 'redact', id: word.id, reason: '依請求' }] }), { code: 'BAD_USER_INPUT', details: { field: 'versions' } })
    await world.edit(word.id, { definition: { ...LENDS, forward: inTwo('出借給') } })
    await world.change({ operations: [{ op: 'redact', id: word.id, reason: '依請求', versions: [1] }] })
    t.equal(await label(world, 'LENDS_TO'), '出借給')
    t.equal((await world.store.history(word.id, PUBLIC)).items.at(-1)!.record, null)
  },

  'a copy by replay has the same words': async (t, world, another) => {
    const { a, b, work } = await small(world)
    const word = term('LENDS_TO')
    await world.commit(word)
    await world.commit(...said('LENDS_TO', a, b, work))
    const copy = await another()
    try {
      await copy.store.append(await Array.fromAsync(world.store.replay()))
      t.same(await copy.store.vocabulary(), await world.store.vocabulary())
      const place = entity('Place', '倉庫')
      await copy.store.commit({ id: newId(), actor: 'test', reason: 'test', origin: 'cli', operations: [place, ...said('LENDS_TO', a, place.id, work)].map((record) => ({ op: 'put', base: null, record })) })
      t.equal((await copy.store.relations(place.id, {}, WHOLE)).items.length, 1)
    } finally {
      await copy.close()
    }
  },
}
