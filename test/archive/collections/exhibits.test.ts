import t from 'tap'
import { newId, type Id } from '../../../src/model/ids.ts'
import { everywhere } from '../annotations/notes.ts'
import { EVERYBODY, refusal } from '../contribute/town.ts'
import { desk } from './shelf.ts'

const WHOLE = { signedIn: true, protocols: new Set<string>(), whole: true } as const

await everywhere(t, 'exhibit: blocks, each following the latest version or pinned to one', async (t, town) => {
  const at = await desk(town)
  const { librarian } = at
  const [a, b] = await at.bodies('甲', '乙') as [string, string]
  const old = await town.version(librarian, a)
  const { records: [entry, text] } = await town.write(librarian, [
    { entity: { id: 'new:e', kind: 'Entry', names: [{ text: '口述' }], audience: EVERYBODY, state: 'published' } },
    { content: { entity: 'new:e', text: '民國四十年修橋。\n\n橋叫做永安橋。', audience: EVERYBODY, state: 'published' } },
  ])
  await town.write(librarian, [{ entity: { id: a, version: old, names: [{ text: '甲社（改名）' }] } }])
  const { id } = await at.create(librarian, '橋的展', { manner: 'exhibit', blocks: [
    { block: 'text', text: '# 序' }, { block: 'item', item: a, caption: '現在' }, { block: 'item', item: a, version: old, caption: '當年' },
    { block: 'quotation', item: text!.id, quotation: { exact: '橋叫做永安橋' } }, { block: 'map', items: [a, b] }, { block: 'graph', question: JSON.stringify({ name: 'related', arguments: { of: a } }) },
  ] })
  const view = (await at.view(undefined, id))!
  t.equal(view.total, 4, 'what shows something of the archive')
  t.match(view.blocks, [
    { number: 1, block: 'text', text: '# 序' }, { number: 2, block: 'item', title: '甲社（改名）', caption: '現在' }, { number: 3, block: 'item', title: '甲', caption: '當年', pinned: { record: { names: [{ text: '甲' }] } } },
    { number: 4, block: 'quotation', entity: { id: entry!.id }, quotation: { exact: '橋叫做永安橋' }, found: { way: 'unmoved' } }, { number: 5, block: 'map', items: [{ id: a }, { id: b }] }, { number: 6, block: 'graph', question: { name: 'related', arguments: { of: a } } },
  ])
  await town.write(librarian, [{ entity: { id: a, version: await town.version(librarian, a), names: [{ text: '甲社（又改名）' }] } }, { content: { id: text!.id, version: await town.version(librarian, text!.id), text: '前言。\n\n橋叫做永安橋。' } }])
  const later = (await at.view(undefined, id))!
  t.match([later.blocks[1]!.title, later.blocks[2]!.title], ['甲社（又改名）', '甲'])
  t.match(later.blocks[3]!.found, { way: 'moved', start: 5 })
  t.same(new Set(await at.holding(undefined, b)), new Set(['橋的展']))
  t.notMatch(JSON.stringify(await town.words(undefined, id)), /"version"/, 'the numbers of the log are told to nobody')
})

await everywhere(t, 'a pinned version is shown as the reader may see that version, else the block is left out', async (t, town) => {
  const village = await town.community('北村')
  const elders = await town.protocol(village, '耆老')
  const at = await desk(town)
  const [open] = await at.bodies('甲') as [string]
  const secret = await at.hidden(village.steward, elders, '祕名')
  const { id } = await at.create(village.steward, '展', { manner: 'exhibit', audience: { protocols: [elders] }, blocks: [{ block: 'item', item: open }, { block: 'item', item: secret, version: await town.version(village.steward, secret) }] })
  const { graph } = town.ports
  const put = async (record: Id, change: object): Promise<void> => {
    const head = (await graph.heads([record], WHOLE)).get(record)!
    await graph.commit({ id: newId(), actor: 'test', reason: '測試', origin: 'cli', operations: [{ op: 'put', base: head.version, record: { ...head.record!, ...change } as never }] })
  }
  // what was hidden is open now, by another name
  await put(secret, { names: [{ text: '公開的名稱', language: 'zh-Hant', sort: 'official' }], audience: { mode: 'all', protocols: ['everyone'] } })
  await put((await at.view(village.steward, id))!.entity.id, { audience: { mode: 'all', protocols: ['everyone'] } })
  await put(id, { audience: { mode: 'all', protocols: ['everyone'] } })
  t.match((await at.view(undefined, id))!.blocks, [{ number: 1, title: '甲' }])
  t.equal((await at.view(undefined, id))!.total, 1)
  t.match((await at.view(village.steward, id))!.blocks, [{ title: '甲' }, { title: '祕名' }])
  t.notMatch(JSON.stringify(await at.view(undefined, id)), /祕名/)
  // and once its words are destroyed, it shows to nobody
  await graph.commit({ id: newId(), actor: 'test', reason: '測試', origin: 'cli', operations: [{ op: 'redact', id: secret, reason: '依請求', versions: [1] }] })
  t.match((await at.view(village.steward, id))!.blocks.map(({ title }) => title), ['甲'])
})

