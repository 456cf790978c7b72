import { newId } from '../../../src/model/ids.ts'
import { all, body, content, ELDERS, entity, everything, member, PUBLIC, small, WHOLE, type World } from '../world.ts'
import type { Cases } from './cases.ts'

const texts = async (world: World, id: string, viewer = PUBLIC): Promise<string[]> =>
  (await all((page) => world.store.contents(id, viewer, page))).map(({ passages }) => passages.map(({ text }) => text).join(''))

export const contentCases: Cases = {
  'the texts of an entity come in the order of their places, page by page, as they were put': async (t, world) => {
    const { work } = await small(world)
    const rows = [3, 0, 2, 0, 1].map((order, i) => content(work, `第${order}篇${i}`, { order }))
    const whole = content(work, '末篇', {
      order: 9,
      passages: [{ text: '林 振 春', offset: [10, 15], chapter: '第一章', heading: '壹、背景 › 一', page: '4', kind: 'quotation' }, { text: '又', offset: [15, 16] }],
      original: { sha256: 'a'.repeat(64), name: '學習型城市.epub', mediaType: 'application/epub+zip', bytes: 12_345 }, textSha256: 'b'.repeat(64),
      corrections: [{ offset: [10, 11], was: '林', becomes: '杜', note: '版權頁作杜' }],
    })
    await world.commit(...rows, whole)
    t.same(await texts(world, work), ['第0篇1', '第0篇3', '第1篇4', '第2篇2', '第3篇0', '林 振 春又'])
    t.match(await world.store.contents(work, PUBLIC, { first: 6 }), { hasNextPage: false })
    const { id, type: _, audience: __, ...put } = whole
    t.same((await all((page) => world.store.contents(work, PUBLIC, page))).at(-1), { ...put, id, version: 1, entity: { id: work, name: '名冊', kind: 'Work' } })
    t.same((await world.store.statistics(PUBLIC)).contents, 6)
    t.same(await world.store.contents(newId(), PUBLIC), { items: [], hasNextPage: false })
  },

  'a text is never wider than its entity, and may be narrower': async (t, world) => {
    const { work } = await small(world)
    const [open, narrow] = [content(work, '公開'), content(work, '耆老', { audience: ELDERS, order: 1 })]
    await world.commit(open, narrow)
    t.same(await texts(world, work), ['公開'])
    t.same(await texts(world, work, member('elders')), ['公開', '耆老'])
    t.equal(await world.head(narrow.id, PUBLIC), undefined)
    t.same((await world.store.history(narrow.id, PUBLIC)).items, [])
    t.same((await world.store.scan('content', PUBLIC)).items.map(({ id }) => id), [open.id])
    await world.edit(work, { audience: ELDERS })
    t.same(await texts(world, work), [])
    t.equal(await world.head(open.id, PUBLIC), undefined, 'the record itself went with the work')
    t.equal((await world.store.statistics(PUBLIC)).contents, 0)
    t.same(await texts(world, work, member('elders')), ['公開', '耆老'])
  },

  'what is merged brings its texts; what is parted takes them along': async (t, world) => {
    const { work } = await small(world)
    const [other, third] = [entity('Work', '名冊（又本）', { audience: ELDERS }), entity('Work', '合訂本')]
    const [own, its] = [content(work, '本文', { order: 1 }), content(other.id, '又本')]
    await world.commit(other, third, own, its)
    await world.merge(other.id, work)
    t.same(await texts(world, work), ['本文'])
    t.same(await texts(world, work, member('elders')), ['又本', '本文'])
    t.same((await world.store.contents(other.id, member('elders'))).items.map((one) => one.entity.id), [work, work], 'by the old id, too')
    t.same(await texts(world, other.id), [])
    await world.merge(work, third.id)
    t.same(await texts(world, third.id, member('elders')), ['又本', '本文'])
    await world.unmerge(work)
    await world.unmerge(other.id)
    t.same([await texts(world, third.id, WHOLE), await texts(world, work, WHOLE), await texts(world, other.id, WHOLE)], [[], ['本文'], ['又本']])
    t.same((await world.store.reproject({ check: true })).differences, [])
  },

  'drafts and what was withdrawn are not listed; what is proposed is, and counts for nothing yet': async (t, world) => {
    const { work } = await small(world)
    const [draft, proposed, gone] = [content(work, '草', { state: 'draft' }), content(work, '提', { state: 'proposed' }), content(work, '撤')]
    await world.commit(draft, proposed, gone)
    await world.withdraw(gone.id)
    t.match((await world.store.contents(work, PUBLIC)).items, [{ id: proposed.id, state: 'proposed' }])
    t.equal((await world.store.statistics(PUBLIC)).contents, 0)
    t.match(await world.head(gone.id), { state: 'withdrawn', record: { passages: [{ text: '撤' }] } })
    await world.withdraw(work)
    t.same(await texts(world, work, WHOLE), [], 'nor those of a work that was withdrawn')
  },

  'a correction leaves the text as it was read, is seen in the history and can be taken back': async (t, world) => {
    const { work } = await small(world)
    const text = content(work, '董欣孜女士')
    await world.commit(text)
    const { sequence } = await world.edit(text.id, { corrections: [{ offset: [2, 3], was: '孜', becomes: '玟' }] })
    t.match((await world.store.contents(work, PUBLIC)).items, [{ version: 2, passages: [{ text: '董欣孜女士' }], corrections: [{ becomes: '玟' }] }])
    await world.revert(sequence)
    t.match((await world.store.contents(work, PUBLIC)).items, [{ version: 3, corrections: [] }])
    t.match((await world.store.history(text.id, PUBLIC)).items, [{ version: 3 }, { version: 2, record: { corrections: [{ was: '孜' }] } }, { version: 1, record: { corrections: [] } }])
  },

  'a text belongs to a work or an entry that is there, and stays with it': async (t, world) => {
    const { a, work, link } = await small(world)
    const refused = { code: 'BAD_USER_INPUT', details: { field: 'entity' } }
    for (const wrong of [a, link, newId()]) await t.rejects(world.commit(content(wrong, '文')), refused)
    const [entry, text] = [entity('Entry', '里長的故事'), content(work, '文')]
    await world.commit(entry, content(entry.id, '故事'), text)
    t.same(await texts(world, entry.id), ['故事'])
    await t.rejects(world.edit(text.id, { entity: entry.id }), refused)
  },

  'a draft may name an entity that is yet to come': async (t, world) => {
    const [work, person] = [entity('Work', '後來的書'), entity('Person', '人')]
    const [draft, wrong] = [content(work.id, '先寫的', { state: 'draft' }), content(person.id, '錯的', { state: 'draft' })]
    await world.commit(draft, wrong)
    t.equal(await world.head(draft.id, PUBLIC), undefined)
    await world.commit(work, person)
    t.match(await world.head(draft.id, PUBLIC), { state: 'draft' })
    await world.edit(draft.id, { state: 'published' })
    t.same(await texts(world, work.id), ['先寫的'])
    t.same((await world.store.reproject({ check: true })).differences, [])
  },

  'redacted, its words are gone from every view and from the log': async (t, world, another) => {
    const { work } = await small(world)
    const [text, other] = [content(work, '不該公開的住址'), content(work, '其餘', { order: 1 })]
    await world.commit(text, other)
    await world.edit(text.id, { corrections: [{ offset: [0, 1], was: '不', becomes: '沒有住址' }] })
    await world.change({ operations: [{ op: 'redact', id: text.id, reason: '本人要求' }] })
    t.same(await texts(world, work, WHOLE), ['其餘'])
    t.match(await world.head(text.id), { state: 'withdrawn', record: null })
    t.notMatch(JSON.stringify(await Array.fromAsync(world.store.replay())), /住址/)
    const copy = await another()
    try {
      for await (const changeset of world.store.replay()) await copy.store.append([changeset])
      t.same(await everything(copy.store, WHOLE), await everything(world.store, WHOLE))
      t.same((await copy.store.reproject({ check: true })).differences, [])
    } finally {
      await copy.close()
    }
    t.same((await world.store.reproject({ check: true })).differences, [])
  },

  'a book’s worth of text goes in and comes out whole': async (t, world) => {
    const { work } = await small(world)
    const passages = Array.from({ length: 400 }, (_, i) => ({ text: `${i}：${'市民學習'.repeat(450)}`, offset: [i * 2_000, i * 2_000 + 1_800] }))
    const text = content(work, '', { passages })
    await t.rejects(world.commit(text), { code: 'BAD_USER_INPUT', details: { field: 'passages' } })
    const [first, second] = [content(work, '', { passages: passages.slice(0, 200) }), content(work, '', { passages: passages.slice(200), order: 1 })]
    await world.commit(first, second)
    await world.merge(work, await other(world))
    t.same((await all((page) => world.store.contents(work, PUBLIC, page), 1)).flatMap((one) => one.passages), passages)
    t.match(await Array.fromAsync(world.store.replay(3)), [{ operations: [{ op: 'merge' }] }])
  },
}

async function other(world: World): Promise<string> {
  const work = entity('Work', '全集')
  await world.commit(work, body('別的'))
  return work.id
}
