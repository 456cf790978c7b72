import t from 'tap'
import { newId, type Id } from '../../../src/model/ids.ts'
import { EVERYBODY, organization, refusal } from '../contribute/town.ts'
import { everywhere, notes, WORDS } from './notes.ts'

const place = (words: string): { start: number; end: number } => ({ start: WORDS.indexOf(words), end: WORDS.indexOf(words) + words.length })

await everywhere(t, 'an annotation is about a version of a record, and says whether that still stands', async (t, town) => {
  const { entry, librarian, note, one } = await notes(town)
  const [reader, author] = [await town.someone('reader'), await town.someone()]
  const version = await town.version(author, entry)
  const id = await note(author, { target: entry, version, text: '名稱對嗎？', purpose: 'question', audience: EVERYBODY })
  t.match(await one(reader, id), { target: entry, targetType: 'entity', purpose: 'question', text: '名稱對嗎？', seen: version, isCurrent: true, isOrphan: false, by: author, state: 'published' })
  await town.write(librarian, [{ entity: { id: entry, version, names: [{ text: '永安橋的故事與地圖' }] } }])
  t.match(await one(reader, id), { seen: version, isCurrent: false })
  const late = await note(author, { target: entry, version, text: '我看的是舊的', audience: EVERYBODY })
  t.match(await one(reader, late), { seen: version, isCurrent: false }, 'of the version that its author saw')
  t.same(await refusal(note(author, { target: entry, version: 'nonsense' })), { code: 'BAD_USER_INPUT', field: 'version' })
})

await everywhere(t, 'a passage is known by its quote and its position', async (t, town) => {
  const { text, note, one, of } = await notes(town)
  const author = await town.someone()
  const id = await note(author, { quotation: place('里長林振春帶著村民修橋') })
  const view = (await one(author, id))!
  t.match(view.quotation, { exact: '里長林振春帶著村民修橋', suffix: '，橋叫做永安橋。\n\n後來水患，橋又斷了。' })
  t.match(view.found, { content: text, way: 'unmoved', ...place('里長林振春帶著村民修橋') })
  const byWords = await note(author, { quotation: { exact: '水患' } })
  t.match((await one(author, byWords))!.found, place('水患'))
  t.same((await of(author, text)).map((one) => one.id), [id, byWords], 'in the order in which they were said')
  t.same(await refusal(note(author, { quotation: { exact: '橋' } })), { code: 'BAD_USER_INPUT', field: 'quotation.exact' }, 'which of three')
  t.match((await one(author, await note(author, { quotation: { exact: '橋', suffix: '又斷了' } })))!.found, { start: WORDS.indexOf('橋又斷了') })
  t.same(await refusal(note(author, { quotation: { exact: '不在這裡' } })), { code: 'BAD_USER_INPUT', field: 'quotation.exact' })
  t.same(await refusal(note(author, { quotation: { start: 3, end: 9_999 } })), { code: 'BAD_USER_INPUT', field: 'quotation.start' })
  t.same(await refusal(note(author, { quotation: { start: 0, end: 3, exact: '別的話' } })), { code: 'BAD_USER_INPUT', field: 'quotation.exact' })
})

await everywhere(t, 'private by default: its author alone reads it, whoever else asks', async (t, town) => {
  const { entry, text, note, one, of, librarian } = await notes(town)
  const [author, administrator] = [await town.someone(), await town.someone('administrator')]
  const id = await note(author, { quotation: place('水患') })
  t.match(await one(author, id), { state: 'draft', audience: { protocols: [], text: '只有您自己' } })
  for (const other of [undefined, librarian, administrator]) {
    t.equal(await one(other, id), undefined)
    t.same(await of(other, text), [])
    t.equal(await town.record(other, id), undefined)
  }
  t.same(await of(author, entry), [], 'of the text, not of its entry')
  t.equal((await refusal(note(undefined, {})))!.code, 'UNAUTHENTICATED')
  t.equal((await refusal(note(await town.someone('reader'), {})))!.code, 'FORBIDDEN')
})