await everywhere(t, 'blocks are kept by their number, changed in part, put in another order; what is hidden keeps its place', async (t, town) => {
  const village = await town.community('北村')
  const elders = await town.protocol(village, '耆老')
  const at = await desk(town)
  const { librarian } = at
  const [a, b] = await at.bodies('甲', '乙') as [string, string]
  const secret = await at.hidden(village.steward, elders, '祕社')
  const { id } = await at.create(librarian, '展', { manner: 'exhibit', blocks: [{ block: 'item', item: a }, { block: 'map', items: [a] }] })
  const { graph } = town.ports
  const head = (await graph.heads([id], WHOLE)).get(id)!
  await graph.commit({ id: newId(), actor: 'test', reason: '測試', origin: 'cli', operations: [{ op: 'put', base: head.version, record: { ...head.record!, blocks: [{ block: 'item', item: a }, { block: 'item', item: secret }, { block: 'map', items: [secret, a] }] } as never }] })
  const version = async (): Promise<string> => (await at.view(librarian, id))!.version
  await at.change(librarian, id, { version: await version(), blocks: [{ block: 'text', text: '序' }, { keep: 2, items: [a, b], caption: '地圖' }, { keep: 1, caption: '說明' }] })
  t.match((await at.view(undefined, id))!.blocks, [{ block: 'text', text: '序' }, { block: 'map', caption: '地圖', items: [{ id: a }, { id: b }] }, { block: 'item', caption: '說明' }])
  t.match((await at.view(village.steward, id))!.blocks.map(({ block, title, items }) => items?.map(({ name }) => name) ?? title ?? block), ['text', ['祕社', '甲', '乙'], '甲', '祕社'])
  await at.change(librarian, id, { version: await version(), blocks: [{ keep: 1 }] })
  t.match((await at.view(village.steward, id))!.blocks.map(({ block, title, items }) => items?.map(({ name }) => name) ?? title ?? block), ['text', ['祕社'], '祕社'], 'of a map that is taken away stays what was hidden on it')
  const field = async (...blocks: object[]): Promise<unknown> => (await refusal(at.change(librarian, id, { version: await version(), blocks })))?.field
  t.equal(await field({ keep: 9 }), 'blocks[0].keep')
  t.equal(await field({ keep: 1 }, { keep: 1 }), 'blocks[1].keep')
  t.equal(await field({ keep: 1, block: 'map', items: [a] }), 'blocks[0].block')
  t.equal(await field({ block: 'item', item: secret }), 'blocks[0].item')
  t.equal(await field({ block: 'item', item: newId() }), 'blocks[0].item', 'as one that was never there')
  t.equal(await field({ block: 'item', item: a, version: 'nonsense' }), 'blocks[0].version')
  t.equal(await field({ block: 'map', items: [] }), 'blocks[0].items')
  t.equal(await field({ block: 'quotation', item: a, quotation: { exact: 'x' } }), 'blocks[0].item')
  t.equal(await field({ block: 'graph', question: '{"name":"nonsense"}' }), 'blocks[0].question')
  t.equal(await field({ block: 'text', text: ' ' }), 'blocks[0].text')
  t.equal(await field({ text: 'x' }), 'blocks[0].block')
})

await everywhere(t, 'pictures, and covers: of what one may see, and a picture', async (t, town) => {
  const at = await desk(town)
  const { librarian } = at
  const receipt = (byte: string, mediaType = 'image/jpeg'): object => ({ receipt: town.ports.receipts.sign({ sha256: byte.repeat(64), name: `${byte}.jpg`, mediaType, bytes: 10, width: 400, height: 300 }, librarian) })
  const { records: [entry, photos] } = await town.write(librarian, [
    { entity: { id: 'new:e', kind: 'Entry', names: [{ text: '老照片' }], audience: EVERYBODY, state: 'published' } },
    { content: { entity: 'new:e', files: [receipt('a'), receipt('b', 'application/pdf')], audience: EVERYBODY, state: 'published' } },
  ])
  const { id } = await at.create(librarian, '相簿', { manner: 'exhibit', cover: { content: photos!.id, file: 1 }, blocks: [{ block: 'picture', item: photos!.id, file: 1, caption: '橋' }] })
  t.match(await at.view(undefined, id), { cover: { content: photos!.id, file: 1 }, blocks: [{ block: 'picture', file: 1, handedOut: 1, caption: '橋', entity: { id: entry!.id } }] })
  const pinned = await town.version(librarian, photos!.id)
  await at.change(librarian, id, { version: (await at.view(librarian, id))!.version, blocks: [{ keep: 1, version: pinned }], noCover: true })
  t.notOk('cover' in (await at.view(undefined, id))!)
  await town.write(librarian, [{ content: { id: photos!.id, version: pinned, files: [receipt('c'), { number: 1 }] } }])
  t.match((await at.view(undefined, id))!.blocks, [{ file: 1, handedOut: 2 }], 'the same picture, by the number that it has now')
  await town.write(librarian, [{ content: { id: photos!.id, version: await town.version(librarian, photos!.id), files: [{ number: 1 }] } }])
  t.notOk('handedOut' in (await at.view(undefined, id))!.blocks[0]!, 'a picture that is gone is not another')
  for (const cover of [{ content: photos!.id, file: 2 }, { content: entry!.id, file: 1 }, { content: newId(), file: 1 }]) t.same(await refusal(at.change(librarian, id, { cover })), { code: 'BAD_USER_INPUT', field: 'cover' })
})
