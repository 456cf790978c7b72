import t from 'tap'
import type { WriteInput } from '../../../src/archive/contribute/input.ts'
import { propose } from '../../../src/archive/contribute/propose.ts'
import { changeMany } from '../../../src/archive/bulk/bulk.ts'
import { settle } from '../../../src/archive/review/settle.ts'
import { newId, type Id } from '../../../src/model/ids.ts'
import { everywhere } from '../bulk/places.ts'
import { desk } from '../collections/shelf.ts'
import { EVERYBODY, organization, refusal, type Town } from './town.ts'

const asks = (...of: readonly Id[]): string => JSON.stringify({ name: 'common', arguments: { of } })
const question = (asked: string, more: object = {}): WriteInput => ({ entity: { kind: 'Collection', names: [{ text: '問' }], fields: [{ code: 'question', values: [asked] }], audience: EVERYBODY, state: 'published', ...more } })

/** Somebody who sees what a community keeps, and may publish for everyone: a librarian who is their steward too. */
async function place(town: Town): Promise<{ who: Id; librarian: Id; elders: Id; secret: Id; open: Id }> {
  const village = await town.community('北村')
  const elders = await town.protocol(village, '耆老')
  const [who, librarian] = [await town.someone('librarian'), await town.someone('librarian')]
  await town.ports.accounts.join({ group: village.id, account: who, role: 'steward', since: 0 })
  const { records: [secret, open] } = await town.write(who, [organization('祕社', { audience: { protocols: [elders] }, state: 'published' }), organization('公會', { state: 'published' })])
  return { who, librarian, elders, secret: secret!.id, open: open!.id }
}

const REFUSED = { code: 'BAD_USER_INPUT', field: 'operations[0].entity.fields.question' }

await everywhere(t, {
  'a saved question is for no more readers than what it names, however it is written': async (t, town) => {
    const { who, librarian, elders, secret, open } = await place(town)
    t.same(await refusal(town.write(who, [question(asks(open, secret))])), REFUSED)
    t.same(await refusal(town.write(who, [question(asks(secret), { state: 'proposed' })])), REFUSED)
    t.same(await refusal(town.write(librarian, [question(asks(secret))])), REFUSED)
    t.same(await refusal(town.write(librarian, [question(asks(secret))])), await refusal(town.write(librarian, [question(asks(newId()))])), 'as one that was never there')
    const { records: [own] } = await town.write(who, [question(asks(secret), { state: 'draft', audience: { protocols: [] } })])
    const publish = async (protocols: string[]): Promise<unknown> => town.write(who, [{ entity: { id: own!.id, version: await town.version(who, own!.id), state: 'published', audience: { protocols } } }])
    t.same(await refusal(publish(['everyone'])), REFUSED, 'nor when others come to read it')
    t.ok(await publish([elders]))
    const wider = await changeMany(town.ports, await town.as(who), { key: `key:${newId()}`, reason: '公開', choice: { entities: { ids: [own!.id] } }, change: { audience: EVERYBODY } })
    t.match(wider, { changed: 0, refused: 1, refusals: [{ code: 'BAD_USER_INPUT' }] }, 'nor with many others')
    const { records: [fine] } = await town.write(librarian, [question(asks(open))])
    const says = async (account: Id, fields: object): Promise<unknown> => town.write(account, [{ entity: { id: fine!.id, version: await town.version(account, fine!.id), ...fields } }])
    t.same(await refusal(says(who, { fields: [{ code: 'question', values: [asks(open, secret)] }] })), REFUSED)
    t.ok(await says(librarian, { fields: [{ code: 'description', values: ['誰都認得'] }] }))
  },

  'what it names is looked at as it will stand, with all it hangs on': async (t, town) => {
    const { who, elders, secret, open } = await place(town)
    const { records: [draft] } = await town.write(who, [organization('新會', { state: 'proposed' })])
    t.same(await refusal(town.write(who, [question(asks(draft!.id))])), REFUSED, 'what is only proposed is not read by everyone')
    t.ok(await town.write(who, [question(asks(draft!.id), { state: 'proposed' })]), 'both may come to be')
    const narrowed = { entity: { id: open, version: await town.version(who, open), audience: { protocols: [elders] } } }
    t.same(await refusal(town.write(who, [question(asks(open)), narrowed])), REFUSED)
    const { records } = await town.write(who, [
      { relation: { id: 'new:r', type: 'PARTNERS_WITH', from: open, to: secret, audience: EVERYBODY, state: 'published' } }, { evidence: { relation: 'new:r', source: 'new:w', audience: EVERYBODY, state: 'published' } },
      { entity: { id: 'new:w', kind: 'Work', names: [{ text: '名冊' }], audience: EVERYBODY, state: 'published' } },
    ])
    t.same(await refusal(town.write(who, [question(asks(records[0]!.id))])), REFUSED, 'a relation is read by who reads its ends')
  },

  'a proposed question is accepted only where its readers may see what it names': async (t, town) => {
    const { who, librarian, elders, open } = await place(town)
    const author = await town.someone()
    const { records: [waits] } = await town.write(author, [question(asks(open), { state: 'proposed' })])
    const { records: [standing] } = await town.write(librarian, [question(asks())])
    const { records: [change] } = await propose(town.ports, await town.as(author), { key: `key:${newId()}`, words: '改問', operations: [{ entity: { id: standing!.id, version: await town.version(author, standing!.id), fields: [{ code: 'question', values: [asks(open)] }] } }] })
    await town.write(who, [{ entity: { id: open, version: await town.version(who, open), audience: { protocols: [elders] } } }])
    for (const { id } of [waits!, change!]) t.match(await refusal(settle(town.ports.graph, await town.as(librarian), { ids: [id], decision: 'accept' })), { code: 'BAD_USER_INPUT', field: 'ids' })
    t.ok(await settle(town.ports.graph, await town.as(librarian), { ids: [waits!.id], decision: 'decline', words: '那是他們的' }))
  },

  'a collection by question is not published for readers who may not see what it names': async (t, town) => {
    const { who, elders, secret } = await place(town)
    const at = await desk(town)
    const asked = JSON.stringify({ name: 'related', arguments: { of: secret } })
    const { id } = await at.create(who, '鄰居', { manner: 'question', question: asked, audience: { protocols: [] }, state: 'draft' })
    const publish = async (protocols: string[]): Promise<unknown> => at.change(who, id, { version: (await at.view(who, id))!.version, audience: { protocols }, state: 'published' })
    t.match(await refusal(publish(['everyone'])), { code: 'BAD_USER_INPUT', field: 'question' })
    t.ok(await publish([elders]))
  },
})
