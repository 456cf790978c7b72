import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { openSqliteAccounts } from '../../src/accounts/sqlite/index.ts'
import { CAPTURE } from '../../src/archive/capture/capture.ts'
import { saveDraft } from '../../src/archive/entries/drafts.ts'
import { openSqlite } from '../../src/graph/sqlite/index.ts'
import { openSqliteJobs } from '../../src/jobs/sqlite/index.ts'
import { WHOLE } from '../../src/model/audience.ts'
import { newId } from '../../src/model/ids.ts'
import { MAINTENANCE } from '../../src/archive/access/maintenance.ts'
import { folder, Scribe, vocabulary } from '../fixture.ts'
import { commands, type Ran } from './terminal.ts'

const made = (ran: Ran): any => JSON.parse(ran.out)

t.test('entries, drafts, workshops and notes from the terminal', { timeout: 120_000 }, async (t) => {
  const data = await folder(t)
  const fangzhi = commands(data)
  const accounts = await openSqliteAccounts({ path: join(data, 'accounts.sqlite') })
  t.teardown(() => accounts.close())
  const ids = new Map<string, string>()
  for (const [login, role] of [['amei', 'librarian'], ['bao', 'contributor'], ['chun', 'contributor']] as const) {
    ids.set(login, newId())
    await accounts.createAccount({ id: ids.get(login)!, login, name: `${login}的名字`, role, createdAt: 1 })
  }
  const graph = await openSqlite({ path: join(data, 'archive.sqlite'), vocabulary, walkers: 1 })
  t.teardown(() => graph.close())
  const scribe = new Scribe(graph)
  scribe.entity('Organization', '錫口文史社')
  const secret = scribe.entity('Organization', '祕密社', { audience: { mode: 'all', protocols: ['elders'] } })
  await scribe.commit()
  const story = join(data, 'story.md')
  await writeFile(story, '{阿公|a-kong}說，石獅子是錫口文史社運來的。\n\n一隻在颱風裡倒了。')

  await t.test('an entry is written down as somebody, with who told it and what was agreed to', async (t) => {
    const words = ['--story', story, '--audience', 'everyone', '--when', '小時候', '--born', '民國40年', '--district', '松山區', '--keywords', '石獅子,颱風', '--language', '臺語']
    const entered = made(await fangzhi('entry', 'write', '兩隻石獅子', ...words, '--told-by', 'Person:陳阿好', '--consent', '可以公開', '--written-down-by', 'words:學員', '--mentions', '錫口文史社', '--as', 'bao', '--json'))
    t.ok(entered.records.every(({ state }: any) => state === 'proposed'))
    const shown = await fangzhi('show', entered.entry, '--include-proposed', '--as', 'bao')
    t.match(shown.out, /兩隻石獅子[^]*松山區/)
    t.match(shown.out, /陳阿好/)
    t.match(shown.out, /錫口文史社/)
    t.match(await fangzhi('entry', 'write', '一隻', ...words, '--state', 'published', '--as', 'amei'), { status: 0, out: /發布了「一隻」（[^）]*195\d[^）]*）[^]*fangzhi revert/ })
    t.match(await fangzhi('entry', 'write', '沒有年代', '--story', story, '--audience', 'everyone', '--when', '很久很久', '--as', 'amei'), { status: 0, out: /提出了[^]*看不出是哪些年/ })
    t.match(await fangzhi('entry', 'write', '誰看', '--story', story, '--as', 'amei'), { status: 2, err: /--audience/ })
    t.match(await fangzhi('entry', 'write', '沒有檔案', '--story', join(data, 'absent.md'), '--audience', 'everyone'), { status: 2, err: /absent\.md/ })
    t.match(await fangzhi('entry', 'write', '誰同意', ...words, '--consent', '可以'), { status: 2, err: /--told-by/ })
    const [hidden, absent] = [await fangzhi('entry', 'write', '甲', ...words, '--place', secret, '--as', 'bao'), await fangzhi('entry', 'write', '甲', ...words, '--place', newId(), '--as', 'bao')]
    t.equal(hidden.status, 2)
    t.equal(hidden.err.replace(/「[^」]+」/, ''), absent.err.replace(/「[^」]+」/, ''))
  })

  await t.test('a page on the web is given as evidence, and its copy asked for; of evidence that there is, too', async (t) => {
    const source = scribe.entity('Work', '區公所公告')
    const relation = scribe.relate('PARTNERS_WITH', scribe.entity('Organization', '甲社'), scribe.entity('Organization', '乙社'))
    const hidden = scribe.relate('PARTNERS_WITH', scribe.entity('Organization', '丙社'), secret, { audience: { mode: 'all', protocols: ['elders'] } })
    await scribe.commit()
    const jobs = await openSqliteJobs({ path: join(data, 'jobs.sqlite') })
    t.teardown(() => jobs.close())
    const waiting = async (): Promise<string[]> => (await jobs.list({ kind: CAPTURE })).map(({ key }) => key)
    const from = ['https://example.tw/notice', '--relation', relation, '--source', '區公所公告']
    const given = made(await fangzhi('capture', ...from, '--quote', '自九月起', '--as', 'bao', '--json'))
    const [{ id, state }] = given.records
    t.equal(state, 'proposed')
    t.match((await graph.heads([id], WHOLE)).get(id)!.record, { source, locator: { url: 'https://example.tw/notice' }, quote: '自九月起', audience: { protocols: ['everyone'] } })
    t.same(await waiting(), [id])
    t.match(await fangzhi('capture', id, '--as', 'bao'), { status: 0, out: /稍後/ })
    t.match(await fangzhi('capture', id, '--as', 'chun'), { status: 1 }, 'what another proposed is not theirs to see')
    t.match(await fangzhi('capture', ...from), { status: 2, err: /--as/ })
    const before = await graph.sequence()
    t.match(await fangzhi('capture', 'javascript:alert(1)', ...from.slice(1), '--as', 'bao'), { status: 2, err: /https/ })
    t.match(await fangzhi('capture', 'http://127.0.0.1:8080/', ...from.slice(1), '--as', 'bao'), { status: 2 })
    t.match(await fangzhi('capture', from[0]!, '--relation', hidden, '--source', '區公所公告', '--as', 'bao'), { status: 1 })
    t.equal(await graph.sequence(), before, 'and nothing is written')
    t.same(await waiting(), [id])
  })

  await t.test('times, names and pasted pages are read without writing', async (t) => {
    t.match(made(await fangzhi('entry', 'when', '七歲', '--born', '民國40年', '--json')), { edtf: /195\d/ })
    t.match(await fangzhi('entry', 'when', '很久很久'), { status: 0, out: /看不出是哪些年/ })
    t.match(await fangzhi('entry', 'names', story), { status: 0, out: /錫口文史社/ })
    t.match(await commands(data, '<p><b>石獅子</b></p>')('entry', 'clean', '-'), { status: 0, out: '**石獅子**' })
  })

  await t.test('drafts are their author\'s alone', async (t) => {
    await saveDraft({ accounts }, { ...MAINTENANCE, account: ids.get('bao')! }, { key: 'entry:1', title: '還沒寫完', body: '{"title":"還沒寫完"}' })
    t.match(made(await fangzhi('entry', 'drafts', '--as', 'bao', '--json')), [{ key: 'entry:1', title: '還沒寫完' }])
    t.match(await fangzhi('entry', 'draft', 'entry:1', '--as', 'bao'), { status: 0, out: /"title": "還沒寫完"/ })
    t.match(await fangzhi('entry', 'drafts', '--as', 'chun'), { status: 0, out: /沒有草稿/ })
    t.match(await fangzhi('entry', 'draft', 'entry:1', '--as', 'chun'), { status: 1, err: /找不到/ })
    t.match(await fangzhi('entry', 'drafts'), { status: 2, err: /草稿屬於帳號/ })
    t.match(await fangzhi('entry', 'drop', 'entry:1', '--as', 'bao'), { status: 0, out: /刪了草稿/ })
    t.match(await fangzhi('entry', 'drop', 'entry:1', '--as', 'bao'), { status: 0, out: /沒有這份草稿/ })
  })

  await t.test('a workshop is made and ended by whoever settles what comes', async (t) => {
    const shop = made(await fangzhi('workshop', 'make', '松山工作坊', '--audience', 'everyone', '--days', '2', '--as', 'amei', '--json'))
    t.match(shop, { title: '松山工作坊', code: /^\w{5}-\w{5}$/ })
    t.match(await fangzhi('workshop', 'list', '--as', 'amei'), { status: 0, out: /松山工作坊/ })
    t.notMatch((await fangzhi('workshop', 'list', '--as', 'amei', '--json')).out, /hash|code/)
    t.match(await fangzhi('workshop', 'list', '--as', 'bao'), { status: 0, out: /沒有工作坊/ })
    t.match(await fangzhi('workshop', 'make', '我的', '--audience', 'everyone', '--as', 'bao'), { status: 1 })
    t.match(await fangzhi('workshop', 'contributors', shop.id, '--as', 'amei'), { status: 0, out: /沒有人留下/ })
    t.match(await fangzhi('workshop', 'end', shop.id, '--as', 'bao'), { status: 1, err: /找不到/ })
    t.match(await fangzhi('workshop', 'end', shop.id, '--as', 'amei'), { status: 0 })
    t.match(await fangzhi('workshop', 'end', shop.id, '--as', 'amei'), { status: 1, err: /找不到/ })
  })

  await t.test('notes are made, answered, changed and taken back', async (t) => {
    t.match(await fangzhi('note', 'list', '錫口文史社'), { status: 0, out: /沒有看得到的註記/ })
    const mine = made(await fangzhi('note', 'add', '錫口文史社', '--text', '哪一年成立？', '--purpose', 'question', '--as', 'bao', '--json')).records[0]
    t.equal(mine.state, 'draft')
    t.match(await fangzhi('note', 'list', '錫口文史社', '--as', 'bao'), { status: 0, out: /提問 哪一年成立？[^]*bao的名字/ })
    t.match(await fangzhi('note', 'list', '錫口文史社', '--as', 'chun'), { status: 0, out: /沒有看得到的註記/ })
    t.match(await fangzhi('note', 'show', mine.id, '--as', 'chun'), { status: 1, err: /找不到/ })
    t.match(await fangzhi('note', 'change', mine.id, '--audience', 'everyone', '--as', 'bao'), { status: 0 })
    t.match(await fangzhi('note', 'add', '錫口文史社', '--answers', mine.id, '--text', '民國九十年', '--audience', 'everyone', '--as', 'chun'), { status: 0 })
    t.match(made(await fangzhi('note', 'list', '錫口文史社', '--json')), [{ text: '哪一年成立？', replies: [{ text: '民國九十年' }] }])
    t.match(await fangzhi('note', 'change', mine.id, '--text', '別人改', '--as', 'chun'), { status: 1, err: /寫的人/ })
    t.match(await fangzhi('note', 'withdraw', mine.id, '--reason', '問過了', '--as', 'bao'), { status: 0 })
    t.match(await fangzhi('note', 'show', mine.id), { status: 0, out: /已收回/ }, 'it stands where somebody has answered it')
    t.match(await fangzhi('note', 'add', '錫口文史社', '--text', '維護'), { status: 2, err: /誰看得到/ })
    t.match(await fangzhi('note', 'add', '錫口文史社', '--region', 'x', '--as', 'bao'), { status: 2, err: /--region/ })
  })
})