await everywhere(t, 'never wider than its target', async (t, town) => {
  const village = await town.community('北村')
  const elders = await town.protocol(village, '耆老')
  const member = await town.member('contributor', village)
  const { text, note, one, change } = await notes(town, { audience: EVERYBODY })
  const { records: [, narrow] } = await town.write(village.steward, [
    { entity: { id: 'new:p', kind: 'Place', names: [{ text: '祠堂' }], audience: { protocols: [elders] }, state: 'published' } },
    { content: { entity: 'new:p', place: { address: '村中' }, audience: { protocols: [elders] }, state: 'published' } },
  ])
  for (const audience of [EVERYBODY, { protocols: ['signed-in'] }]) t.same(await refusal(note(member, { target: narrow!.id, audience })), { code: 'BAD_USER_INPUT', field: 'audience' })
  const shared = await note(member, { target: narrow!.id, audience: { protocols: [elders] } })
  t.match(await one(village.steward, shared), { text: '註' })
  t.same(await refusal(change(member, shared, { audience: EVERYBODY })), { code: 'BAD_USER_INPUT', field: 'audience' })
  // an answer is for no more readers than what it answers
  const question = await note(member, { target: text, text: '只問村裡', audience: { protocols: [elders] } })
  t.same(await refusal(note(member, { target: text, answers: question, audience: EVERYBODY })), { code: 'BAD_USER_INPUT', field: 'audience' })
  t.ok(await note(village.steward, { target: text, answers: question, audience: { protocols: [elders] } }))
  // and of a protocol that one does not read, nobody's
  const stranger = await town.someone()
  t.same(await refusal(note(stranger, { target: text, audience: { protocols: [elders] } })), { code: 'BAD_USER_INPUT', field: 'audience' })
})

await everywhere(t, 'it goes with its target: where that is hidden later, so is what was said of it', async (t, town) => {
  const village = await town.community('北村')
  const elders = await town.protocol(village, '耆老')
  const steward = village.steward
  const { records: [body] } = await town.write(steward, [organization('社', { audience: { protocols: [elders] }, state: 'published' })])
  const { note, one, of } = await notes(town)
  const id = await note(steward, { target: body!.id, text: '只在這裡說', audience: { protocols: [elders] } })
  t.equal((await of(steward, body!.id)).length, 1)
  const outsider = await town.someone('librarian')
  t.equal(await one(outsider, id), undefined)
  t.same(await of(outsider, body!.id), [], 'who knows the id of what is hidden learns nothing')
  t.same(await of(outsider, newId()), [])
  t.equal((await refusal(note(outsider, { target: body!.id })))!.code, 'NOT_FOUND')
})

await everywhere(t, 'found again by its quote when the text moves', async (t, town) => {
  const { note, one, rewrite } = await notes(town)
  const author = await town.someone()
  const id = await note(author, { quotation: place('里長林振春帶著村民修橋'), audience: EVERYBODY })
  await rewrite(`前言，多了一段。\n\n${WORDS}`)
  const moved = (await one(author, id))!
  t.match(moved, { found: { way: 'moved', start: 10 + WORDS.indexOf('里長') }, isOrphan: false })
  await rewrite('民國四十年，里長林振春先生帶領村民修橋，橋叫做永安橋。')
  t.match(await one(author, id), { found: { way: 'context', start: 6, end: 19 }, isOrphan: false })
  await rewrite('那年的事：里長林振春帶村民們修橋。其他不記得了。')
  t.match(await one(author, id), { found: { way: 'alike' }, isOrphan: false })
})

await everywhere(t, 'where its words have gone it is kept as an orphan', async (t, town) => {
  const { note, one, of, rewrite, text } = await notes(town)
  const author = await town.someone()
  const id = await note(author, { quotation: place('里長林振春帶著村民修橋'), text: '是哪一位？', audience: EVERYBODY })
  await rewrite('整篇重寫，說的是另一件事，跟以前沒有關係。')
  t.match(await one(undefined, id), { isOrphan: true, text: '是哪一位？', quotation: { exact: '里長林振春帶著村民修橋' }, isCurrent: false })
  t.notOk('found' in (await one(undefined, id))!)
  t.same((await of(undefined, text)).map((view) => view.id), [id])
  await rewrite(WORDS)
  t.match(await one(undefined, id), { isOrphan: false, found: { way: 'unmoved' } }, 'and found when they are there again')
})

