import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { checkLinks, linkChecker, LINKS, type LinkPorts } from '../../../src/archive/quality/links.ts'
import { queuePage } from '../../../src/archive/quality/page.ts'
import { openSqliteJobs } from '../../../src/jobs/sqlite/index.ts'
import { openCheckedLinks } from '../../../src/kept/directory/links.ts'
import { PUBLIC } from '../../../src/model/audience.ts'
import { badInput, unavailable } from '../../../src/model/errors.ts'
import type { Id } from '../../../src/model/ids.ts'
import { folder, Scribe, vocabulary } from '../../fixture.ts'
import { everywhere } from '../bulk/places.ts'

const DAY = 24 * 3_600_000

/** A site of which some pages are there. */
async function site(t: Test): Promise<{ readonly address: string; readonly asked: string[]; readonly gone: Set<string> }> {
  const [asked, gone]: [string[], Set<string>] = [[], new Set(['/gone'])]
  const server = createServer((request, response) => {
    const path = request.url!
    asked.push(`${request.method!} ${path}`)
    response.statusCode = gone.has(path) ? 404 : path === '/members' ? 401 : path === '/old' && request.method === 'HEAD' ? 405 : 200
    response.end()
  })
  await new Promise<void>((done) => { server.listen(0, '127.0.0.1', done) })
  t.teardown(() => new Promise((done) => server.close(done)))
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked, gone }
}

const ask: LinkPorts['ask'] = async (address, method, signal) => {
  if (address.includes('192.168.')) throw badInput('url', 'within')
  try {
    return (await fetch(address, { method, signal })).status
  } catch (error) {
    throw unavailable('the site', error)
  }
}

await everywhere(t, {
  'links of public records are tried, and are dead when they were not there for three days': async (t, { ports: { graph } }) => {
    const { address, asked, gone } = await site(t)
    const links = openCheckedLinks(join(await folder(t), 'links.json'))
    const jobs = await openSqliteJobs({ path: join(await folder(t), 'jobs.sqlite') })
    t.teardown(() => jobs.close())
    const scribe = new Scribe(graph)
    const page = (name: string, path: string, more: object = {}): Id => scribe.entity('Organization', name, { fields: { website: `${address}${path}` }, ...more })
    const [dead, a] = [page('甲會', '/gone'), page('乙會', '/there')]
    page('丙會', '/members')
    page('丁會', '/old')
    page('祕密社', '/secret', { audience: { mode: 'all', protocols: ['elders'] } })
    page('草稿', '/draft', { state: 'draft' })
    scribe.entity('Organization', '戊會', { fields: { website: 'http://192.168.0.1/' } })
    scribe.entity('Organization', '己會', { fields: { website: '見臉書' } })
    const tie = scribe.relate('PARTNERS_WITH', dead, a)
    await scribe.commit()
    const proof = (await graph.relationsById([tie], PUBLIC)).get(tie)!.evidence[0]!.id
    const head = (await graph.heads([proof], PUBLIC)).get(proof)!
    await graph.commit({ id: '01900000-0000-7000-8000-000000000001', actor: 'test', reason: '測試', origin: 'cli', operations: [{ op: 'put', base: head.version, record: { ...head.record, locator: { url: `${address}/gone#12` } } as never }] })
    let now = DAY
    const at: LinkPorts = { graph, links, jobs, ask, everyone: async () => PUBLIC, pause: 0 }
    const queue = async (): Promise<readonly unknown[]> => (await queuePage({ graph, vocabulary, links }, PUBLIC, { queue: 'deadLinks' })).items
    t.equal(await checkLinks(at, AbortSignal.any([]), () => now), 5)
    t.notOk(asked.some((one) => /secret|draft/.test(one)), 'what only some may read is not asked for')
    t.ok(asked.includes('GET /old'), 'where the head is not told')
    t.same(await queue(), [], 'away for a while')
    for (let day = 2; day <= 3; day++) {
      now += DAY
      t.equal(await checkLinks(at, AbortSignal.any([]), () => now), 1, 'only what was not there is tried again so soon')
    }
    t.match(await queue(), [{ id: dead, type: 'entity', entity: { name: '甲會' }, problems: [/gone 回答 404/] }, { id: proof, type: 'evidence', relation: { id: tie } }])
    gone.clear()
    now += DAY
    await linkChecker(at, () => now)({ kind: LINKS, key: 'daily', payload: null, attempts: 1, token: '', until: 0 }, AbortSignal.any([]))
    t.same(await queue(), [], 'it is there again')
    t.match(await jobs.list({ kind: LINKS }, now), [{ runAt: now + DAY }], 'and the next day comes')
    t.equal(await checkLinks(at, AbortSignal.any([]), () => now + DAY), 0)
    const record = (await graph.heads([a], PUBLIC)).get(a)!
    await graph.commit({ id: '01900000-0000-7000-8000-000000000002', actor: 'test', reason: '測試', origin: 'cli', operations: [{ op: 'withdraw', id: a, base: record.version, reason: '測試' }] })
    await checkLinks(at, AbortSignal.any([]), () => now + DAY)
    t.equal((await links.found([`${address}/there`])).size, 0, 'what nobody names any more is forgotten')
  },
})
