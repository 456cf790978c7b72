import { deepStrictEqual } from 'node:assert/strict'
import fc from 'fast-check'
import t from 'tap'
import type { Indexable, IndexableEntity } from '../../src/graph/port.ts'
import { refreshes } from '../../src/graph/refresh.ts'
import { ArchiveError } from '../../src/model/errors.ts'
import type { Viewer } from '../../src/model/audience.ts'
import { isCleared } from '../../src/model/clearance.ts'
import { newId, type Id } from '../../src/model/ids.ts'
import { often } from '../fixture.ts'
import { arbitrary, changesetOf, vocabulary, type Move } from '../generate/index.ts'
import { Oracle } from '../oracle/index.ts'
import { READERS } from './same.ts'
import { stores } from './stores.ts'
import { all, body, content, ELDERS, entity, member, PUBLIC, World } from './world.ts'

/**
 * An index that looks again at what `refreshes` tells, and keeps what `indexable` says of it, has in the end what a
 * new one would have; and a viewer who is shown what they are cleared for sees names and texts as the oracle does.
 */
const RUNS: Readonly<Record<string, number>> = { sqlite: often(20, 200), neo4j: often(2, 6) }

class Index {
  readonly documents = new Map<Id, Indexable>()
  sequence = 0

  async follow(store: World['store']): Promise<void> {
    for await (const { sequence, ids } of refreshes(store, this.sequence)) {
      const now = await store.indexable(ids)
      for (const id of ids) {
        const document = now.get(id)
        if (document === undefined) this.documents.delete(id)
        else this.documents.set(id, document)
      }
      this.sequence = sequence
    }
  }
}

async function seenAlike(documents: ReadonlyMap<Id, Indexable>, oracle: Oracle): Promise<void> {
  const ids = [...oracle.archive.heads.keys()]
  for (const viewer of READERS) {
    const views = new Map([...(await oracle.entities(ids, viewer)).values()].map((view) => [view.id, view]))
    const cleared = [...documents.values()].filter((one) => isCleared(one.clearance, viewer))
    for (const { id, entity } of cleared) deepStrictEqual(views.has(entity.id), true, `${id} is shown under what the viewer may see`)
    for (const view of views.values()) {
      const own = cleared.filter(({ entity }) => entity.id === view.id)
      const names = own.flatMap((one) => (one.type === 'entity' && (one.state === view.state) ? one.names.map(({ text }) => text) : []))
      deepStrictEqual([...new Set(names)].sort(), [...new Set(view.names.map(({ text }) => text))].sort(), `names of ${view.id}`)
      const texts = own.filter((one) => one.type === 'content').sort((x, y) => x.order - y.order || (x.id < y.id ? -1 : 1))
      const shown = await all((page) => oracle.contents(view.id, viewer, page), 50)
      deepStrictEqual(texts.map(({ id, passages }) => [id, passages]), shown.map(({ id, passages }) => [id, passages]), `texts of ${view.id}`)
    }
  }
}

for (const { name, make } of await stores(t)) {
  await t.test(`${name}: an index that follows is as one made anew, and shows what may be seen`, async (t) => {
    const run = async (moves: readonly Move[]): Promise<void> => {
      const { store, close } = await make()
      try {
        const [oracle, index] = [new Oracle(vocabulary), new Index()]
        for (const [i, move] of moves.entries()) {
          const changeset = changesetOf(move, oracle.archive)
          if (changeset === undefined) continue
          try {
            await oracle.commit(changeset)
          } catch (error) {
            if (error instanceof ArchiveError) continue
            throw error
          }
          await store.commit(changeset)
          if (i % 3 === 0) await index.follow(store)
        }
        await index.follow(store)
        const anew = await store.indexable([...oracle.archive.heads.keys(), newId()])
        const sorted = (documents: ReadonlyMap<Id, Indexable>): unknown => [...documents].sort(([x], [y]) => (x < y ? -1 : 1))
        deepStrictEqual(sorted(index.documents), sorted(anew))
        await seenAlike(anew, oracle)
      } finally {
        await close()
      }
    }
    const found = await fc.check(fc.asyncProperty(arbitrary.moves(70), run), { numRuns: RUNS[name]! })
    t.notOk(found.failed, found.failed ? `${fc.defaultReportMessage(found)} ${String(found.errorInstance)}` : 'no run failed')
  })

  await t.test(`${name}: what somebody submits is found by those who read it, and counts for nobody else`, async (t) => {
    const opened = await make()
    const world = new World(opened)
    try {
      const [ann, librarian] = [{ ...member(), account: newId() }, { ...member(), librarian: true as const }]
      const [work, mine] = [entity('Work', '學習型城市'), entity('Work', '新書', { state: 'proposed', by: ann.account })]
      const [text, shut] = [content(work.id, '新的話', { state: 'proposed', by: ann.account }), content(work.id, '自己的話', { audience: { mode: 'all', protocols: [] }, by: ann.account })]
      await world.commit(work, mine, text, shut)
      const found = await world.store.indexable([work.id, mine.id, text.id, shut.id])
      const seen = (viewer: Viewer): string[] => [work, mine, text, shut].flatMap(({ id }) => (isCleared(found.get(id)!.clearance, viewer) ? [id] : []))
      t.same(seen(PUBLIC), [work.id])
      t.same(seen({ ...member('elders'), stewards: new Set(['elders']), announced: new Set(['elders']) }), [work.id])
      t.same(seen(librarian), [work.id, mine.id, text.id])
      t.same(seen(ann), [work.id, mine.id, text.id, shut.id])
      await world.edit(mine.id, { state: 'published' })
      t.ok(isCleared((await world.store.indexable([mine.id])).get(mine.id)!.clearance, PUBLIC))
    } finally {
      await opened.close()
    }
  })

  await t.test(`${name}: a name that is hidden finds nothing; one that is not is the survivor’s`, async (t) => {
    const opened = await make()
    const world = new World(opened)
    try {
      const [work, open, hidden] = [entity('Work', '學習型城市', { fields: { description: '文集' } }), entity('Work', '学习型城市'), entity('Work', '祕本', { audience: ELDERS })]
      const text = content(hidden.id, '祕本的話')
      await world.commit(work, open, hidden, text, body('局外'))
      await world.merge(open.id, work.id)
      await world.merge(hidden.id, work.id)
      const found = await world.store.indexable([work.id, open.id, hidden.id, text.id, newId()])
      t.same([...found.keys()].sort(), [work.id, hidden.id, text.id].sort())
      t.match(found.get(work.id), { type: 'entity', entity: { id: work.id, name: '學習型城市', kind: 'Work' }, state: 'published', names: [{ text: '學習型城市' }, { text: '学习型城市' }], fields: { description: '文集' } })
      t.equal((found.get(work.id) as IndexableEntity).names.length, 2)
      t.match(found.get(hidden.id), { entity: { id: work.id }, names: [{ text: '祕本' }] })
      t.match(found.get(text.id), { type: 'content', entity: { id: work.id, name: '學習型城市' }, passages: [{ text: '祕本的話' }] })
      for (const id of [hidden.id, text.id]) t.same([isCleared(found.get(id)!.clearance, PUBLIC), isCleared(found.get(id)!.clearance, member('elders'))], [false, true])
      t.same((await world.store.companions([open.id])).sort(), [work.id, open.id, hidden.id, text.id].sort())
      t.same(await world.store.companions([newId()]), [])
    } finally {
      await opened.close()
    }
  })
}