await everywhere(t, 'words that went into another text of the same entry are found there', async (t, town) => {
  const { note, one, rewrite, entry, librarian } = await notes(town)
  const author = await town.someone()
  const id = await note(author, { quotation: place('里長林振春帶著村民修橋'), audience: EVERYBODY })
  const { records: [second] } = await town.write(librarian, [{ content: { entity: entry, order: 1, text: '下篇：民國四十年，里長林振春帶著村民修橋，橋叫做永安橋。', audience: EVERYBODY, state: 'published' } }])
  await rewrite('上篇：慈祐宮是松山的信仰中心。')
  t.match(await one(author, id), { found: { content: second!.id, way: 'moved', start: 9 } })
})

await everywhere(t, 'answers make a thread; a withdrawn note stays, without words, where it was answered', async (t, town) => {
  const { note, of, answersTo, withdraw, one, text } = await notes(town)
  const [asker, answerer] = [await town.someone(), await town.someone()]
  const question = await note(asker, { text: '哪一年？', purpose: 'question', audience: EVERYBODY })
  const answer = await note(answerer, { text: '民國四十年', answers: question, audience: EVERYBODY })
  const secret = await note(answerer, { text: '自己記著', answers: question })
  t.same((await of(undefined, text)).map(({ id }) => id), [question])
  t.same((await answersTo(undefined, question)).map(({ id }) => id), [answer])
  t.same((await answersTo(answerer, question)).map(({ id }) => id), [answer, secret])
  t.same(await refusal(note(answerer, { target: newId(), answers: question })), { code: 'NOT_FOUND' })
  t.same(await refusal(note(answerer, { answers: newId() })), { code: 'BAD_USER_INPUT', field: 'answers' })
  await withdraw(asker, question)
  t.match(await of(undefined, text), [{ id: question, state: 'withdrawn' }])
  t.notOk(JSON.stringify(await of(undefined, text)).includes('哪一年'))
  await withdraw(answerer, answer)
  t.same(await of(undefined, text), [])
  t.equal(await one(undefined, question), undefined)
})

await everywhere(t, 'its author edits and withdraws it; stewards and librarians may take back public ones', async (t, town) => {
  const village = await town.community('北村')
  const elders = await town.protocol(village, '耆老')
  const member = await town.member('contributor', village)
  const { note, change, withdraw, one, librarian, text } = await notes(town)
  const [author, other] = [await town.someone(), await town.someone()]
  const id = await note(author, { text: '第一版', audience: EVERYBODY })
  await change(author, id, { text: '第二版', purpose: 'correction' })
  t.match(await one(undefined, id), { text: '第二版', purpose: 'correction' })
  t.equal((await refusal(change(other, id, { text: '竄改' })))!.code, 'FORBIDDEN')
  t.equal((await refusal(change(librarian, id, { text: '竄改' })))!.code, 'FORBIDDEN', 'nobody puts words into another\'s mouth')
  t.equal((await refusal(withdraw(other, id)))!.code, 'FORBIDDEN')
  await change(author, id, { audience: { protocols: [] } })
  t.equal(await one(undefined, id), undefined, 'private again')
  await change(author, id, { audience: EVERYBODY })
  await withdraw(librarian, id, '與本文無關')
  t.equal(await one(author, id), undefined)
  const within = await note(member, { target: text, text: '村裡的事', audience: { protocols: [elders] } })
  t.equal((await refusal(withdraw(librarian, within)))!.code, 'NOT_FOUND')
  await withdraw(village.steward, within)
  t.equal(await one(member, within), undefined)
})

await everywhere(t, 'a save does not lose what its author cannot see any more', async (t, town) => {
  const village = await town.community('北村')
  const elders = await town.protocol(village, '耆老')
  const { note, change, one, town: { ports } } = await notes(town)
  const author = await town.someone()
  const { records: [body] } = await town.write(village.steward, [organization('社', { audience: EVERYBODY, state: 'proposed' })])
  const librarian = await town.someone('librarian')
  await town.write(librarian, [{ entity: { id: body!.id, version: await town.version(librarian, body!.id), state: 'published' } }])
  const id = await note(author, { purpose: 'link', link: body!.id, text: '見這裡', audience: EVERYBODY })
  t.equal((await one(undefined, id))!.link, body!.id)
  const head = (await ports.graph.heads([body!.id], (await town.as(librarian)).viewer)).get(body!.id)!
  await ports.graph.commit({ id: newId(), actor: 'test', reason: '收回', origin: 'cli', operations: [{ op: 'put', base: head.version, record: { ...head.record!, audience: { mode: 'all', protocols: [elders] } } as never }] })
  t.notOk('link' in (await one(author, id))!)
  await change(author, id, { text: '改了字' })
  t.match(await one(village.steward, id), { text: '改了字', link: body!.id })
  t.same(await refusal(note(author, { purpose: 'link', link: body!.id })), { code: 'BAD_USER_INPUT', field: 'link' })
  t.same(await refusal(note(author, { purpose: 'link', link: 'javascript:alert(1)' })), { code: 'BAD_USER_INPUT', field: 'link' })
  t.same(await refusal(note(author, { purpose: 'link' })), { code: 'BAD_USER_INPUT', field: 'link' })
  t.same(await refusal(note(author, { text: ' ' })), { code: 'BAD_USER_INPUT', field: 'text' })
})

await everywhere(t, 'a region of a picture keeps to its picture', async (t, town) => {
  const librarian = await town.someone('librarian')
  const file = (byte: string, name: string): object => ({ receipt: town.ports.receipts.sign({ sha256: byte.repeat(64), name, mediaType: 'image/jpeg', bytes: 10, width: 400, height: 300 }, librarian) })
  const { records: [entity, picture] } = await town.write(librarian, [
    { entity: { id: 'new:e', kind: 'Entry', names: [{ text: '老照片' }], audience: EVERYBODY, state: 'published' } },
    { content: { entity: 'new:e', files: [file('a', '甲.jpg'), file('b', '乙.jpg')], audience: EVERYBODY, state: 'published' } },
  ])
  const { note, one } = await notes(town)
  const author = await town.someone()
  const on = (fragment: string, number = 2): Promise<Id> => note(author, { target: picture!.id, region: { file: number, fragment }, text: '這是里長' })
  const id = await on('xywh=percent:10,10,30,20')
  t.match(await one(author, id), { region: { file: 2, fragment: 'xywh=percent:10,10,30,20' }, file: 2, isOrphan: false })
  await town.write(librarian, [{ content: { id: picture!.id, version: await town.version(librarian, picture!.id), files: [{ number: 2 }] } }])
  t.match(await one(author, id), { file: 1, isOrphan: false }, 'the same picture has another number now')
  await town.write(librarian, [{ content: { id: picture!.id, version: await town.version(librarian, picture!.id), files: [file('c', '丙.jpg')] } }])
  t.match(await one(author, id), { isOrphan: true, region: { file: 2 } })
  t.ok(await on('xywh=10,10,300,200', 1))
  for (const bad of ['xywh=percent:90,0,20,10', 'xywh=0,0,401,10', 'xywh=0,0,0,0', 't=1,2', '']) t.equal((await refusal(on(bad, 1)))!.code, 'BAD_USER_INPUT', bad)
  t.same(await refusal(on('xywh=0,0,1,1', 3)), { code: 'BAD_USER_INPUT', field: 'region.file' })
  t.same(await refusal(note(author, { target: entity!.id, region: { file: 1, fragment: 'xywh=0,0,1,1' } })), { code: 'BAD_USER_INPUT', field: 'region.file' })
})

await everywhere(t, 'sent again it is said once; numbers of versions are told to nobody', async (t, town) => {
  const { note, of, text } = await notes(town)
  const author = await town.someone()
  const [first, second] = [await note(author, { key: 'note:once-and-for-all', audience: EVERYBODY }), await note(author, { key: 'note:once-and-for-all', audience: EVERYBODY })]
  t.equal(first, second)
  t.equal((await of(undefined, text)).length, 1)
  t.notOk('version' in await town.words(undefined, first))
})
